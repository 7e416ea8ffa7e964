"""Special procedures: no day of them counts, both ends included; the dates follow from the intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case.calendar_change import replaced_dues
from app.domain.case.evolve import fold
from app.domain.case.extending import extend
from app.domain.case.procedures import end_procedure, start_procedure
from app.domain.case.status import overdue, running, status
from app.domain.case.tasks import tasks
from app.domain.law.calendar import CalendarYear, WorkCalendar
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import around, complete_filing, item_of, published_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.case.state import CaseState

ITEM = item_of("WJ-01")
MARCH = date(2026, 3, 2)
REVIEW = c.StartProcedure("expert-review", start="2026-03-10", until="2026-03-20")
ACTS: dict[type, Callable[..., list[Any]]] = {
    c.StartProcedure: start_procedure,
    c.EndProcedure: end_procedure,
    c.Extend: extend,
}


def on(day: date) -> d.Surroundings:
    """What the department's decision depends on that day."""
    return replace(around(ITEM, day), deciding=True)


def life(*steps: tuple[Any, date], accepted: date = MARCH) -> CaseState:
    """A case with twenty workdays, accepted on a day, after some acts."""
    history = d.open_case(c.Open("case", "500106-20260302-C03A-0001-7", complete_filing(ITEM, accepted)), on(accepted))
    for command, day in steps:
        state = fold("case", history)
        assert state is not None
        history += ACTS[type(command)](state, command, on(day))
    state = fold("case", history)
    assert state is not None
    return state


def legal(state: CaseState) -> str:
    assert state.legal is not None
    return state.legal.date


def refused(state: CaseState, command: Any, day: date) -> str:
    """The code by which an act is refused."""
    try:
        ACTS[type(command)](state, command, on(day))
    except (Refusal, InputProblem) as found:
        return found.code
    return ""


@pytest.mark.law("LAW-45-1")
def test_the_days_of_an_expert_review_do_not_count() -> None:
    stopped = life((REVIEW, date(2026, 3, 10)))
    assert (status(stopped, date(2026, 3, 12)), legal(stopped)) == ("suspended", "2026-04-13")
    at_once = life((replace(REVIEW, start="2026-03-02"), MARCH))
    clocks = running(at_once, date(2026, 5, 20))
    assert (clocks.legal, clocks.promised, overdue(at_once, date(2026, 5, 20))) == (None, None, False)
    assert "procedure" not in {t.kind for t in tasks(stopped, date(2026, 3, 20), published_calendar())}
    [task] = [t for t in tasks(stopped, date(2026, 3, 23), published_calendar()) if t.kind == "procedure"]
    assert (task.due, "专家评审" in task.text) == (date(2026, 3, 20), True)
    ended = life((REVIEW, date(2026, 3, 10)), (c.EndProcedure(end="2026-03-20"), date(2026, 3, 23)))
    assert (status(ended, date(2026, 3, 23)), legal(ended)) == ("accepted", "2026-04-13")
    assert ended.legal is not None
    assert ended.legal.paused == 11
    assert overdue(ended, date(2026, 4, 14))


@pytest.mark.law("LAW-45-1", "LAW-42-1")
def test_an_extension_runs_on_from_the_date_that_the_procedure_left() -> None:
    longer = c.Extend(10, "需要核对", "赵局长", "agency-head")
    assert legal(life((longer, date(2026, 3, 5)))) == "2026-04-14"
    both = life((REVIEW, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 20)), (longer, date(2026, 4, 1)))
    assert legal(both) == "2026-04-27"
    first = life((longer, date(2026, 3, 5)), (REVIEW, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 20)))
    assert legal(first) == "2026-04-27"


@pytest.mark.law("LAW-45-1")
def test_the_clock_runs_on_from_the_real_end_whatever_was_expected() -> None:
    early = life((REVIEW, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 13)))
    late = life((REVIEW, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 27)))
    assert (legal(early), legal(late)) == ("2026-04-03", "2026-04-20")
    twice = life(
        (REVIEW, date(2026, 3, 10)),
        (c.EndProcedure(), date(2026, 3, 13)),
        (c.StartProcedure("hearing", days=3), date(2026, 3, 16)),
        (c.EndProcedure("hearing", "2026-03-16"), date(2026, 3, 19)),
    )
    assert (legal(twice), len(twice.procedures)) == ("2026-04-10", 2)


@pytest.mark.law("LAW-45-1")
def test_a_place_may_count_the_first_and_the_last_day() -> None:
    counted = replace(REVIEW, ends_count=True)
    ended = life((counted, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 20)))
    assert (legal(ended), ended.legal.paused if ended.legal else 0) == ("2026-04-09", 9)


@pytest.mark.law("LAW-45-1")
def test_how_long_it_takes_has_to_be_told() -> None:
    state = life()
    assert refused(state, c.StartProcedure("testing"), date(2026, 3, 10)) == "LAW-45-1"
    [event] = start_procedure(state, c.StartProcedure("testing", days=5), on(date(2026, 3, 10)))
    assert (event.days, event.start, event.until, event.before) == (5, "2026-03-10", "2026-03-17", "2026-03-30")
    [event] = start_procedure(state, replace(REVIEW, days=0), on(date(2026, 3, 12)))
    assert (event.days, event.on) == (8, "2026-03-12")


@pytest.mark.parametrize(
    ("command", "day", "code"),
    [
        (replace(REVIEW, start="2026-03-01"), date(2026, 3, 10), "ENTRY-FROM"),
        (replace(REVIEW, start="2026-03-11"), date(2026, 3, 10), "ENTRY-FROM"),
        (replace(REVIEW, until="2026-03-10"), date(2026, 3, 10), "ENTRY-UNTIL"),
        (replace(REVIEW, until="2029-03-10"), date(2026, 3, 10), "ENTRY-UNTIL"),
        (replace(REVIEW, until="3-20"), date(2026, 3, 10), "ENTRY-DATE"),
        (REVIEW, date(2026, 4, 7), "LAW-45-1"),
        (c.EndProcedure(), date(2026, 3, 10), "STATE-PROCEDURE"),
    ],
)
def test_a_procedure_that_cannot_be(command: Any, day: date, code: str) -> None:
    assert refused(life(), command, day) == code


def test_one_at_a_time_and_ended_as_it_began() -> None:
    going = life((REVIEW, date(2026, 3, 10)))
    assert refused(going, c.StartProcedure("hearing", days=2), date(2026, 3, 11)) == "STATE-PROCEDURE"
    assert refused(going, c.EndProcedure("hearing"), date(2026, 3, 11)) == "STATE-PROCEDURE"
    assert refused(going, c.EndProcedure(end="2026-03-09"), date(2026, 3, 11)) == "ENTRY-UNTIL"
    assert refused(going, c.EndProcedure(end="2026-03-12"), date(2026, 3, 11)) == "ENTRY-UNTIL"
    ended = life((REVIEW, date(2026, 3, 10)), (c.EndProcedure(), date(2026, 3, 13)))
    assert refused(ended, replace(REVIEW, start="2026-03-12"), date(2026, 3, 16)) == "ENTRY-FROM"


def test_a_limit_that_ran_out_is_not_stopped_any_more() -> None:
    late = life((c.StartProcedure("testing", days=5), date(2026, 4, 7)))
    clocks = running(late, date(2026, 4, 8))
    assert (status(late, date(2026, 4, 8)), clocks.legal, legal(late)) == ("suspended", "2026-03-30", "2026-03-30")
    assert overdue(late, date(2026, 4, 8))
    broken = life((c.StartProcedure("testing", days=5), date(2026, 3, 20)))
    clocks = running(broken, date(2026, 3, 23))
    assert (clocks.promised, clocks.legal) == ("2026-03-09", None)


def test_an_item_that_is_no_licence_has_none() -> None:
    filing = item_of("GT-05")
    assert filing.kind != "licence"
    where = replace(around(filing, MARCH), deciding=True)
    history = d.open_case(c.Open("case", "500106-20260302-C03A-0001-7", complete_filing(filing, MARCH)), where)
    state = fold("case", history)
    assert state is not None
    with pytest.raises(Refusal, match="不是行政许可"):
        start_procedure(state, REVIEW, replace(where, today=date(2026, 3, 10)))


def test_dates_beyond_the_calendar_become_final_with_their_intervals() -> None:
    december = date(2026, 12, 1)
    state = life((c.StartProcedure("testing", days=8), december), accepted=date(2026, 11, 23))
    assert state.legal is not None
    assert state.legal.provisional
    calendar = published_calendar()
    assert replaced_dues(state, calendar) == ()
    ended = life(
        (c.StartProcedure("testing", days=8), december),
        (c.EndProcedure(), date(2026, 12, 11)),
        accepted=date(2026, 11, 23),
    )
    assert replaced_dues(ended, calendar) == ()
    year = CalendarYear(2027, ((date(2027, 1, 1), "元旦"),), ())
    [final] = replaced_dues(ended, WorkCalendar((*calendar.years, year)))
    assert (final.clock, final.due.provisional, final.due.paused) == ("legal", False, 11)
