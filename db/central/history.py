"""Cases that other systems had before this one: register rows for figures and look-ups, never acted on."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.central import central_metadata
from db.types import Bytes, Moment, Words

imported_cases = Table(
    "imported_cases",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("source", Words, primary_key=True, comment="system that the rows come from"),
    Column("case_no", Words, primary_key=True, comment="number in that system"),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("masked_name", Words, nullable=False, comment="张*"),
    Column("name_hash", Bytes, nullable=False, comment="keyed hash; empty where the row had none"),
    Column("id_hash", Bytes, nullable=False, comment="keyed hash; empty where the row had none"),
    Column("received_on", Words, nullable=False),
    Column("accepted_on", Words, nullable=False),
    Column("due_on", Words, nullable=False),
    Column("ended_on", Words, nullable=False),
    Column("digest", Bytes, nullable=False, comment="of the row; the same row again changes nothing"),
    Column("imported_at", Moment, nullable=False),
    Index(None, "area", "id_hash"),
    Index(None, "area", "received_on"),
    sqlite_strict=True,
    comment="history from other systems",
)
