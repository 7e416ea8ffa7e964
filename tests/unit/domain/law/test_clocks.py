"""Clocks: suspensions leave days out, extensions run on, the state of a day is computed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.calendar_files import load_calendar
from app.domain.law.clocks import Clock, Extension, Interval, Suspension, due, intervals, status
from app.domain.law.limit import Limit
from app.domain.law.periods import (
    DECIDE,
    DECIDE_EXTENSION,
    DECIDE_JOINTLY,
    DECIDE_JOINTLY_EXTENSION,
    DELIVER,
    TELL_CORRECTIONS,
)
from app.domain.refusal import Refusal

CALENDAR = load_calendar(Path(__file__).parents[4] / "resources" / "calendar")
DAY = timedelta(days=1)
MARCH_2 = date(2026, 3, 2)
REVIEW = Suspension(date(2026, 3, 10), date(2026, 3, 20), "expert-review", "专家评审")
TEN_MORE = Extension(10, "workday", "经本机关负责人批准延长", "LAW-42-1")

starts = st.dates(date(2025, 1, 1), date(2026, 6, 30))


@st.composite
def suspensions(draw: st.DrawFn) -> Suspension:
    first = draw(starts)
    return Suspension(first, first + DAY * draw(st.integers(0, 40)), "hearing", "听证")


clocks = st.builds(
    Clock,
    starts,
    st.one_of(
        st.builds(Limit, st.integers(0, 60)),
        st.builds(Limit, st.integers(0, 90), st.just("day")),
        st.builds(Limit, st.integers(0, 6), st.just("month")),
    ),
    st.lists(suspensions(), max_size=3).map(tuple),
    st.lists(
        st.builds(Extension, st.integers(0, 15), st.just("workday"), st.just("延长"), st.just("LAW-42-1")), max_size=2
    ).map(tuple),
    st.just("LAW-42-1"),
)


def last_day(clock: Clock) -> date:
    found = due(clock, CALENDAR)
    assert found is not None
    return found.date


@pytest.mark.law("LAW-42-1")
def test_extension_runs_on_from_the_old_due_date() -> None:
    assert last_day(Clock(MARCH_2, DECIDE)) == date(2026, 3, 30)
    assert (DECIDE_EXTENSION.n, DECIDE_EXTENSION.unit) == (TEN_MORE.days, TEN_MORE.unit)
    assert last_day(Clock(MARCH_2, DECIDE, extensions=(TEN_MORE,))) == date(2026, 4, 14)


@pytest.mark.law("LAW-42-2")
def test_joint_handling_has_forty_five_days_and_fifteen_more() -> None:
    more = Extension(DECIDE_JOINTLY_EXTENSION.n, "workday", "经区人民政府负责人批准延长", "LAW-42-2")
    assert last_day(Clock(MARCH_2, DECIDE_JOINTLY)) == date(2026, 5, 8)
    assert last_day(Clock(MARCH_2, DECIDE_JOINTLY, extensions=(more,))) == date(2026, 5, 28)


@pytest.mark.law("LAW-32-4", "LAW-44-1")
def test_statutory_periods_of_five_and_ten_days() -> None:
    assert last_day(Clock(date(2026, 9, 28), TELL_CORRECTIONS)) == date(2026, 10, 10)
    assert last_day(Clock(date(2026, 9, 28), DELIVER)) == date(2026, 10, 16)


@pytest.mark.law("LAW-45-1")
def test_first_and_last_day_of_a_special_procedure_do_not_count() -> None:
    found = due(Clock(MARCH_2, DECIDE, (REVIEW,)), CALENDAR)
    assert found is not None
    assert (found.date, found.counted_from) == (date(2026, 4, 13), MARCH_2)
    reviewed = [day for day, why in found.skipped if why == "专家评审"]
    assert (reviewed[0], reviewed[-1]) == (REVIEW.from_, REVIEW.until)
    assert (date(2026, 4, 5), "清明节") in found.skipped


@pytest.mark.law("LAW-45-1")
def test_a_place_that_counts_the_ends_is_two_days_shorter() -> None:
    counted = Suspension(REVIEW.from_, REVIEW.until, REVIEW.kind, REVIEW.why, ends_excluded=False)
    assert last_day(Clock(MARCH_2, DECIDE, (counted,))) == date(2026, 4, 9)
    one_day = Suspension(REVIEW.from_, REVIEW.from_, "hearing", "听证", ends_excluded=False)
    assert last_day(Clock(MARCH_2, DECIDE, (one_day,))) == last_day(Clock(MARCH_2, DECIDE))


@pytest.mark.law("LAW-45-1")
def test_natural_days_and_months_grow_by_the_excluded_days() -> None:
    assert last_day(Clock(MARCH_2, Limit(30, "day"), (REVIEW,))) == date(2026, 4, 13)
    assert last_day(Clock(MARCH_2, Limit(1, "month"), (REVIEW,))) == date(2026, 4, 13)
    late = Suspension(date(2026, 4, 2), date(2026, 4, 8), "testing", "检测")
    assert last_day(Clock(MARCH_2, Limit(1, "month"), (late,))) == date(2026, 4, 9)


@pytest.mark.law("LAW-45-1")
def test_a_rolled_date_does_not_land_in_a_special_procedure() -> None:
    weekend_then_hearing = Suspension(date(2026, 11, 23), date(2026, 11, 24), "hearing", "听证")
    clock = Clock(date(2026, 11, 1), Limit(20, "day"), (weekend_then_hearing,))
    assert last_day(clock) == date(2026, 11, 25)


def test_an_open_suspension_leaves_no_due_date() -> None:
    opened = Suspension(date(2026, 3, 10), None, "hearing", "听证")
    clock = Clock(MARCH_2, DECIDE, (opened,), citation="LAW-42-1")
    assert due(clock, CALENDAR) is None
    assert status(clock, date(2026, 6, 1), CALENDAR).level == "stopped"
    assert intervals(clock, CALENDAR) == (
        Interval("running", MARCH_2, date(2026, 3, 9), "20个工作日", "LAW-42-1"),
        Interval("stopped", date(2026, 3, 10), None, "听证", "LAW-45-1"),
    )


def test_an_open_suspension_after_the_end_changes_nothing() -> None:
    late = Suspension(date(2026, 3, 31), None, "hearing", "听证")
    assert last_day(Clock(MARCH_2, DECIDE, (late,))) == date(2026, 3, 30)
    extended = Clock(MARCH_2, DECIDE, (late,), (TEN_MORE,))
    assert due(extended, CALENDAR) is None
    assert [i.why for i in intervals(extended, CALENDAR)] == ["20个工作日", "听证"]


def test_a_suspension_that_ends_before_it_begins_is_refused() -> None:
    wrong = Suspension(date(2026, 3, 20), date(2026, 3, 10), "hearing", "听证")
    with pytest.raises(Refusal) as refused:
        due(Clock(MARCH_2, DECIDE, (wrong,)), CALENDAR)
    assert refused.value.code == "ENTRY-SUSPENSION"


def test_intervals_tell_the_whole_story() -> None:
    clock = Clock(MARCH_2, DECIDE, (REVIEW,), (TEN_MORE,), "LAW-42-1")
    assert intervals(clock, CALENDAR) == (
        Interval("running", MARCH_2, date(2026, 3, 9), "20个工作日", "LAW-42-1"),
        Interval("stopped", date(2026, 3, 10), date(2026, 3, 20), "专家评审", "LAW-45-1"),
        Interval("running", date(2026, 3, 21), date(2026, 4, 13), "20个工作日", "LAW-42-1"),
        Interval("running", date(2026, 4, 14), date(2026, 4, 27), "经本机关负责人批准延长", "LAW-42-1"),
    )


@pytest.mark.parametrize(
    ("today", "left", "level"),
    [
        (date(2026, 11, 23), 5, "calm"),
        (date(2026, 11, 25), 3, "calm"),
        (date(2026, 11, 26), 2, "half"),
        (date(2026, 11, 27), 1, "last"),
        (date(2026, 11, 30), 0, "last"),
        (date(2026, 12, 1), -1, "overdue"),
        (date(2026, 12, 7), -5, "overdue"),
    ],
)
def test_five_day_clock_warns_on_days_three_four_and_five(today: date, left: int, level: str) -> None:
    found = status(Clock(date(2026, 11, 23), TELL_CORRECTIONS), today, CALENDAR)
    assert (found.days_left, found.level, found.overdue) == (left, level, left < 0)


def test_status_before_the_start_and_within_a_suspension() -> None:
    clock = Clock(MARCH_2, DECIDE, (REVIEW,))
    assert status(clock, date(2026, 2, 1), CALENDAR).days_left == 20
    within = status(clock, date(2026, 3, 12), CALENDAR)
    assert (within.days_left, within.level, within.overdue) == (15, "stopped", False)
    assert status(clock, date(2026, 3, 31), CALENDAR).level == "half"


@given(clocks)
def test_due_is_a_workday_that_counts(clock: Clock) -> None:
    found = due(clock, CALENDAR)
    assert found is not None
    assert CALENDAR.is_workday(found.date)
    assert not any(s.from_ <= found.date <= (s.until or date.max) for s in clock.suspensions)
    assert found.date >= clock.start


@given(clocks)
def test_intervals_cover_start_to_due_without_gap(clock: Clock) -> None:
    found = intervals(clock, CALENDAR)
    assert found[0].from_ == clock.start
    assert found[-1].until == last_day(clock)
    for before, after in pairwise(found):
        assert before.until is not None
        assert after.from_ == before.until + DAY
    assert all(i.until is not None and i.from_ <= i.until for i in found)


@given(clocks, suspensions())
def test_a_suspension_more_never_ends_earlier(clock: Clock, more: Suspension) -> None:
    longer = Clock(clock.start, clock.limit, (*clock.suspensions, more), clock.extensions)
    assert last_day(longer) >= last_day(clock)


@given(starts, st.integers(1, 40), st.integers(1, 15), st.lists(suspensions(), max_size=3).map(tuple))
def test_workdays_extended_are_workdays_added(
    start: date, first: int, more: int, stopped: tuple[Suspension, ...]
) -> None:
    extended = Clock(start, Limit(first), stopped, (Extension(more, "workday", "延长", "LAW-42-1"),))
    assert last_day(extended) == last_day(Clock(start, Limit(first + more), stopped))


@given(clocks, st.integers(-60, 200))
def test_status_is_overdue_only_after_the_due_date(clock: Clock, offset: int) -> None:
    today = clock.start + DAY * offset
    found = status(clock, today, CALENDAR)
    assert found.overdue == (today > last_day(clock))
    assert found.days_left is not None
    if not found.overdue:
        assert found.days_left >= 0
