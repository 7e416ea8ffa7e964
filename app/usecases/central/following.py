"""What follows from events at the server by a cursor of its own: rows of escalations, ratings, requests …; notices.

A round reads the events beyond the cursor, at most a few hundred, in one write. Pages and acts call it before they read,
a task of the serving process every two seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from app.domain.escalation.events import ESCALATION, ESCALATION_KINDS
from app.domain.escalation.state import evolve_escalation
from app.domain.office_day.events import OFFICE_DAY, OFFICE_DAY_KINDS, evolve_office_day
from app.domain.online_request import state as online
from app.domain.online_request.events import ONLINE_REQUEST, ONLINE_REQUEST_KINDS
from app.domain.rating.events import RATING, RATING_KINDS
from app.domain.rating.state import evolve_rating
from app.store.central import office, online_requests
from app.store.central.events import LedgerEvent, ledger_events
from app.store.central.values import read_value, write_value
from app.store.clock import CHINA
from app.store.journal_events import SubjectErased
from app.usecases.central.notice_making import NOTICE_KINDS, erase_notices, make_notices
from app.usecases.central.rulings import decode_body
from app.usecases.central.server import Server
from db.central.access import server_settings
from db.central.ledger import events, journals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.central.ledger import Head

OFFICE = "office.position"
NOTICES = "notices.position"
"""Up to which position each was followed. That of the notices is never moved back: nothing is sent twice."""

ERASED = "subject.erased"
ROWS_OF = frozenset({*ESCALATION_KINDS, *RATING_KINDS, *OFFICE_DAY_KINDS, *ONLINE_REQUEST_KINDS, ERASED})
STEP = 500
SKIP = 5000
"""Positions without anything of concern after which the cursor is moved all the same."""
_e = events.c


def follow(server: Server) -> int:
    """Follow everything up to the present head; returns how many events were of concern."""
    total = 0
    while True:
        with server.store.read() as connection:
            waiting = any(_waits(server, connection, one) for one in _FOLLOWERS)
        if not waiting:
            return total
        with server.store.write() as connection:
            total += follow_within(server, connection)


def follow_within(server: Server, connection: Connection) -> int:
    """One round inside the caller's write, which sees what it has appended itself."""
    return sum(_round(server, connection, one) for one in _FOLLOWERS)


@dataclass(frozen=True)
class _Follower:
    """Who follows: the name of its cursor, what concerns it, what it does with those events."""

    cursor: str
    kinds: frozenset[str]
    apply: Callable[[Server, Connection, list[LedgerEvent]], None]


def _waits(server: Server, connection: Connection, one: _Follower) -> bool:
    at = int(read_value(connection, server.area, one.cursor, 0))
    head = _head(server, connection).position
    if head <= at:
        return False
    return head - at > SKIP or bool(_beyond(server, connection, one, at, head, 1))


def _head(server: Server, connection: Connection) -> Head:
    return server.ledger.positions.head(connection, server.area)


def _beyond(server: Server, connection: Connection, one: _Follower, at: int, head: int, limit: int) -> list[int]:
    wanted = select(_e.position).where(
        _e.area == server.area, _e.position > at, _e.position <= head, _e.kind.in_(sorted(one.kinds))
    )
    return list(connection.execute(wanted.order_by(_e.position).limit(limit)).scalars())


def _round(server: Server, connection: Connection, one: _Follower) -> int:
    """Follow one step; two processes that follow at once wait for each other at the cursor's row."""
    locked = select(server_settings.c.value).where(
        server_settings.c.area == server.area, server_settings.c.key == one.cursor
    )
    kept = connection.execute(locked.with_for_update()).scalar()
    at, head = int(kept or 0), _head(server, connection).position
    found = _beyond(server, connection, one, at, head, STEP)
    if found:
        last = found[-1]
        wanted = (_e.position > at, _e.position <= last, _e.kind.in_(sorted(one.kinds)))
        one.apply(server, connection, list(ledger_events(connection, server.area, server.ledger.vault, *wanted)))
        head = last if len(found) == STEP else head
    if head > at:
        write_value(connection, server.area, one.cursor, head)
    return len(found)


def _rows(server: Server, connection: Connection, found: Sequence[LedgerEvent]) -> None:
    """Fold events into the rows, in the order of positions."""
    for event in found:
        if event.ruling != "stands":
            continue
        body = decode_body(server.ledger.types, event.header, event.body)
        fold = _FOLDS.get(event.header.subject.kind)
        if fold is not None:
            fold(server, connection, event, body)
        elif isinstance(body, SubjectErased):
            office.forget(connection, server.area, body.subject_id)
            online_requests.forget(connection, server.area, body.subject_id)


def _escalation(server: Server, connection: Connection, event: LedgerEvent, body: Any) -> None:
    vault, identity = server.ledger.vault, event.header.subject.id
    before = office.escalation(connection, server.area, vault, identity)
    after = evolve_escalation(identity, before, body)
    if after is not None and after is not before:
        office.put_escalation(connection, server.area, vault, after, event.position)


def _rating(server: Server, connection: Connection, event: LedgerEvent, body: Any) -> None:
    vault, identity = server.ledger.vault, event.header.subject.id
    row = office.rating_row(connection, server.area, identity)
    before = office.rating(connection, server.area, vault, identity)
    after = evolve_rating(identity, before, body)
    if after is None or after is before:
        return
    if row is None:
        other = office.rated(connection, server.area, after.given.service)
        hall, standing = _hall(server, connection, event), "double" if other else "counts"
        given_on = after.given.paper or event.header.at.astimezone(CHINA).date().isoformat()
    else:
        hall, given_on = row.hall, row.given_on
        standing = "invalidated" if after.invalidated and row.standing == "counts" else row.standing
    office.put_rating(
        connection, server.area, vault, after, event.position, hall=hall, given_on=given_on, standing=standing
    )


def _office_day(server: Server, connection: Connection, event: LedgerEvent, body: Any) -> None:
    vault, identity = server.ledger.vault, event.header.subject.id
    before = office.office_day(connection, server.area, vault, identity)
    after = evolve_office_day(identity, before, body)
    if after is not None and after is not before:
        office.put_office_day(connection, server.area, vault, after, event.position)


def _online_request(server: Server, connection: Connection, event: LedgerEvent, body: Any) -> None:
    vault, identity = server.ledger.vault, event.header.subject.id
    before = online_requests.request(connection, server.area, vault, identity)
    after = online.evolve(before, identity, body)
    if after is not None and after is not before:
        online_requests.put(connection, server.area, vault, after, event.position)


def _hall(server: Server, connection: Connection, event: LedgerEvent) -> str:
    j = journals.c
    wanted = select(j.hall).where(j.area == server.area, j.id == event.journal)
    return connection.execute(wanted).scalar() or ""


def _notices(server: Server, connection: Connection, found: Sequence[LedgerEvent]) -> None:
    for event in found:
        if event.header.kind == ERASED and event.ruling == "stands":
            body = decode_body(server.ledger.types, event.header, event.body)
            if isinstance(body, SubjectErased):
                erase_notices(connection, server.area, body.subject_id)
    make_notices(server, connection, [event for event in found if event.ruling == "stands"])


_FOLDS = {ESCALATION: _escalation, RATING: _rating, OFFICE_DAY: _office_day, ONLINE_REQUEST: _online_request}
_FOLLOWERS = (_Follower(OFFICE, ROWS_OF, _rows), _Follower(NOTICES, NOTICE_KINDS | {ERASED}, _notices))
