"""Workdays once more, counted one by one from the published lists: nothing of the program's own arithmetic."""

from __future__ import annotations

import json
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parents[2] / "resources" / "calendar"
ONE = timedelta(days=1)


@cache
def _lists() -> tuple[frozenset[date], frozenset[date]]:
    """Days off and weekend days that are worked, of all published years."""
    off: set[date] = set()
    on: set[date] = set()
    for file in LISTS.glob("*.json"):
        for holiday in json.loads(file.read_text(encoding="utf-8"))["holidays"]:
            day = date.fromisoformat(holiday["from"])
            while day <= date.fromisoformat(holiday["to"]):
                off.add(day)
                day += ONE
            on.update(date.fromisoformat(text) for text in holiday["workdays"])
    return frozenset(off), frozenset(on)


def is_workday(day: date) -> bool:
    """Whether a day is worked; in a year that is not published only the weekend is off."""
    off, on = _lists()
    return day in on or (day.weekday() < 5 and day not in off)


def published(day: date) -> bool:
    """Whether the holidays of the day's year are published."""
    return (LISTS / f"{day.year}.json").exists()


def rolled(day: date) -> date:
    """The day itself where it is worked, else the next one that is (民法典 203)."""
    while not is_workday(day):
        day += ONE
    return day


def later(start: date, n: int, unit: str, left_out: frozenset[date] = frozenset()) -> date:
    """The last day of a limit. The day it starts on does not count (民法典 201), nor do those that are left out."""
    if unit == "workday":
        day = start
        while n > 0:
            day += ONE
            n -= is_workday(day) and day not in left_out
        return rolled(day)
    if unit == "month":
        month = start.month - 1 + n
        year, month = start.year + month // 12, month % 12 + 1
        day = date(year, month, min(start.day, monthrange(year, month)[1])) + ONE * len(left_out)
    else:
        day = start
        while n > 0:
            day += ONE
            n -= day not in left_out
    return rolled(day)


def between(start: date, end: date) -> int:
    """Workdays after `start` up to and with `end`."""
    count, day = 0, start
    while day < end:
        day += ONE
        count += is_workday(day)
    return count


def span(start: date, end: date) -> frozenset[date]:
    """Every day from the one to the other, both with them."""
    return frozenset(start + ONE * i for i in range((end - start).days + 1))
