"""On the spot 立等可取 for a theme package: its members that the counter may decide are accepted, decided and handed out.

One sitting and one key; each step of each case is an event of its own, and the results go out on one receipt. Members that
wait, or that a department decides, go on as ever. Rules: LAW-34-2, LAW-38-1, LAW-44-1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.domain.refusal import InputProblem, Refusal
from app.usecases.accept import Sitting
from app.usecases.act import act
from app.usecases.immediate import SpotDecision, confirmed, handing_out, spot_of
from app.usecases.package import PackageDone
from app.usecases.package_issuing import issue_together
from app.usecases.package_queries import issued_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from app.domain.catalog.theme_package import ThemePackage
    from app.usecases.accept import Done
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


def package_spot(check: PackageCheck, taking: Taking, today: date, who: Deciders) -> PackageSpot | None:
    """What is asked to decide members of this package on the spot; None where none of them can be decided here."""
    merged = check.sheet.merged
    apart = _reviewed_together(merged.package)
    items = {m.item.code: m.item for m in merged.members}
    found: list[tuple[MemberSpot, Spot]] = []
    for line in check.now:
        if line.complete and line.verdict == "accepted" and line.code not in apart:
            spot = spot_of(items[line.code], taking, today, who)
            if spot is not None:
                found.append((MemberSpot(line.code, line.name, spot.content, spot.numbered), spot))
    if not found:
        return None
    first = found[0][1]
    seconds = who.others if any(spot.seconds for _, spot in found) else ()
    members = tuple(member for member, _ in found)
    return PackageSpot(members, seconds, first.collector, first.issued, len(check.now) - len(members))


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
    steps: list[Callable[[], Done | None]] = []
    for case in (taken.state for taken in done.dones):
        entered = decision.members.get(case.item_code)
        if entered is not None and case.phase == "accepted":
            command = c.Grant(entered.content, entered.licence_no, entered.valid_from, entered.valid_to)
            steps.append(partial(act, workplace, case.case_no, command, actor=actor))
    steps.append(partial(_handed_out, workplace, done))
    made, refusals = _each(steps)
    papers = (*done.papers, *(p for one in made for p in one.papers))
    changed = done.changed.union(*(one.changed for one in made))
    dones = tuple(replace(one, state=workplace.find_case(one.state.case_no)) for one in done.dones)
    return PackageOnTheSpot(replace(done, dones=dones, papers=papers, changed=changed), next(iter(refusals), None))


def _each(steps: Iterable[Callable[[], Done | None]]) -> tuple[list[Done], list[Refusal]]:
    """Do each step; one that refuses stops no other."""
    made: list[Done] = []
    refusals: list[Refusal] = []
    for step in steps:
        try:
            done = step()
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            made += [done] if done is not None else []
    return made, refusals


def _handed_out(workplace: Workplace, done: PackageDone) -> Done | None:
    """All results that can go out now, to whoever came, in one act; None where there are none, or they are posted."""
    states = [workplace.find_case(number) for number in done.case_nos]
    ready = [s for s in states if s.phase == "granted" and s.filing.service != "post"]
    ready = [s for s in ready if not issued_with(workplace, s.case_no).missing]
    if not ready:
        return None
    also = tuple(s.case_no for s in ready[1:])
    again = Sitting(count_visit=False)
    return issue_together(workplace, ready[0].case_no, handing_out(ready[0]), also=also, sitting=again)
