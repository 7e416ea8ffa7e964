"""Take a case: receive or give the verdict, draw its numbers, and make its papers durable, in one group of events."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.decide import Surroundings, open_case, resolve_filing
from app.domain.case.evolve import evolve, fold
from app.domain.case.state import CaseState
from app.domain.identity.case_number import CaseNumber, parse_case_number
from app.domain.refusal import Refusal
from app.domain.visit import VisitKind, VisitRecorded
from app.store.case_projection import CASE, read_state
from app.store.event import NewEvent, Subject
from app.store.initials import initials
from app.store.office_projection import last_drawn
from app.sync.status import read_status
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.numbering import NumberedPaper, draw_papers
from app.usecases.papers import Occasion, papers_for
from app.usecases.result_papers import papers_of_results
from app.usecases.rights import require
from app.usecases.scans import attach_scans
from app.usecases.workplace import Workplace, chinese_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.checklist.filing import Filing
    from app.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Done:
    """What a use case on a case brought about.

    Its state, what happened, the papers to print, what screens may be stale.
    """

    state: CaseState
    happened: tuple[Any, ...]
    papers: tuple[NumberedPaper, ...]
    changed: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class Sitting:
    """The sitting that a case is taken in: its ticket of the queue, and whether the visit is still to be counted."""

    ticket: str = ""
    count_visit: bool = True


def accept(
    workplace: Workplace,
    filing: Filing,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    backfill: e.Backfill | None = None,
    case_id: str = "",
    package: str = "",
    pre_application: str = "",
    extra: Callable[[UnitOfWork, CaseState], Sequence[NewEvent]] | None = None,
) -> Done:
    """Open a case from what was filed. Nothing is stored where a Refusal is raised.

    `extra` may look again inside the transaction, refuse, and add events of its own to the group. `package` is the
    theme package that the case belongs to, `pre_application` what it was filed as online.

    The numbers are drawn inside the transaction that makes the case durable; the printer is told nothing before.
    """
    require(workplace, "accept")
    sitting = sitting or Sitting()
    initials(filing.applicant.name)  # the first name loads a dictionary: not while others wait to write
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        if case_id:
            refuse_taken(uow, case_id)
        item = workplace.catalogue.find(filing.item)
        around = workplace.surroundings(item.code, workplace.catalogue.hash, uow.now.today)
        case_no = next_case_number(uow).text
        filing = replace(filing, item=item.code)
        command = c.Open(case_id or new_case_id(), case_no, filing, backfill, package, pre_application)
        happened = open_case(command, around)
        state = fold(command.case_id, happened)
        if state is None:
            raise AssertionError("a case opens with its first event")
        more = extra(uow, state) if extra else ()
        visit = sitting if sitting.count_visit else None
        done = finish(workplace, uow, around, state, happened, extra=more, visit=visit)
        uow.commit()
    return done


def refuse_taken(uow: UnitOfWork, case_id: str) -> None:
    """A taking opens one case only: after a crash its draft may be taken up, and pressed, again."""
    taken = read_state(uow.connection, case_id)
    if taken is not None:
        words = f"这件已经办过了，编号 {taken.case_no}，没有再办一次；请到查询里看它的文书。"
        raise Refusal("STATE-TAKEN", words)


def finish(
    workplace: Workplace,
    uow: UnitOfWork,
    around: Surroundings,
    state: CaseState,
    happened: Sequence[Any],
    *,
    extra: Sequence[NewEvent] = (),
    visit: Sitting | None = None,
    actor: str | None = None,
) -> Done:
    """Append what happened to a case with its scans and the papers that follow from it; the caller commits.

    `actor` is the account of a second person who did it at this desk, else it was who is logged in.
    """
    papers = _papers(workplace, uow, around, state, happened)
    subject = Subject(CASE, state.case_id)
    bodies = [*happened, *(p.meant for p in papers)]
    before = state.seq - len(happened)
    events = [NewEvent(subject, body, before + i) for i, body in enumerate(bodies)]
    draws = [p.draw for p in papers]
    if isinstance(happened[0], e.CaseReceived):
        draws.insert(0, case_draw(state))
    if draws:
        events.insert(0, NewEvent(Subject("numbers", uow.journal.id), e.NumbersDrawn(tuple(draws))))
    if visit is not None:
        body = VisitRecorded(_visit_kind(happened), state.case_no, state.item_code, visit.ticket)
        events.append(NewEvent(Subject("visit", secrets.token_hex(16)), body))
    uow.append([*events, *extra], actor=actor)
    attach_scans(workplace, uow, state.case_id, happened)
    for paper in papers:
        state = evolve(state, paper.meant)
    changed = frozenset({"cases", "todo", "prints", f"case:{state.case_id}"})
    return Done(state, tuple(happened), papers, changed, uow.now.effective)


def _visit_kind(happened: Sequence[Any]) -> VisitKind:
    """What somebody came for."""
    kinds = {type(h) for h in happened}
    return "correction" if e.CorrectionReceived in kinds else "collection" if e.CaseIssued in kinds else "filing"


def _papers(
    workplace: Workplace, uow: UnitOfWork, around: Surroundings, state: CaseState, happened: Sequence[Any]
) -> tuple[NumberedPaper, ...]:
    """Numbered papers that follow from what happened."""
    occasion = replace(occasion_of(workplace, around, state, uow), happened=tuple(happened))
    entries = papers_after(occasion, happened)
    return draw_papers(workplace, uow, occasion, entries)


def occasion_of(workplace: Workplace, around: Surroundings, state: CaseState, uow: UnitOfWork) -> Occasion:
    """What the papers of a case are made from, now."""
    department = workplace.release(around.release).department_of(around.item)
    return Occasion(
        state=state,
        item=around.item,
        department=department,
        resolved=resolve_filing(state.filing, around),
        stationery=workplace.stationery(offline=not is_connected(workplace, uow)),
        today=uow.now.today,
        at=chinese_time(uow.now.effective),
    )


def papers_after(occasion: Occasion, happened: Sequence[Any]) -> tuple[Any, ...]:
    """Which papers follow from what happened: those of the counter first, then those of the decision and its service."""
    first = _papers_of_counter(occasion, happened)
    if any(isinstance(h, e.CaseSettled) for h in happened):  # what is done again has its papers already
        return first
    return (*first, *papers_of_results(occasion, happened))


def _papers_of_counter(occasion: Occasion, happened: Sequence[Any]) -> tuple[Any, ...]:
    """By the verdict given, else the intake receipt or the withdrawal."""
    from app.domain.documents.print_sets import SetEntry

    kinds = {type(h) for h in happened}
    if e.CaseSettled in kinds:
        out = any(isinstance(h, e.CaseSettled) and h.papers for h in happened)
        return (SetEntry("settlement-notice", 2, 1),) if out else ()
    if e.CaseExtended in kinds:
        first = _papers_of_counter(occasion, [h for h in happened if not isinstance(h, e.CaseExtended)])
        return (*first, SetEntry("extension-notice", 2, 1))
    if e.CaseWithdrawn in kinds:
        back = (SetEntry("returned-materials", 2, 1),) if occasion.state.returned else ()
        return (SetEntry("withdrawal", 1, 1), *back)
    if kinds & {e.CaseAccepted, e.CorrectionRequired, e.CaseNotAccepted, e.CaseNotRequired}:
        entries = papers_for(occasion, occasion.state.verdict)
        again = not kinds & {e.CaseReceived, e.CorrectionReceived} and _has_receipt(occasion.state)
        return tuple(x for x in entries if not (again and x.kind == "intake-receipt"))
    if kinds & {e.CaseReceived, e.CorrectionReceived}:
        return papers_for(occasion, "received")
    return ()


def _has_receipt(state: CaseState) -> bool:
    """Whether the papers of this submission are receipted already: a verdict given later needs no second receipt."""
    receipts = [d for d in state.documents.values() if d.kind == "intake-receipt" and not d.voided]
    return any(d.issued_on >= state.received_on for d in receipts)


def is_connected(workplace: Workplace, uow: UnitOfWork) -> bool:
    """Whether the last exchange with the server succeeded within a minute; an unenrolled desk never was."""
    return read_status(uow.connection).fresh(workplace.store.program.clock)


def next_case_number(uow: UnitOfWork) -> CaseNumber:
    """The next case number of this journal and day, read inside the transaction that uses it."""
    journal, day = uow.journal, uow.now.today
    last = last_drawn(uow.connection, _case_series(CaseNumber(journal.area, day, journal.counter, journal.mark, 1)))
    return CaseNumber(journal.area, day, journal.counter, journal.mark, last + 1)


def _case_series(number: CaseNumber) -> str:
    return f"case:{number.area}-{number.day:%Y%m%d}-{number.counter}{number.mark}"


def case_draw(state: CaseState) -> e.Draw:
    """The draw of a case's number."""
    number = parse_case_number(state.case_no)
    return e.Draw(_case_series(number), number.sequence, number.text, "case", CASE, state.case_id, number.text)


def new_case_id() -> str:
    """A random id: a case number is an attribute, never an identity."""
    return secrets.token_hex(16)
