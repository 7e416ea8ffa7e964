"""The work calendar 工作日历: which days are worked, and on what date a limit ends.

Built from data; nothing here reads a file or a clock. Beyond the published years only weekends are known: a date that
leans on such a day is provisional (预计).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from app.domain.law.counting import DAY, DueDate, count

if TYPE_CHECKING:
    from app.domain.law.limit import Limit

__all__ = ["DAY", "WEEKDAYS_ZH", "CalendarYear", "DueDate", "WorkCalendar", "YearStatus"]

WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_SATURDAY = 5

YearStatus = Literal["published", "provisional"]


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The arrangement of one year as announced: days off with the name of the holiday, make-up workdays 调休上班."""

    year: int
    holidays: tuple[tuple[date, str], ...]
    workdays: tuple[tuple[date, str], ...]
    status: YearStatus = "published"
    notice: str = ""
    notice_date: date | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """The known years together. Equal data make an equal `hash`, which stands beside every date that is printed."""

    years: tuple[CalendarYear, ...]

    @cached_property
    def _holidays(self) -> dict[date, str]:
        return {day: name for year in self.years for day, name in year.holidays}

    @cached_property
    def _made_up(self) -> dict[date, str]:
        return {day: name for year in self.years for day, name in year.workdays}

    @cached_property
    def _published(self) -> frozenset[int]:
        return frozenset(year.year for year in self.years if year.status == "published")

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hex) of what decides: years, their status, days off, make-up days; not of names and notices."""
        lines = []
        for year in sorted(self.years, key=lambda y: y.year):
            off = " ".join(sorted(day.isoformat() for day, _ in year.holidays))
            on = " ".join(sorted(day.isoformat() for day, _ in year.workdays))
            lines.append(f"{year.year}|{year.status}|{off}|{on}")
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def covers(self, day: date) -> bool:
        """Whether the arrangement of the day's year has been published."""
        return day.year in self._published

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked: statutory holidays are not, a make-up Sunday is. Rule: LAW-82."""
        if day in self._made_up:
            return True
        return day not in self._holidays and day.weekday() < _SATURDAY

    def reason(self, day: date) -> str:
        """Why a day is worked or not, in Chinese: 国庆节, 周六, 春节调休上班（周六）, 周二; says so beyond it."""
        weekday = WEEKDAYS_ZH[day.weekday()]
        if day in self._made_up:
            return f"{self._made_up[day]}调休上班（{weekday}）"
        if day in self._holidays:
            return self._holidays[day]
        return weekday if self.covers(day) else f"{weekday}（该年放假安排未公布，仅按周末推算）"

    def next_workday(self, day: date) -> date:
        """The first workday after `day`, which itself never counts."""
        day += DAY
        while not self.is_workday(day):
            day += DAY
        return day

    def workdays_between(self, after: date, until: date) -> int:
        """How many workdays lie after `after` and not after `until`; negative where `until` is the earlier day."""
        if until < after:
            return -self.workdays_between(until, after)
        return sum(self.is_workday(after + DAY * i) for i in range(1, (until - after).days + 1))

    def before(self, day: date, workdays: int) -> date:
        """The day that lies `workdays` workdays before `day`, which itself is not counted."""
        for _ in range(workdays):
            day -= DAY
            while not self.is_workday(day):
                day -= DAY
        return day

    def add(self, start: date, limit: Limit) -> DueDate:
        """The last day of `limit`, always a workday; the start day is not counted. Rules: CC-201, CC-202, CC-203."""
        return count(self, start, limit)
