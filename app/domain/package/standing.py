"""How a package stands: what became of each member, and what that means for those that wait for it.

Computed on reading from the package and its cases; nothing is written. One member refused or withdrawn never drags the
others down unless they depend on it; then the applicant decides (部分办结).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from app.domain.package.events import PackageMember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.package.state import PackageState

Result = Literal[
    "running", "correction", "granted", "issued", "refused", "withdrawn", "not-accepted", "not-required"
]  # fmt: skip
MemberStatus = Literal[
    "running", "correction", "granted", "issued", "refused", "withdrawn", "not-accepted", "not-required",
    "waiting", "ready", "held", "dropped",
]  # fmt: skip
PackageStatus = Literal["in-progress", "partly", "done", "ended"]

STATUS_ZH: Mapping[PackageStatus, str] = {
    "in-progress": "办理中",
    "partly": "部分办结",
    "done": "已办结",
    "ended": "未办成",
}
MEMBER_ZH: Mapping[MemberStatus, str] = {
    "running": "办理中",
    "correction": "待补正",
    "granted": "已准予",
    "issued": "已出件",
    "refused": "不予许可",
    "withdrawn": "已撤回",
    "not-accepted": "不予受理",
    "not-required": "不需要许可",
    "waiting": "待前项结果",
    "ready": "可以提出",
    "held": "待申请人决定",
    "dropped": "不再办理",
}
HERE: frozenset[str] = frozenset({"granted", "issued", "not-required"})
"""What a member that waits for another may rest on: the result is there, or the law asks for none."""
FAILED: frozenset[str] = frozenset({"refused", "withdrawn", "not-accepted", "dropped"})
"""What leaves a member that depends on it to the applicant's decision."""
_RESULTS: frozenset[str] = frozenset(get_args(Result))


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """A member and how it stands; `on` are the names of those that it waits for, or that did not come about."""

    member: PackageMember
    is_: MemberStatus
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageStanding:
    """A package as a whole."""

    status: PackageStatus
    members: tuple[MemberStanding, ...]

    def member(self, code: str) -> MemberStanding | None:
        """The member with this item code."""
        return next((m for m in self.members if m.member.item_code == code), None)

    @property
    def ready(self) -> tuple[PackageMember, ...]:
        """Members that can be filed now."""
        return tuple(m.member for m in self.members if m.is_ == "ready")

    @property
    def held(self) -> tuple[MemberStanding, ...]:
        """Members that wait for the applicant's decision."""
        return tuple(m for m in self.members if m.is_ == "held")


def result_of(phase: str) -> Result:
    """What a case in this phase is for its package."""
    return phase if phase in _RESULTS else "running"  # type: ignore[return-value]  # looked up


def standing(state: PackageState, phases: Mapping[str, str]) -> PackageStanding:
    """How the package stands; `phases` are those of its cases, by item code. A case that is not known runs."""
    found: dict[str, MemberStatus] = {}
    for member in state.members:
        found[member.item_code] = _filed(member, phases) or (
            "dropped" if member.item_code in state.dropped else "waiting"
        )
    names = {m.item_code: m.item_name for m in state.members}
    members = tuple(_waiting(m, found, names) for m in state.members)
    return PackageStanding(_whole(members), members)


def _filed(member: PackageMember, phases: Mapping[str, str]) -> MemberStatus | None:
    return result_of(phases.get(member.item_code, "")) if member.case_id else None


def _waiting(member: PackageMember, found: Mapping[str, MemberStatus], names: Mapping[str, str]) -> MemberStanding:
    is_ = found[member.item_code]
    if is_ != "waiting":
        return MemberStanding(member, is_)
    failed = tuple(names[a] for a in member.waits_for if found.get(a) in FAILED)
    if failed:
        return MemberStanding(member, "held", failed)
    awaited = tuple(names[a] for a in member.waits_for if a in found and found[a] not in HERE)
    return MemberStanding(member, "waiting" if awaited else "ready", awaited)


def _whole(members: tuple[MemberStanding, ...]) -> PackageStatus:
    every = {m.is_ for m in members}
    if every <= HERE:
        return "done"
    if every <= FAILED:
        return "ended"
    return "partly" if every & FAILED else "in-progress"
