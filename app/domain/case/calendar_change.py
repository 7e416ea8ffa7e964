"""What a newly published calendar changes on a case: provisional dates 预计 become final ones. Pure.

A final date is never touched by a later calendar. Rules: CC-201, CC-203, LAW-82.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case.events import DueReplaced
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from app.domain.case.events import DatedLimit
    from app.domain.case.state import CaseState
    from app.domain.law.calendar import WorkCalendar


def replaced_dues(state: CaseState, calendar: WorkCalendar) -> tuple[DueReplaced, ...]:
    """One event for each provisional date that this calendar makes final; none where the year is still unpublished."""
    if state.ended:
        return ()
    clocks: tuple[tuple[str, DatedLimit | None, str], ...] = (("answer", state.answer_due, state.received_on),)
    if state.phase == "accepted":
        clocks = (("legal", state.legal, state.accepted_on), ("promised", state.promised, state.accepted_on))
    found = []
    for clock, due, start in clocks:
        final = final_date(due, start, calendar) if due is not None and due.provisional else None
        if final is not None:
            found.append(DueReplaced(clock, final))  # type: ignore[arg-type]  # one of the three clocks above
    return tuple(found)


def final_date(due: DatedLimit, start: str, calendar: WorkCalendar) -> DatedLimit | None:
    """The same limit, and what an extension added to it, counted anew; None while it would still be provisional."""
    unit = due.limit_unit
    counted = calendar.add(date.fromisoformat(start), Limit(due.limit_n, unit))  # type: ignore[arg-type]  # as it was written
    more = calendar.add(counted.date, Limit(due.extended)) if due.extended else counted
    if counted.provisional or more.provisional:
        return None
    return replace(due, date=more.date.isoformat(), provisional=False, calendar=calendar.hash)


def shifted(state: CaseState, events: tuple[DueReplaced, ...]) -> tuple[DueReplaced, ...]:
    """Those of the events by which a date that stands on paper becomes another."""
    before = {"legal": state.legal, "promised": state.promised, "answer": state.answer_due}
    return tuple(e for e in events if (old := before[e.clock]) is not None and old.date != e.due.date)
