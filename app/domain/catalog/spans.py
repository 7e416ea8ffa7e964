"""Compares time limits across units, by their usual length; never for computing a date."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.law.limit import Limit

_DAYS = {"workday": 7 / 5, "day": 1.0, "month": 365 / 12}


def usual_days(limit: Limit) -> float:
    """About how many calendar days a limit takes: five workdays to a week, a twelfth of a year to a month."""
    return limit.n * _DAYS[limit.unit]


def usual_workdays(limit: Limit) -> int:
    """About how many workdays a limit holds, rounded down, never more than it has."""
    return limit.n if limit.unit == "workday" else int(usual_days(limit) * 5 / 7)


def longer(one: Limit, other: Limit) -> bool:
    """Whether the first limit is the longer one; within one unit exactly, across units by the usual length."""
    if one.unit == other.unit:
        return one.n > other.n
    return usual_days(one) > usual_days(other)


def workdays_needed(limit: Limit) -> int:
    """About how many workdays a limit takes, rounded up: for the length of a package, not for a date."""
    return limit.n if limit.unit == "workday" else math.ceil(usual_days(limit) * 5 / 7)
