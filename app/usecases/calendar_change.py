"""A newly published calendar: provisional dates 预计 are replaced by events, and told by new notices where they moved.

A final date is never touched. Rules: CC-201, CC-203, LAW-82.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from app.domain.case import events as e
from app.domain.case.calendar_change import replaced_dues, shifted
from app.domain.case.evolve import evolve
from app.domain.case.state import CaseState, DocumentState
from app.domain.documents.kinds import ACCEPTING
from app.store.settings import read_setting, write_setting
from app.usecases.numbering import Numbering
from app.usecases.package_notices import told_elsewhere, told_with
from app.usecases.reissue import again, append_all
from app.usecases.rights import allowed, require
from app.usecases.todo import CALENDAR_DONE
from app.usecases.workplace import case_by_number
from db.desk.projections import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

BEARS: dict[str, tuple[str, ...]] = {"legal": ACCEPTING, "promised": ACCEPTING, "answer": ("intake-receipt",)}
"""The documents on which the date of each clock stands."""
REASON = "放假安排公布，预计日期换成正式日期，另出新文书"


@dataclass(frozen=True)
class CalendarChange:
    """What the new calendar brought: cases whose dates are final now, and those that get a new paper."""

    replaced: tuple[str, ...]
    reissued: tuple[str, ...]
    changed: frozenset[str]


def replace_provisional(workplace: Workplace) -> CalendarChange:
    """Look through the provisional dates once for each calendar; each case is a group of events of its own.

    Interrupted, it goes on where it stopped. Nothing is done while the calendar is the one last looked through, nor
    under an account that may not.
    """
    if not allowed(workplace, "replace-dates"):
        return CalendarChange((), (), frozenset())
    calendar = workplace.calendar.hash
    with workplace.store.read() as connection:
        if read_setting(connection, CALENDAR_DONE, default="") == calendar:
            return CalendarChange((), (), frozenset())
        waiting = or_(cases.c.provisional.is_(True), cases.c.phase == "received")
        query = select(cases.c.case_no).where(waiting, cases.c.erased.is_(False))
        numbers = list(connection.execute(query.order_by(cases.c.opened_at)).scalars())
    done = [d for d in (replace_of_case(workplace, number) for number in numbers) if d is not None]
    with workplace.store.write_local() as connection:
        write_setting(connection, CALENDAR_DONE, calendar)
    changed = frozenset().union(*(d.changed for d in done)) if done else frozenset()
    reissued = tuple(d.state.case_no for d in done if d.papers)
    return CalendarChange(tuple(d.state.case_no for d in done), reissued, changed)


def replace_of_case(workplace: Workplace, case_no: str) -> Done | None:
    """Make the dates of one case final; None where nothing is provisional any more, or still all of it.

    Of cases whose acceptance one notice tells, the dates of all are made final in one act, so that it is made again once.
    """
    require(workplace, "replace-dates")
    with workplace.store.write() as uow:
        found = [_moving(workplace, state) for state in _told_together(uow.connection, case_no)]
        if not any(one.happened for one in found):
            return None
        states = [one.state for one in found]
        notice = _shared(states)
        if notice is not None and any(one.bearers & set(ACCEPTING) for one in found):
            found[0] = found[0].voiding(notice)
        changed = {one.state.case_no: one.state for one in found}
        numbering = Numbering(workplace, uow)
        done = append_all(
            uow,
            [
                (one.state, one.happened, again(workplace, uow, one.state, one.stale, changed, numbering))
                for one in found
                if one.happened
            ],
        )
        uow.commit()
    mine = next((one for one in done if one.state.case_no == case_no), done[0])
    changed_here = frozenset().union(*(one.changed for one in done))
    return replace(mine, papers=tuple(p for one in done for p in one.papers), changed=changed_here)


@dataclass(frozen=True)
class _Moving:
    """A case after its dates were made final: what happened, kinds of papers on which a date moved, papers void by it."""

    state: CaseState
    happened: tuple[object, ...]
    bearers: frozenset[str]
    stale: tuple[DocumentState, ...]

    def voiding(self, document: DocumentState) -> _Moving:
        """The same, with a document more that a date stood on."""
        if document in self.stale:
            return self
        event = e.DocumentVoided(document.number, REASON)
        stale = (*self.stale, document)
        return _Moving(evolve(self.state, event), (*self.happened, event), self.bearers, stale)


def _moving(workplace: Workplace, state: CaseState) -> _Moving:
    replaced = replaced_dues(state, workplace.calendar)
    bearers = frozenset(kind for x in shifted(state, replaced) for kind in _bearers(state, x.clock))
    stale = _on_paper(state, bearers)
    happened: list[object] = [*replaced, *(e.DocumentVoided(d.number, REASON) for d in stale)]
    for event in happened:
        state = evolve(state, event)
    return _Moving(state, tuple(happened), bearers, stale)


def _told_together(connection: Connection, case_no: str) -> tuple[CaseState, ...]:
    """The case, with the others whose acceptance the same notice tells: whoever holds it first."""
    state = case_by_number(connection, case_no)
    told = ((other, d) for other, d in told_elsewhere(connection, state) if d.kind in ACCEPTING and not d.voided)
    holder = next((other for other, _ in told), state)
    notice = _shared([holder])
    return (holder, *told_with(connection, notice)) if notice is not None else (state,)


def _shared(states: Sequence[CaseState]) -> DocumentState | None:
    """The notice in force of the first case that tells others too."""
    own = states[0].documents.values()
    return next((d for d in own if d.kind in ACCEPTING and d.also and not d.voided), None)


def _bearers(state: CaseState, clock: str) -> tuple[str, ...]:
    """The documents on which the date of a clock stands now: after an extension its own notice."""
    return ("extension-notice",) if state.extension is not None and clock != "answer" else BEARS[clock]


def _on_paper(state: CaseState, kinds: frozenset[str]) -> tuple[DocumentState, ...]:
    """The documents in force on which a date stands that has moved: the last of each kind."""
    last = {d.kind: d for d in state.documents.values() if d.kind in kinds and not d.voided}
    return tuple(last.values())
