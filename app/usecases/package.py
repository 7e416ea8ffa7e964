"""Take a theme package 主题套餐: one sitting, one key, one group of events; a case for each member that is filed now.

A member that waits for another's result has no case yet, no receipt and no clock: what was entered for it is kept in the
package and is filed on the day of that result. Everything here works offline.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.decide import Surroundings, facts_of, open_case
from app.domain.case.evolve import evolve, fold
from app.domain.case.state import CaseState
from app.domain.checklist.filing import Filing
from app.domain.package.events import PACKAGE, Mode, PackageMember, PackageOpened
from app.domain.package.evolve import opened
from app.domain.package.notices import accepted_together
from app.domain.package.promise import JOINT_WORKDAYS, Promise, promise
from app.domain.package.sheet import Sheet, member_filing, one_file_each, refuse_unknown, sheet_of
from app.domain.package.state import PackageState
from app.domain.refusal import InputProblem, Refusal
from app.domain.visit import VisitRecorded
from app.store.case_projection import CASE
from app.store.event import NewEvent, Subject
from app.store.initials import initials
from app.usecases.accept import Done, Sitting, case_draw, new_case_id, next_case_number, occasion_of, papers_after
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.numbering import NumberedPaper, Numbering, draw_papers
from app.usecases.package_papers import PackagePapers, joint_department
from app.usecases.rights import require
from app.usecases.scans import attach_scans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.merge import MergedMember
    from app.domain.catalog.theme_package import ThemePackage
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

NUMBER_PREFIX = "TC"
"""A package is known by the number of its first case with these letters before it: no series of its own."""


@dataclass(frozen=True)
class PackageFiling:
    """What was entered for a package, under the keys of its sheet; `filing.item` is empty."""

    key: str
    filing: Filing


@dataclass(frozen=True)
class PackageDone:
    """What the sitting brought about: the package, its cases, the papers to print, what screens may be stale."""

    package: PackageState
    dones: tuple[Done, ...]
    papers: tuple[NumberedPaper, ...]
    changed: frozenset[str]
    at: datetime

    @property
    def state(self) -> CaseState:
        """The first case, which holds the papers of the package."""
        return self.dones[0].state

    @property
    def case_nos(self) -> tuple[str, ...]:
        """The numbers of the cases."""
        return tuple(done.state.case_no for done in self.dones)


@dataclass(frozen=True)
class _Opening:
    """A member's case before its papers."""

    around: Surroundings
    state: CaseState
    happened: Sequence[Any]


def accept_package(
    workplace: Workplace,
    wanted: PackageFiling,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    package_id: str = "",
    clean: Callable[[Sheet, str, Filing, Surroundings], Filing] | None = None,
) -> PackageDone:
    """Open the cases of a package's members that are filed now. Nothing is stored where a Refusal is raised.

    `clean` prepares a member's filing as a page does (what the program computed since stands). The place of a refusal is
    one of the package's sheet.
    """
    require(workplace, "accept")
    package = find_package(workplace.catalogue, wanted.key)
    initials(wanted.filing.applicant.name)  # the first name loads a dictionary: not while others wait to write
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        today = uow.now.today
        sheet = package_sheet(workplace, package, wanted.filing, today)
        _refuse_unready(sheet)
        refuse_unknown(sheet, wanted.filing)
        identity = package_id or secrets.token_hex(16)
        filings = {m.item.code: member_filing(sheet, m.item.code, wanted.filing) for m in sheet.at_once}
        filings = one_file_each(sheet, filings)
        openings = _open_members(workplace, uow, sheet, filings, identity, clean)
        event = _opened(workplace, sheet, wanted.filing, openings, today)
        done = _finish(workplace, uow, sheet, openings, (identity, event), sitting or Sitting())
        uow.commit()
    return done


def find_package(catalogue: Catalogue, key: str) -> ThemePackage:
    """The package with this key or name; Refusal ENTRY-PACKAGE."""
    found = next((p for p in catalogue.packages if key in (p.key, p.name)), None)
    if found is None:
        raise Refusal("ENTRY-PACKAGE", f"事项库里没有套餐“{key}”，请核对编号或名称。", "package")
    return found


def package_sheet(workplace: Workplace, package: ThemePackage, filing: Filing, today: date) -> Sheet:
    """The one form of a package for what was entered so far."""
    return sheet_of(package, workplace.catalogue, facts_of(filing, today), workplace.library.evaluate)


def _refuse_unready(sheet: Sheet) -> None:
    if sheet.unanswered:
        first = sheet.unanswered[0]
        raise Refusal("STATE-OPEN", f"还没有回答：{first.question}", f"answers.{first.key}")
    if not sheet.at_once:
        raise Refusal("STATE-PACKAGE", "按这些回答，套餐里没有现在能办的事项，请核对回答。", "answers")


def _open_members(
    workplace: Workplace,
    uow: UnitOfWork,
    sheet: Sheet,
    filings: Mapping[str, Filing],
    package_id: str,
    clean: Callable[[Sheet, str, Filing, Surroundings], Filing] | None,
) -> list[_Opening]:
    """The cases of the members that are filed now, in their order, with numbers that follow each other."""
    first, found = next_case_number(uow), []
    for place, (code, filing) in enumerate(filings.items()):
        around = workplace.surroundings(code, workplace.catalogue.hash, uow.now.today)
        number = replace(first, sequence=first.sequence + place).text
        ready = clean(sheet, code, filing, around) if clean else filing
        command = c.Open(new_case_id(), number, ready, package=package_id)
        happened = _decided(sheet, code, command, around)
        state = fold(command.case_id, happened)
        if state is None:
            raise AssertionError("a case opens with its first event")
        found.append(_Opening(around, state, happened))
    return found


def _decided(sheet: Sheet, code: str, command: c.Open, around: Surroundings) -> list[Any]:
    """The events of one member; a refusal names its place in the package's sheet."""
    try:
        return open_case(command, around)
    except (Refusal, InputProblem) as refusal:
        if not refusal.place:
            raise
        raise type(refusal)(refusal.code, refusal.message, sheet.place(code, refusal.place)) from None


def _opened(
    workplace: Workplace, sheet: Sheet, filing: Filing, openings: Sequence[_Opening], today: date
) -> PackageOpened:
    package = sheet.merged.package
    cases = {o.state.item_code: o.state for o in openings}
    made = promise_of(sheet, today, workplace)
    joint = joint_department(workplace.catalogue, package)
    return PackageOpened(
        package_no=NUMBER_PREFIX + openings[0].state.case_no,
        key=package.key,
        name=package.name,
        release=workplace.catalogue.hash,
        counter=workplace.counter,
        opened_on=today.isoformat(),
        applicant=filing.applicant,
        agent=filing.agent,
        answers=filing.answers,
        form=filing.form,
        members=tuple(_member(workplace, sheet, m, filing, cases) for m in sheet.merged.members),
        promised=made.due,
        path=made.path,
        joint=joint.full_name if joint else "",
    )


def promise_of(sheet: Sheet, today: date, workplace: Workplace) -> Promise:
    """The one promise of a package that is filed today."""
    package = sheet.merged.package
    waits = {m.item.code: () if m.at_once else m.waits_for for m in sheet.merged.members}
    caps = [cap for cap in (package.promised_days, JOINT_WORKDAYS if package.joint else 0) if cap]
    return promise([m.item for m in sheet.merged.members], waits, today, workplace.calendar, caps)


def mode_of(merged: MergedMember) -> Mode:
    """How a member is filed."""
    if not merged.at_once:
        return "waiting"
    return "commitment" if merged.waits_for else "filed"


def _member(
    workplace: Workplace, sheet: Sheet, merged: MergedMember, filing: Filing, cases: Mapping[str, CaseState]
) -> PackageMember:
    item, case = merged.item, cases.get(merged.item.code)
    group = next(m for m in sheet.merged.package.members if m.item == item.code)
    return PackageMember(
        item_code=item.code,
        item_name=item.name,
        department=workplace.catalogue.department_of(item).full_name,
        mode=mode_of(merged),
        waits_for=merged.waits_for,
        case_id=case.case_id if case else "",
        case_no=case.case_no if case else "",
        filing=None if case else member_filing(sheet, item.code, filing),
        together=group.together,
        reviewed_together=group.reviewed_together,
    )


def _finish(
    workplace: Workplace,
    uow: UnitOfWork,
    sheet: Sheet,
    openings: Sequence[_Opening],
    opening: tuple[str, PackageOpened],
    sitting: Sitting,
) -> PackageDone:
    """Draw all numbers, make all papers, append everything as one group; the caller commits."""
    identity, event = opening
    numbering, states = Numbering(workplace, uow), [o.state for o in openings]
    groups = accepted_together(states, joint=bool(event.joint))
    papers = _papers_of_cases(workplace, uow, openings, groups, numbering, joint=bool(event.joint))
    maker = PackagePapers(workplace, uow, sheet, opened(identity, event), states, numbering)
    shared = [maker.cover()]
    papers[0] = (*papers[0], *shared)
    for group in groups if event.joint else ():
        shared.append(maker.joint(group))
        place = states.index(group[0])
        papers[place] = (*papers[place], shared[-1])
    draws = [case_draw(o.state) for o in openings] + [p.draw for own in papers for p in own]
    events = [NewEvent(Subject("numbers", uow.journal.id), e.NumbersDrawn(tuple(draws)))]
    for one, own in zip(openings, papers, strict=True):
        bodies = [*one.happened, *(p.meant for p in own)]
        events += [NewEvent(Subject(CASE, one.state.case_id), body, i) for i, body in enumerate(bodies)]
    events.append(NewEvent(Subject(PACKAGE, identity), event, 0))
    if sitting.count_visit:
        first = openings[0].state
        body = VisitRecorded("filing", first.case_no, first.item_code, sitting.ticket)
        events.append(NewEvent(Subject("visit", secrets.token_hex(16)), body))
    uow.append(events)
    for one in openings:
        attach_scans(workplace, uow, one.state.case_id, one.happened)
    dones = tuple(_done(o, own, uow.now.effective) for o, own in zip(openings, papers, strict=True))
    in_order = (*shared, *(p for done in dones for p in done.papers if p not in shared))
    changed = frozenset({"cases", "todo", "prints", "packages", *(f"case:{o.state.case_id}" for o in openings)})
    return PackageDone(opened(identity, event), dones, in_order, changed, uow.now.effective)


def _papers_of_cases(
    workplace: Workplace,
    uow: UnitOfWork,
    openings: Sequence[_Opening],
    groups: Sequence[Sequence[CaseState]],
    numbering: Numbering,
    *,
    joint: bool,
) -> list[tuple[NumberedPaper, ...]]:
    """The papers of each member; one notice tells all that an authority accepts, on the first of them. Rule: LAW-26-2.

    Where one authority accepts for all, its notice stands in for theirs.
    """
    occasions = {o.state.case_id: occasion_of(workplace, o.around, o.state, uow) for o in openings}
    told = {case.case_id for group in groups for case in (group if joint else group[1:])}
    with_it = {group[0].case_id: tuple(occasions[case.case_id] for case in group[1:]) for group in groups}
    found = []
    for one in openings:
        own = one.state.case_id
        occasion = replace(occasions[own], accepted_with=with_it.get(own, ()))
        entries = papers_after(occasion, one.happened)
        wanted = [entry for entry in entries if not (own in told and entry.kind == "acceptance-notice")]
        found.append(draw_papers(workplace, uow, occasion, wanted, numbering))
    return found


def _done(one: _Opening, papers: Iterable[NumberedPaper], at: datetime) -> Done:
    state, own = one.state, tuple(papers)
    for paper in own:
        state = evolve(state, paper.meant)
    return Done(state, tuple(one.happened), own, frozenset({f"case:{state.case_id}"}), at)
