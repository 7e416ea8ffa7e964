"""Events that desks hand back after the server was restored from a backup: what it had lost and they still hold.

What goes on from a chain that is here, in whole groups, is taken in as if its desk had sent it. The rest waits for a
person: it cannot be verified, and most often its own desk sends it once more, which ends the waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from app.crypto.hash import hash_by_name
from app.domain.refusal import Refusal
from app.store.central.incoming import ChainBroken, Incoming, check_bodies, envelope, link, read_envelopes
from app.store.central.journals import JournalRow, change_journal, hash_at, journal
from app.store.central.ledger import was_restored
from app.store.central.tasks import new_task
from app.store.central.waiting import keep_returned, returned_hash
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


def returned(ledger: Ledger, events: Sequence[FeedEvent], device: Device, now: datetime) -> Returned:
    """Take back events of other journals. Refusal STATE-RESTORED where this server was never restored."""
    count = _Count()
    with ledger.store.write() as connection:
        if not was_restored(connection, ledger.area):
            raise Refusal("STATE-RESTORED", "服务器没有从备份恢复过，不接收交回的记录。")
        taking = Taking(connection, ledger, now)
        for name, own in _by_journal(events, count).items():
            row = journal(connection, ledger.area, name)
            rest = own if row is None else _new_of(taking, row, own, count)
            if row is not None and rest:
                rest = _go_on(taking, row, rest, count)
            _wait(taking, name, rest, device, count)
        taking.finish()
    return Returned(count.taken, count.known, count.waiting, count.refused)


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


def _new_of(taking: Taking, row: JournalRow, events: Sequence[Incoming], count: _Count) -> list[Incoming]:
    """Those that are not here: a different event under a number that is here waits for a person."""
    new = []
    for event in events:
        kept = hash_at(taking.connection, taking.ledger.area, row, event.header.seq)
        if kept == event.hash:
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


def _wait(taking: Taking, name: str, events: Sequence[Incoming], device: Device, count: _Count) -> None:
    """Keep what cannot be placed, and tell a person, once for each journal."""
    connection, area = taking.connection, taking.ledger.area
    fresh = [event for event in events if returned_hash(connection, area, name, event.header.seq) != event.hash]
    count.waiting += len(events)
    if not fresh:
        return
    keep_returned(connection, area, taking.ledger.vault, name, fresh, device.id, taking.now)
    taking.add_task(
        new_task(
            "returned", "JOURNAL-LOST", taking.now, id=f"returned:{name}", hall=device.hall, counter=device.counter,
            journal=name, first=fresh[0].header.seq,
            detail="服务器恢复后，别的窗口交回了这条日志链的记录，原窗口还没有重新提交",
        )
    )  # fmt: skip
