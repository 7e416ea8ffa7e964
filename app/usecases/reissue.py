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
from app.domain.documents.print_sets import SetEntry
from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.event import NewEvent, Subject
from app.usecases.accept import Done, occasion_of
from app.usecases.numbering import NumberedPaper, Numbering, draw_papers
from app.usecases.printing import data_within
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.domain.case.state import CaseState, DocumentState
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace


def reissue(workplace: Workplace, case_no: str, number: str, *, on: date | None = None) -> Done:
    """Make a voided document of a case again, dated today, under a new number."""
    require(workplace, "reissue")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        state = case_by_number(uow.connection, case_no)
        document = state.documents.get(number)
        if document is None:
            raise Refusal("STATE-DOCUMENT", f"办件 {state.case_no} 没有文书 {number}。", "number")
        if not document.voided:
            raise Refusal("STATE-INFORCE", f"{number} 仍然有效，不需要重新出具。", "number")
        if document not in without_successor(state):
            raise Refusal("STATE-SUCCEEDED", f"{number} 已有新的文书代替，或者办件已经不需要它。", "number")
        papers = again(workplace, uow, state, (document,))
        done = append(workplace, uow, state, (), papers)
        uow.commit()
    return done


def again(
    workplace: Workplace, uow: UnitOfWork, state: CaseState, documents: Sequence[DocumentState]
) -> tuple[NumberedPaper, ...]:
    """New papers of the same kinds, from the state as it is now; numbers drawn in this transaction.

    A decision is the department's: it says again what the voided paper said.
    """
    around = workplace.surroundings(state.item_code, state.release, uow.now.today)
    occasion = occasion_of(workplace, around, state, uow)
    papers: list[NumberedPaper] = []
    numbering = Numbering(workplace, uow)
    for d in documents:
        entry = SetEntry(d.kind, d.copies, d.filed)  # type: ignore[arg-type]  # a kind as we wrote it
        before = data_within(workplace, uow.connection, d.number) if d.kind in DECISIONS else None
        papers += draw_papers(workplace, uow, replace(occasion, earlier=before), [entry], numbering)
    return tuple(papers)


def append(
    workplace: Workplace,
    uow: UnitOfWork,
    state: CaseState,
    happened: Sequence[object],
    papers: Sequence[NumberedPaper],
) -> Done:
    """Append what happened and the papers as one group; `state` is the one after what happened. The caller commits."""
    subject, first = Subject(CASE, state.case_id), state.seq - len(happened)
    bodies = [*happened, *(p.meant for p in papers)]
    events = [NewEvent(subject, body, first + place) for place, body in enumerate(bodies)]
    if papers:
        drawn = e.NumbersDrawn(tuple(p.draw for p in papers))
        events.insert(0, NewEvent(Subject("numbers", uow.journal.id), drawn))
    uow.append(events)
    for paper in papers:
        state = evolve(state, paper.meant)
    changed = frozenset({"cases", "todo", "prints", f"case:{state.case_id}"})
    return Done(state, tuple(happened), tuple(papers), changed, uow.now.effective)
