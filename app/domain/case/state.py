"""The state of a case: what the events amount to. Dates only; what today makes of them is `status`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.case.events import (
    Backfill,
    CaseExtended,
    CaseGranted,
    CaseIssued,
    CaseOpined,
    CaseRefused,
    CaseReturned,
    CaseSettled,
    Commitment,
    DatedLimit,
    DecisionClocks,
    Deferral,
    Procedure,
    Reason,
    Verdict,
)
from app.domain.checklist.filing import Filing

Phase = Literal[
    "received", "correction", "accepted", "not-accepted", "not-required", "withdrawn", "granted", "refused", "issued"
]


@dataclass(frozen=True, slots=True)
class DocumentState:
    """One document of the case: what became of its number and of its sheets; `also` are other cases that it tells."""

    number: str
    kind: str
    copies: int
    filed: int
    issued_on: str
    spooled: bool = False
    printed: int = 0
    spoiled: int = 0
    sealed: bool = False
    told: str = ""
    told_on: str = ""
    voided: str = ""
    reprints: int = 0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case after its events.

    `applied_on` is the day of the application, `received_on` that of the last submission. `seq` counts the events, for
    the story and for what a command was decided on.

    `accepted_on` of a deemed acceptance is the day of receipt. `open_deferrals` are the materials still owed; `round`
    is the number of correction notices on the submission; `returned` maps materials whose originals went back to the
    day; `corrected` maps fields that a record corrected to what they were at first and are now.

    `contested` are the groups of events (`journal:first`) that could not stand and wait for a lead; `settled` those
    that one has settled, the last time as `settlement` says. `hall` is empty until the case is given to another one.

    `sent_back` is what the department returned 驳回 and nobody has answered, `returns` how often it did. `served_on` is
    the day on which the decision reached the person.
    """

    case_id: str
    case_no: str
    item_code: str
    item_name: str
    department: str
    item_kind: str
    release: str
    counter: str
    filing: Filing
    applied_on: str
    received_on: str
    answer_due: DatedLimit
    if_deemed: DecisionClocks | None
    phase: Phase = "received"
    verdict: Verdict = "received"
    proposed: Verdict | None = None
    reasons: tuple[Reason, ...] = ()
    accepted_on: str = ""
    deemed: bool = False
    legal: DatedLimit | None = None
    promised: DatedLimit | None = None
    deferrals: tuple[Deferral, ...] = ()
    open_deferrals: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    round: int = 0
    bring_by: str = ""
    remind_on: str = ""
    papers_back: bool = False
    second_reason: str = ""
    authority: str = ""
    authority_address: str = ""
    withdrawn_on: str = ""
    withdrawn_reason: str = ""
    extension: CaseExtended | None = None
    hall: str = ""
    transferred_on: str = ""
    backfill: Backfill | None = None
    for_authority: str = ""
    returned: Mapping[str, str] = field(default_factory=dict)
    foreign_number: str = ""
    documents: Mapping[str, DocumentState] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    corrected: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    contested: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    settlement: CaseSettled | None = None
    seq: int = 0
    erased: bool = False
    package: str = ""
    pre_application: str = ""
    opinions: tuple[CaseOpined, ...] = ()
    grant: CaseGranted | None = None
    refusal: CaseRefused | None = None
    procedures: tuple[Procedure, ...] = ()
    sent_back: CaseReturned | None = None
    returns: int = 0
    issued: CaseIssued | None = None
    served_on: str = ""

    @property
    def ended(self) -> bool:
        """No act changes the outcome any more, and nothing of it is to be handed out: a refusal once it is served."""
        served = self.phase == "refused" and bool(self.served_on)
        return served or self.phase in ("not-accepted", "not-required", "withdrawn", "issued")

    @property
    def decided(self) -> bool:
        """The department has granted or refused."""
        return self.phase in ("granted", "refused", "issued")

    @property
    def suspended(self) -> Procedure | None:
        """The special procedure that goes on; no clock runs meanwhile. Rule: LAW-45-1."""
        return going_on(self.phase, self.procedures)

    @property
    def resubmitted(self) -> bool:
        """Corrected materials are in and have a clock of their own."""
        return self.phase == "received" and self.round > 0


def going_on(phase: str, procedures: Iterable[Procedure]) -> Procedure | None:
    """The special procedure that goes on among these; None once the case is decided or withdrawn."""
    going = (p for p in procedures if not p.end)
    return next(going, None) if phase == "accepted" else None
