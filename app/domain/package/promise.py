"""The one promise of a package: the day on which the last result is there, over the longest path of waiting. Pure.

Each member keeps its own clock from its own filing; this day is what is printed for the whole. It is never later than
the package's published promise, nor than the joint limit where one authority accepts for all. Rules: LAW-26-2, LAW-42-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case.events import DatedLimit
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.catalog.service_item import ServiceItem
    from app.domain.law.calendar import WorkCalendar

JOINT_WORKDAYS = 45
"""Joint handling takes 45 workdays at most. Rule: LAW-42-2."""

RULE = "PACKAGE-PROMISE"


@dataclass(frozen=True, slots=True)
class Promise:
    """The day, as it is printed, and the item codes of the path that makes it so long."""

    due: DatedLimit
    path: tuple[str, ...]


def promise(
    items: Sequence[ServiceItem],
    waits_for: Mapping[str, Sequence[str]],
    today: date,
    calendar: WorkCalendar,
    caps: Sequence[int] = (),
) -> Promise:
    """The promise of members that stand in their order; `waits_for` leaves out what a commitment stands in for.

    A member that waits is filed on the day of the last result that it waits for. `caps` are workdays from today.
    """
    done: dict[str, tuple[date, tuple[str, ...]]] = {}
    for item in items:
        start, path = max((done[code] for code in waits_for.get(item.code, ()) if code in done), default=(today, ()))
        done[item.code] = (calendar.add(start, item.promised).date, (*path, item.code))
    latest, path = max(done.values(), default=(today, ()))
    capped = min([latest, *(calendar.add(today, Limit(cap)).date for cap in caps)])
    days = calendar.workdays_between(today, capped)
    provisional = not (calendar.covers(today) and calendar.covers(capped))
    return Promise(DatedLimit(capped.isoformat(), days, "workday", provisional, calendar.hash, RULE), path)
