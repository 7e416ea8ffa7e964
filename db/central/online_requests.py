"""Records of the server about online requests 网上申请 about cases: one row each, made again from the events."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.central import central_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

online_requests = Table(
    "online_requests",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("case_id", Words, nullable=False),
    Column("hall", Words, nullable=False, comment="whose counters it waits for"),
    Column("open", Flag, nullable=False, comment="no counter has answered it"),
    Column("filed_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False, comment="when it was filed last, or answered"),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "case_id"),
    Index(None, "area", "open", "hall"),
    Index(None, "area", "changed_at"),
    sqlite_strict=True,
    comment="what applicants asked for online about a case",
)
