"""Records of the server about pre-applications 网上预审: one row each, and what applicants have not sent in yet."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, text

from db.central import central_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

pre_applications = Table(
    "pre_applications",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("number", Words, nullable=False, comment="WS-20261123-0042-K"),
    Column("hall", Words, nullable=False, comment="whose counters it waits for"),
    Column("item_code", Words, nullable=False),
    Column("phase", Words, nullable=False),
    Column("assisted", Flag, nullable=False, comment="代网办: filed at the hall"),
    Column("filed_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "number", unique=True),
    Index(
        "ix_pre_applications_waiting",
        "area",
        "hall",
        "filed_at",
        sqlite_where=text("phase = 'waiting'"),
        postgresql_where=text("phase = 'waiting'"),
    ),
    Index(
        "ix_pre_applications_ended",
        "area",
        "changed_at",
        sqlite_where=text("phase <> 'waiting'"),
        postgresql_where=text("phase <> 'waiting'"),
    ),
    sqlite_strict=True,
    comment="what was filed online before anybody came to a counter; made again from the events",
)

pre_application_drafts = Table(
    "pre_application_drafts",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True, comment="random; the pre-application that comes of it bears the same"),
    Column("pickup", Bytes, comment="keyed hash of the short code by which a counter fetches it"),
    Column("changed_at", Moment, nullable=False),
    Column("box", Bytes, nullable=False, comment="box of what was entered"),
    Index(None, "area", "changed_at"),
    Index(
        "ix_pre_application_drafts_pickup",
        "area",
        "pickup",
        sqlite_where=text("pickup IS NOT NULL"),
        postgresql_where=text("pickup IS NOT NULL"),
    ),
    sqlite_strict=True,
    comment="forms that were begun and not sent in; deleted after seven days, never an event",
)
