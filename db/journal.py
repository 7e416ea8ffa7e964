"""Records of kind *journal*: what is copied by sync and verified by the chain. Shared by desk and central."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, UniqueConstraint, text

from db.base import journal_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

journals = Table(
    "journals",
    journal_metadata,
    Column("id", Words, primary_key=True, comment="random, 32 hex digits"),
    Column("mark", Words, nullable=False, comment="A, B, … Z, AA; stands after the counter in every number"),
    Column("counter", Words, nullable=False),
    Column("area", Words, nullable=False),
    Column("hash", Words, nullable=False, comment="name of H: sha256 or sm3; also in the first event"),
    Column("public_key", Bytes, nullable=False, comment="Ed25519 key of the device, 32 bytes"),
    Column("evaluation", Flag, nullable=False),
    Column("own", Flag, nullable=False, comment="written by this installation"),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment, comment="nothing is appended any more"),
    sqlite_strict=True,
    comment="journals 日志链 known to this store",
)

events = Table(
    "events",
    journal_metadata,
    Column("arrival", Whole, primary_key=True, comment="order in which this store took the events"),
    Column("journal", Words, ForeignKey("journals.id"), nullable=False),
    Column("seq", Whole, nullable=False, comment="from 1, without gaps, within the journal"),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("header", Bytes, nullable=False, comment="verbatim bytes, no personal data"),
    Column("hash", Bytes, nullable=False, comment="H(previous hash ‖ header)"),
    Column("salt", Bytes, comment="32 random bytes; null once erased"),
    Column("body", Bytes, comment="verbatim bytes; null once erased"),
    Column("position", Whole, comment="place in the area's one order, given by the server; null until then"),
    Column("ruling", Words, comment="what the server ruled: stands, contested, unauthorised, unreadable"),
    Column("ruling_reason", Words, comment="code of a ruling other than stands"),
    Column("branch", Words, comment="what the server calls the journal, where a cloned disk made a branch of it"),
    UniqueConstraint("journal", "seq"),
    Index(None, "subject_id"),
    Index("ix_events_overruled", "arrival", sqlite_where=text("ruling <> 'stands'")),
    Index("ix_events_position", "position", sqlite_where=text("position IS NOT NULL")),
    Index("ix_events_erasures", "arrival", sqlite_where=text("kind = 'subject.erased'")),
    sqlite_strict=True,
    comment="the events; append-only, but for salt and body of an erased subject, and position and ruling, given once",
)

checkpoints = Table(
    "checkpoints",
    journal_metadata,
    Column("journal", Words, ForeignKey("journals.id"), primary_key=True),
    Column("to_seq", Whole, primary_key=True),
    Column("statement", Bytes, nullable=False, comment="verbatim bytes: journal, from, to, head"),
    Column("signature", Bytes, nullable=False, comment="Ed25519, by the journal's device key"),
    Column("made_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="signed heads of a journal; verification starts from the last one",
)

attachments = Table(
    "attachments",
    journal_metadata,
    Column("digest", Words, primary_key=True, comment="SHA-256 of the plain bytes, hex"),
    Column("subject_kind", Words, primary_key=True),
    Column("subject_id", Words, primary_key=True),
    Column("size", Whole, nullable=False, comment="plain bytes"),
    Column("media_type", Words, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index(None, "subject_id"),
    sqlite_strict=True,
    comment="what is attached to a subject; the bytes are encrypted files beside the database",
)
