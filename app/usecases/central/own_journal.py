"""The server's own journal (counter S00, mark A): what it says to every desk, and acts that come to it directly."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.crypto.hash import SIZE, hash_by_name
from app.store.central.incoming import Incoming
from app.store.central.journals import JournalRow, add_journal, change_journal, journals_of
from app.store.central.ledger import OWN_COUNTER, restored_after
from app.store.codec import encode_header
from app.store.event import Group, Header, NewEvent, Seen, Subject
from app.store.exchange import Ruled
from app.store.journal_events import JOURNAL, JournalOpened
from app.store.keyring import new_id
from app.usecases.central.taking import Taking
from db.central.ledger import events as events_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger

SERVER = "server"
"""As a device and as an actor: nobody but the server itself."""


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """What was appended: journal and sequence numbers, its last position, and what did not stand."""

    journal: str
    first: int
    last: int
    position: int
    ruled: tuple[Ruled, ...]

    @property
    def stands(self) -> bool:
        """Whether all of it stands."""
        return not self.ruled


def append_own(ledger: Ledger, connection: Connection, events: Sequence[NewEvent], actor: str, now: datetime) -> int:
    """Append one group within the caller's write and return its last position.

    Subjects `area` and `erasure` are sent to every desk. What concerns a case should go by `own_group`, which says
    whether it stands.
    """
    return own_group(ledger, connection, events, actor, now).position


def own_group(
    ledger: Ledger, connection: Connection, events: Sequence[NewEvent], actor: str, now: datetime
) -> OwnGroup:
    """Append one group within the caller's write. `version` of an event is the case's that it was decided on."""
    taking = Taking(connection, ledger, now)
    group = append_within(taking, events, actor)
    taking.finish()
    return group


def append_within(taking: Taking, events: Sequence[NewEvent], actor: str = SERVER) -> OwnGroup:
    """Append one group to what is being taken in; opens the journal the first time."""
    connection, area = taking.connection, taking.ledger.area
    row = own_journal(connection, area)
    if row is None:
        row = _open(taking)
        row = _append(taking, row, [NewEvent(Subject(JOURNAL, row.id), _opening(taking, row))], SERVER)[0]
    before = len(taking.ruled)
    first = row.head_seq + 1
    row, position = _append(taking, row, events, actor)
    ruled = tuple(taking.ruled[before:])
    return OwnGroup(row.id, first, row.head_seq, position, ruled)


def own_journal(connection: Connection, area: str) -> JournalRow | None:
    """The journal that the server writes; None before its first event.

    A server that was restored never goes on in a journal that it may have continued after the backup: it opens
    another, with a mark of its own.
    """
    found = [row for row in journals_of(connection, area, OWN_COUNTER) if row.state == "open"]
    since = restored_after(connection, area) if found else None
    if since is None:
        return found[-1] if found else None
    e = events_table.c
    first = select(e.position).where(e.area == area, e.journal == found[-1].id, e.seq == 1)
    opened = connection.execute(first).scalar()  # none yet: opened in this very transaction
    return found[-1] if opened is None or opened > since else None


def own_mark(connection: Connection, area: str) -> str:
    """The mark of the journal that the server writes, or of the one that it will open next."""
    row = own_journal(connection, area)
    return row.mark if row is not None else _next_mark(connection, area)


def _next_mark(connection: Connection, area: str) -> str:
    return chr(ord("A") + len(journals_of(connection, area, OWN_COUNTER)))


def _append(taking: Taking, row: JournalRow, events: Sequence[NewEvent], actor: str) -> tuple[JournalRow, int]:
    made = _made(taking, row, events, actor)
    taking.take(row, [[(incoming, event.body) for incoming, event in zip(made, events, strict=True)]], own=True)
    position = taking.taken[-1].position + taking.taken[-1].last - taking.taken[-1].first
    last = made[-1]
    row = change_journal(taking.connection, taking.ledger.area, row, head_seq=last.header.seq, head_hash=last.hash)
    return row, position


def _open(taking: Taking) -> JournalRow:
    ledger = taking.ledger
    row = JournalRow(
        id=new_id(), mark=_next_mark(taking.connection, ledger.area), counter=OWN_COUNTER, hall="", hash="sha256",
        public_key=ledger.public_key, evaluation=ledger.evaluation, device=SERVER, opened_at=taking.now,
    )  # fmt: skip
    add_journal(taking.connection, ledger.area, row)
    return row


def _opening(taking: Taking, row: JournalRow) -> JournalOpened:
    ledger = taking.ledger
    return JournalOpened(row.hash, row.mark, row.counter, ledger.area, row.public_key.hex(), ledger.evaluation)


def _made(taking: Taking, row: JournalRow, events: Sequence[NewEvent], actor: str) -> list[Incoming]:
    """Envelopes of a group at the journal's end."""
    digest, types = hash_by_name(row.hash), taking.ledger.types
    group = Group(row.head_seq + 1, len(events))
    previous = row.head_hash
    made = []
    for number, event in enumerate(events):
        salt, body = secrets.token_bytes(SIZE), types.encode(event.body)
        kind, version = types.kind_of(event.body)
        header = Header(
            journal=row.id, seq=group.first + number, group=group, subject=event.subject, kind=kind, v=version,
            actor=actor, seen=Seen(taking.epoch, taking.position, event.version), raw=taking.now, at=taking.now,
            program=taking.ledger.program, body_hash=digest(salt + body).hex(),
        )  # fmt: skip
        data = encode_header(header)
        previous = digest(previous + data)
        made.append(Incoming(header, data, salt, body, previous))
    return made
