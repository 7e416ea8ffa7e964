"""Record of kind *projection* at a desk: pre-applications 网上预审 of its hall."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, text

from db.base import projection_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

pre_applications = Table(
    "pre_applications",
    projection_metadata,
    Column("id", Words, primary_key=True, comment="random id of the subject"),
    Column("number", Words, nullable=False),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("applicant_name", Words, nullable=False),
    Column("phase", Words, nullable=False),
    Column("holder", Words, nullable=False, comment="counter that took it over; empty where none did"),
    Column("held_since", Moment),
    Column("held_until", Moment),
    Column("assisted", Flag, nullable=False, comment="代网办: filed at the hall"),
    Column("files", Whole, nullable=False),
    Column("advised", Flag, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "number"),
    Index("ix_pre_applications_waiting", "filed_at", sqlite_where=text("phase = 'waiting'")),
    sqlite_strict=True,
    comment="one row a pre-application, with its state",
)
