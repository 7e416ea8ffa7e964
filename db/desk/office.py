"""Records of kind *projection* at a desk: escalations 办不成事 of the hall, and which services have been rated."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.base import projection_metadata
from db.types import Bytes, Flag, Moment, Words

escalations = Table(
    "escalations",
    projection_metadata,
    Column("id", Words, primary_key=True, comment="random id of the subject"),
    Column("number", Words, nullable=False, comment="number of its receipt; twice only after a cloned disk"),
    Column("case_no", Words, nullable=False, comment="empty where no case came of it"),
    Column("owner", Words, nullable=False, comment="name of who answers for it"),
    Column("open", Flag, nullable=False),
    Column("until", Words, nullable=False, comment="day that was promised last"),
    Column("opened_by", Words, nullable=False, comment="account"),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "number"),
    Index(None, "case_no"),
    Index(None, "open", "until"),
    sqlite_strict=True,
    comment="one row an escalation, with its state",
)

rated_services = Table(
    "rated_services",
    projection_metadata,
    Column("service", Words, primary_key=True, comment="hash of the case's or ticket's number"),
    sqlite_strict=True,
    comment="services rated here, without what was said: a service is rated once",
)
