"""A newly published calendar: provisional dates 预计 are replaced by events, and told by new notices where they moved.

A final date is never touched. Rules: CC-201, CC-203, LAW-82.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from app.domain.case import events as e
from app.domain.case.calendar_change import replaced_dues, shifted
from app.domain.case.evolve import evolve
from app.store.settings import read_setting, write_setting
from app.usecases.reissue import again, append
from app.usecases.rights import allowed, require
from app.usecases.todo import CALENDAR_DONE
from app.usecases.workplace import case_by_number
from db.desk.projections import cases

if TYPE_CHECKING:
    from app.domain.case.state import CaseState, DocumentState
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

BEARS = {"legal": "acceptance-notice", "promised": "acceptance-notice", "answer": "intake-receipt"}
"""The document on which the date of each clock stands."""
REASON = "放假安排公布，预计日期换成正式日期，另出新文书"


@dataclass(frozen=True)
class CalendarChange:
    """What the new calendar brought: cases whose dates are final now, and those that get a new paper."""

    replaced: tuple[str, ...]
    reissued: tuple[str, ...]
    changed: frozenset[str]


def replace_provisional(workplace: Workplace) -> CalendarChange:
    """Look through the provisional dates once for each calendar; each case is a group of events of its own.

    Interrupted, it goes on where it stopped. Nothing is done while the calendar is the one last looked through, nor
    under an account that may not.
    """
    if not allowed(workplace, "replace-dates"):
        return CalendarChange((), (), frozenset())
    calendar = workplace.calendar.hash
    with workplace.store.read() as connection:
        if read_setting(connection, CALENDAR_DONE, default="") == calendar:
            return CalendarChange((), (), frozenset())
        waiting = or_(cases.c.provisional.is_(True), cases.c.phase == "received")
        query = select(cases.c.case_no).where(waiting, cases.c.erased.is_(False))
        numbers = list(connection.execute(query.order_by(cases.c.opened_at)).scalars())
    done = [d for d in (replace_of_case(workplace, number) for number in numbers) if d is not None]
    with workplace.store.write_local() as connection:
        write_setting(connection, CALENDAR_DONE, calendar)
    changed = frozenset().union(*(d.changed for d in done)) if done else frozenset()
    reissued = tuple(d.state.case_no for d in done if d.papers)
    return CalendarChange(tuple(d.state.case_no for d in done), reissued, changed)


def replace_of_case(workplace: Workplace, case_no: str) -> Done | None:
    """Make the dates of one case final; None where nothing is provisional any more, or still all of it."""
    require(workplace, "replace-dates")
    with workplace.store.write() as uow:
        state = case_by_number(uow.connection, case_no)
        replaced = replaced_dues(state, workplace.calendar)
        if not replaced:
            return None
        moved = shifted(state, replaced)
        stale = _on_paper(state, {_bearer(state, x.clock) for x in moved})
        happened: list[object] = [*replaced, *(e.DocumentVoided(d.number, REASON) for d in stale)]
        for event in happened:
            state = evolve(state, event)
        done = append(workplace, uow, state, happened, again(workplace, uow, state, stale))
        uow.commit()
    return done


def _bearer(state: CaseState, clock: str) -> str:
    """The document on which the date of a clock stands now: after an extension its own notice."""
    return "extension-notice" if state.extension is not None and clock != "answer" else BEARS[clock]


def _on_paper(state: CaseState, kinds: set[str]) -> tuple[DocumentState, ...]:
    """The documents in force on which a date stands that has moved: the last of each kind."""
    last = {d.kind: d for d in state.documents.values() if d.kind in kinds and not d.voided}
    return tuple(last.values())
