"""Records of kind *local*: drafts, settings, print jobs. Never sent, never an event."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table

from db.base import local_metadata
from db.types import Bytes, Moment, Whole, Words

settings = Table(
    "settings",
    local_metadata,
    Column("key", Words, primary_key=True),
    Column("value", Bytes, nullable=False, comment="JSON, or the raw bytes of a key"),
    sqlite_strict=True,
    comment="device settings and the keys that live inside the encrypted database",
)

drafts = Table(
    "drafts",
    local_metadata,
    Column("id", Words, primary_key=True),
    Column("clerk", Words, nullable=False, comment="account id of the clerk whom it belongs to"),
    Column("state", Words, nullable=False),
    Column("title", Words, nullable=False, comment="what the list of parked drafts shows"),
    Column("payload", Bytes, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("handed_over_by", Words, comment="account id of the clerk who had it before"),
    Column("handed_over_at", Moment),
    CheckConstraint("state IN ('active', 'parked')", name="state"),
    Index(None, "clerk", "state"),
    sqlite_strict=True,
    comment="work in progress 草稿; deleted on acceptance or after seven days",
)

item_use = Table(
    "item_use",
    local_metadata,
    Column("counter", Words, primary_key=True),
    Column("item", Words, primary_key=True),
    Column("count", Whole, nullable=False),
    sqlite_strict=True,
    comment="how often an item was taken at this counter; ranks the search",
)

print_jobs = Table(
    "print_jobs",
    local_metadata,
    Column("id", Words, primary_key=True),
    Column("document_no", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("attempts", Whole, nullable=False),
    Column("last_error", Words),
    Column("printer", Words, nullable=False),
    Column("copies", Whole, nullable=False),
    Column("reprint", Whole, nullable=False, default=0, comment="which copy asked for later 补打; 0: the first print"),
    Column("payload", Bytes, comment="the bytes for the printer, where they can't be made again"),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    CheckConstraint("state IN ('waiting', 'spooled', 'failed', 'done')", name="state"),
    Index(None, "state"),
    Index(None, "document_no"),
    sqlite_strict=True,
    comment="the print queue of this machine; what came out is an event",
)
