"""Events that desks hand back after the server was restored from a backup: what it had lost and they still hold.

What goes on from a chain that is here, in whole groups, is taken in as if its desk had sent it. The rest waits for a
person: it cannot be verified, and most often its own desk sends it once more, which ends the waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from app.crypto.hash import hash_by_name
from app.domain.area import AREA, GroupDecided
from app.domain.case.events import CaseReceived
from app.domain.identity.case_number import parse_case_number
from app.domain.refusal import Refusal
from app.store.central.devices import counter_of, device
from app.store.central.incoming import ChainBroken, Incoming, check_bodies, envelope, link, read_envelopes
from app.store.central.journals import UNVERIFIED, JournalRow, add_journal, branches, change_journal, hash_at, journal
from app.store.central.ledger import was_restored
from app.store.central.tasks import finish, new_task
from app.store.central.waiting import drop_returned, keep_returned, returned_by, returned_events, returned_hash
from app.store.event import NewEvent, Subject
from app.store.keyring import new_id
from app.usecases.central.own_journal import append_within
from app.usecases.central.rulings import decode_body
from app.usecases.central.taking import Taking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.store.central.devices import Device
    from app.store.central.ledger import Ledger
    from app.store.exchange import FeedEvent


class Returned(msgspec.Struct, frozen=True):
    """What became of events that were handed back: taken in, here already, waiting for a person, not understood."""

    taken: int = 0
    known: int = 0
    waiting: int = 0
    refused: int = 0


@dataclass
class _Count:
    taken: int = 0
    known: int = 0
    waiting: int = 0
    refused: int = 0


def returned(ledger: Ledger, events: Sequence[FeedEvent], bringer: Device, now: datetime) -> Returned:
    """Take back events of other journals. Refusal STATE-RESTORED where this server was never restored."""
    count = _Count()
    with ledger.store.write() as connection:
        if not was_restored(connection, ledger.area):
            raise Refusal("STATE-RESTORED", "服务器没有从备份恢复过，不接收交回的记录。")
        taking = Taking(connection, ledger, now)
        for name, own in _by_journal(events, count).items():
            row = journal(connection, ledger.area, name)
            rest = _new_of(taking, name, own, count)
            if row is not None and rest:
                rest = _go_on(taking, row, rest, count)
            _wait(taking, name, rest, bringer, count)
        taking.finish()
    return Returned(count.taken, count.known, count.waiting, count.refused)


def take_returned(ledger: Ledger, name: str, by: str, now: datetime) -> int:
    """Take in what others handed back of a journal whose own desk is gone for good; returns how many events.

    They stand in a branch of their own, marked unverified: the chain has holes, only a person's word vouches for it.
    Each group is ruled on as any other. Refusal STATE-HELD where nothing waits.
    """
    with ledger.store.write() as connection:
        taking = Taking(connection, ledger, now)
        events = returned_events(connection, ledger.area, ledger.vault, name)
        if not events:
            raise Refusal("STATE-HELD", "没有交回的记录在等待，可能已经处理过。", "journal")
        row = _branch_for(taking, name, events)
        check_bodies(events, hash_by_name(row.hash))
        items = [(event, decode_body(ledger.types, event.header, event.body)) for event in events]
        taking.take(row, [list(own) for _, own in groupby(items, key=lambda item: item[0].header.group.first)])
        last = events[-1]
        change_journal(connection, ledger.area, row, head_seq=last.header.seq, head_hash=last.hash)
        drop_returned(connection, ledger.area, name, last.header.seq)
        finish(connection, ledger.area, [f"returned:{name}"], by, "taken-in", now)
        body = GroupDecided(row.id, events[0].header.seq, last.header.seq, admitted=True, reason="unverified")
        append_within(taking, [NewEvent(Subject(AREA, ledger.area), body)], by)
        taking.finish()
    return len(events)


def _branch_for(taking: Taking, name: str, events: Sequence[Incoming]) -> JournalRow:
    """A branch for events whose chain cannot be proved; counter and mark are those of the journal, or of a number in it."""
    connection, area = taking.connection, taking.ledger.area
    known = journal(connection, area, name)
    counter, mark, hall, digest = ("", "", "", "sha256")
    if known is not None:
        counter, mark, hall, digest = known.counter, known.mark, known.hall, known.hash
    else:
        counter, mark = _named(taking, events)
        stands = counter_of(connection, area, counter)
        bringer = device(connection, area, returned_by(connection, area, name))
        hall = stands.hall if stands else bringer.hall if bringer else ""
    first = events[0].header
    row = JournalRow(
        id=UNVERIFIED + new_id(), mark=mark, counter=counter, hall=hall, hash=digest, public_key=b"",
        evaluation=taking.ledger.evaluation, device="", opened_at=first.at, state="closed", reason="UNVERIFIED",
        branch_of=name, fork_seq=first.seq,
    )  # fmt: skip
    add_journal(connection, area, row)
    return row


def _named(taking: Taking, events: Sequence[Incoming]) -> tuple[str, str]:
    """Counter and mark of the first case number in the events."""
    for event in events:
        body = decode_body(taking.ledger.types, event.header, event.body)
        if isinstance(body, CaseReceived):
            try:
                number = parse_case_number(body.case_no)
            except Refusal:
                continue
            return number.counter, number.mark
    return "", ""


def _by_journal(events: Iterable[FeedEvent], count: _Count) -> dict[str, list[Incoming]]:
    """Events that can be read, by journal or branch, in the order of their numbers."""
    found: dict[str, dict[int, Incoming]] = {}
    for event in events:
        try:
            header = envelope(event.header, 0)
        except ChainBroken:
            count.refused += 1
            continue
        name = event.branch or header.journal
        found.setdefault(name, {})[header.seq] = Incoming(header, event.header, event.salt, event.body, event.hash)
    return {name: [own[seq] for seq in sorted(own)] for name, own in found.items()}


def _new_of(taking: Taking, name: str, events: Sequence[Incoming], count: _Count) -> list[Incoming]:
    """Those that are not here: a different event under a number that is here waits for a person."""
    rows = branches(taking.connection, taking.ledger.area, name)
    new = []
    for event in events:
        seq = event.header.seq
        if any(hash_at(taking.connection, taking.ledger.area, row, seq) == event.hash for row in rows):
            count.known += 1
        else:
            new.append(event)
    return new


def _go_on(taking: Taking, row: JournalRow, events: list[Incoming], count: _Count) -> list[Incoming]:
    """Take in what goes on from the end of the journal, group by group; returns the rest."""
    if row.held_seq or row.state == "stopped":
        return events
    digest = hash_by_name(row.hash)
    while events and events[0].header.seq == row.head_seq + 1:
        group = events[: events[0].header.group.of]
        try:
            sent = ((event.header_bytes, event.salt, event.body) for event in group)
            checked = read_envelopes(sent, row.name, row.head_seq + 1)
            if link(checked, row.head_hash, digest) != group[-1].hash:
                return events
            check_bodies(checked, digest)
        except ChainBroken:
            return events
        items = [(event, decode_body(taking.ledger.types, event.header, event.body)) for event in checked]
        taking.take(row, [items])
        last = checked[-1]
        row = change_journal(taking.connection, taking.ledger.area, row, head_seq=last.header.seq, head_hash=last.hash)
        count.taken += len(group)
        events = events[len(group) :]
    return events


def _wait(taking: Taking, name: str, events: Sequence[Incoming], bringer: Device, count: _Count) -> None:
    """Keep what cannot be placed, and tell a person, once for each journal."""
    connection, area = taking.connection, taking.ledger.area
    fresh = [event for event in events if returned_hash(connection, area, name, event.header.seq) != event.hash]
    count.waiting += len(events)
    if not fresh:
        return
    keep_returned(connection, area, taking.ledger.vault, name, fresh, bringer.id, taking.now)
    taking.add_task(
        new_task(
            "returned", "JOURNAL-LOST", taking.now, id=f"returned:{name}", hall=bringer.hall, counter=bringer.counter,
            journal=name, first=fresh[0].header.seq,
            detail="服务器恢复后，别的窗口交回了这条日志链的记录，原窗口还没有重新提交",
        )
    )  # fmt: skip
