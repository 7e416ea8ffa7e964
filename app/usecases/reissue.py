"""Make a document again under a new number: after its number was voided, or where a date on it has changed.

No number is used twice; the old one stays void with its reason. Rule: LAW-32-9.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.case import events as e
from app.domain.case.evolve import evolve
from app.domain.case.issuing import DECISIONS
from app.domain.case.tasks import without_successor
from app.domain.documents.kinds import ACCEPTING
from app.domain.documents.print_sets import SetEntry
from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.event import NewEvent, Subject
from app.usecases.accept import Done, occasion_of
from app.usecases.numbering import NumberedPaper, Numbering, draw_papers
from app.usecases.package_notices import holder_of, told_with
from app.usecases.printing import data_within
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.case.state import CaseState, DocumentState
    from app.domain.catalog.department import Department
    from app.receipts.data import DocumentData
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.papers import Occasion
    from app.usecases.workplace import Workplace


def reissue(workplace: Workplace, case_no: str, number: str, *, on: date | None = None) -> Done:
    """Make a voided document of a case again, dated today, under a new number."""
    require(workplace, "reissue")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        state = holder_of(uow.connection, case_by_number(uow.connection, case_no), number)
        document = state.documents.get(number)
        if document is None:
            raise Refusal("STATE-DOCUMENT", f"办件 {state.case_no} 没有文书 {number}。", "number")
        if not document.voided:
            raise Refusal("STATE-INFORCE", f"{number} 仍然有效，不需要重新出具。", "number")
        if document not in without_successor(state):
            raise Refusal("STATE-SUCCEEDED", f"{number} 已有新的文书代替，或者办件已经不需要它。", "number")
        papers = again(workplace, uow, state, (document,))
        done = append(uow, state, (), papers)
        uow.commit()
    return done


def again(
    workplace: Workplace,
    uow: UnitOfWork,
    state: CaseState,
    documents: Sequence[DocumentState],
    changed: Mapping[str, CaseState] | None = None,
    numbering: Numbering | None = None,
) -> tuple[NumberedPaper, ...]:
    """New papers of the same kinds, from the state as it is now; numbers drawn in this transaction.

    A decision is the department's: it says again what the voided paper said. `changed` are other cases by number as
    they will be after this act; give the `numbering` of it where more papers are numbered.
    """
    occasion = _occasion(workplace, uow, state)
    papers: list[NumberedPaper] = []
    numbering = numbering or Numbering(workplace, uow)
    for d in documents:
        entry = SetEntry(d.kind, d.copies, d.filed)  # type: ignore[arg-type]  # a kind as we wrote it
        now = replace(occasion, earlier=_said(workplace, uow, d))
        if d.kind in ACCEPTING:
            others = [(changed or {}).get(one.case_no, one) for one in told_with(uow.connection, d)]
            now = replace(now, accepted_with=tuple(_occasion(workplace, uow, one) for one in others))
        if d.kind == "joint-acceptance-notice":
            named = _named(workplace, state, now.earlier.heading.author)
            now = replace(now, department=named or now.department)
        made = draw_papers(workplace, uow, now, [entry], numbering)
        if d.kind in DECISIONS:
            made = tuple(replace(p, meant=replace(p.meant, also=d.also)) for p in made)
        papers += made
    return tuple(papers)


def _occasion(workplace: Workplace, uow: UnitOfWork, state: CaseState) -> Occasion:
    around = workplace.surroundings(state.item_code, state.release, uow.now.today)
    return occasion_of(workplace, around, state, uow)


def _said(workplace: Workplace, uow: UnitOfWork, document: DocumentState) -> DocumentData | None:
    """What a document said that says it again; None of one that is made anew from its case."""
    again = document.kind in (*DECISIONS, "joint-acceptance-notice", "package-cover")
    return data_within(workplace, uow.connection, document.number) if again else None


def _named(workplace: Workplace, state: CaseState, author: str) -> Department | None:
    """The department that accepts for all, as the release of the case has it."""
    departments = workplace.release(state.release).departments
    return next((d for d in departments if d.full_name == author), None)


def append(
    uow: UnitOfWork,
    state: CaseState,
    happened: Sequence[object],
    papers: Sequence[NumberedPaper],
) -> Done:
    """Append what happened and the papers as one group; `state` is the one after what happened. The caller commits."""
    return append_all(uow, [(state, happened, papers)])[0]


def append_all(
    uow: UnitOfWork, acts: Sequence[tuple[CaseState, Sequence[object], Sequence[NumberedPaper]]]
) -> tuple[Done, ...]:
    """The same of several cases at once, still one group."""
    events: list[NewEvent] = []
    for state, happened, papers in acts:
        subject, first = Subject(CASE, state.case_id), state.seq - len(happened)
        bodies = [*happened, *(p.meant for p in papers)]
        events += [NewEvent(subject, body, first + place) for place, body in enumerate(bodies)]
    draws = tuple(p.draw for _, _, papers in acts for p in papers)
    if draws:
        events.insert(0, NewEvent(Subject("numbers", uow.journal.id), e.NumbersDrawn(draws)))
    uow.append(events)
    return tuple(_done(uow, state, happened, papers) for state, happened, papers in acts)


def _done(uow: UnitOfWork, state: CaseState, happened: Sequence[object], papers: Sequence[NumberedPaper]) -> Done:
    for paper in papers:
        state = evolve(state, paper.meant)
    changed = frozenset({"cases", "todo", "prints", f"case:{state.case_id}"})
    return Done(state, tuple(happened), tuple(papers), changed, uow.now.effective)
