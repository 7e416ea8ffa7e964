"""Quarantine: what a suspended or revoked device brought beyond its last acknowledged event, decided group by group.

In the order of the journal, because its chain goes on from group to group. What is turned away keeps its headers, so
that the chain verifies, and never gets a position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.area import AREA, GroupDecided, JournalResumed
from app.domain.refusal import Refusal
from app.store.central import waiting
from app.store.central.journals import change_journal, journal
from app.store.central.tasks import finish
from app.store.event import NewEvent, Subject
from app.usecases.central.own_journal import append_within
from app.usecases.central.rulings import decode_body
from app.usecases.central.taking import Taking

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.journals import JournalRow
    from app.store.central.ledger import Ledger
    from app.store.central.waiting import HeldGroup


def held(ledger: Ledger) -> list[HeldGroup]:
    """Groups that wait, journal by journal in the order in which they must be decided."""
    with ledger.store.read() as connection:
        return waiting.held_groups(connection, ledger.area)


def admit(ledger: Ledger, journal_id: str, first: int, by: str, now: datetime) -> None:
    """Take a group in: it is ruled on and gets its positions. Refusal STATE-HELD, STATE-HELD-ORDER."""
    with ledger.store.write() as connection:
        taking = Taking(connection, ledger, now)
        row = _next(connection, ledger, journal_id, first)
        _admit(taking, row, first, by)
        taking.finish()


def admit_all(ledger: Ledger, journal_id: str, by: str, now: datetime) -> int:
    """Take in everything of a journal that waits; returns how many groups it was."""
    with ledger.store.write() as connection:
        taking = Taking(connection, ledger, now)
        groups = waiting.held_groups(connection, ledger.area, journal_id)
        for group in groups:
            _admit(taking, _next(connection, ledger, journal_id, group.first), group.first, by)
        taking.finish()
    return len(groups)


def reject(ledger: Ledger, journal_id: str, first: int, by: str, reason: str, now: datetime) -> None:
    """Turn a group away, with the reason. Refusal STATE-HELD, STATE-HELD-ORDER."""
    with ledger.store.write() as connection:
        taking = Taking(connection, ledger, now)
        row = _next(connection, ledger, journal_id, first)
        events = waiting.waiting(connection, ledger.area, ledger.vault, journal_id, first)
        waiting.turn_away(connection, ledger.area, journal_id, first, by, reason, now)
        _advance(taking, row, events[-1].header.seq, events[-1].hash, by)
        body = GroupDecided(journal_id, first, events[-1].header.seq, admitted=False, reason=reason)
        append_within(taking, [NewEvent(Subject(AREA, ledger.area), body)], by)
        taking.finish()


def resume(ledger: Ledger, journal_id: str, by: str, now: datetime) -> None:
    """Let a stopped journal go on, once the cause was found. Refusal STATE-JOURNAL."""
    with ledger.store.write() as connection:
        taking = Taking(connection, ledger, now)
        row = journal(connection, ledger.area, journal_id)
        if row is None or row.state != "stopped":
            raise Refusal("STATE-JOURNAL", "这条日志链没有停住。", "journal")
        change_journal(connection, ledger.area, row, state="open", reason="")
        finish(connection, ledger.area, [f"stopped:{row.id}"], by, "resumed", now)
        body = JournalResumed(row.id, row.counter, row.mark)
        append_within(taking, [NewEvent(Subject(AREA, ledger.area), body)], by)
        taking.finish()


def _next(connection: Connection, ledger: Ledger, journal_id: str, first: int) -> JournalRow:
    """The journal whose next undecided group this is."""
    row = journal(connection, ledger.area, journal_id)
    groups = waiting.held_groups(connection, ledger.area, journal_id)
    if row is None or not any(group.first == first for group in groups):
        raise Refusal("STATE-HELD", "这一组记录不在待审中，可能已经处理过。", "first")
    if groups[0].first != first:
        raise Refusal("STATE-HELD-ORDER", f"请先处理前面的一组（第 {groups[0].first} 条起）。", "first")
    return row


def _admit(taking: Taking, row: JournalRow, first: int, by: str) -> None:
    connection, ledger = taking.connection, taking.ledger
    events = waiting.waiting(connection, ledger.area, ledger.vault, row.id, first)
    items = [(event, decode_body(ledger.types, event.header, event.body)) for event in events]
    taking.take(row, [items])
    waiting.let_go(connection, ledger.area, row.id, first)
    last = events[-1]
    _advance(taking, row, last.header.seq, last.hash, by)
    body = GroupDecided(row.id, first, last.header.seq, admitted=True, reason="")
    append_within(taking, [NewEvent(Subject(AREA, ledger.area), body)], by)


def _advance(taking: Taking, row: JournalRow, seq: int, digest: bytes, by: str) -> None:
    """The group is decided; where it was the last one, the journal goes on as any other."""
    area, connection = taking.ledger.area, taking.connection
    done = row.held_seq <= seq
    more = {"held_seq": 0, "held_hash": b""} if done else {}
    change_journal(connection, area, row, head_seq=seq, head_hash=digest, **more)
    if done:
        finish(connection, area, [f"quarantined:{row.id}"], by, "decided", taking.now)
