"""How a limit is counted: from the day after the start, over the days that count, to a day that is worked.

Rule: CC-201 (the start day is not counted). Rule: CC-202 (months end on the day of the same number, else on the last of
the month). Rule: CC-203 (a last day that is off moves to the next workday).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence  # noqa: TC004 - nothing here is decoded at run time

    from app.domain.law.calendar import WorkCalendar  # noqa: TC004 - the calendar imports this module
    from app.domain.law.limit import Limit, LimitUnit

Date = date  # the field of DueDate is called `date` and would hide the type
DAY = timedelta(days=1)
MOST: dict[LimitUnit, int] = {"workday": 5000, "day": 20000, "month": 600}
_EARLIEST, _LATEST = 1900, 2200


@dataclass(frozen=True, slots=True)
class DueDate:
    """A date and how it came about.

    `counted_from` is the start day, which is not counted; `skipped` are the days that were passed over, and why;
    `rule` names the rules of counting; `provisional` says that a day beyond the published calendar had a part in it.
    """

    date: Date
    counted_from: Date
    skipped: tuple[tuple[Date, str], ...]
    rule: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Excluded:
    """Days that do not count, both ends included; `last` None where no end is known."""

    first: date
    last: date | None
    why: str

    def holds(self, day: date) -> bool:
        """Whether `day` is one of the days that do not count."""
        return self.first <= day and (self.last is None or day <= self.last)


def count(calendar: WorkCalendar, start: date, limit: Limit, excluded: Sequence[Excluded] = ()) -> DueDate:
    """The last day of `limit`, never a day off and never an excluded one. Every exclusion here has an end.

    Working days count where the day is worked; natural days and months count every day, and an excluded day makes them
    one day longer. A Refusal `ENTRY-LIMIT` or `ENTRY-DATE` for what no calendar can hold.
    """
    _refuse_absurd(start, limit)
    walk = _Walk(calendar, excluded, start, [])
    if limit.unit == "month":
        walk.go_to(_months_after(start, limit.n))
    else:
        walk.go(limit.n, workdays_only=limit.unit == "workday")
    nominal = walk.day
    walk.roll()
    first_that_matters = start + DAY if limit.unit == "workday" and limit.n else nominal
    rule = "CC-202" if limit.unit == "month" else "CC-201"
    return DueDate(
        date=walk.day,
        counted_from=start,
        skipped=tuple(walk.skipped),
        rule=f"{rule} CC-203" if walk.day != nominal else rule,
        provisional=any(not calendar.covers(date(y, 1, 1)) for y in range(first_that_matters.year, walk.day.year + 1)),
    )


@dataclass(slots=True)
class _Walk:
    """A walk from day to day that writes down what it passes over."""

    calendar: WorkCalendar
    excluded: Sequence[Excluded]
    day: date
    skipped: list[tuple[date, str]]

    def excluded_why(self) -> str | None:
        return next((e.why for e in self.excluded if e.holds(self.day)), None)

    def go(self, days: int, *, workdays_only: bool) -> None:
        while days > 0:
            self.day += DAY
            why = self.excluded_why()
            if why is None and workdays_only and not self.calendar.is_workday(self.day):
                why = self.calendar.reason(self.day)
            if why is None:
                days -= 1
            else:
                self.skipped.append((self.day, why))

    def go_to(self, end: date) -> None:
        """Walk to `end`, then as many days further as were excluded on the way."""
        before = len(self.skipped)
        while self.day < end:
            self.day += DAY
            why = self.excluded_why()
            if why is not None:
                self.skipped.append((self.day, why))
        self.go(len(self.skipped) - before, workdays_only=False)

    def roll(self) -> None:
        """Stay on a day that is worked and counts, else go on to the next such day."""
        while True:
            why = self.excluded_why()
            if why is None and self.calendar.is_workday(self.day):
                return
            self.skipped.append((self.day, why or self.calendar.reason(self.day)))
            self.day += DAY


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _refuse_absurd(start: date, limit: Limit) -> None:
    if not 0 <= limit.n <= MOST[limit.unit]:
        raise Refusal("ENTRY-LIMIT", f"期限应在0至{MOST[limit.unit]}之间，请核对。", "limit")
    if not _EARLIEST <= start.year <= _LATEST:
        raise Refusal("ENTRY-DATE", f"起算日应在{_EARLIEST}年至{_LATEST}年之间，请核对。", "start")
