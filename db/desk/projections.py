"""Records of kind *projection* at a desk: what screens read. Made again from journals, never migrated."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, text

from db.base import projection_metadata
from db.types import Bytes, Flag, Moment, Structure, Whole, Words

cases = Table(
    "cases",
    projection_metadata,
    Column("case_id", Words, primary_key=True, comment="random id of the subject"),
    Column("case_no", Words, nullable=False, unique=True),
    Column("case_tail", Words, nullable=False, comment="sequence and check character, as people say it: 0042-Q"),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("department", Words, nullable=False),
    Column("applicant_name", Words, nullable=False),
    Column("applicant_initials", Words, nullable=False, comment="pinyin initials"),
    Column("applicant_id", Words, nullable=False),
    Column("applicant_phone", Words, nullable=False),
    Column("human_id", Words, nullable=False, comment="number of the operator, legal representative or the person"),
    Column("counter", Words, nullable=False),
    Column("clerk", Words, nullable=False, comment="account that opened it"),
    Column("phase", Words, nullable=False),
    Column("verdict", Words, nullable=False),
    Column("proposed", Words, comment="verdict proposed to whoever has the power"),
    Column("received_on", Words, nullable=False),
    Column("answer_due", Words, nullable=False),
    Column("accepted_on", Words),
    Column("legal_due", Words),
    Column("promised_due", Words),
    Column("next_date", Words, comment="the date that orders the to-do; null where nothing is to be done"),
    Column("untold", Whole, nullable=False, comment="notices not yet in the applicant's hand"),
    Column("provisional", Flag, nullable=False),
    Column("contested", Flag, nullable=False),
    Column("erased", Flag, nullable=False),
    Column("version", Whole, nullable=False, comment="events of this case so far"),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("state", Bytes, nullable=False, comment="the folded state"),
    Index(None, "case_tail"),
    Index(None, "applicant_name"),
    Index(None, "applicant_initials"),
    Index(None, "applicant_id"),
    Index(None, "human_id"),
    Index(None, "applicant_phone"),
    Index(None, "next_date"),
    Index("ix_cases_provisional", "case_id", sqlite_where=text("provisional = 1")),
    Index(None, "opened_at"),
    sqlite_strict=True,
    comment="one row a case, with its state",
)

documents = Table(
    "documents",
    projection_metadata,
    Column("number", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("subject_kind", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("case_no", Words, nullable=False, comment="empty where the document is not of a case"),
    Column("series", Words, nullable=False),
    Column("serial", Whole, nullable=False),
    Column("copies", Whole, nullable=False),
    Column("filed", Whole, nullable=False),
    Column("issued_on", Words, nullable=False),
    Column("spooled", Flag, nullable=False),
    Column("printed", Whole, nullable=False),
    Column("spoiled", Whole, nullable=False),
    Column("sealed", Words, nullable=False),
    Column("told", Words, nullable=False),
    Column("told_on", Words, nullable=False),
    Column("voided", Words, nullable=False, comment="the reason; empty while in force"),
    Column("reprints", Whole, nullable=False),
    Column("clerk", Words, nullable=False),
    Column("meant_at", Moment, nullable=False),
    Column(
        "event", Words, nullable=False, comment="journal:seq of the event that holds what is printed; empty once erased"
    ),
    Index(None, "subject_id"),
    Index(None, "series", "serial"),
    Index(None, "meant_at", "printed"),
    Index("ix_documents_voided", "subject_id", sqlite_where=text("voided <> ''")),
    Index("ix_documents_unprinted", "meant_at", sqlite_where=text("printed = 0 AND voided = ''")),
    sqlite_strict=True,
    comment="every document number drawn here and what became of it",
)

series = Table(
    "series",
    projection_metadata,
    Column("key", Words, primary_key=True),
    Column("last", Whole, nullable=False),
    sqlite_strict=True,
    comment="last number drawn of each series: case numbers by day and mark, documents by body, kind, year and mark",
)

originals = Table(
    "originals",
    projection_metadata,
    Column("case_id", Words, primary_key=True),
    Column("material", Words, primary_key=True),
    Column("case_no", Words, nullable=False),
    Column("kept_on", Words, nullable=False),
    Column("returned_on", Words, nullable=False, comment="empty while in hand"),
    sqlite_strict=True,
    comment="originals kept at the counter and given back",
)

visits = Table(
    "visits",
    projection_metadata,
    Column("event", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("item", Words, nullable=False),
    Column("day", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Column("clerk", Words, nullable=False),
    Index(None, "day"),
    Index(None, "case_no"),
    sqlite_strict=True,
    comment="appearances of persons at the counter; no personal data",
)

blanks = Table(
    "blanks",
    projection_metadata,
    Column("number", Words, primary_key=True),
    Column("state", Words, nullable=False, comment="lent, used, void"),
    Column("lent_on", Words, nullable=False),
    Column("case_no", Words, nullable=False),
    Column("reason", Words, nullable=False),
    sqlite_strict=True,
    comment="pre-numbered blank intake receipts",
)

shifts = Table(
    "shifts",
    projection_metadata,
    Column("event", Words, primary_key=True),
    Column("arrival", Whole, nullable=False),
    Column("journal", Words, nullable=False),
    Column("kind", Words, nullable=False, comment="opened, handed-over, closed"),
    Column("day", Words, nullable=False, comment="day of the event; of a closing, the day that was closed"),
    Column("at", Moment, nullable=False),
    Column("actor", Words, nullable=False),
    Column("subject_id", Words, nullable=False),
    Column("holder", Words, nullable=False, comment="account that holds the shift afterwards; empty: nobody"),
    Column("since", Words, nullable=False),
    Column("seals", Structure, nullable=False),
    Column("closed_on", Words, nullable=False),
    Index(None, "journal", "arrival"),
    Index(None, "day"),
    sqlite_strict=True,
    comment="shifts opened, handed over and closed, with the state after each",
)

keepers = Table(
    "keepers",
    projection_metadata,
    Column("case_no", Words, primary_key=True),
    Column("clerk", Words, nullable=False, comment="account that took the case over"),
    Column("since", Words, nullable=False),
    Index(None, "clerk"),
    sqlite_strict=True,
    comment="cases that a hand-over gave to another clerk; without a row a case is with whoever opened it",
)
