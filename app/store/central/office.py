"""Rows of escalations, ratings and office days at the server: what lists need in plain, the rest in a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, func, select

from app.domain.escalation.state import EscalationState
from app.domain.office_day.events import OfficeDayState
from app.domain.rating.state import RatingState
from app.store.central.bulk import YES as YES
from app.store.central.bulk import Rows
from db.central.office import office_days, office_escalations, office_ratings

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection, Row

    from app.store.central.vault import Vault

_ESCALATIONS, _RATINGS, _DAYS = Rows(office_escalations), Rows(office_ratings), Rows(office_days)
_e, _r, _d = office_escalations.c, office_ratings.c, office_days.c
_encode = msgspec.json.Encoder().encode
_escalation = msgspec.json.Decoder(EscalationState).decode
_rating = msgspec.json.Decoder(RatingState).decode
_day = msgspec.json.Decoder(OfficeDayState).decode

MOST = 500
"""Most rows of one list."""


def escalation(connection: Connection, area: str, vault: Vault, identity: str) -> EscalationState | None:
    """An escalation by its id."""
    box = connection.execute(select(_e.state).where(_e.area == area, _e.id == identity)).scalar()
    return None if box is None else _escalation(vault.open_state(identity, box))


def escalation_numbered(connection: Connection, area: str, vault: Vault, number: str) -> EscalationState | None:
    """An escalation by its number, however its blanks were typed."""
    wanted = "".join(number.split())
    spaced = func.replace(_e.number, " ", "")
    row = connection.execute(select(_e.id, _e.state).where(_e.area == area, spaced == wanted)).first()
    return None if row is None else _escalation(vault.open_state(row.id, row.state))


def open_numbers_of(connection: Connection, area: str, case_no: str) -> list[str]:
    """Numbers of the open escalations of a case."""
    wanted = select(_e.number).where(_e.area == area, _e.case_no == case_no, _e.closed_on == "")
    return list(connection.execute(wanted.order_by(_e.number)).scalars())


def ids_about(connection: Connection, area: str, case_no: str) -> list[str]:
    """Ids of every escalation of a case, ended ones too."""
    return list(connection.execute(select(_e.id).where(_e.area == area, _e.case_no == case_no)).scalars())


def escalations(
    connection: Connection, area: str, vault: Vault, *, hall: str = "", still_open: bool = True
) -> list[EscalationState]:
    """Escalations of a hall (or of all): the open ones by promised day, or the ended ones, the latest first."""
    wanted = select(_e.id, _e.state).where(_e.area == area)
    wanted = wanted.where(_e.closed_on == "") if still_open else wanted.where(_e.closed_on != "")
    if hall:
        wanted = wanted.where(_e.hall.in_((hall, "")))
    wanted = wanted.order_by(_e.until, _e.number) if still_open else wanted.order_by(_e.closed_on.desc(), _e.number)
    rows = connection.execute(wanted.limit(MOST))
    return [_escalation(vault.open_state(row.id, row.state)) for row in rows]


def put_escalation(connection: Connection, area: str, vault: Vault, state: EscalationState, position: int) -> None:
    """Keep the state of an escalation."""
    closed = state.closed
    row = (
        area, state.id, state.number, state.hall, state.case_no, state.owner, state.opened_on, state.answer_by.date,
        state.until, state.answered_on, closed.on if closed else "", bool(closed and closed.solved), state.postponed,
        position, vault.seal_state(state.id, _encode(state)),
    )  # fmt: skip
    _ESCALATIONS.put(connection, [row])


def rating(connection: Connection, area: str, vault: Vault, identity: str) -> RatingState | None:
    """A rating by its id."""
    row = rating_row(connection, area, identity)
    return None if row is None else _rating(vault.open_state(identity, row.state))


def rating_row(connection: Connection, area: str, identity: str) -> Row[Any] | None:
    """The row of a rating."""
    return connection.execute(select(office_ratings).where(_r.area == area, _r.id == identity)).first()


def rated(connection: Connection, area: str, service: str) -> str:
    """The id of the rating that counts for a service; empty where it was not rated."""
    wanted = select(_r.id).where(_r.area == area, _r.service == service, _r.standing != "double")
    return connection.execute(wanted.limit(1)).scalar() or ""


def ratings(connection: Connection, area: str, vault: Vault, *conditions: Any) -> list[tuple[Row[Any], RatingState]]:
    """Ratings with their states, the oldest first."""
    wanted = select(office_ratings).where(_r.area == area, *conditions).order_by(_r.given_on, _r.id).limit(MOST)
    return [(row, _rating(vault.open_state(row.id, row.state))) for row in connection.execute(wanted)]


def put_rating(
    connection: Connection,
    area: str,
    vault: Vault,
    state: RatingState,
    position: int,
    *,
    hall: str,
    given_on: str,
    standing: str,
) -> None:
    """Keep the state of a rating; whoever was found not to hold waits for nothing."""
    given = state.given
    step = "judge" if state.appealed else state.next_step or ""
    row = (
        area, state.id, given.service, given.level, given.channel, given.case_no, given.item_code, given.item_name,
        given.department, given.counter, hall, given_on, standing, step if standing == "counts" else "", position,
        vault.seal_state(state.id, _encode(state)),
    )  # fmt: skip
    _RATINGS.put(connection, [row])


def office_day(connection: Connection, area: str, vault: Vault, identity: str) -> OfficeDayState | None:
    """An office day by its id."""
    box = connection.execute(select(_d.state).where(_d.area == area, _d.id == identity)).scalar()
    return None if box is None else _day(vault.open_state(identity, box))


def days(connection: Connection, area: str, vault: Vault, *, hall: str = "", since: date) -> list[OfficeDayState]:
    """Office days from a day on, the first first."""
    wanted = select(_d.id, _d.state).where(_d.area == area, _d.day >= since.isoformat())
    if hall:
        wanted = wanted.where(_d.hall.in_((hall, "")))
    rows = connection.execute(wanted.order_by(_d.day, _d.id).limit(MOST))
    return [_day(vault.open_state(row.id, row.state)) for row in rows]


def put_office_day(connection: Connection, area: str, vault: Vault, state: OfficeDayState, position: int) -> None:
    """Keep the state of an office day."""
    planned = state.planned
    row = (
        area, state.id, planned.hall, planned.day, planned.leader, planned.department,
        state.held.on if state.held else "", len(state.changes), position, vault.seal_state(state.id, _encode(state)),
    )  # fmt: skip
    _DAYS.put(connection, [row])


def forget(connection: Connection, area: str, identity: str) -> None:
    """Delete what is kept of an erased subject."""
    for table in (office_escalations, office_ratings, office_days):
        connection.execute(delete(table).where(table.c.area == area, table.c.id == identity))


def forget_all(connection: Connection, area: str) -> None:
    """Delete every row; they are made again from the events."""
    for table in (office_escalations, office_ratings, office_days):
        connection.execute(delete(table).where(table.c.area == area))


def everything(connection: Connection, area: str, vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of each table with its box opened, for comparing."""
    found = {}
    for table in (office_escalations, office_ratings, office_days):
        rows = connection.execute(select(table).where(table.c.area == area))
        found[table.name] = [(*row[:-1], vault.open_state(row.id, row.state)) for row in rows]
    return found
