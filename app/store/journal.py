"""The journal: append to the chain, read it back, erase a subject.

`hash = H(previous hash ‖ header)`, the header carries `H(salt ‖ body)`. What is here runs inside a transaction of the
caller; `append` must be inside one that began IMMEDIATE.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, exists, func, insert, select, update

from app.crypto.hash import SIZE, hash_by_name
from app.domain.refusal import Refusal
from app.errors import Bug
from app.store.codec import decode_header, encode_header
from app.store.cursor import cursor
from app.store.event import LOST, Erased, Group, Header, Seen, StoredEvent
from app.store.journal_events import JOURNAL
from app.store.prepared import Prepared
from db.journal import events as events_table
from db.journal import journals as journals_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from app.store.codec import EventTypes
    from app.store.event import NewEvent, Subject

GENESIS = bytes(SIZE)
"""What stands before the first event of a chain."""

LARGEST_BODY = 1024 * 1024
"""Bytes of a body that a server takes; a larger one would keep everything after it at the desk for ever."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal as this store knows it."""

    id: str
    mark: str
    counter: str
    area: str
    hash: str
    public_key: bytes
    evaluation: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a journal, and the last arrival of the whole store."""

    seq: int
    hash: bytes
    at: datetime | None
    arrival: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all events of a group have in common."""

    actor: str
    raw: datetime
    at: datetime
    program: str
    epoch: str | None = None
    position: int = 0


def next_mark(mark: str) -> str:
    """Return the mark after `mark`: A, B, … Z, AA, AB, … An empty one gives A."""
    number = 0
    for letter in mark:
        number = number * 26 + _LETTERS.index(letter) + 1
    number += 1
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters


_HEAD = Prepared(
    select(
        events_table.c.seq,
        events_table.c.hash,
        events_table.c.header,
        select(func.max(events_table.c.arrival)).scalar_subquery(),
    )
    .where(events_table.c.journal == bindparam("journal"))
    .order_by(events_table.c.seq.desc())
    .limit(1)
)


def read_head(connection: Connection, journal: str) -> Head:
    """Return the head of a journal; sequence 0 if it has no event yet."""
    row = _HEAD.first(connection, journal=journal)
    if row is None:
        arrival = connection.execute(select(func.max(events_table.c.arrival))).scalar()
        return Head(0, GENESIS, None, arrival or 0)
    return Head(row[0], row[1], decode_header(row[2]).at, row[3])


_OWN_COLUMNS = ("arrival", "journal", "seq", "subject_kind", "subject_id", "kind", "header", "hash", "salt", "body")
_INSERT = Prepared(insert(events_table).values({name: bindparam(name) for name in _OWN_COLUMNS}))


def append(
    connection: Connection, journal: Journal, head: Head, new: Sequence[NewEvent], stamp: Stamp, types: EventTypes
) -> list[StoredEvent]:
    """Write one group at the end of `journal` and return what was written.

    `head` must have been read inside this transaction. Bug if the group is empty or the journal is closed.
    """
    if not new or journal.closed:
        raise Bug("an empty group, or a closed journal")
    digest = hash_by_name(journal.hash)
    group = Group(head.seq + 1, len(new))
    rows: list[dict[str, Any]] = []
    stored: list[StoredEvent] = []
    previous = head.hash
    for number, event in enumerate(new):
        salt = secrets.token_bytes(SIZE)
        kind, version = types.kind_of(event.body)
        body = types.encode(event.body)
        if len(body) > LARGEST_BODY:
            raise Refusal("ENTRY-SIZE", "这次录入的内容太多（超过 1 MB），没有保存。请减少文字，图片请用扫描件。")
        header = Header(
            journal=journal.id,
            seq=group.first + number,
            group=group,
            subject=event.subject,
            kind=kind,
            v=version,
            actor=stamp.actor,
            seen=Seen(stamp.epoch, stamp.position, event.version),
            raw=stamp.raw,
            at=stamp.at,
            program=stamp.program,
            body_hash=digest(salt + body).hex(),
        )
        data = encode_header(header)
        previous = digest(previous + data)
        arrival = head.arrival + 1 + number
        rows.append(_row(arrival, header, data, previous, salt, body))
        stored.append(StoredEvent(arrival, header, previous, event.body, data))
    _INSERT.run_many(connection, rows)
    return stored


def _row(arrival: int, header: Header, data: bytes, digest: bytes, salt: bytes, body: bytes) -> dict[str, Any]:
    return {
        "arrival": arrival,
        "journal": header.journal,
        "seq": header.seq,
        "subject_kind": header.subject.kind,
        "subject_id": header.subject.id,
        "kind": header.kind,
        "header": data,
        "hash": digest,
        "salt": salt,
        "body": body,
    }


_e = events_table.c
_said = events_table.alias("said")
_SUPERSEDED = case(
    (
        and_(_e.position >= LOST, _e.ruling.is_not(None)),
        exists().where(
            _said.c.subject_id == _e.subject_id,
            _said.c.subject_kind == _e.subject_kind,
            _said.c.position.between(bindparam("base") + 1, LOST - 1),
        ),
    ),
    else_=False,
)
"""Whether the server, restored, has told of the subject anew without this event of somebody else."""
_COLUMNS = (
    _e.arrival,
    _e.header,
    _e.hash,
    _e.body,
    _e.journal,
    _e.position,
    _e.ruling,
    _e.ruling_reason,
    _e.branch,
    _SUPERSEDED,
)
_OF_SUBJECT = (
    select(*_COLUMNS)
    .where(_e.subject_id == bindparam("id"), _e.subject_kind == bindparam("kind"))
    .order_by(_e.position.nulls_last(), _e.arrival)
)
_PLACED = select(*_COLUMNS).where(_e.position.is_not(None)).order_by(_e.position, _e.arrival)
_WAITING = select(*_COLUMNS).where(_e.position.is_(None)).order_by(_e.arrival)


def events_of(connection: Connection, types: EventTypes, subject: Subject) -> list[StoredEvent]:
    """Return the events of one subject in the order in which they count: by position, then as they arrived."""
    about = {"id": subject.id, "kind": subject.kind, "base": cursor(connection).base}
    rows = connection.execute(_OF_SUBJECT, about)
    return [read_event(row, types) for row in rows]


def all_events(connection: Connection, types: EventTypes) -> Iterator[StoredEvent]:
    """Yield every event in the order in which they count, without holding them all."""
    base = cursor(connection).base
    for query in (_PLACED, _WAITING):
        for chunk in connection.execute(query, {"base": base}).partitions(500):
            for row in chunk:
                yield read_event(row, types)


def read_event(row: Sequence[Any], types: EventTypes) -> StoredEvent:
    """Make an event of (arrival, header, hash, body), of an own journal, or with what follows them in the table.

    That is (journal, position, ruling, reason, branch), and perhaps whether it is superseded.
    """
    arrival, data, digest, body_bytes, *place = row
    header = decode_header(data)
    body = Erased() if body_bytes is None else types.decode(header.kind, header.v, body_bytes)
    if not place:
        return StoredEvent(arrival, header, digest, body, data)
    journal, position, ruling, reason, branch, *superseded = place
    kept = "" if journal == header.journal else journal
    return StoredEvent(
        arrival, header, digest, body, data, position, ruling, reason, branch or "", kept, any(superseded)
    )


def erase(connection: Connection, subject: Subject) -> int:
    """Delete body and salt of every event of `subject`, leave the headers; return how many. Bug for a journal."""
    if subject.kind == JOURNAL:
        raise Bug("the store's own events are never erased")
    done = connection.execute(
        update(events_table)
        .where(
            events_table.c.subject_id == subject.id,
            events_table.c.subject_kind == subject.kind,
            events_table.c.body.is_not(None),
        )
        .values(body=None, salt=None)
    )
    return done.rowcount


_j = journals_table.c
_JOURNALS = select(_j.id, _j.mark, _j.counter, _j.area, _j.hash, _j.public_key, _j.evaluation, _j.closed_at).order_by(
    _j.opened_at, _j.id
)
_OWN = _JOURNALS.where(_j.own.is_(True))
_OPEN = Prepared(_OWN.where(_j.closed_at.is_(None)))


def journals(connection: Connection, *, own: bool = False) -> list[Journal]:
    """Return the journals that the store knows, oldest first; with `own` only those of this installation."""
    return [_journal(row) for row in connection.execute(_OWN if own else _JOURNALS)]


def current_journal(connection: Connection) -> Journal:
    """Return the own journal that is open; Bug if there is not exactly one."""
    found = _OPEN.run(connection).fetchall()
    if len(found) != 1:
        raise Bug(f"{len(found)} open journals")
    return _journal(found[0])


def add_journal(connection: Connection, journal: Journal, opened_at: datetime) -> None:
    """Note a journal of this installation; its first event is the caller's to append."""
    connection.execute(
        insert(journals_table).values(
            id=journal.id,
            mark=journal.mark,
            counter=journal.counter,
            area=journal.area,
            hash=journal.hash,
            public_key=journal.public_key,
            evaluation=journal.evaluation,
            own=True,
            opened_at=opened_at,
        )
    )


def close_journals(connection: Connection, ids: Iterable[str], at: datetime) -> None:
    """Note that journals take no more events."""
    connection.execute(update(journals_table).where(journals_table.c.id.in_(list(ids))).values(closed_at=at))


def _journal(row: Sequence[Any]) -> Journal:
    identity, mark, counter, area, digest, public_key, evaluation, closed_at = row
    return Journal(identity, mark, counter, area, digest, public_key, bool(evaluation), closed_at is not None)
