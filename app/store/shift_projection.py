"""The projector of shifts: who holds the counter, which days are closed, who keeps a case after a hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, tuple_
from sqlalchemy.dialects.sqlite import insert

from app.domain.shift import DayClosed, ShiftHandedOver, ShiftOpened
from app.domain.shift_state import ShiftState, evolve_shift
from app.store.clock import CHINA
from db.desk import projections as t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_KIND = {ShiftOpened: "opened", ShiftHandedOver: "handed-over", DayClosed: "closed"}
_KEEPER = insert(t.keepers)
_KEEPER = _KEEPER.on_conflict_do_update(
    index_elements=["case_no"],
    set_={name: _KEEPER.excluded[name] for name in ("clerk", "since", "at", "event")},
    where=tuple_(_KEEPER.excluded.at, _KEEPER.excluded.event) > tuple_(t.keepers.c.at, t.keepers.c.event),
)


class ShiftProjector:
    """Folds shift events into `shifts` and `keepers`."""

    name = "shifts"
    version = "2"
    tables: Sequence[Table] = (t.shifts, t.keepers)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of a group."""
        for event in events:
            self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        body = event.body
        if not isinstance(body, ShiftOpened | ShiftHandedOver | DayClosed):
            return
        day = event.at.astimezone(CHINA).date().isoformat()
        state = evolve_shift(read_shift(connection, event.kept_in), body, day)
        row = {
            "event": event.row, "arrival": event.arrival, "journal": event.kept_in, "kind": _KIND[type(body)],
            "day": body.day if isinstance(body, DayClosed) else day, "at": event.at, "actor": event.actor,
            "subject_id": event.subject.id, "holder": state.holder, "since": state.since, "seals": list(state.seals),
            "closed_on": state.closed_on,
        }  # fmt: skip
        connection.execute(insert(t.shifts), row)
        if isinstance(body, ShiftHandedOver) and body.cases:
            taken = {"clerk": body.taker, "since": day, "at": event.at, "event": event.row}
            connection.execute(_KEEPER, [{"case_no": case_no, **taken} for case_no in body.cases])

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Nothing here holds a person."""


def read_shift(connection: Connection, journal: str) -> ShiftState:
    """The shift of a journal's counter as it stands."""
    c = t.shifts.c
    query = (
        select(c.holder, c.since, c.seals, c.closed_on).where(c.journal == journal).order_by(c.arrival.desc()).limit(1)
    )
    row = connection.execute(query).first()
    return ShiftState(row.holder, row.since, tuple(row.seals), row.closed_on) if row else ShiftState()


def kept_by(clerk: str) -> ColumnElement[bool]:
    """The condition on `cases` (outer-joined to `keepers` by case number) for cases that are with this clerk now."""
    return or_(t.keepers.c.clerk == clerk, and_(t.keepers.c.clerk.is_(None), t.cases.c.clerk == clerk))


def open_cases_of(connection: Connection, clerk: str) -> list[tuple[str, str, str, str]]:
    """Cases with this clerk that still need something: case number, item, phase, date; the nearest date first."""
    c = t.cases.c
    joined = t.cases.outerjoin(t.keepers, t.keepers.c.case_no == c.case_no)
    query = (
        select(c.case_no, c.item_name, c.phase, c.next_date)
        .select_from(joined)
        .where(c.next_date.is_not(None), kept_by(clerk))
        .order_by(c.next_date, c.case_no)
    )
    return [(r.case_no, r.item_name, r.phase, r.next_date) for r in connection.execute(query)]


def serials_before(connection: Connection, firsts: Mapping[str, int]) -> dict[str, int]:
    """The last serial of each series before a given one: what the days before ended with, 0 where they had none."""
    c = t.documents.c
    last = select(func.max(c.serial)).where(c.series == bindparam("series"), c.serial < bindparam("first"))
    return {
        series: connection.execute(last, {"series": series, "first": first}).scalar() or 0
        for series, first in firsts.items()
    }


def last_closing(connection: Connection, journal: str, day: str) -> datetime | None:
    """When this day was last closed at this counter; None if it was not."""
    c = t.shifts.c
    query = select(func.max(c.at)).where(c.journal == journal, c.kind == "closed", c.day == day)
    moment: datetime | None = connection.execute(query).scalar()
    return moment
