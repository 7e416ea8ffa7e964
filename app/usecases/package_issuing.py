"""One issuance for a package: results that belong together go out in one act, with one receipt, or not at all 两证同发."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.evolve import evolve
from app.domain.case.issuing import issue
from app.domain.package.groups import issued_with as members_with
from app.domain.refusal import Refusal
from app.domain.visit import VisitRecorded
from app.store.case_projection import CASE, refuse_unreadable
from app.store.event import NewEvent, Subject
from app.usecases.accept import Done, occasion_of, papers_after
from app.usecases.act import act, by_duty_of, placed
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.numbering import Numbering, draw_papers
from app.usecases.package_groups import refuse_apart
from app.usecases.package_queries import cases_of, package_state, phases_of
from app.usecases.result_papers import together
from app.usecases.rights import own_hall
from app.usecases.transferring import refuse_left
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from app.domain.case.commands import Issue
    from app.domain.case.state import CaseState
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.accept import Sitting
    from app.usecases.numbering import NumberedPaper
    from app.usecases.papers import Occasion
    from app.usecases.workplace import Workplace


def issue_together(
    workplace: Workplace,
    case_no: str,
    command: Issue,
    *,
    on: date | None = None,
    also: Sequence[str] = (),
    sitting: Sitting | None = None,
    written: Callable[[UnitOfWork, Done], None] | None = None,
) -> Done:
    """Hand out the result of a case, with all that must go out with it; one act, one group, one receipt.

    `also` are numbers of other cases of its package whose results are there and go out in the same act. Refusal
    STATE-TOGETHER while one that belongs to them has no result. The answer is about the case that was named; `written`
    writes what has to be durable together with the act.
    """
    with workplace.store.read() as connection:
        group = _whole_group(connection, case_no, also)
    if len(group) == 1:
        return act(workplace, case_no, command, on=on, sitting=sitting, also=written)
    by_duty = by_duty_of(workplace, workplace.store.account, command)
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        first = case_by_number(uow.connection, case_no)
        states = _states(uow, first, group)
        for state in states:
            refuse_apart(uow.connection, state, command, group)
        occasions = [_issued(workplace, uow, state, command, by_duty=by_duty) for state in states]
        counted = sitting.count_visit if sitting is not None else command.manner == "counter"
        done = _finish(workplace, uow, together(occasions), count_visit=counted)
        if written is not None:
            written(uow, done)
        uow.commit()
    return done


def _whole_group(connection: Connection, case_no: str, also: Sequence[str]) -> tuple[str, ...]:
    """Ids of the cases of one act: that at hand and what belongs to it, those named with what belongs to them."""
    first = case_by_number(connection, case_no)
    named = [case_by_number(connection, number) for number in also]
    if any(not state.package or state.package != first.package for state in named):
        raise Refusal("STATE-TOGETHER", "只有同一个套餐的结果，才能一次交付。")
    return tuple(dict.fromkeys(one for state in (first, *named) for one in _group(connection, state)))


def _group(connection: Connection, state: CaseState) -> tuple[str, ...]:
    """Ids of the cases that are handed out in one act, the one at hand first."""
    package = package_state(connection, state.package)
    if package is None or state.phase != "granted":
        return (state.case_id,)
    phases = phases_of(connection, package, cases_of(connection, package))
    others = [m.case_id for m in members_with(package, phases, state.case_id) if phases.get(m.item_code) == "granted"]
    return (state.case_id, *(one for one in others if one != state.case_id))


def _states(uow: UnitOfWork, first: CaseState, group: Sequence[str]) -> list[CaseState]:
    package = package_state(uow.connection, first.package)
    held = cases_of(uow.connection, package) if package else {}
    by_id = {case.case_id: case for case in held.values()}
    return [by_id[identity] for identity in group]


def _issued(workplace: Workplace, uow: UnitOfWork, state: CaseState, command: Issue, *, by_duty: bool) -> Occasion:
    """One case after it was handed out; nothing is written."""
    refuse_unreadable(uow.connection, state.case_id)
    refuse_left(uow.connection, state, own_hall(uow.connection))
    around = workplace.surroundings(state.item_code, state.release, uow.now.today)
    around = placed(around, command, by_duty=by_duty, acceptor=str, who=workplace.store.account.id)
    happened = issue(state, command, around)
    after = state
    for event in happened:
        after = evolve(after, event)
    return replace(occasion_of(workplace, around, after, uow), happened=tuple(happened))


def _finish(workplace: Workplace, uow: UnitOfWork, occasions: Sequence[Occasion], *, count_visit: bool) -> Done:
    numbering, events, papers = Numbering(workplace, uow), [], []
    for occasion in occasions:
        state, happened = occasion.state, occasion.happened
        own = draw_papers(workplace, uow, occasion, papers_after(occasion, happened), numbering)
        bodies: list[Any] = [*happened, *(p.meant for p in own)]
        before = state.seq - len(happened)
        events += [NewEvent(Subject(CASE, state.case_id), body, before + i) for i, body in enumerate(bodies)]
        papers.append(own)
    draws = tuple(p.draw for own in papers for p in own)
    if draws:
        events.insert(0, NewEvent(Subject("numbers", uow.journal.id), e.NumbersDrawn(draws)))
    first = occasions[0]
    if count_visit:
        body = VisitRecorded("collection", first.state.case_no, first.state.item_code)
        events.append(NewEvent(Subject("visit", secrets.token_hex(16)), body))
    uow.append(events)
    return _done(occasions, papers, uow)


def _done(occasions: Sequence[Occasion], papers: Sequence[tuple[NumberedPaper, ...]], uow: UnitOfWork) -> Done:
    state = occasions[0].state
    for paper in papers[0]:
        state = evolve(state, paper.meant)
    changed = {"cases", "todo", "prints", "packages", *(f"case:{o.state.case_id}" for o in occasions)}
    every = tuple(p for own in papers for p in own)
    return Done(state, occasions[0].happened, every, frozenset(changed), uow.now.effective)
