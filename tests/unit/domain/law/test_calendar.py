"""The work calendar and the counting of limits: the worked examples, and properties of counting."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.calendar_files import load_calendar
from app.domain.law.calendar import CalendarYear, WorkCalendar
from app.domain.law.limit import Limit
from app.domain.law.periods import LITIGATION, RECONSIDERATION
from app.domain.refusal import Refusal

CALENDAR = load_calendar(Path(__file__).parents[4] / "resources" / "calendar")
DAY = timedelta(days=1)
starts = st.dates(date(2024, 6, 1), date(2027, 12, 31))
limits = st.one_of(
    st.builds(Limit, st.integers(0, 120), st.just("workday")),
    st.builds(Limit, st.integers(0, 200), st.just("day")),
    st.builds(Limit, st.integers(0, 24), st.just("month")),
)


@pytest.mark.law("CC-201", "LAW-82")
@pytest.mark.parametrize(
    ("start", "workdays", "last"),
    [
        (date(2026, 2, 10), 20, date(2026, 3, 16)),
        (date(2026, 9, 18), 10, date(2026, 10, 9)),
        (date(2026, 9, 29), 20, date(2026, 11, 2)),
        (date(2025, 9, 26), 5, date(2025, 10, 10)),
        (date(2026, 1, 1), 5, date(2026, 1, 8)),
        (date(2026, 3, 2), 20, date(2026, 3, 30)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
    ],
)
def test_workdays_of_the_worked_examples(start: date, workdays: int, last: date) -> None:
    found = CALENDAR.add(start, Limit(workdays))
    assert (found.date, found.counted_from, found.provisional, found.rule) == (last, start, False, "CC-201")


@pytest.mark.law("CC-201")
def test_skipped_days_come_with_their_reason() -> None:
    found = CALENDAR.add(date(2026, 9, 29), Limit(3))
    assert found.date == date(2026, 10, 9)
    assert found.skipped == tuple((date(2026, 10, d), "国庆节") for d in range(1, 8))


@pytest.mark.law("RECON-20", "CC-203")
def test_sixty_natural_days_end_after_the_holiday() -> None:
    found = CALENDAR.add(date(2026, 8, 3), RECONSIDERATION)
    assert (found.date, found.rule) == (date(2026, 10, 8), "CC-201 CC-203")
    assert found.skipped[0] == (date(2026, 10, 2), "国庆节")


@pytest.mark.law("CC-202", "CC-203", "LITIG-46")
@pytest.mark.parametrize(
    ("start", "months", "last", "rule"),
    [
        (date(2025, 8, 29), 6, date(2026, 2, 28), "CC-202"),
        (date(2025, 8, 31), 6, date(2026, 2, 28), "CC-202"),
        (date(2026, 1, 31), 1, date(2026, 2, 28), "CC-202"),
        (date(2025, 12, 23), 6, date(2026, 6, 23), "CC-202"),
        (date(2026, 4, 1), 6, date(2026, 10, 8), "CC-202 CC-203"),
        (date(2025, 10, 31), 13, date(2026, 11, 30), "CC-202"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_of_the_month(
    start: date, months: int, last: date, rule: str
) -> None:
    found = CALENDAR.add(start, Limit(months, "month"))
    assert (found.date, found.rule) == (last, rule)
    assert Limit(6, "month") == LITIGATION


def test_on_the_spot_is_the_same_day_or_the_next_that_is_worked() -> None:
    assert CALENDAR.add(date(2026, 11, 23), Limit(0)).date == date(2026, 11, 23)
    rolled = CALENDAR.add(date(2026, 11, 21), Limit(0))
    assert (rolled.date, rolled.skipped) == (
        date(2026, 11, 23),
        ((date(2026, 11, 21), "周六"), (date(2026, 11, 22), "周日")),
    )


@pytest.mark.law("LAW-82")
@pytest.mark.parametrize(
    ("day", "worked", "reason"),
    [
        (date(2026, 10, 1), False, "国庆节"),
        (date(2026, 10, 3), False, "国庆节"),
        (date(2026, 2, 14), True, "春节调休上班（周六）"),
        (date(2026, 9, 20), True, "国庆节调休上班（周日）"),
        (date(2026, 11, 21), False, "周六"),
        (date(2026, 11, 23), True, "周一"),
        (date(2027, 1, 1), True, "周五（该年放假安排未公布，仅按周末推算）"),
        (date(2027, 1, 2), False, "周六（该年放假安排未公布，仅按周末推算）"),
    ],
)
def test_each_day_says_why(day: date, worked: bool, reason: str) -> None:
    assert (CALENDAR.is_workday(day), CALENDAR.reason(day)) == (worked, reason)


def test_next_workday_never_stays() -> None:
    assert CALENDAR.next_workday(date(2026, 11, 23)) == date(2026, 11, 24)
    assert CALENDAR.next_workday(date(2026, 9, 30)) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("start", "limit", "provisional"),
    [
        (date(2026, 12, 24), Limit(5), False),
        (date(2026, 12, 24), Limit(6), True),
        (date(2026, 11, 23), Limit(60, "day"), True),
        (date(2026, 10, 1), Limit(2, "month"), False),
        (date(2024, 12, 31), Limit(1), False),
        (date(2024, 12, 30), Limit(2), True),
        (date(2026, 12, 31), Limit(0), False),
        (date(2028, 1, 3), Limit(0), True),
        (date(2024, 12, 2), Limit(60, "day"), False),
    ],
)
def test_beyond_the_published_years_a_date_is_provisional(start: date, limit: Limit, provisional: bool) -> None:
    assert CALENDAR.add(start, limit).provisional is provisional


def test_a_provisional_year_counts_but_covers_nothing() -> None:
    year = CalendarYear(2027, ((date(2027, 1, 1), "元旦"),), (), "provisional")
    calendar = WorkCalendar((*CALENDAR.years, year))
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.add(date(2026, 12, 31), Limit(1)).provisional
    assert not calendar.covers(date(2027, 1, 1))
    assert calendar.hash != CALENDAR.hash


def test_hash_depends_on_the_days_only() -> None:
    again = WorkCalendar(tuple(reversed(CALENDAR.years)))
    assert again.hash == CALENDAR.hash
    assert len(CALENDAR.hash) == 64
    assert WorkCalendar(CALENDAR.years[:1]).hash != CALENDAR.hash


@pytest.mark.parametrize("limit", [Limit(-1), Limit(5001), Limit(20001, "day"), Limit(601, "month")])
def test_absurd_limits_are_refused(limit: Limit) -> None:
    with pytest.raises(Refusal) as refused:
        CALENDAR.add(date(2026, 1, 5), limit)
    assert (refused.value.code, refused.value.place) == ("ENTRY-LIMIT", "limit")


@pytest.mark.parametrize("start", [date(1, 1, 1), date.max])
def test_absurd_starts_are_refused(start: date) -> None:
    with pytest.raises(Refusal) as refused:
        CALENDAR.add(start, Limit(5))
    assert (refused.value.code, refused.value.place) == ("ENTRY-DATE", "start")


@pytest.mark.law("CC-203")
@given(starts, limits)
def test_due_is_always_a_workday_on_or_after_the_start(start: date, limit: Limit) -> None:
    found = CALENDAR.add(start, limit)
    assert CALENDAR.is_workday(found.date)
    assert found.date >= start
    assert all(start <= day <= found.date for day, _ in found.skipped)
    assert list(found.skipped) == sorted(found.skipped)


@pytest.mark.law("CC-201")
@given(starts, st.integers(1, 80), st.integers(0, 80))
def test_adding_in_two_parts_is_adding_at_once(start: date, first: int, second: int) -> None:
    at_once = CALENDAR.add(start, Limit(first + second)).date
    assert CALENDAR.add(CALENDAR.add(start, Limit(first)).date, Limit(second)).date == at_once


@given(starts, limits, st.integers(0, 30))
def test_a_longer_limit_never_ends_earlier(start: date, limit: Limit, more: int) -> None:
    longer = Limit(limit.n + more, limit.unit)
    assert CALENDAR.add(start, longer).date >= CALENDAR.add(start, limit).date


@given(starts, limits)
def test_a_later_start_never_ends_earlier(start: date, limit: Limit) -> None:
    assert CALENDAR.add(start + DAY, limit).date >= CALENDAR.add(start, limit).date


@pytest.mark.law("CC-201")
@given(starts, st.integers(1, 80))
def test_exactly_n_workdays_are_counted_and_the_start_is_not(start: date, workdays: int) -> None:
    found = CALENDAR.add(start, Limit(workdays))
    assert CALENDAR.workdays_between(start, found.date) == workdays
    assert CALENDAR.workdays_between(found.date, start) == -workdays
    passed = {day for day, _ in found.skipped}
    assert len(passed) + workdays == (found.date - start).days
