"""What is printed, as frozen data: one type a document. It is kept with the document's event for ever.

Everything is decided before it comes here: numbers are drawn, dates computed, identity numbers masked. Same data and
same wording give the same bytes. `to_mapping` and `from_mapping` carry the data through an event's body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app.receipts.data_parts import (
    APPLICANT_COPY,
    COUNTER_COPY,
    AcceptedItem,
    Clerk,
    Code,
    CommitmentLine,
    Contact,
    Copy,
    DefectLine,
    DeferralLine,
    Due,
    FieldLine,
    FieldSection,
    GuideMaterial,
    Heading,
    Human,
    ItemRef,
    Ledger,
    MaterialLine,
    PaperStanding,
    Party,
    Remedies,
)
from app.receipts.data_results import (
    CoverMaterial,
    CoverMember,
    DecisionGrant,
    DecisionRefusal,
    EscalationReceipt,
    Granted,
    JointAcceptanceNotice,
    JointItem,
    PackageCover,
    ResultLine,
    ResultReceipt,
    Savings,
    ServedPaper,
    ServiceRecord,
    SpecialProcedureNotice,
)

if TYPE_CHECKING:
    from app.domain.documents.kinds import DocumentKind

AcceptanceGround = Literal["complete", "corrected", "deferred", "deemed"]
Service = Literal["counter", "post", "electronic"]


@dataclass(frozen=True, slots=True)
class GuideSheet:
    """办事一次性告知单. `catalogue` names the release (第 1 版 · 3f2a9c10)."""

    heading: Heading
    item: ItemRef
    applicants: str
    situation: str
    legal: str
    promised: str
    fee: str
    materials: tuple[GuideMaterial, ...]
    contact: Contact
    catalogue: str
    fee_basis: str = ""
    result: str = ""
    result_validity: str = ""
    guide: str = ""
    in_person: str = ""
    prerequisites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Application:
    """申请书, filled from what was entered; read and signed before acceptance. `service`: the way of service."""

    heading: Heading
    party: Party
    item: ItemRef
    situation: str
    sections: tuple[FieldSection, ...]
    materials: tuple[str, ...]
    service: Service
    contact: Contact


@dataclass(frozen=True, slots=True)
class IntakeReceipt:
    """收件凭证. `answer_due` ends the five days; `resubmission` where corrected materials came in.

    `backfill` names the blank sheet that the case was entered from later (补录).
    `for_authority` names the other district's authority that the counter receives for (代收).
    """

    heading: Heading
    party: Party
    item: ItemRef
    received_at: datetime
    situation: str
    materials: tuple[MaterialLine, ...]
    answer_due: Due
    contact: Contact
    clerk: Clerk
    query_code: str = ""
    resubmission: bool = False
    for_authority: str = ""
    backfill: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceNotice:
    """受理通知书. `ground` chooses the sentence; `legal` and `promised` may be None for an immediate item.

    `several`: the notice accepts these items, each with its own case and dates, the first being `item`; empty of one.
    """

    heading: Heading
    party: Party
    item: ItemRef
    ground: AcceptanceGround
    received_on: date
    accepted_on: date
    situation: str
    legal: Due | None
    promised: Due | None
    materials: tuple[MaterialLine, ...]
    collect: str
    fee: str
    contact: Contact
    deferrals: tuple[DeferralLine, ...] = ()
    commitments: tuple[CommitmentLine, ...] = ()
    for_authority: str = ""
    several: tuple[AcceptedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionNotice:
    """补正材料一次性告知书. `bring_by` only where the item's rule (`bring_by_basis`) sets a date.

    `papers_back`: the papers went back against a list; else they stay against a receipt. `second_reason` says why
    where it is not the first notice.
    """

    heading: Heading
    party: Party
    item: ItemRef
    received_on: date
    defects: tuple[DefectLine, ...]
    contact: Contact
    clerk: Clerk
    bring_by: date | None = None
    bring_by_basis: str = ""
    papers_back: bool = False
    second_reason: str = ""


@dataclass(frozen=True, slots=True)
class NonAcceptance:
    """不予受理决定书, or 不予受理通知书 where no licence is needed. `authority` is required for `not-accepted`."""

    heading: Heading
    party: Party
    item: ItemRef
    verdict: Literal["not-accepted", "not-required"]
    received_on: date
    reasons: tuple[str, ...]
    remedies: Remedies
    contact: Contact
    bases: tuple[str, ...] = ()
    authority: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DeferralCommitment:
    """容缺受理承诺书."""

    heading: Heading
    party: Party
    item: ItemRef
    deferrals: tuple[DeferralLine, ...]
    contact: Contact


@dataclass(frozen=True, slots=True)
class CommitmentLetter:
    """告知承诺书: the 告知 part (what, by which rule, with what consequence) and the 承诺 part."""

    heading: Heading
    party: Party
    item: ItemRef
    commitments: tuple[CommitmentLine, ...]
    contact: Contact


@dataclass(frozen=True, slots=True)
class PowerOfAttorney:
    """授权委托书, blank or with what is known."""

    heading: Heading
    item: ItemRef | None = None
    party: Party | None = None
    scope: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class ReturnedMaterials:
    """材料退还清单."""

    heading: Heading
    party: Party
    item: ItemRef
    materials: tuple[MaterialLine, ...]
    reason: str
    contact: Contact
    clerk: Clerk


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回申请书, filled for the applicant's signature."""

    heading: Heading
    party: Party
    item: ItemRef
    received_on: date
    reason: str
    returned: tuple[str, ...]
    contact: Contact
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class BlankIntakeReceipt:
    """空白收件凭证, pre-numbered, for a blackout: everything but its number is written by hand."""

    heading: Heading
    hall: str
    contact: Contact
    rows: int = 8


@dataclass(frozen=True, slots=True)
class Handover:
    """窗口交接单. `facts` are label and value pairs; `ledgers` the tables (originals in hand, open cases, drafts …)."""

    heading: Heading
    counter: str
    at: datetime
    giver: Clerk
    taker: Clerk
    facts: tuple[FieldLine, ...]
    ledgers: tuple[Ledger, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DayEnd:
    """窗口日结单, recomputed from the events. `differences` names every sum that does not come out."""

    heading: Heading
    counter: str
    day: date
    made_at: datetime
    clerk: Clerk
    facts: tuple[FieldLine, ...]
    ledgers: tuple[Ledger, ...]
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionNotice:
    """延长办理期限告知书. `limit` is what the law gave (10个工作日), `approver` who approved, by office.

    `jointly`: several departments handle the matter jointly, with a limit and an approver of its own.
    """

    heading: Heading
    party: Party
    item: ItemRef
    accepted_on: date
    reason: str
    limit: str
    approver: str
    extended_by: str
    before: date
    legal: Due
    promised: Due | None
    contact: Contact
    jointly: bool = False


@dataclass(frozen=True, slots=True)
class SettlementNotice:
    """文书核对处理告知书: two counters issued papers apart; which of them hold. `answer` is what the applicant said."""

    heading: Heading
    party: Party
    item: ItemRef
    received_on: date
    papers: tuple[PaperStanding, ...]
    contact: Contact
    clerk: Clerk
    answer: str = ""


DocumentData = (
    GuideSheet
    | Application
    | IntakeReceipt
    | AcceptanceNotice
    | CorrectionNotice
    | NonAcceptance
    | DeferralCommitment
    | CommitmentLetter
    | PowerOfAttorney
    | ReturnedMaterials
    | Withdrawal
    | BlankIntakeReceipt
    | Handover
    | DayEnd
    | ExtensionNotice
    | SettlementNotice
    | DecisionGrant
    | DecisionRefusal
    | SpecialProcedureNotice
    | ServiceRecord
    | ResultReceipt
    | JointAcceptanceNotice
    | PackageCover
    | EscalationReceipt
)

DATA_OF_KIND: dict[DocumentKind, type[DocumentData]] = {
    "guide-sheet": GuideSheet,
    "application": Application,
    "intake-receipt": IntakeReceipt,
    "acceptance-notice": AcceptanceNotice,
    "correction-notice": CorrectionNotice,
    "non-acceptance-notice": NonAcceptance,
    "deferral-commitment": DeferralCommitment,
    "commitment": CommitmentLetter,
    "power-of-attorney": PowerOfAttorney,
    "returned-materials": ReturnedMaterials,
    "withdrawal": Withdrawal,
    "handover": Handover,
    "day-end": DayEnd,
    "blank-intake-receipt": BlankIntakeReceipt,
    "extension-notice": ExtensionNotice,
    "settlement-notice": SettlementNotice,
    "decision-grant": DecisionGrant,
    "decision-refusal": DecisionRefusal,
    "special-procedure-notice": SpecialProcedureNotice,
    "service-record": ServiceRecord,
    "result-receipt": ResultReceipt,
    "joint-acceptance-notice": JointAcceptanceNotice,
    "package-cover": PackageCover,
    "escalation-receipt": EscalationReceipt,
}
_KIND_OF: dict[type, DocumentKind] = {data: kind for kind, data in DATA_OF_KIND.items()}


def kind_of(document: DocumentData) -> DocumentKind:
    """The kind of a document by its data."""
    return _KIND_OF[type(document)]


def to_mapping(document: DocumentData) -> dict[str, Any]:
    """The data as plain values (dates as ISO strings), for an event's body."""
    mapping: dict[str, Any] = msgspec.to_builtins(document)
    return mapping


def from_mapping(kind: DocumentKind, mapping: dict[str, Any]) -> DocumentData:
    """The data back from an event's body; msgspec.ValidationError names the path where it does not fit."""
    document: DocumentData = msgspec.convert(mapping, DATA_OF_KIND[kind])
    return document


__all__ = [
    "APPLICANT_COPY",
    "COUNTER_COPY",
    "DATA_OF_KIND",
    "AcceptanceGround",
    "AcceptanceNotice",
    "AcceptedItem",
    "Application",
    "BlankIntakeReceipt",
    "Clerk",
    "Code",
    "CommitmentLetter",
    "CommitmentLine",
    "Contact",
    "Copy",
    "CorrectionNotice",
    "CoverMaterial",
    "CoverMember",
    "DayEnd",
    "DecisionGrant",
    "DecisionRefusal",
    "DefectLine",
    "DeferralCommitment",
    "DeferralLine",
    "DocumentData",
    "Due",
    "EscalationReceipt",
    "ExtensionNotice",
    "FieldLine",
    "FieldSection",
    "Granted",
    "GuideMaterial",
    "GuideSheet",
    "Handover",
    "Heading",
    "Human",
    "IntakeReceipt",
    "ItemRef",
    "JointAcceptanceNotice",
    "JointItem",
    "Ledger",
    "MaterialLine",
    "NonAcceptance",
    "PackageCover",
    "PaperStanding",
    "Party",
    "PowerOfAttorney",
    "Remedies",
    "ResultLine",
    "ResultReceipt",
    "ReturnedMaterials",
    "Savings",
    "ServedPaper",
    "Service",
    "ServiceRecord",
    "SettlementNotice",
    "SpecialProcedureNotice",
    "Withdrawal",
    "from_mapping",
    "kind_of",
    "to_mapping",
]
