"""Records of the server about escalations, ratings and office days (projections), and its outbox of notices (its own).

What is personal stands in boxes. Notices are never made again from events: one goes out for one event, once.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Table, text

from db.central import central_metadata
from db.types import Bytes, Flag, Moment, Whole, Words

office_escalations = Table(
    "office_escalations",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("number", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("case_no", Words, nullable=False, comment="empty where no case came of it"),
    Column("owner", Words, nullable=False),
    Column("opened_on", Words, nullable=False),
    Column("answer_by", Words, nullable=False, comment="day that was promised first"),
    Column("until", Words, nullable=False, comment="day that was promised last"),
    Column("answered_on", Words, nullable=False),
    Column("closed_on", Words, nullable=False),
    Column("solved", Flag, nullable=False),
    Column("postponed", Whole, nullable=False),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "number"),
    Index(None, "area", "opened_on"),
    Index(None, "area", "case_no"),
    Index(
        "ix_office_escalations_open",
        "area",
        "until",
        sqlite_where=text("closed_on = ''"),
        postgresql_where=text("closed_on = ''"),
    ),
    sqlite_strict=True,
    comment="what could not be done 办不成事, one row each",
)

office_ratings = Table(
    "office_ratings",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("service", Words, nullable=False, comment="hash of the case's or ticket's number"),
    Column("level", Whole, nullable=False, comment="5 is the best"),
    Column("channel", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("given_on", Words, nullable=False),
    Column("standing", Words, nullable=False),
    Column("next_step", Words, nullable=False, comment="what is to be done; `judge` an appeal; empty: nothing"),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("state", Bytes, nullable=False, comment="box of the folded state: what was said"),
    CheckConstraint("standing IN ('counts', 'double', 'invalidated')", name="standing"),
    Index(None, "area", "service"),
    Index(None, "area", "given_on"),
    Index(
        "ix_office_ratings_waiting",
        "area",
        "given_on",
        "next_step",
        sqlite_where=text("next_step <> ''"),
        postgresql_where=text("next_step <> ''"),
    ),
    sqlite_strict=True,
    comment="ratings 好差评; of two for one service the first by position counts",
)

office_days = Table(
    "office_days",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("hall", Words, nullable=False),
    Column("day", Words, nullable=False),
    Column("leader", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("held_on", Words, nullable=False),
    Column("changes", Whole, nullable=False),
    Column("position", Whole, nullable=False, comment="of its last event"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "day"),
    sqlite_strict=True,
    comment="leaders' office days 一把手现场办公",
)

notices = Table(
    "notices",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column(
        "id", Words, primary_key=True, comment="journal and number of the event, and the material where there is one"
    ),
    Column("kind", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("about", Words, nullable=False, comment="key of the material that a reminder is about; empty otherwise"),
    Column("created_at", Moment, nullable=False),
    Column("state", Words, nullable=False),
    Column("reason", Words, nullable=False, comment="code of why it was not sent; empty otherwise"),
    Column("attempts", Whole, nullable=False),
    Column("next_at", Moment, comment="when it is tried next; null where it is not"),
    Column("sent_at", Moment),
    Column("box", Bytes, comment="box of number and text; null once erased, or where there is nothing to send"),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'held', 'dead', 'skipped', 'erased')", name="state"),
    Index(None, "area", "state", "created_at"),
    Index(None, "area", "created_at"),
    Index(None, "area", "subject_id"),
    Index(
        "ix_notices_due",
        "area",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    sqlite_strict=True,
    comment="outbox of notices to applicants: one for one event, ever",
)

notice_refusals = Table(
    "notice_refusals",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("phone_key", Bytes, primary_key=True, comment="keyed hash of the telephone number"),
    Column("since", Moment, nullable=False),
    sqlite_strict=True,
    comment="numbers whose owners want no notices",
)
