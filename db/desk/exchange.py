"""What a desk keeps of its exchange with the server: how far each own journal is there, files under way, closed cases."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from db.base import journal_metadata, local_metadata
from db.journal import journals
from db.types import Bytes, Moment, Whole, Words

registers = Table(
    "registers",
    journal_metadata,
    Column("case_id", Words, primary_key=True, comment="random id of the subject"),
    Column("case_no", Words, nullable=False, comment="empty where the server gave no row"),
    Column("item_code", Words, nullable=False),
    Column("item_name", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("masked_name", Words, nullable=False, comment="the first character only: 张*"),
    Column("received_on", Words, nullable=False),
    Column("ended_on", Words, nullable=False),
    Column("hall", Words, nullable=False),
    Column("counter", Words, nullable=False),
    Column("why", Words, nullable=False, comment="closed, transferred"),
    Column("position", Whole, nullable=False, comment="where it left this desk's scope"),
    Index(None, "case_no"),
    Index(None, "masked_name"),
    sqlite_strict=True,
    comment="register rows 登记簿 of cases that left this desk's scope; they come from the server, signed with the page",
)

journal_sync = Table(
    "journal_sync",
    local_metadata,
    Column("journal", Words, ForeignKey(journals.c.id), primary_key=True),
    Column("epoch", Words, nullable=False),
    Column("acked", Whole, nullable=False, comment="the last sequence number that the server has"),
    Column("held", Whole, nullable=False, comment="events beyond it that wait in quarantine"),
    Column("state", Words, nullable=False, comment="what the server says: open, closed, stopped, forked, quarantined"),
    Column("reason", Words, nullable=False, comment="code, where the state is not open"),
    Column("attempts", Whole, nullable=False, comment="to send the present batch, in vain"),
    Column("last_error", Words),
    Column("tried_at", Moment),
    Column("receipt", Bytes, comment="the last receipt as the server signed it"),
    Column("signature", Bytes, comment="of the area's key"),
    sqlite_strict=True,
    comment="how far the server has each own journal; what lies beyond is the outbox",
)

blob_transfers = Table(
    "blob_transfers",
    local_metadata,
    Column("digest", Words, primary_key=True, comment="SHA-256 of the plain bytes, hex"),
    Column("sent", Whole, nullable=False, comment="bytes that the server says it has"),
    Column("attempts", Whole, nullable=False, comment="in vain, since the last success"),
    Column("last_error", Words),
    Column("tried_at", Moment),
    Column("confirmed_at", Moment, comment="the server has the whole and its hash was right"),
    sqlite_strict=True,
    comment="attachments on their way to the server; one without a row has not been tried",
)
