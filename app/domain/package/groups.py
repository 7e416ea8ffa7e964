"""What belongs together in a package: results handed out at once 两证同发, one review for several 多审合一. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from app.domain.package.events import PackageMember
    from app.domain.package.state import PackageState

OUT = frozenset({"refused", "withdrawn", "not-accepted", "not-required"})
"""Phases in which a case has no result to be handed out with the others: it holds up nobody."""


def issued_with(state: PackageState, phases: Mapping[str, str], case_id: str) -> tuple[PackageMember, ...]:
    """The members whose results go out with that of a case, itself included; of one that stands alone only itself."""
    mine = state.member_of(case_id)
    if mine is None:
        return ()
    if not mine.together:
        return (mine,)
    group = (m for m in state.members if m.together == mine.together and m.item_code not in state.dropped)
    return tuple(m for m in group if phases.get(m.item_code) not in OUT or m is mine)


def refuse_issuing_apart(
    state: PackageState, phases: Mapping[str, str], case_id: str, also: Collection[str] = ()
) -> None:
    """Refuse to hand out a result without those that belong to it; `also` are cases handed out in the same act.

    Refusal STATE-TOGETHER. A result that is out already holds up nobody; a refusal is served by itself.
    """
    mine = state.member_of(case_id)
    if mine is None or phases.get(mine.item_code) != "granted":
        return
    for member in issued_with(state, phases, case_id):
        phase = phases.get(member.item_code, "")
        if member is mine or phase == "issued" or (phase == "granted" and member.case_id in also):
            continue
        if phase == "granted":
            words = f"两证同发：请和“{member.item_name}”（{member.case_no}）的结果一起出件。"
        else:
            words = f"两证同发：“{member.item_name}”还没有结果，出来以后一起出件。"
        raise Refusal("STATE-TOGETHER", words)


def reviewed_with(state: PackageState, phases: Mapping[str, str], case_id: str) -> tuple[PackageMember, ...]:
    """The other members that are decided in one review with a case and wait for their decision like it."""
    mine = state.member_of(case_id)
    if mine is None or not mine.reviewed_together:
        return ()
    group = (m for m in state.members if m.reviewed_together == mine.reviewed_together and m is not mine)
    return tuple(m for m in group if phases.get(m.item_code) == "accepted")


def refuse_granting_apart(
    state: PackageState, phases: Mapping[str, str], case_id: str, also: Collection[str] = ()
) -> None:
    """Refuse to grant one of several that are one review, where others of it wait and are not granted in the same act.

    Refusal STATE-REVIEW. One that cannot be granted is refused first; then the rest is decided without it.
    """
    for member in reviewed_with(state, phases, case_id):
        if member.case_id not in also:
            words = f"多审合一：请和“{member.item_name}”（{member.case_no}）一并作出决定；不能准予的，先书面不予。"
            raise Refusal("STATE-REVIEW", words)
