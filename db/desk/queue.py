"""Records of kind *projection* at a desk: queue tickets, counters that pause, signatures. Made again from journals."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.base import projection_metadata
from db.types import Bytes, Moment, Whole, Words

tickets = Table(
    "tickets",
    projection_metadata,
    Column("id", Words, primary_key=True, comment="random id of the subject"),
    Column("day", Words, nullable=False),
    Column("number", Words, nullable=False),
    Column("series", Words, nullable=False, comment="group's letter, counter, mark: numbered by itself each day"),
    Column("serial", Whole, nullable=False),
    Column("phase", Words, nullable=False),
    Column("counter", Words, nullable=False, comment="that called it or serves it; empty while it waits"),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "day", "phase"),
    Index(None, "day", "series", "serial"),
    sqlite_strict=True,
    comment="queue tickets of the hall; no personal data",
)

calling = Table(
    "calling",
    projection_metadata,
    Column("journal", Words, primary_key=True),
    Column("counter", Words, nullable=False),
    Column("reason", Words, nullable=False, comment="why it does not call; empty while it does"),
    Column("since", Words, nullable=False),
    sqlite_strict=True,
    comment="counters that have paused calling, and since when",
)

signatures = Table(
    "signatures",
    projection_metadata,
    Column("event", Words, primary_key=True),
    Column("case_id", Words, nullable=False),
    Column("purpose", Words, nullable=False),
    Column("digest", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "case_id", "purpose"),
    sqlite_strict=True,
    comment="handwritten signatures of a case: what for, and the digest of the picture",
)
