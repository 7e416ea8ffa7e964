"""Print sets: for an item and a verdict, which documents in how many copies come out at one key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case import events as e
from app.domain.documents.kinds import DocumentKind, Ground, form_of

if TYPE_CHECKING:
    from app.domain.case.events import Verdict
    from app.domain.catalog.service_item import ServiceItem


@dataclass(frozen=True, slots=True)
class SetEntry:
    """One document of a set: `filed` of its `copies` stay at the counter, the rest is handed over."""

    kind: DocumentKind
    copies: int
    filed: int

    @property
    def handed_over(self) -> int:
        """Copies for the applicant's hand."""
        return self.copies - self.filed


@dataclass(frozen=True, slots=True)
class SetOccasion:
    """What else decides the set: commitments made, papers going back with a correction notice, form printed."""

    commitments: bool = False
    papers_back: bool = False
    application_printed: bool = True


_NOTICE: dict[Verdict, DocumentKind] = {
    "received": "intake-receipt",
    "accepted": "acceptance-notice",
    "accepted-deferred": "acceptance-notice",
    "correction-notice": "correction-notice",
    "not-accepted": "non-acceptance-notice",
    "not-required": "non-acceptance-notice",
}
GROUND_OF: dict[Verdict, Ground] = {
    "received": "complete",
    "accepted": "complete",
    "accepted-deferred": "deferred",
    "correction-notice": "incomplete",
    "not-accepted": "not-competent",
    "not-required": "not-required",
}


def notice_of(verdict: Verdict) -> DocumentKind:
    """The document by which a verdict is told."""
    return _NOTICE[verdict]


def print_set(item: ServiceItem, verdict: Verdict, occasion: SetOccasion | None = None) -> tuple[SetEntry, ...]:
    """The documents of a verdict in the order of the printer: what is signed first, the notice last.

    A notice has as many copies as the item says (2 by default): one is filed. With a correction notice goes a receipt
    for the papers that stay, or, where the item's rule gives them back, the list of what the applicant takes home.
    """
    occasion = occasion or SetOccasion()
    entries: list[SetEntry] = []
    if not occasion.application_printed:
        entries.append(SetEntry("application", 1, 1))
    if verdict == "accepted-deferred":
        entries.append(_entry(item, "deferral-commitment"))
    if occasion.commitments and verdict in ("accepted", "accepted-deferred"):
        entries.append(_entry(item, "commitment"))
    if verdict == "correction-notice":
        entries.append(_entry(item, "returned-materials" if occasion.papers_back else "intake-receipt"))
    entries.append(_entry(item, notice_of(verdict)))
    return tuple(entries)


def result_set(item: ServiceItem, happened: object, *, at_once: bool = False) -> tuple[SetEntry, ...]:
    """The documents that follow from one event from the decision on, for a case that was decided `at_once` or not.

    A decision goes out in writing (LAW-38-1, LAW-38-2), a special procedure is told (LAW-45-1), and what was handed out
    is recorded (LAW-44-1). A public service that is done on the spot has no decision in writing: its slip says it.
    """
    spoken = at_once and item.kind == "service"
    match happened:
        case e.CaseGranted():
            return () if spoken else (_entry(item, "decision-grant"),)
        case e.CaseRefused():
            return (_entry(item, "decision-refusal"),)
        case e.ProcedureStarted():
            return (SetEntry("special-procedure-notice", 2, 1),)
        case e.CaseIssued():
            slip = (
                SetEntry("result-receipt", 1, 1) if happened.manner == "electronic" else _entry(item, "result-receipt")
            )
            return (slip,) if spoken else (SetEntry("service-record", 1, 1), slip)
        case _:
            return ()


def _entry(item: ServiceItem, kind: DocumentKind) -> SetEntry:
    form = form_of(kind, item.kind)
    notice = kind in _NOTICE.values() or kind in ("decision-grant", "decision-refusal")
    copies = max(item.copies, 1) if notice else form.copies
    return SetEntry(kind, copies, 1 if copies > 1 else 0)
