"""Theme packages at a desk: one row a package, with its state. What its cases make of it is computed on reading."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.base import projection_metadata
from db.types import Bytes, Whole, Words

packages = Table(
    "packages",
    projection_metadata,
    Column("package_id", Words, primary_key=True, comment="random id of the subject"),
    Column("package_no", Words, nullable=False, comment="TC and the number of its first case"),
    Column("key", Words, nullable=False, comment="key of the theme package in the catalogue"),
    Column("name", Words, nullable=False),
    Column("applicant_name", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("opened_on", Words, nullable=False),
    Column(
        "waiting", Whole, nullable=False, comment="members without a case that are not dropped, and cases filed twice"
    ),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "package_no"),
    Index(None, "waiting"),
    sqlite_strict=True,
    comment="theme packages: one row a package, with its state",
)
