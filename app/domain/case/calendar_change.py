"""What a newly published calendar changes on a case: provisional dates 预计 become final ones. Pure.

A final date is never touched by a later calendar. Rules: CC-201, CC-203, LAW-82.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case.events import DueReplaced
from app.domain.case.procedures import dates
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from app.domain.case.events import DatedLimit
    from app.domain.case.state import CaseState
    from app.domain.law.calendar import WorkCalendar

_Counted = tuple["DatedLimit | None", "DatedLimit | None"]
"""A date as it stands, and counted anew."""


def replaced_dues(state: CaseState, calendar: WorkCalendar) -> tuple[DueReplaced, ...]:
    """One event for each provisional date that this calendar makes final; none where the year is still unpublished.

    While a special procedure goes on there are none: its end computes the dates anew.
    """
    if state.ended or state.decided or state.suspended is not None:
        return ()
    clocks: dict[str, _Counted] = {
        "answer": (state.answer_due, _counted(state.answer_due, state.received_on, calendar))
    }
    if state.phase == "accepted":
        legal, promised = dates(state, calendar)
        clocks = {"legal": (state.legal, legal), "promised": (state.promised, promised)}
    return tuple(
        DueReplaced(clock, anew)  # type: ignore[arg-type]  # one of the three clocks above
        for clock, (due, anew) in clocks.items()
        if due is not None and anew is not None and due.provisional and not anew.provisional
    )


def _counted(due: DatedLimit, start: str, calendar: WorkCalendar) -> DatedLimit:
    """The same limit counted anew from its start."""
    found = calendar.add(date.fromisoformat(start), Limit(due.limit_n, due.limit_unit))  # type: ignore[arg-type]  # as it was written
    return replace(due, date=found.date.isoformat(), provisional=found.provisional, calendar=calendar.hash)


def shifted(state: CaseState, events: tuple[DueReplaced, ...]) -> tuple[DueReplaced, ...]:
    """Those of the events by which a date that stands on paper becomes another."""
    before = {"legal": state.legal, "promised": state.promised, "answer": state.answer_due}
    return tuple(e for e in events if (old := before[e.clock]) is not None and old.date != e.due.date)
