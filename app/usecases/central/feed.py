"""The feed: what a hall's desks are sent after a cursor, in the order of positions, whole groups at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from app.domain.refusal import Refusal
from app.domain.ticket.events import TICKET, TICKET_DAYS
from app.store.case_projection import CASE
from app.store.central import journals
from app.store.central.events import feed_event, feed_events, of_case
from app.store.central.heads import registers
from app.store.central.ledger import EVERYBODY
from app.store.codec import decode_header
from app.store.exchange import Entered, FeedEvent, Left, Page
from db.central.ledger import events, scope_entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger

PAGE_BYTES = 512 * 1024
PAGE_ENTRIES = 2000
_STEP = 200
_MOST_PASSED = 20_000
"""So many old tickets are passed over for one page: a desk that is new asks again and again, and holds nobody up."""

_e, _s = events.c, scope_entries.c
_EVENTS = (
    _e.position, _e.journal, _e.seq, _e.header, _e.hash, _e.body, _e.ruling, _e.reason, _e.group_first, _e.subject_kind,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """An own journal of the asking desk, and through which of its events the desk knows their positions already."""

    journal: str = ""
    through: int = 0


NOTHING = Placed()


@dataclass(slots=True)
class _Filling:
    """A page while it is filled."""

    entries: list[Any]
    size: int = 0
    last: int = 0
    group: tuple[str, int] = ("", 0)


def page(
    ledger: Ledger,
    hall: str,
    epoch: str,
    after: int,
    now: datetime,
    *,
    max_bytes: int = PAGE_BYTES,
    max_entries: int = PAGE_ENTRIES,
    own: Placed = NOTHING,
) -> Page:
    """What a desk of this hall is sent after a position. Refusal SYNC-EPOCH (place: the present one) for another epoch.

    The page ends after a whole group once it is full; its `position` is the cursor to go on from. What the desk wrote
    itself and was told of in a receipt is left out, unless something was ruled on it.
    """
    with ledger.store.read() as connection:
        head = ledger.positions.head(connection, ledger.area)
        if epoch not in ("", head.epoch):
            raise Refusal("SYNC-EPOCH", "服务器从备份恢复过，请从新的起点重新接收。", head.epoch)
        filling = _Filling([])
        full = False
        passed = 0
        for position, row in _merged(connection, ledger, hall, after, head.position, own):
            if _is_old_ticket(row, now):
                passed += 1
                if passed >= _MOST_PASSED and not filling.entries:
                    full, filling.last = True, position
                    break
                continue
            group = (row.journal, row.group_first) if hasattr(row, "journal") else ("", position)
            if group != filling.group and (filling.size >= max_bytes or len(filling.entries) >= max_entries):
                full = True
                break
            filling.group = group
            filling.last = position
            _add(connection, ledger, filling, row)
        position = filling.last if full else max(head.position, after)
        entries = _with_registers(connection, ledger.area, filling.entries)
    return Page(head.epoch, after, position, head.position, now, entries)


def _is_old_ticket(row: Any, now: datetime) -> bool:
    """Whether it is about a queue ticket of days ago: no counter needs it any more."""
    if getattr(row, "subject_kind", "") != TICKET:
        return False
    return decode_header(row.header).at < now - timedelta(days=TICKET_DAYS)


def lineage(ledger: Ledger, counter: str, journal: str, after: int, limit: int, now: datetime) -> Page:
    """Events of one of a counter's own journals after a sequence number: what a restored desk has lost.

    `position` of the page is the last sequence number in it. Refusal RIGHT-JOURNAL for another counter's journal.
    """
    with ledger.store.read() as connection:
        head = ledger.positions.head(connection, ledger.area)
        row = journals.journal(connection, ledger.area, journal)
        if row is not None and row.counter != counter:
            raise Refusal("RIGHT-JOURNAL", "这条日志链属于另一个窗口。", "journal")
        found = (
            feed_events(connection, ledger.area, ledger.vault, _e.journal == journal, _e.seq > after, limit=limit)
            if row is not None
            else []
        )
    return Page(head.epoch, after, after + len(found), head.position, now, list(found))


def journals_of(ledger: Ledger, counter: str = "") -> list[journals.JournalRow]:
    """Every journal that the server has, or those of a counter, oldest first."""
    with ledger.store.read() as connection:
        return journals.journals_of(connection, ledger.area, counter)


def _merged(
    connection: Connection, ledger: Ledger, hall: str, after: int, head: int, own: Placed
) -> Iterator[tuple[int, Any]]:
    """Events and scope entries of a hall between two positions, in their order, a few at a time."""
    entries = iter(_scope_rows(connection, ledger, hall, after, head))
    entry = next(entries, None)
    for row in _event_rows(connection, ledger, hall, after, head, own):
        while entry is not None and entry.position < row.position:
            yield entry.position, entry
            entry = next(entries, None)
        yield row.position, row
    while entry is not None:
        yield entry.position, entry
        entry = next(entries, None)


def _event_rows(connection: Connection, ledger: Ledger, hall: str, after: int, head: int, own: Placed) -> Iterator[Any]:
    wanted = select(*_EVENTS).where(
        _e.area == ledger.area, _e.position <= head, _e.hall.in_((hall, EVERYBODY)) if hall else _e.hall == EVERYBODY
    )
    if own.through:
        wanted = wanted.where(or_(_e.journal != own.journal, _e.seq > own.through, _e.ruling != "stands"))
    while True:
        rows = connection.execute(wanted.where(_e.position > after).order_by(_e.position).limit(_STEP)).all()
        yield from rows
        if len(rows) < _STEP:
            return
        after = rows[-1].position


def _scope_rows(connection: Connection, ledger: Ledger, hall: str, after: int, head: int) -> Iterator[Any]:
    wanted = select(_s.position, _s.way, _s.subject_id, _s.why).where(
        _s.area == ledger.area, _s.hall == hall, _s.position <= head
    )
    while True:
        rows = connection.execute(wanted.where(_s.position > after).order_by(_s.position).limit(_STEP)).all()
        yield from rows
        if len(rows) < _STEP:
            return
        after = rows[-1].position


def _add(connection: Connection, ledger: Ledger, filling: _Filling, row: Any) -> None:
    if hasattr(row, "journal"):
        event = feed_event(ledger.vault, row[:8])
        filling.entries.append(event)
        filling.size += _size(event)
    elif row.way == "in":
        history = feed_events(
            connection, ledger.area, ledger.vault,
            *of_case(row.subject_id), _e.position < row.position,
        )  # fmt: skip
        filling.entries.append(Entered(row.position, CASE, row.subject_id, history))
        filling.size += sum(_size(event) for event in history)
    else:
        filling.entries.append(Left(row.position, CASE, row.subject_id, row.why, None))
        filling.size += 400


def _size(event: FeedEvent) -> int:
    return len(event.header) + len(event.body or b"") + 80


def _with_registers(connection: Connection, area: str, entries: list[Any]) -> list[Any]:
    """Put the line that a desk keeps into the entries of cases that left; none of one that was erased since."""
    left = [entry.subject_id for entry in entries if isinstance(entry, Left)]
    if not left:
        return entries
    lines = registers(connection, area, left)
    return [
        Left(e.position, e.subject_kind, e.subject_id, e.why, lines.get(e.subject_id)) if isinstance(e, Left) else e
        for e in entries
    ]
