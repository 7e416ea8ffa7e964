"""Leaders' office days 一把手现场办公 at the server: the roster, what was handled, what changed in the process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.office_day import events as o
from app.domain.refusal import Refusal
from app.domain.rights import refuse_without
from app.store.central import office
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.usecases.central.following import follow, follow_within
from app.usecases.central.own_journal import own_group

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

RIGHT = "plan-office-day"
SHOWN = timedelta(days=180)


@dataclass(frozen=True)
class Roster:
    """The days to come, and those of the last half year, the latest first."""

    coming: tuple[o.OfficeDayState, ...]
    past: tuple[o.OfficeDayState, ...]


def roster(server: Server, *, hall: str = "") -> Roster:
    """The office days of a hall, or of all."""
    follow(server)
    today = _today(server)
    with server.store.read() as connection:
        found = office.days(connection, server.area, server.ledger.vault, hall=hall, since=today - SHOWN)
    waits = [one for one in found if one.held is None and one.cancelled is None]
    done = [one for one in found if one.held is not None or one.cancelled is not None]
    return Roster(tuple(waits), tuple(reversed(done)))


def plan_day(server: Server, leader: str, post: str, department: str, hall: str, day: date, actor: Actor) -> str:
    """Put a leader's day on the roster; its id. Refusal RIGHT-…, ENTRY-EMPTY."""
    refuse_without(actor.role, RIGHT)
    event = o.plan(leader, post, department, hall, day)
    identity = secrets.token_hex(16)
    with server.store.write() as connection:
        subject = Subject(o.OFFICE_DAY, identity)
        own_group(server.ledger, connection, [NewEvent(subject, event)], actor.id, server.now())
    return identity


def hold_day(
    server: Server, identity: str, handled: tuple[str, ...], escalations: tuple[str, ...], actor: Actor
) -> o.OfficeDayState:
    """Note what was handled, and which escalations were taken up. Refusal STATE-…, STATE-UNKNOWN, ENTRY-EMPTY."""
    return _act(server, identity, actor, lambda s, today: o.hold(s, handled, escalations, today), escalations)


def note_change(server: Server, identity: str, what: str, since: date, actor: Actor) -> o.OfficeDayState:
    """Note what changed in a process afterwards. Refusal STATE-OFFICE-DAY, ENTRY-EMPTY."""
    return _act(server, identity, actor, lambda s, today: o.change(s, what, since, today))


def cancel_day(server: Server, identity: str, reason: str, actor: Actor) -> o.OfficeDayState:
    """Cancel a day, with the reason. Refusal STATE-OFFICE-DAY, ENTRY-EMPTY."""
    return _act(server, identity, actor, lambda s, today: o.cancel(s, reason, today))


def _act(
    server: Server,
    identity: str,
    actor: Actor,
    decide: Callable[[o.OfficeDayState, date], object],
    escalations: tuple[str, ...] = (),
) -> o.OfficeDayState:
    refuse_without(actor.role, RIGHT)
    area, vault = server.area, server.ledger.vault
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, area)
        follow_within(server, connection)
        state = office.office_day(connection, area, vault, identity)
        if state is None:
            raise Refusal("STATE-UNKNOWN", "没有这一天的安排。")
        for number in escalations:
            if office.escalation_numbered(connection, area, vault, number) is None:
                raise Refusal("STATE-UNKNOWN", f"没有“办不成事”登记 {number}，请核对编号。", "escalations")
        event = decide(state, _today(server))
        subject = Subject(o.OFFICE_DAY, identity)
        own_group(server.ledger, connection, [NewEvent(subject, event)], actor.id, server.now())
        follow_within(server, connection)
        after = office.office_day(connection, area, vault, identity)
    return after or state


def _today(server: Server) -> date:
    return server.now().astimezone(CHINA).date()
