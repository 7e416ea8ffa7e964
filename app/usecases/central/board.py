"""The hall's board 叫号屏 at the server: who is called where, how many wait, today's times. Numbers and counters only.

Kept in memory by a cursor of its own and made from the events again after a start: nothing is stored, nobody's name is in
the events it reads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import literal_column, select

from app.domain.refusal import Refusal
from app.domain.ticket.events import CallingPaused, CallingResumed
from app.domain.ticket.figures import QueueFigures, figures
from app.domain.ticket.order import moment_text
from app.domain.ticket.state import CallingState, TicketState, evolve, evolve_calling
from app.store.central.events import ledger_events
from app.store.clock import CHINA
from app.usecases.central.rulings import decode_body
from db.central.access import devices
from db.central.ledger import events

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.central.server import Server

MOST_EVENTS = 20_000
"""So many of a hall's newest events are looked at after a start: more than a day has."""
HALLS_KEPT = 100


@dataclass(frozen=True)
class Board:
    """What a hall's screen shows. `called`: number, counter, and whether it was called just now; the newest first."""

    hall: str
    position: int
    called: tuple[tuple[str, str, bool], ...]
    waiting: int
    missed: tuple[str, ...]
    paused: tuple[tuple[str, str], ...]
    figures: QueueFigures


@dataclass
class _Folded:
    """One hall's tickets of a day as far as the cursor."""

    epoch: str
    position: int
    day: str
    tickets: dict[str, TicketState] = field(default_factory=dict)
    calling: dict[str, CallingState] = field(default_factory=dict)


class Boards:
    """The boards of one running program; may be asked by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._halls: OrderedDict[str, _Folded] = OrderedDict()

    def board(self, server: Server, hall: str) -> Board:
        """The board of a hall as it stands now. Refusal STATE-UNKNOWN for a hall without any counter."""
        day = server.now().astimezone(CHINA).date().isoformat()
        with self._lock, server.store.read() as connection:
            head = server.ledger.positions.head(connection, server.area)
            folded = self._halls.get(hall)
            if folded is None or (folded.epoch, folded.day) != (head.epoch, day):
                _refuse_unknown(connection, server.area, hall)
                after = _first_position(connection, server.area, hall)
                folded = self._halls[hall] = _Folded(head.epoch, after, day)
            _fold(connection, server, hall, folded, head.position)
            self._halls.move_to_end(hall)
            if len(self._halls) > HALLS_KEPT:
                self._halls.popitem(last=False)
            return _shown(hall, folded)


def _refuse_unknown(connection: Connection, area: str, hall: str) -> None:
    c = devices.c
    if connection.execute(select(c.id).where(c.area == area, c.hall == hall).limit(1)).first() is None:
        raise Refusal("STATE-UNKNOWN", "没有这个大厅。", "hall")


def _first_position(connection: Connection, area: str, hall: str) -> int:
    """The position before the oldest of a hall's newest ticket events."""
    c = events.c
    newest = select(c.position).where(c.area == area, c.hall == hall, _OF_TICKETS).order_by(c.position.desc())
    oldest = connection.execute(newest.offset(MOST_EVENTS).limit(1)).scalar()
    return oldest or 0


def _fold(connection: Connection, server: Server, hall: str, folded: _Folded, head: int) -> None:
    """Fold what is new. A ticket of another day is passed over: only its first event says the day."""
    c = events.c
    new = (c.hall == hall, _OF_TICKETS, c.position > folded.position, c.position <= head, c.ruling == "stands")
    for event in ledger_events(connection, server.area, server.ledger.vault, *new):
        body = decode_body(server.ledger.types, event.header, event.body)
        subject, at = event.header.subject, moment_text(event.header.at)
        if isinstance(body, CallingPaused | CallingResumed):
            folded.calling[body.counter] = evolve_calling(CallingState(), body, at)
            continue
        state = evolve(subject.id, folded.tickets.get(subject.id), body, at, event.header.actor)
        if state is not None and state.day == folded.day:
            folded.tickets[subject.id] = state
    folded.position = head


def _shown(hall: str, folded: _Folded) -> Board:
    every = list(folded.tickets.values())
    called = sorted((t for t in every if t.phase in ("called", "serving")), key=lambda t: t.called_at, reverse=True)
    missed = sorted((t for t in every if t.phase == "missed"), key=lambda t: t.called_at, reverse=True)
    return Board(
        hall=hall,
        position=folded.position,
        called=tuple((t.number, t.counter, t.phase == "called") for t in called),
        waiting=sum(t.phase == "waiting" for t in every),
        missed=tuple(t.number for t in missed),
        paused=tuple((c, s.reason) for c, s in sorted(folded.calling.items()) if s.reason),
        figures=figures(every),
    )


_OF_TICKETS = events.c.subject_kind == literal_column("'ticket'")
"""The kind stands as text, or the partial index were not used."""
