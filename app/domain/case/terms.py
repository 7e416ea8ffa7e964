"""Terms that events of a case are made of: dates with where they come from, reasons, deferrals, intervals.

Dates are ISO strings, so that bytes stay readable by any later version.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["received", "accepted", "accepted-deferred", "correction-notice", "not-accepted", "not-required"]
ToldHow = Literal["handed-over", "refused-to-sign", "posted", "electronic", "telephone"]
ApproverLevel = Literal["agency-head", "government-head"]
ProcedureKind = Literal[
    "hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"
]

ANY_ROUND = -1
"""Which submission (the number of correction notices before it) a verdict is about was not recorded."""


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A date that was computed and printed.

    With the limit, the calendar it came from and whether it is provisional 预计. `extended` are the workdays that an
    extension 延期 added; they run on from the date of the limit itself. `paused` are the days of special procedures
    特别程序 that were left out, as far as they are known.
    """

    date: str
    limit_n: int
    limit_unit: str
    provisional: bool
    calendar: str
    rule: str
    extended: int = 0
    paused: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One numbered reason of a verdict. `requirement` is what to hand in or do."""

    code: str
    text: str
    material: str = ""
    point: str = ""
    basis: str = ""
    requirement: str = ""
    material_name: str = ""


@dataclass(frozen=True, slots=True)
class Deferral:
    """A material that is brought later 容缺: until when (ISO date) and by which rule. Rule: DEFER-LOCAL."""

    material: str
    name: str
    until: str
    basis: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A material replaced by a commitment 告知承诺. Rule: COMMIT-42."""

    material: str
    name: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Backfill:
    """补录: entered after a blackout from a numbered blank sheet; both times are kept, clocks run from the real one."""

    blank_number: str
    received_at: str
    reason: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class DecisionClocks:
    """The legal and the promised date of the decision."""

    legal: DatedLimit
    promised: DatedLimit


@dataclass(frozen=True, slots=True)
class Procedure:
    """A special procedure of a case: `until` is its expected end, `end` its end, empty while it goes on. Rule: LAW-45-1.

    The days `start` and `end` do not count either, unless the place counts them (`ends_count`).
    """

    procedure: ProcedureKind
    days: int
    start: str
    until: str
    end: str = ""
    ends_count: bool = False
