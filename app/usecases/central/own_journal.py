"""The server's own journal (counter S00, mark A): what it says to every desk, and acts that come to it directly."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.crypto.hash import SIZE, hash_by_name
from app.store.central.incoming import Incoming
from app.store.central.journals import JournalRow, add_journal, change_journal, journals_of
from app.store.central.ledger import OWN_COUNTER
from app.store.codec import encode_header
from app.store.event import Group, Header, NewEvent, Seen, Subject
from app.store.exchange import Ruled
from app.store.journal_events import JOURNAL, JournalOpened
from app.store.keyring import new_id
from app.usecases.central.taking import Taking

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
    """The journal that the server writes; None before its first event."""
    found = [row for row in journals_of(connection, area, OWN_COUNTER) if row.state == "open"]
    return found[-1] if found else None


def close_own(connection: Connection, area: str) -> None:
    """Close the server's journal: the next event opens another, with a mark of its own.

    A server that was restored never goes on in the journal that it may have continued after the backup.
    """
    row = own_journal(connection, area)
    if row is not None:
        change_journal(connection, area, row, state="closed")


def _append(taking: Taking, row: JournalRow, events: Sequence[NewEvent], actor: str) -> tuple[JournalRow, int]:
    made = _made(taking, row, events, actor)
    taking.take(row, [[(incoming, event.body) for incoming, event in zip(made, events, strict=True)]], own=True)
    position = taking.taken[-1].position + taking.taken[-1].last - taking.taken[-1].first
    last = made[-1]
    row = change_journal(taking.connection, taking.ledger.area, row, head_seq=last.header.seq, head_hash=last.hash)
    return row, position


def _open(taking: Taking) -> JournalRow:
    ledger = taking.ledger
    earlier = journals_of(taking.connection, ledger.area, OWN_COUNTER)
    row = JournalRow(
        id=new_id(), mark=chr(ord("A") + len(earlier)), counter=OWN_COUNTER, hall="", hash="sha256",
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
