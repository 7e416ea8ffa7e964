"""Records of the server's ledger: every journal, every event at its position, what was ruled, and what follows from it.

Every key begins with the area. What is personal stands in boxes (encrypted by the program) or as keyed hashes; a dump
of these tables shows nobody's name or number. `case_heads` and `scope_entries` can be made again from `events`.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, text

from db.central import central_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

areas = Table(
    "areas",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("epoch", Words, nullable=False, comment="random; another one after each restore of the server"),
    Column(
        "position", Whole, nullable=False, comment="the last one given; its row is locked while positions are given"
    ),
    sqlite_strict=True,
    comment="areas and the head of their order",
)

epochs = Table(
    "epochs",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("epoch", Words, primary_key=True),
    Column("since", Whole, nullable=False, comment="last position that this epoch has in common with the one before"),
    Column("number", Whole, nullable=False, comment="counts the epochs of an area from 1"),
    Column("began_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="epochs: the first, and one for each restore of the server",
)

journals = Table(
    "journals",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True, comment="as in headers; of the second branch of a fork an id of its own"),
    Column("mark", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("hall", Words, nullable=False, comment="hall of the counter when the journal was opened"),
    Column("hash", Words, nullable=False, comment="name of H: sha256 or sm3"),
    Column("public_key", Bytes, nullable=False, comment="Ed25519 key of the device, 32 bytes"),
    Column("evaluation", Flag, nullable=False),
    Column("device", Words, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("reason", Words, nullable=False, comment="code of why it was stopped; empty otherwise"),
    Column("head_seq", Whole, nullable=False, comment="last event that was decided on: has a position or was rejected"),
    Column("head_hash", Bytes, nullable=False),
    Column("held_seq", Whole, nullable=False, comment="last event that waits in quarantine; 0 where none does"),
    Column("held_hash", Bytes, nullable=False),
    Column("branch_of", Words, nullable=False, comment="the journal that was cloned; empty otherwise"),
    Column("parent", Words, nullable=False, comment="the journal or branch that it left at `fork_seq`"),
    Column("fork_seq", Whole, nullable=False, comment="first event of the branch; 0 where it is none"),
    CheckConstraint("state IN ('open', 'closed', 'stopped', 'forked')", name="state"),
    Index(None, "area", "counter", "mark"),
    Index(
        "ix_journals_branches",
        "area",
        "branch_of",
        sqlite_where=text("branch_of <> ''"),
        postgresql_where=text("branch_of <> ''"),
    ),
    sqlite_strict=True,
    comment="journals 日志链 that the server has, its own included",
)

events = Table(
    "events",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("position", Whole, primary_key=True, comment="one order for each area; commits in order"),
    Column("journal", Words, nullable=False),
    Column("seq", Whole, nullable=False),
    Column("group_first", Whole, nullable=False, comment="sequence number of the first event of its group"),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("hall", Words, nullable=False, comment="whose desks are sent it: a hall, * for all, empty for none"),
    Column("ruling", Words, nullable=False),
    Column("reason", Words, nullable=False, comment="code of a ruling other than `stands`"),
    Column("header", Bytes, nullable=False, comment="verbatim bytes, no personal data"),
    Column("hash", Bytes, nullable=False),
    Column("body", Bytes, comment="box of salt and body; null once erased"),
    CheckConstraint("ruling IN ('stands', 'contested', 'unauthorised', 'unreadable')", name="ruling"),
    Index("uq_events_area_journal_seq", "area", "journal", "seq", unique=True),
    Index(None, "area", "subject_id"),
    sqlite_strict=True,
    comment="the events of every journal in the one order of the area, each ruled once",
)

batches = Table(
    "batches",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("journal", Words, primary_key=True),
    Column("last", Whole, primary_key=True),
    Column("first", Whole, nullable=False),
    Column("position", Whole, nullable=False, comment="of its first event; 0 while it waits in quarantine"),
    Column("statement", Bytes, nullable=False, comment="verbatim bytes: journal, from, to, head"),
    Column("signature", Bytes, nullable=False),
    Column("signer", Bytes, nullable=False),
    Column("device", Words, nullable=False, comment="who brought it"),
    Column("taken_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="what devices signed: the checkpoints of every chain",
)

scope_entries = Table(
    "scope_entries",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("hall", Words, nullable=False),
    Column("way", Words, nullable=False),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("why", Words, nullable=False),
    CheckConstraint("way IN ('in', 'out')", name="way"),
    sqlite_strict=True,
    comment="when a case came into a hall's scope and when it left",
)

case_heads = Table(
    "case_heads",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("case_id", Words, primary_key=True),
    Column("case_no", Words, nullable=False),
    Column("hall", Words, nullable=False, comment="the hall that has the case"),
    Column("counter", Words, nullable=False),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("phase", Words, nullable=False),
    Column("masked_name", Words, nullable=False, comment="张*三"),
    Column("received_on", Words, nullable=False),
    Column("accepted_on", Words, nullable=False),
    Column("ended_on", Words, nullable=False),
    Column("answer_due", Words, nullable=False),
    Column("legal_due", Words, nullable=False),
    Column("promised_due", Words, nullable=False),
    Column("version", Whole, nullable=False, comment="events that stand"),
    Column("contested", Flag, nullable=False),
    Column("open", Flag, nullable=False, comment="in its hall's scope"),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("id_key", Bytes, comment="keyed hash of the applicant's number"),
    Column("person_key", Bytes, comment="keyed hash of the number of the person who acts for it, where another"),
    Column("name_key", Bytes, comment="keyed hash of the applicant's name"),
    Column("phone_key", Bytes, comment="keyed hash of the telephone number"),
    Column("foreign_key", Bytes, comment="keyed hash of the number in the department's own system"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "case_no"),
    Index(None, "area", "id_key"),
    Index(
        "ix_case_heads_person",
        "area",
        "person_key",
        sqlite_where=text("person_key IS NOT NULL"),
        postgresql_where=text("person_key IS NOT NULL"),
    ),
    Index(None, "area", "name_key"),
    Index(
        "ix_case_heads_phone",
        "area",
        "phone_key",
        sqlite_where=text("phone_key IS NOT NULL"),
        postgresql_where=text("phone_key IS NOT NULL"),
    ),
    Index(
        "ix_case_heads_foreign",
        "area",
        "foreign_key",
        sqlite_where=text("foreign_key IS NOT NULL"),
        postgresql_where=text("foreign_key IS NOT NULL"),
    ),
    sqlite_strict=True,
    comment="one row a case: what lists need in plain, the rest in a box; none once it is erased",
)

erased_subjects = Table(
    "erased_subjects",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("subject_id", Words, primary_key=True),
    Column("subject_kind", Words, nullable=False),
    Column("position", Whole, nullable=False, comment="of the erasure"),
    sqlite_strict=True,
    comment="what was erased: what still arrives of it is stored without its body",
)

quarantine = Table(
    "quarantine",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("journal", Words, primary_key=True),
    Column("seq", Whole, primary_key=True),
    Column("group_first", Whole, nullable=False),
    Column("header", Bytes, nullable=False),
    Column("hash", Bytes, nullable=False),
    Column("body", Bytes, comment="box of salt and body; null once erased"),
    Column("device", Words, nullable=False, comment="who brought it"),
    Column("why", Words, nullable=False, comment="suspended, revoked, held"),
    Column("received_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("decided_by", Words, nullable=False),
    Column("decided_at", Moment),
    Column("reason", Words, nullable=False),
    CheckConstraint("state IN ('held', 'rejected')", name="state"),
    Index("ix_quarantine_held", "area", "state"),
    sqlite_strict=True,
    comment="events without a position that wait for a person; what was rejected stays, so that the chain verifies",
)

returned = Table(
    "returned",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("journal", Words, primary_key=True),
    Column("seq", Whole, primary_key=True),
    Column("header", Bytes, nullable=False),
    Column("hash", Bytes, nullable=False),
    Column("body", Bytes, comment="box of salt and body; null once erased"),
    Column("device", Words, nullable=False, comment="who handed it back"),
    Column("received_at", Moment, nullable=False),
    sqlite_strict=True,
    comment="handed back after a restore of the server, and not yet sent again by the desk that wrote it",
)

blobs = Table(
    "blobs",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("digest", Words, primary_key=True, comment="SHA-256 of the plain bytes, hex"),
    Column("size", Whole, nullable=False, comment="plain bytes"),
    Column("received", Whole, nullable=False, comment="plain bytes that are here"),
    Column("complete", Flag, nullable=False, comment="all bytes are here and have the digest"),
    Column("media_type", Words, nullable=False),
    Column("file", Words, nullable=False, comment="name of the encrypted file: random"),
    Column("added_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Index("ix_blobs_incomplete", "area", "complete"),
    sqlite_strict=True,
    comment="attachments; the bytes are encrypted files beside the database",
)

blob_subjects = Table(
    "blob_subjects",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("digest", Words, primary_key=True),
    Column("subject_kind", Words, primary_key=True),
    Column("subject_id", Words, primary_key=True),
    Index(None, "area", "subject_id"),
    sqlite_strict=True,
    comment="what attachments are attached to",
)

tasks = Table(
    "tasks",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("code", Words, nullable=False, comment="stable code of the reason"),
    Column("hall", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("journal", Words, nullable=False),
    Column("first", Whole, nullable=False, comment="first event of the group that it is about; 0 where none"),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("position", Whole, nullable=False),
    Column("detail", Words, nullable=False, comment="no personal data"),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("done_by", Words, nullable=False),
    Column("outcome", Words, nullable=False),
    Index(
        "ix_tasks_open",
        "area",
        "created_at",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
    Index(None, "area", "subject_id"),
    sqlite_strict=True,
    comment="alerts and to-dos for persons",
)
