"""Past-tense events of a case and of its documents. Bodies may hold personal data; headers never do.

Dates and times are ISO strings, so that bytes stay readable by any later version. `EVENT_KINDS` at the bottom is the
table of contents: kind on the wire → (schema version, dataclass).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.case.approval_events import (
    CaseGranted as CaseGranted,
)
from app.domain.case.approval_events import (
    CaseIssued as CaseIssued,
)
from app.domain.case.approval_events import (
    CaseOpined as CaseOpined,
)
from app.domain.case.approval_events import (
    CaseRefused as CaseRefused,
)
from app.domain.case.approval_events import (
    CaseReturned as CaseReturned,
)
from app.domain.case.approval_events import (
    CollectorName as CollectorName,
)
from app.domain.case.approval_events import (
    IssueManner as IssueManner,
)
from app.domain.case.approval_events import (
    Opinion as Opinion,
)
from app.domain.case.approval_events import (
    ProcedureEnded as ProcedureEnded,
)
from app.domain.case.approval_events import (
    ProcedureStarted as ProcedureStarted,
)
from app.domain.case.approval_events import (
    ReturnAnswered as ReturnAnswered,
)
from app.domain.case.terms import (
    ANY_ROUND as ANY_ROUND,
)
from app.domain.case.terms import (
    ApproverLevel as ApproverLevel,
)
from app.domain.case.terms import (
    Backfill as Backfill,
)
from app.domain.case.terms import (
    Commitment as Commitment,
)
from app.domain.case.terms import (
    DatedLimit as DatedLimit,
)
from app.domain.case.terms import (
    DecisionClocks as DecisionClocks,
)
from app.domain.case.terms import (
    Deferral as Deferral,
)
from app.domain.case.terms import (
    Procedure as Procedure,
)
from app.domain.case.terms import (
    ProcedureKind as ProcedureKind,
)
from app.domain.case.terms import (
    Reason as Reason,
)
from app.domain.case.terms import (
    ToldHow as ToldHow,
)
from app.domain.case.terms import (
    Verdict as Verdict,
)
from app.domain.checklist.filing import Filing, MaterialEntry


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """Materials were handed over: the five-day clock starts. Rule: LAW-32-4.

    `if_deemed`: the dates that hold should the five days run out; only licences are deemed accepted. `package` is the
    theme package that the case belongs to, `pre_application` what was filed online before; empty where there is none.
    """

    case_no: str
    item_code: str
    item_name: str
    department: str
    item_kind: str
    release: str
    filing: Filing
    received_on: str
    answer_due: DatedLimit
    if_deemed: DecisionClocks | None
    counter: str
    for_authority: str = ""
    backfill: Backfill | None = None
    remarks: tuple[str, ...] = ()
    package: str = ""
    pre_application: str = ""


@dataclass(frozen=True, slots=True)
class VerdictProposed:
    """The counter has no power for this verdict; whoever has it gives it. Rule: LAW-32-9."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    to: str
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """Accepted 受理, with deferrals and commitments where there are. Rules: LAW-32-5, LAW-32-4 (deemed)."""

    accepted_on: str
    legal: DatedLimit
    promised: DatedLimit
    deferrals: tuple[Deferral, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    deemed: bool = False
    review_days: int = 0
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class CorrectionRequired:
    """One notice that names every defect 一次性补正告知. Rule: LAW-32-4."""

    reasons: tuple[Reason, ...]
    told_on: str
    bring_by: str = ""
    bring_by_basis: str = ""
    second_reason: str = ""
    papers_back: bool = False
    remind_on: str = ""
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class CorrectionReceived:
    """Corrected materials came in; a five-day clock of their own starts. Rule: LAW-32-4."""

    materials: Mapping[str, MaterialEntry]
    received_on: str
    answer_due: DatedLimit
    if_deemed: DecisionClocks | None = None
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class FilingAmended:
    """What was entered when the verdict was given for a case received earlier.

    `known` are the fields that a record had corrected, as its writer knew them: one that he did not know of stays
    corrected.
    """

    filing: Filing
    round: int = ANY_ROUND
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseNotAccepted:
    """Not accepted 不予受理: not in this authority's powers. Rule: LAW-32-2."""

    reasons: tuple[Reason, ...]
    authority: str
    address: str
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class CaseNotRequired:
    """No licence is needed. Rule: LAW-32-1."""

    reasons: tuple[Reason, ...]
    round: int = ANY_ROUND


@dataclass(frozen=True, slots=True)
class DeferredSupplied:
    """A deferred material came in; `late` where its day had passed (a mark, never an end). Rule: DEFER-LOCAL."""

    material: str
    entry: MaterialEntry
    on: str
    late: bool


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    """Withdrawn by the applicant before the decision."""

    reason: str
    signed: bool
    returned: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class RecordCorrected:
    """A recorded correction of a clerk's mistake: never an edit of the past."""

    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class DueReplaced:
    """A provisional date was replaced when the calendar was published."""

    clock: Literal["legal", "promised", "answer"]
    due: DatedLimit


@dataclass(frozen=True, slots=True)
class OriginalsReturned:
    """Originals given back to the applicant: keys of materials."""

    materials: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class ForeignNumberTaken:
    """The number of this case in the department's own system, taken back after copying the fields over."""

    system: str
    number: str


@dataclass(frozen=True, slots=True)
class CaseExtended:
    """The limit of the decision was extended 延期, once, before it ran out. Rules: LAW-42-1, LAW-42-2.

    `before` is the legal date that it runs on from; `legal` and `promised` are the dates that hold now.
    """

    days: int
    reason: str
    approved_by: str
    approver_level: ApproverLevel
    before: str
    legal: DatedLimit
    promised: DatedLimit
    on: str


@dataclass(frozen=True, slots=True)
class CaseTransferred:
    """The case was given to another hall, which goes on with it. `from_hall` is empty where it was not known."""

    hall: str
    from_hall: str
    reason: str
    on: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a case stood before two counters took it different ways: all that a verdict changes."""

    phase: str
    verdict: Verdict
    proposed: Verdict | None
    reasons: tuple[Reason, ...]
    filing: Filing
    received_on: str
    answer_due: DatedLimit
    if_deemed: DecisionClocks | None
    accepted_on: str
    deemed: bool
    legal: DatedLimit | None
    promised: DatedLimit | None
    deferrals: tuple[Deferral, ...]
    open_deferrals: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    round: int
    bring_by: str
    remind_on: str
    papers_back: bool
    second_reason: str
    authority: str
    authority_address: str
    withdrawn_on: str
    withdrawn_reason: str
    extension: CaseExtended | None
    grant: CaseGranted | None = None
    refusal: CaseRefused | None = None
    procedures: tuple[Procedure, ...] = ()
    sent_back: CaseReturned | None = None
    issued: CaseIssued | None = None
    served_on: str = ""


@dataclass(frozen=True, slots=True)
class SettledPaper:
    """A paper of one of the versions: what had become of it, and whether it holds from now on.

    `back`: one that no longer holds and that lies at the counter again.
    """

    number: str
    kind: str
    copies: int
    filed: int
    issued_on: str
    holds: bool
    back: bool = False
    spooled: bool = False
    printed: int = 0
    spoiled: int = 0
    sealed: bool = False
    told: str = ""
    told_on: str = ""


@dataclass(frozen=True, slots=True)
class CaseSettled:
    """A lead settled what two counters did to the case while apart 核对处理.

    `stands` is the event whose version holds, `groups` are the contested groups that this settles. Where it is not the
    version that the server's order let stand, `undone` is where the case goes back to, and the events that follow in
    the same group do what the other version had done. `phase` and `round` are what was decided on.
    """

    stands: str
    groups: tuple[str, ...]
    phase: str
    round: int
    applicant_says: str
    papers: tuple[SettledPaper, ...] = ()
    undone: Outcome | None = None
    on: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One number drawn of a series: a document's, or (with `kind` case) a case's. Holds no personal data.

    `copies` are those meant to be printed; `filed` of them stay at the counter, the rest is handed over.
    """

    series: str
    serial: int
    number: str
    kind: str
    subject_kind: str
    subject_id: str
    case_no: str = ""
    copies: int = 0
    filed: int = 0
    issued_on: str = ""


@dataclass(frozen=True, slots=True)
class NumbersDrawn:
    """Numbers drawn in one use case. An event of its own subject, so that an erasure never loses a number."""

    draws: tuple[Draw, ...]


@dataclass(frozen=True, slots=True)
class DocumentMeant:
    """A document with its number: durable before any printer is told. `data` is what is printed, for ever.

    `also` are the numbers of the other cases that it tells: one notice of acceptance, one decision for several.
    """

    number: str
    kind: str
    copies: int
    filed: int
    issued_on: str
    data: Mapping[str, Any]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSpooled:
    """Given to a printer, or written to a file (`printer` then says so)."""

    number: str
    printer: str


@dataclass(frozen=True, slots=True)
class DocumentPrinted:
    """A person (or a file that was written) says that the sheets came out."""

    number: str
    copies: int


@dataclass(frozen=True, slots=True)
class DocumentSpoiled:
    """Sheets that jammed or were blank; printed again under the same number without 补打."""

    number: str
    copies: int
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentSealed:
    """The seal was put on. `seal` names it."""

    number: str
    seal: str


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """The person knows: handed over, refused to sign, posted, sent, telephoned. Printed is not told. Rule: LAW-32-9."""

    number: str
    how: ToldHow
    on: str
    witness: str = ""
    waybill: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentVoided:
    """The number is void 作废, with a reason; it is never used again."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentReprinted:
    """A copy asked for later 补打; `copy` counts from 1."""

    number: str
    copy: int


CaseEvent = (
    CaseReceived | VerdictProposed | CaseAccepted | CorrectionRequired | CorrectionReceived | FilingAmended
    | CaseNotAccepted | CaseNotRequired | DeferredSupplied | CaseWithdrawn | RecordCorrected | DueReplaced
    | OriginalsReturned | ForeignNumberTaken | CaseExtended | CaseTransferred | CaseSettled | CaseOpined | CaseGranted
    | CaseRefused | CaseReturned | ReturnAnswered | ProcedureStarted | ProcedureEnded | CaseIssued
)  # fmt: skip
DocumentEvent = (
    DocumentMeant | DocumentSpooled | DocumentPrinted | DocumentSpoiled | DocumentSealed | DocumentTold
    | DocumentVoided | DocumentReprinted
)  # fmt: skip

CASE_KINDS: dict[str, tuple[int, type]] = {
    "case.received": (1, CaseReceived),
    "case.verdict-proposed": (1, VerdictProposed),
    "case.accepted": (1, CaseAccepted),
    "case.correction-required": (1, CorrectionRequired),
    "case.correction-received": (1, CorrectionReceived),
    "case.filing-amended": (1, FilingAmended),
    "case.not-accepted": (1, CaseNotAccepted),
    "case.not-required": (1, CaseNotRequired),
    "case.deferred-supplied": (1, DeferredSupplied),
    "case.withdrawn": (1, CaseWithdrawn),
    "case.record-corrected": (1, RecordCorrected),
    "case.due-replaced": (1, DueReplaced),
    "case.originals-returned": (1, OriginalsReturned),
    "case.foreign-number-taken": (1, ForeignNumberTaken),
    "case.extended": (1, CaseExtended),
    "case.transferred": (1, CaseTransferred),
    "case.settled": (1, CaseSettled),
    "case.opined": (1, CaseOpined),
    "case.granted": (1, CaseGranted),
    "case.refused": (1, CaseRefused),
    "case.returned": (1, CaseReturned),
    "case.return-answered": (1, ReturnAnswered),
    "case.procedure-started": (1, ProcedureStarted),
    "case.procedure-ended": (1, ProcedureEnded),
    "case.issued": (1, CaseIssued),
    "numbers.drawn": (1, NumbersDrawn),
    "document.meant": (1, DocumentMeant),
    "document.spooled": (1, DocumentSpooled),
    "document.printed": (1, DocumentPrinted),
    "document.spoiled": (1, DocumentSpoiled),
    "document.sealed": (1, DocumentSealed),
    "document.told": (1, DocumentTold),
    "document.voided": (1, DocumentVoided),
    "document.reprinted": (1, DocumentReprinted),
}
