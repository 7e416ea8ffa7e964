"""A clock 时限: a limit that runs from a start, with the periods in which it stood still and what was added to it.

Legal, promised and internal limits are clocks of their own. Nobody types a due date: it is computed from the intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.law.counting import DAY, DueDate, Excluded, count
from app.domain.law.limit import Limit, LimitUnit
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.law.calendar import WorkCalendar

WarnLevel = Literal["calm", "half", "last", "overdue", "stopped"]


@dataclass(frozen=True, slots=True)
class Suspension:
    """A special procedure 特别程序, of which no day counts; `until` None where it has not ended. Rule: LAW-45-1.

    The days `from_` and `until` do not count either, unless the place counts its ends (`ends_excluded` false).
    """

    from_: date
    until: date | None
    kind: str
    why: str
    citation: str = "LAW-45-1"
    ends_excluded: bool = True


@dataclass(frozen=True, slots=True)
class Extension:
    """Time added 延期; it runs on from the old due date. Rules: LAW-42-1, LAW-42-2."""

    days: int
    unit: LimitUnit
    why: str
    citation: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit from `start` (itself not counted); `citation` is the rule or the item's own basis that sets it."""

    start: date
    limit: Limit
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of a clock, both ends included; `until` None where it has no end yet."""

    kind: Literal["running", "stopped"]
    from_: date
    until: date | None
    why: str
    citation: str


@dataclass(frozen=True, slots=True)
class ClockStatus:
    """How a clock stands on a day.

    `days_left` is in workdays that still count (0 on the last day, negative when overdue), None with `due` while it
    stands still without a known end. `level`: `half` from half of the time on, `last` on the last two days.
    """

    due: DueDate | None
    days_left: int | None
    overdue: bool
    level: WarnLevel


def due(clock: Clock, calendar: WorkCalendar) -> DueDate | None:
    """The last day of a clock, None while it stands still without a known end.

    `skipped` and `counted_from` are those of the whole clock; `rule` names the rules of counting, then those of the
    periods that were left out and of what was added. A Refusal `ENTRY-SUSPENSION` for a period that ends
    before it begins.
    """
    stages, complete = _stages(clock, calendar)
    if not complete:
        return None
    last = stages[-1]
    counting = [rule for stage in stages for rule in stage.rule.split()]
    stopping = [s.citation for s in clock.suspensions if s.from_ <= last.date and s.until and s.until > clock.start]
    adding = [x.citation for x in clock.extensions]
    return DueDate(
        date=last.date,
        counted_from=clock.start,
        skipped=tuple(dict.fromkeys(passed for stage in stages for passed in stage.skipped)),
        rule=" ".join(dict.fromkeys([*counting, *stopping, *adding])),
        provisional=any(stage.provisional for stage in stages),
    )


def intervals(clock: Clock, calendar: WorkCalendar) -> tuple[Interval, ...]:
    """The stretches of a clock from its start to its due date, in order, without gap or overlap."""
    stages, complete = _stages(clock, calendar)
    pieces = [(clock.limit.text, clock.citation), *((x.why, x.citation) for x in clock.extensions)]
    ends = [*(stage.date for stage in stages), *([] if complete else [None])]
    found: list[Interval] = []
    start = clock.start
    for (why, citation), end in zip(pieces, ends, strict=False):
        found += _cut(clock, start, end, why, citation)
        if end is not None:
            start = end + DAY
    return tuple(found)


def status(clock: Clock, today: date, calendar: WorkCalendar) -> ClockStatus:
    """How the clock stands today: workdays left, overdue or not, and how loudly to warn."""
    last = due(clock, calendar)
    if last is None:
        return ClockStatus(None, None, overdue=False, level="stopped")
    if today > last.date:
        late = calendar.workdays_between(last.date, today)
        return ClockStatus(last, -late, overdue=True, level="overdue")
    excluded = _excluded(clock)
    left = _counted(calendar, excluded, max(today, clock.start), last.date)
    total = _counted(calendar, excluded, clock.start, last.date)
    if any(e.holds(today) for e in excluded):
        return ClockStatus(last, left, overdue=False, level="stopped")
    level: WarnLevel = "last" if left <= 1 else "half" if 2 * left <= total else "calm"
    return ClockStatus(last, left, overdue=False, level=level)


def _stages(clock: Clock, calendar: WorkCalendar) -> tuple[list[DueDate], bool]:
    """The due date of the limit and after each extension; False where an open suspension cuts them short."""
    excluded = _excluded(clock)
    ended = [e for e in excluded if e.last is not None]
    opened = min((e.first for e in excluded if e.last is None), default=None)
    stages: list[DueDate] = []
    start = clock.start
    for limit in (clock.limit, *(Limit(x.days, x.unit) for x in clock.extensions)):
        stage = count(calendar, start, limit, ended)
        if opened is not None and opened <= stage.date:
            return stages, False
        stages.append(stage)
        start = stage.date
    return stages, True


def _excluded(clock: Clock) -> list[Excluded]:
    found = []
    for s in clock.suspensions:
        if s.until is not None and s.until < s.from_:
            raise Refusal("ENTRY-SUSPENSION", "特别程序的结束日期早于开始日期，请核对。", "until")
        inset = DAY * (not s.ends_excluded)
        period = Excluded(s.from_ + inset, None if s.until is None else s.until - inset, s.why)
        if period.last is None or period.first <= period.last:
            found.append(period)
    return sorted(found, key=lambda e: e.first)


def _cut(clock: Clock, start: date, end: date | None, why: str, citation: str) -> Iterator[Interval]:
    """One stage cut where the clock stood still."""
    for period in _excluded(clock):
        if (end is not None and period.first > end) or (period.last is not None and period.last < start):
            continue
        if period.first > start:
            yield Interval("running", start, period.first - DAY, why, citation)
            start = period.first
        yield Interval("stopped", start, period.last, period.why, _citation_of(clock, period))
        if period.last is None:
            return
        start = period.last + DAY
    if end is not None and start <= end:
        yield Interval("running", start, end, why, citation)


def _citation_of(clock: Clock, period: Excluded) -> str:
    return next(s.citation for s in clock.suspensions if s.why == period.why)


def _counted(calendar: WorkCalendar, excluded: list[Excluded], after: date, until: date) -> int:
    days = (after + DAY * i for i in range(1, (until - after).days + 1))
    return sum(calendar.is_workday(day) and not any(e.holds(day) for e in excluded) for day in days)
