"""On the spot 立等可取 for a theme package: its members that the counter may decide are accepted, decided and handed out.

One sitting and one key; each step of each case is an event of its own, and the results go out on one receipt. A member
that waits for one of those results is filed with it on the same day, where nothing stands before it; the others, and
those that a department decides, go on as ever. Rules: LAW-34-2, LAW-38-1, LAW-44-1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.domain.package.prefill import Result
from app.domain.refusal import InputProblem, Refusal
from app.usecases.accept import Sitting
from app.usecases.act import act
from app.usecases.checking import check_taking, submitted
from app.usecases.immediate import SpotDecision, confirmed, handing_out, spot_of
from app.usecases.package import PackageDone
from app.usecases.package_issuing import issue_together
from app.usecases.package_members import file_member, member_filing
from app.usecases.package_queries import find_state, issued_with, read_package
from app.usecases.taking import member_of_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from app.domain.case.state import CaseState
    from app.domain.catalog.theme_package import ThemePackage
    from app.usecases.accept import Done
    from app.usecases.checking import Check
    from app.usecases.immediate import Deciders, Spot
    from app.usecases.package_checking import PackageCheck
    from app.usecases.taking import Taking
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class MemberSpot:
    """A member that can be decided at once: the content proposed, and whether its result bears a number as a rule."""

    code: str
    name: str
    content: str
    numbered: bool


@dataclass(frozen=True)
class PackageSpot:
    """What is asked before members are decided on the spot; `rest` are those filed now that their departments decide.

    The rest as `Spot` has it.
    """

    members: tuple[MemberSpot, ...]
    seconds: tuple[str, ...]
    collector: str
    issued: bool
    rest: int

    @property
    def asks(self) -> bool:
        """Something has to be entered."""
        return bool(self.seconds) or any(one.numbered for one in self.members)


@dataclass(frozen=True)
class PackageDecision:
    """What was entered for each member, by item code; `second` confirms all of them with his `password`."""

    members: Mapping[str, SpotDecision]
    second: str = ""
    password: str = ""


@dataclass(frozen=True)
class PackageOnTheSpot:
    """What came of it: everything that is durable, and what stopped the rest, where something did."""

    done: PackageDone
    stopped: Refusal | None = None

    @property
    def changed(self) -> frozenset[str]:
        """What screens may be stale."""
        return self.done.changed


def package_spot(
    check: PackageCheck,
    taking: Taking,
    today: date,
    who: Deciders,
    as_filed: Callable[[str, Sequence[Result]], Check],
) -> PackageSpot | None:
    """What is asked to decide members of this package on the spot; None where none of them can be decided here.

    A member that waits is among them where all it waits for are, and where nothing stands before it then: `as_filed`
    checks it as it will be once those results are there.
    """
    merged = check.sheet.merged
    apart = _reviewed_together(merged.package)
    now = {one.code: one.complete and one.verdict == "accepted" for one in check.now}
    found: dict[str, tuple[MemberSpot, Spot]] = {}
    results: list[Result] = []
    for member in merged.members:
        item = member.item
        spot = None if item.code in apart else spot_of(item, taking, today, who)
        if spot is None or not now.get(item.code, set(member.waits_for) <= set(found)):
            continue
        if item.code not in now and not _can_be_filed(as_filed(item.code, results)):
            continue
        found[item.code] = (MemberSpot(item.code, item.name, spot.content, spot.numbered), spot)
        results.append(Result(item.name, item.result))
    if not any(found.get(code) for code in now):
        return None
    spots = [spot for _, spot in found.values()]
    seconds = who.others if any(spot.seconds for spot in spots) else ()
    members = tuple(member for member, _ in found.values())
    rest = sum(code not in found for code in now)
    return PackageSpot(members, seconds, spots[0].collector, spots[0].issued, rest)


def _can_be_filed(check: Check) -> bool:
    return check.complete and check.verdict == "accepted" and not check.powerless


def _reviewed_together(package: ThemePackage) -> set[str]:
    """Members that are one review with others 多审合一: they are decided together, by their department."""
    counted = Counter(m.reviewed_together for m in package.members if m.reviewed_together)
    return {m.item for m in package.members if counted[m.reviewed_together] > 1}


def decide_package_at_once(
    workplace: Workplace, take: Callable[[], PackageDone], decision: PackageDecision
) -> PackageOnTheSpot:
    """Accept by `take`, grant the members named, and hand their results out. The password is checked before anything.

    What refuses after the acceptance leaves accepted cases, and is told; one member's refusal stops no other.
    """
    actor = confirmed(workplace, decision.second, decision.password)
    for code, one in decision.members.items():
        if not one.content.strip():
            raise InputProblem("ENTRY-CONTENT", "请写明准予的内容。", f"{code}.content")
    done = take()
    at_work = _AtWork(workplace, decision.members, actor)
    at_work.grant(one.state for one in done.dones)
    filed = at_work.file_waiting(done.package.package_no)
    cases = (*done.case_nos, *(one.state.case_no for one in filed))
    at_work.do(partial(_handed_out, workplace, cases))
    dones = tuple(replace(one, state=workplace.find_case(one.state.case_no)) for one in (*done.dones, *filed))
    with workplace.store.read() as connection:
        package = find_state(connection, done.package.package_id)
    papers = (*done.papers, *(p for one in at_work.in_order for p in one.papers))
    changed = done.changed.union(*(one.changed for one in at_work.in_order))
    whole = replace(done, package=package, dones=dones, papers=papers, changed=changed)
    return PackageOnTheSpot(whole, next(iter(at_work.refusals), None))


class _AtWork:
    """Does one step after the other; one that refuses stops no other."""

    def __init__(self, workplace: Workplace, decisions: Mapping[str, SpotDecision], actor: str) -> None:
        self._workplace = workplace
        self._decisions = decisions
        self._actor = actor
        self.in_order: list[Done] = []
        self.refusals: list[Refusal] = []

    def do(self, step: Callable[[], Done | None]) -> Done | None:
        """One step; None where it refused, or there was nothing to do."""
        try:
            done = step()
        except (Refusal, InputProblem) as refusal:
            self.refusals.append(refusal if isinstance(refusal, Refusal) else Refusal(refusal.code, refusal.message))
            return None
        if done is not None:
            self.in_order.append(done)
        return done

    def grant(self, cases: Iterable[CaseState]) -> None:
        """Grant those that were accepted and for which something was entered."""
        for case in cases:
            one = self._decisions.get(case.item_code)
            if one is not None and case.phase == "accepted":
                command = c.Grant(one.content, one.licence_no, one.valid_from, one.valid_to)
                self.do(partial(act, self._workplace, case.case_no, command, actor=self._actor))

    def file_waiting(self, package: str) -> list[Done]:
        """File and grant members whose results have come of this sitting, again and again until none is ready."""
        filed: list[Done] = []
        tried: set[str] = set()
        while True:
            ready = {m.item_code for m in read_package(self._workplace, package).ready}
            codes = [code for code in self._decisions if code in ready - tried]
            if not codes:
                return filed
            for code in codes:
                tried.add(code)
                done = self.do(partial(self._file, package, code))
                if done is not None:
                    filed.append(done)
                    self.grant((done.state,))

    def _file(self, package: str, code: str) -> Done | None:
        """File a member as its own page would; None where something stands before it: it stays in the to-do."""
        workplace = self._workplace
        around = workplace.surroundings(code, workplace.catalogue.hash, workplace.today())
        taking = member_of_package(package, member_filing(workplace, package, code), around.release)
        if not _can_be_filed(check_taking(taking, around)):
            return None
        return file_member(workplace, package, code, submitted(taking, around))


def _handed_out(workplace: Workplace, numbers: Sequence[str]) -> Done | None:
    """All results that can go out now, to whoever came, in one act; None where there are none, or they are posted."""
    states = [workplace.find_case(number) for number in numbers]
    ready = [s for s in states if s.phase == "granted" and s.filing.service != "post"]
    ready = [s for s in ready if not issued_with(workplace, s.case_no).missing]
    if not ready:
        return None
    also = tuple(s.case_no for s in ready[1:])
    again = Sitting(count_visit=False)
    return issue_together(workplace, ready[0].case_no, handing_out(ready[0]), also=also, sitting=again)
