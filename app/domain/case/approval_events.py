"""Past-tense events from acceptance to the result 审批与出件. Bodies may hold personal data.

They stand in the table of contents of `app.domain.case.events`. `department` is the one that acts, `on` the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.case.terms import DatedLimit, ProcedureKind
from app.domain.checklist.filing import Agent, Person

Opinion = Literal["agree", "object"]
IssueManner = Literal["counter", "post", "electronic"]

CollectorName = Person
"""Who collects a result: kind and number of the paper, name."""


@dataclass(frozen=True, slots=True)
class CaseOpined:
    """A department gave its opinion 审查意见; the decision is another act."""

    result: Opinion
    text: str
    department: str
    on: str


@dataclass(frozen=True, slots=True)
class CaseGranted:
    """Granted in writing 准予. Rules: LAW-38-1, LAW-34-2 (`immediate`: on the spot at the counter).

    `serve_by` is the day by which the result reaches the person. Rule: LAW-44-1. `late`: after the legal date, a mark.
    """

    content: str
    licence_no: str
    valid_from: str
    valid_to: str
    department: str
    on: str
    serve_by: DatedLimit
    immediate: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True)
class CaseRefused:
    """Refused in writing 不予, with reasons and remedies. Rule: LAW-38-2. `late`: after the legal date, a mark."""

    facts: str
    reasons: str
    basis: str
    remedies: str
    department: str
    on: str
    serve_by: DatedLimit
    late: bool = False


@dataclass(frozen=True, slots=True)
class CaseReturned:
    """Returned to the counter with reasons 驳回: internal, counted, and no clock stops for it. Rule: LAW-32-4."""

    reason: str
    department: str
    on: str


@dataclass(frozen=True, slots=True)
class ReturnAnswered:
    """The counter answered what the department had returned."""

    text: str
    on: str


@dataclass(frozen=True, slots=True)
class ProcedureStarted:
    """A special procedure 特别程序 began, of which no day counts; the applicant is told the time. Rule: LAW-45-1.

    `days` workdays are needed, `until` is the expected end. `legal` and `promised` are the dates to be expected then;
    `before` is the legal date that held until now; `ends_count` where the place counts the first and the last day.
    """

    procedure: ProcedureKind
    days: int
    start: str
    until: str
    legal: DatedLimit | None
    promised: DatedLimit | None
    on: str
    before: str = ""
    ends_count: bool = False


@dataclass(frozen=True, slots=True)
class ProcedureEnded:
    """A special procedure ended; both clocks run on from the day after. Rule: LAW-45-1."""

    procedure: ProcedureKind
    start: str
    end: str
    legal: DatedLimit | None
    promised: DatedLimit | None
    on: str


@dataclass(frozen=True, slots=True)
class CaseIssued:
    """The result, or the decision to refuse, reached the person 出件. Rule: LAW-44-1; `late` is a mark.

    `immediate`: of an item that is decided on the spot, so that the counter may hand it out itself. `refused_to_sign`:
    why who took it would not sign, before `witnesses`.
    """

    collector: Person
    agent: Agent | None
    manner: IssueManner
    waybill: str
    licence_no: str
    on: str
    late: bool
    immediate: bool = False
    refused_to_sign: str = ""
    witnesses: tuple[str, ...] = ()
