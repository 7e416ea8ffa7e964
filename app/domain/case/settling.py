"""Contested versions of a case, side by side, and how a lead settles them 核对处理. Pure.

One version stands by the server's order; the others are groups of events that could not stand any more. A lead who
wrote none of them decides which holds, after asking the applicant where his will is touched. Whatever holds, every
paper that is out is either confirmed or void, and the case says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.evolve import document_step, field_value, fold, outcome_of
from app.domain.case.state import CaseState, DocumentState
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.case.commands import Settle

DOCUMENTS = (
    e.DocumentMeant, e.DocumentSpooled, e.DocumentPrinted, e.DocumentSpoiled, e.DocumentSealed, e.DocumentTold,
    e.DocumentVoided, e.DocumentReprinted,
)  # fmt: skip
OUTCOMES = (
    e.VerdictProposed, e.CaseAccepted, e.CorrectionRequired, e.CorrectionReceived, e.FilingAmended, e.CaseNotAccepted,
    e.CaseNotRequired, e.CaseWithdrawn, e.CaseExtended, e.CaseGranted, e.CaseRefused, e.ProcedureStarted,
    e.ProcedureEnded, e.CaseIssued,
)  # fmt: skip
DOES = (
    *OUTCOMES, e.DeferredSupplied, e.DueReplaced, e.OriginalsReturned, e.ForeignNumberTaken, e.CaseTransferred,
    e.CaseOpined, e.CaseReturned, e.ReturnAnswered,
)  # fmt: skip
"""What of a version is done again when it holds, besides corrections of records."""
WILL = (e.CorrectionReceived, e.CaseWithdrawn, e.DeferredSupplied)
"""What the applicant himself brought or asked for: which of two holds is asked of him."""


@dataclass(frozen=True, slots=True)
class Acted:
    """An event of a case with what settling has to know of it.

    `position` is the server's (None: not given yet), `seen` the last one that its writer had read; `ruled` says that
    the server has ruled it, `stands` that it counts.
    """

    id: str
    group: str
    journal: str
    actor: str
    at: datetime
    position: int | None
    seen: int
    ruled: bool
    stands: bool
    body: Any


@dataclass(frozen=True, slots=True)
class Version:
    """What one counter (or, of what stands, perhaps several) did: its events, and the papers that came of them."""

    key: str
    stands: bool
    events: tuple[Acted, ...]
    papers: tuple[DocumentState, ...]

    @property
    def authors(self) -> frozenset[str]:
        """Account ids of those who acted."""
        return frozenset(x.actor for x in self.events)

    @property
    def journals(self) -> tuple[str, ...]:
        """The journals that it stands in."""
        return tuple(dict.fromkeys(x.journal for x in self.events))

    @property
    def groups(self) -> tuple[str, ...]:
        """Its groups of events in their order."""
        return tuple(dict.fromkeys(x.group for x in self.events))


@dataclass(frozen=True, slots=True)
class Conflict:
    """The version that stands (None where nothing of it is known here) and those that wait, one for each journal."""

    standing: Version | None
    waiting: tuple[Version, ...]

    @property
    def versions(self) -> tuple[Version, ...]:
        """All of them, the one that stands first."""
        return self.waiting if self.standing is None else (self.standing, *self.waiting)

    @property
    def touches_will(self) -> bool:
        """Whether the applicant himself brought or asked for what they differ in."""
        return any(isinstance(x.body, WILL) for version in self.versions for x in version.events)

    @property
    def papers(self) -> tuple[DocumentState, ...]:
        """The papers of all versions that are not void."""
        return tuple(d for version in self.versions for d in version.papers if not d.voided)

    def version_of(self, event: str) -> Version:
        """The version that an event belongs to; InputProblem for any other event."""
        for version in self.versions:
            if any(event == x.id for x in version.events):
                return version
        raise InputProblem("ENTRY-STANDS", "请填其中一个版本里的记录编号（日志:序号）。", "stands")


def conflict_of(state: CaseState, history: Sequence[Acted]) -> Conflict | None:
    """The versions of a case that differ, from all its events in their order; None where nothing is contested."""
    held: dict[str, list[Acted]] = {}
    for x in history:
        if x.group in state.contested:
            held.setdefault(x.journal, []).append(x)
    if not held:
        return None
    waiting = tuple(_version(events, history, stands=False) for events in held.values())
    against = _unseen(history, held)
    standing = _version(against, history, stands=True) if against else None
    return Conflict(standing, waiting)


def _unseen(history: Sequence[Acted], held: dict[str, list[Acted]]) -> list[Acted]:
    """What stands, was not known to one of those who wait, and is about the same."""
    unknown = [
        x
        for x in history
        if x.stands and any(x.journal != journal and _after(x, events[0].seen) for journal, events in held.items())
    ]
    about = {aspect for events in held.values() for x in events for aspect in aspects(x.body)}
    same = {x.group for x in unknown if aspects(x.body) & about}
    if not same:
        same = {x.group for x in unknown if isinstance(x.body, OUTCOMES)} or {x.group for x in unknown}
    return [x for x in unknown if x.group in same]


def _after(x: Acted, position: int) -> bool:
    return x.position is None or x.position > position


def aspects(body: object) -> frozenset[str]:
    """What of a case an event is about; two that share none do not differ."""
    match body:
        case e.DeferredSupplied():
            return frozenset({f"material:{body.material}"})
        case e.RecordCorrected():
            return frozenset({f"field:{body.field}"})
        case e.DueReplaced():
            return frozenset({f"due:{body.clock}"})
        case e.OriginalsReturned():
            return frozenset(f"original:{key}" for key in body.materials)
        case e.ForeignNumberTaken():
            return frozenset({"foreign-number"})
        case e.CaseTransferred():
            return frozenset({"hall"})
        case e.CaseSettled():
            return frozenset({"outcome", "settlement"})
        case e.FilingAmended():
            return frozenset({"outcome", *(f"field:form.{key}" for key in body.filing.form)})
        case e.CaseOpined() | e.CaseReturned() | e.ReturnAnswered():
            return frozenset({"opinion"})
        case _ if isinstance(body, OUTCOMES):
            return frozenset({"outcome"})
        case _ if isinstance(body, DOCUMENTS):
            return frozenset({f"document:{body.number}"})
    return frozenset()


def _version(events: Sequence[Acted], history: Sequence[Acted], *, stands: bool) -> Version:
    """A version with its papers as they are now: of a standing one also what later became of them."""
    papers: dict[str, DocumentState] = {}
    for x in events:
        if isinstance(x.body, e.DocumentMeant):
            papers[x.body.number] = first_of(x.body)
    mine = {x.id for x in events}
    for x in history:
        number = getattr(x.body, "number", "")
        if isinstance(x.body, DOCUMENTS) and number in papers and (x.stands or x.id in mine):
            papers[number] = document_step(papers[number], x.body)
    return Version(events[0].id, stands, tuple(events), tuple(papers.values()))


def first_of(body: e.DocumentMeant) -> DocumentState:
    """A document when it was made."""
    return DocumentState(body.number, body.kind, body.copies, body.filed, body.issued_on, also=body.also)


def settle(state: CaseState, command: Settle, history: Sequence[Acted], actor: str, today: date) -> list[Any]:
    """One version holds: it is confirmed, or done again by the lead; the papers of the others are void.

    Refusal RIGHT-AUTHOR for who wrote one of them, STATE-SETTLED where nothing waits, STATE-UNRULED before the server
    has ruled, ENTRY-APPLICANT-SAYS where the applicant has to be asked first.
    """
    conflict = conflict_of(state, history)
    if conflict is None:
        raise Refusal("STATE-SETTLED", f"{state.case_no} 没有要核对处理的记录。")
    if any(not x.ruled for version in conflict.waiting for x in version.events):
        raise Refusal("STATE-UNRULED", "中心还没有裁定先后，请联网以后再处理。")
    if any(actor in version.authors for version in conflict.versions):
        raise Refusal("RIGHT-AUTHOR", "两份记录中有你本人办理的，由另一位组长核对处理；你可以写明经过。")
    holding = conflict.version_of(command.stands)
    if conflict.touches_will and not command.applicant_says.strip():
        raise Refusal("ENTRY-APPLICANT-SAYS", "先问申请人以哪一份为准，记下答复以后再处理。", "applicant_says")
    papers = _papers(conflict, holding, command.papers)
    again = [] if holding.stands else _again(state, holding)
    settled = e.CaseSettled(
        stands=command.stands,
        groups=tuple(group for version in conflict.waiting for group in version.groups),
        phase=state.phase,
        round=state.round,
        applicant_says=command.applicant_says.strip(),
        papers=papers,
        undone=_undone(state, history, conflict, holding),
        on=today.isoformat(),
    )
    return [settled, *again, *(e.DocumentVoided(p.number, VOIDED) for p in papers if not p.holds)]


VOIDED = "核对处理：以另一份记录为准"
"""Why a paper of a version that does not hold is void."""


def _papers(conflict: Conflict, holding: Version, back: Sequence[str]) -> tuple[e.SettledPaper, ...]:
    """Every paper that is in force, holding or not; only one that does not hold is taken back."""
    held = {d.number for d in holding.papers}
    out = {d.number for d in conflict.papers} - held
    strange = next((number for number in back if number not in out), None)
    if strange is not None:
        raise InputProblem("ENTRY-PAPER", f"{strange} 不在要收回的文书里。", "papers")
    return tuple(
        e.SettledPaper(
            d.number, d.kind, d.copies, d.filed, d.issued_on, d.number in held, d.number in back, d.spooled, d.printed,
            d.spoiled, d.sealed, d.told, d.told_on,
        )
        for d in conflict.papers
    )  # fmt: skip


def _again(state: CaseState, holding: Version) -> list[Any]:
    """What the version that holds had done to the case, to be done once more; its papers are taken over as they are."""
    done: list[Any] = []
    for body in (x.body for x in holding.events):
        if isinstance(body, e.RecordCorrected):
            done.append(replace(body, old=field_value(state.filing, body.field)))
        elif isinstance(body, DOES):
            done.append(body)
    return done


def _undone(state: CaseState, history: Sequence[Acted], conflict: Conflict, holding: Version) -> e.Outcome | None:
    """Where the case would stand without the outcome that no longer holds; None where nothing has to go back."""
    if holding.stands or not any(isinstance(x.body, OUTCOMES) for x in holding.events):
        return None
    gone = set() if conflict.standing is None else {
        x.id for x in conflict.standing.events if not isinstance(x.body, DOCUMENTS)
    }  # fmt: skip
    before = fold(state.case_id, [x.body for x in history if x.stands and x.id not in gone])
    return None if before is None else outcome_of(before)
