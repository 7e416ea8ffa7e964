"""Events of the ledger as rows: written in bulk at their positions, read by position, subject or journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, literal_column, select, update

from app.store.case_projection import CASE
from app.store.central.blobs import release
from app.store.central.bulk import Rows, among, cursor_of, own_style, run
from app.store.central.journals import UNVERIFIED
from app.store.central.query import Query
from app.store.central.records import forget_record
from app.store.codec import decode_header
from app.store.event import Header
from app.store.exchange import FeedEvent, Ruled, Taken
from db.central.ledger import batches, case_heads, erased_subjects, events, quarantine, returned
from db.central.online_requests import online_requests
from db.central.pre_applications import pre_applications

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from app.store.central.vault import Vault
    from app.store.exchange import Batch

EVENT_ROWS = Rows(events)
_BATCHES = Rows(batches)

_FEED = ("position", "journal", "seq", "header", "hash", "body", "ruling", "reason")
_FEED_COLUMNS = tuple(events.c[name] for name in _FEED)
_OF_CASE = Query(
    select(*_FEED_COLUMNS)
    .where(
        events.c.area == bindparam("in_area"),
        events.c.subject_id == bindparam("of"),
        events.c.subject_kind == literal_column(f"'{CASE}'"),
    )
    .order_by(events.c.position)
)


@dataclass(frozen=True, slots=True)
class LedgerEvent:
    """An event as it stands in the ledger; salt and body are None once erased."""

    position: int
    journal: str
    header: Header
    header_bytes: bytes
    hash: bytes
    salt: bytes | None
    body: bytes | None
    ruling: str
    reason: str


def of_case(case_id: str) -> tuple[Any, ...]:
    """The conditions that find the events of a case; the kind stands as text, or the partial index were not used."""
    return events.c.subject_id == case_id, events.c.subject_kind == literal_column(f"'{CASE}'")


_INDEXED = frozenset({CASE, "escalation", "package", "pre-application", "review"})
"""Kinds with a partial index: theirs stands as text in a condition, or the index were not used."""


def of_subject(kind: str, identity: str) -> tuple[Any, ...]:
    """The conditions that find the events of any subject, whoever named its kind."""
    shown = literal_column(f"'{kind}'") if kind in _INDEXED else kind
    return events.c.subject_id == identity, events.c.subject_kind == shown


def feed_event(vault: Vault, row: Any) -> FeedEvent:
    """An event as it is sent, of a row of `feed_columns`."""
    position, journal, seq, header, digest, box, ruling, reason = row
    salt, body = (None, None) if box is None else vault.open_body(journal, seq, box)
    return FeedEvent(position, header, digest, salt, body, ruling, reason, branch_of(header, journal))


def branch_of(header: bytes, journal: str) -> str:
    """The branch that an event is told of as: empty where its header names its journal, or nobody can tell."""
    return "" if journal.startswith(UNVERIFIED) or header_journal(header) == journal else journal


def header_journal(header: bytes) -> str:
    """The id that a header names; quick for those that our own programs wrote."""
    if header.startswith(b'{"journal":"'):
        return header[12 : header.index(b'"', 12)].decode()
    return decode_header(header).journal


def ledger_events(
    connection: Connection, area: str, vault: Vault, *conditions: Any, by_seq: bool = False
) -> Iterator[LedgerEvent]:
    """Events that fulfil conditions on the table, in order of position (or of their numbers), without holding them all."""
    order = (events.c.journal, events.c.seq) if by_seq else (events.c.position,)
    wanted = select(*_FEED_COLUMNS).where(events.c.area == area, *conditions).order_by(*order)
    for row in connection.execute(wanted, execution_options={"yield_per": 1000}):
        yield _ledger_event(vault, row)


def events_of_case(connection: Connection, area: str, vault: Vault, case_id: str) -> list[LedgerEvent]:
    """Every event of a case in order of position."""
    return [_ledger_event(vault, row) for row in _OF_CASE.rows(connection, in_area=area, of=case_id)]


def _ledger_event(vault: Vault, row: Any) -> LedgerEvent:
    position, journal, seq, header, digest, box, ruling, reason = row
    salt, body = (None, None) if box is None else vault.open_body(journal, seq, box)
    return LedgerEvent(position, journal, decode_header(header), header, digest, salt, body, ruling, reason)


def feed_events(
    connection: Connection, area: str, vault: Vault, *conditions: Any, limit: int | None = None
) -> list[FeedEvent]:
    """Events as they are sent, in order of position."""
    wanted = select(*_FEED_COLUMNS).where(events.c.area == area, *conditions).order_by(events.c.position).limit(limit)
    return [feed_event(vault, row) for row in connection.execute(wanted)]


def positions_of(
    connection: Connection, area: str, journal: str, first: int, last: int
) -> tuple[list[Taken], list[Ruled]]:
    """Runs of positions of a journal's events first … last, and every ruling but `stands` among them."""
    sql = (
        "SELECT seq, position, ruling, reason, group_first, subject_kind, subject_id FROM events"
        " WHERE area = ? AND journal = ? AND seq BETWEEN ? AND ? ORDER BY seq"
    )
    cursor = cursor_of(connection)
    cursor.execute(own_style(connection, sql), [area, journal, first, last])
    runs: list[list[int]] = []
    ruled: dict[tuple[int, str, str], Ruled] = {}
    for seq, position, ruling, reason, group, kind, identity in cursor.fetchall():
        if ruling != "stands":
            ruled[group, kind, identity] = Ruled(group, kind, identity, ruling, reason)
        if runs and runs[-1][1] + 1 == seq and runs[-1][2] + seq - runs[-1][0] == position:
            runs[-1][1] = seq
        else:
            runs.append([seq, seq, position])
    return [Taken(*run) for run in runs], list(ruled.values())


def first_difference(connection: Connection, area: str, journal: str, hashes: dict[int, bytes]) -> int | None:
    """The lowest of these sequence numbers at which the journal has another hash; None where all agree."""
    c = events.c
    wanted = select(c.seq, c.hash).where(c.area == area, c.journal == journal, c.seq.between(min(hashes), max(hashes)))
    differing = [seq for seq, kept in connection.execute(wanted) if hashes.get(seq, kept) != kept]
    held = quarantine.c
    waiting = select(held.seq, held.hash).where(held.area == area, held.journal == journal)
    differing += [seq for seq, kept in connection.execute(waiting) if hashes.get(seq, kept) != kept]
    return min(differing, default=None)


def keep_batch(
    connection: Connection, area: str, journal: str, batch: Batch, last: int, position: int, device: str, now: datetime
) -> None:
    """Keep what was signed: a checkpoint of the chain. The same one again changes nothing."""
    known = "SELECT 1 FROM batches WHERE area = ? AND journal = ? AND last = ?"
    if run(connection, known, area, journal, last).fetchone() is None:
        row = area, journal, last, batch.first, position, batch.statement, batch.signature, batch.signer, device, now
        _BATCHES.insert(connection, [row])


def erased_among(connection: Connection, area: str, ids: Iterable[str]) -> set[str]:
    """Those of these subjects that were erased."""
    ids = list(ids)
    if not ids or run(connection, "SELECT 1 FROM erased_subjects WHERE area = ? LIMIT 1", area).fetchone() is None:
        return set()
    found = among(connection, "SELECT subject_id FROM erased_subjects", "subject_id", area, ids)
    return {row[0] for row in found}


def erase(connection: Connection, area: str, kind: str, identity: str, position: int) -> int:
    """Delete every body of a subject, its head and its attachments; headers stay. Returns how many bodies went."""
    c = events.c
    mine = (c.area == area, *of_subject(kind, identity), c.body.is_not(None))
    done = connection.execute(update(events).where(*mine).values(body=None))
    connection.execute(case_heads.delete().where(case_heads.c.area == area, case_heads.c.case_id == identity))
    for table in (pre_applications, online_requests):
        connection.execute(table.delete().where(table.c.area == area, table.c.id == identity))
    forget_record(connection, area, kind, identity)
    for table in (quarantine, returned):
        _erase_waiting(connection, area, table, kind, identity)
    release(connection, area, kind, identity)
    known = select(erased_subjects.c.position).where(
        erased_subjects.c.area == area, erased_subjects.c.subject_id == identity
    )
    if connection.execute(known).first() is None:
        row = {"area": area, "subject_kind": kind, "subject_id": identity, "position": position}
        connection.execute(insert(erased_subjects).values(row))
    return done.rowcount


def _erase_waiting(connection: Connection, area: str, table: Table, kind: str, identity: str) -> None:
    """Delete the bodies of events of the subject that wait in quarantine, or were handed back after a restore."""
    c = table.c
    wanted = select(c.journal, c.seq, c.header).where(c.area == area, c.body.is_not(None))
    for journal, seq, header in connection.execute(wanted).all():
        subject = decode_header(header).subject
        if (subject.kind, subject.id) == (kind, identity):
            here = (c.area == area, c.journal == journal, c.seq == seq)
            connection.execute(update(table).where(*here).values(body=None))
