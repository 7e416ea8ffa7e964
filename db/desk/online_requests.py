"""Record of kind *projection* at a desk: online requests 网上申请 about cases of its hall."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.base import projection_metadata
from db.types import Bytes, Flag, Moment, Words

online_requests = Table(
    "online_requests",
    projection_metadata,
    Column("id", Words, primary_key=True, comment="random id of the subject"),
    Column("kind", Words, nullable=False),
    Column("case_id", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("open", Flag, nullable=False, comment="no counter has answered it"),
    Column("filed_at", Moment, nullable=False),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "case_id"),
    Index(None, "open", "filed_at"),
    sqlite_strict=True,
    comment="one row an online request, with its state",
)
