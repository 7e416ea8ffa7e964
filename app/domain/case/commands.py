"""Commands: what a person wants to be done to a case. Imperative; the answers are events or a Refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.case.events import ApproverLevel, Backfill, IssueManner, Opinion, ProcedureKind, ToldHow
from app.domain.checklist.filing import Agent, Filing, FormValue, Jurisdiction, MaterialEntry, Person, Provided


@dataclass(frozen=True, slots=True)
class Open:
    """Open a case with what was filed: receive it, or give the verdict at once."""

    case_id: str
    case_no: str
    filing: Filing
    backfill: Backfill | None = None
    package: str = ""
    pre_application: str = ""


@dataclass(frozen=True, slots=True)
class GiveVerdict:
    """Give the verdict for a case that was received; changed entries replace those of the filing."""

    materials: Mapping[str, MaterialEntry] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, FormValue] = field(default_factory=dict)
    defer: Mapping[str, str] | None = None
    commit: tuple[str, ...] | None = None
    jurisdiction: Jurisdiction | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CompleteCorrection:
    """Take in corrected materials and give the verdict on them; `reason` is needed for a second notice."""

    materials: Mapping[str, MaterialEntry]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SupplyDeferred:
    """Take in a deferred material. `machine` tells where its `scans` come from if not from the counter.

    `arrived` is the day on which it came in online, where it did; never from whoever acts.
    """

    material: str
    provided: tuple[Provided, ...]
    points: Mapping[str, str]
    remark: str = ""
    scans: tuple[str, ...] = ()
    pages: int = 0
    machine: str = ""
    arrived: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw the application; `returned` are keys of materials given back."""

    reason: str
    signed: bool
    returned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectRecord:
    """Correct a clerk's mistake in a field."""

    field: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoidDocument:
    """Void a document number, with a reason."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Say how a document reached the person."""

    number: str
    how: ToldHow
    witness: str = ""
    waybill: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extend:
    """Extend the limit of the decision by workdays, approved by the head of the body or of the government."""

    days: int
    reason: str
    approved_by: str
    approver_level: ApproverLevel


@dataclass(frozen=True, slots=True)
class Transfer:
    """Give the case to another hall."""

    hall: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settle:
    """Settle what two counters did while apart: `stands` is an event of the version that holds.

    `applicant_says` is what the applicant answered when asked; `papers` are the numbers of those papers that no longer
    hold and lie at the counter again.
    """

    stands: str
    applicant_says: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opine:
    """Give the department's opinion; `department` is the one that acts, empty: that of the case."""

    result: Opinion
    text: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """Grant in writing; dates are ISO, empty where the result has none."""

    content: str
    licence_no: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Refuse in writing, with reasons. `remedies` come from the hall's settings, never from who refuses."""

    facts: str
    reasons: str
    basis: str
    remedies: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Return the case to the counter with a reason; internal."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnswerReturn:
    """Answer what the department had returned."""

    text: str


@dataclass(frozen=True, slots=True)
class StartProcedure:
    """Begin a special procedure: `days` workdays are needed, or it is expected to end on `until`. ISO dates.

    `start` empty: today. `ends_count` comes from the hall's settings.
    """

    procedure: ProcedureKind
    days: int = 0
    start: str = ""
    until: str = ""
    ends_count: bool = False


@dataclass(frozen=True, slots=True)
class EndProcedure:
    """End the special procedure that goes on. `end` empty: today; `procedure` and `start`, where given, name it."""

    procedure: ProcedureKind | None = None
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """Hand out the result, or the decision to refuse, to whoever collects it.

    `refused_to_sign` says why he would not sign for it, before `witnesses`; it is left with him 留置送达.
    """

    collector: Person
    agent: Agent | None = None
    manner: IssueManner = "counter"
    waybill: str = ""
    refused_to_sign: str = ""
    witnesses: tuple[str, ...] = ()
