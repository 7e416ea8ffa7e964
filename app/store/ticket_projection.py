"""The projectors of the queue and of signatures: tickets as they stand, counters that pause, who signed for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.signature import SignatureTaken
from app.domain.ticket.events import TICKET, CallingPaused, CallingResumed
from app.domain.ticket.order import moment_text
from app.domain.ticket.state import CallingState, TicketState, evolve, evolve_calling
from db.desk import queue as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(TicketState).decode
_TICKET = insert(t.tickets)
_TICKET = _TICKET.on_conflict_do_update(
    index_elements=["id"], set_={name: _TICKET.excluded[name] for name in ("phase", "counter", "state")}
)
_CALLING = insert(t.calling)
_CALLING = _CALLING.on_conflict_do_update(
    index_elements=["journal"], set_={name: _CALLING.excluded[name] for name in ("counter", "reason", "since")}
)


class TicketProjector:
    """Folds the queue of the hall, in the order in which its events count."""

    name = "tickets"
    version = "1"
    tables: Sequence[Table] = (t.tickets, t.calling)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of a group."""
        for event in events:
            if event.subject.kind != TICKET or not event.stands:
                continue
            if isinstance(event.body, CallingPaused | CallingResumed):
                self._calling(connection, event)
            else:
                self._ticket(connection, event)

    def _ticket(self, connection: Connection, event: StoredEvent) -> None:
        before = read_ticket(connection, event.subject.id)
        state = evolve(event.subject.id, before, event.body, moment_text(event.at), event.actor)
        if state is None or state is before:
            return
        row = {name: getattr(state, name) for name in ("id", "day", "number", "series", "serial", "phase", "counter")}
        connection.execute(_TICKET, {**row, "state": _encode(state)})

    def _calling(self, connection: Connection, event: StoredEvent) -> None:
        state = evolve_calling(CallingState(), event.body, moment_text(event.at))
        row = {"journal": event.subject.id, "counter": state.counter, "reason": state.reason, "since": state.since}
        connection.execute(_CALLING, row)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete what is known of a ticket, or of a counter's pauses."""
        if subject.kind == TICKET:
            connection.execute(delete(t.tickets).where(t.tickets.c.id == subject.id))
            connection.execute(delete(t.calling).where(t.calling.c.journal == subject.id))


class SignatureProjector:
    """Folds who signed for what."""

    name = "signatures"
    version = "1"
    tables: Sequence[Table] = (t.signatures,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of a group."""
        for event in events:
            body = event.body
            if isinstance(body, SignatureTaken) and event.stands:
                row = {
                    "event": event.row, "case_id": body.case_id, "purpose": body.purpose, "digest": body.digest,
                    "media_type": body.media_type, "at": event.at,
                }  # fmt: skip
                connection.execute(insert(t.signatures).values(row).on_conflict_do_nothing())

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the signatures of a case: they are the person's."""
        connection.execute(delete(t.signatures).where(t.signatures.c.case_id == subject.id))


def read_ticket(connection: Connection, identity: str) -> TicketState | None:
    """A ticket by its subject's id."""
    data = connection.execute(select(t.tickets.c.state).where(t.tickets.c.id == identity)).scalar()
    return None if data is None else _decode(data)


def tickets_of(connection: Connection, day: str) -> list[TicketState]:
    """Every ticket of a day."""
    query = select(t.tickets.c.state).where(t.tickets.c.day == day)
    return [_decode(data) for data in connection.execute(query).scalars()]


def tickets_at(connection: Connection, day: str, counter: str) -> list[TicketState]:
    """The tickets that a counter has called or serves: one, unless something went wrong."""
    c = t.tickets.c
    query = select(c.state).where(c.day == day, c.phase.in_(("called", "serving")), c.counter == counter)
    return [_decode(data) for data in connection.execute(query).scalars()]


def last_serial(connection: Connection, day: str, series: str) -> int:
    """The last number of a series on a day; 0 where there is none."""
    c = t.tickets.c
    return connection.execute(select(func.max(c.serial)).where(c.day == day, c.series == series)).scalar() or 0


def paused_counters(connection: Connection) -> dict[str, CallingState]:
    """Counters that do not call now; of a counter with several journals the newest word counts."""
    c = t.calling.c
    found: dict[str, CallingState] = {}
    for row in connection.execute(select(c.counter, c.reason, c.since).order_by(c.since)):
        found[row.counter] = CallingState(row.counter, row.reason, row.since)
    return {counter: state for counter, state in found.items() if state.reason}


def signature_digest(connection: Connection, case_id: str, purpose: str) -> tuple[str, str] | None:
    """Digest and media type of the last signature of a case for a purpose."""
    c = t.signatures.c
    query = select(c.digest, c.media_type).where(c.case_id == case_id, c.purpose == purpose)
    row = connection.execute(query.order_by(c.at.desc(), c.event.desc()).limit(1)).first()
    return None if row is None else (row.digest, row.media_type)
