"""Fold of a package: `evolve(state, event) -> state`. Pure; what happened, happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.package.events import MemberDropped, MemberFiled, PackageOpened
from app.domain.package.state import PackageState

if TYPE_CHECKING:
    from collections.abc import Iterable


def opened(package_id: str, event: PackageOpened) -> PackageState:
    """The state after the first event of a package."""
    return PackageState(
        package_id=package_id,
        package_no=event.package_no,
        key=event.key,
        name=event.name,
        release=event.release,
        counter=event.counter,
        opened_on=event.opened_on,
        applicant=event.applicant,
        agent=event.agent,
        answers=event.answers,
        form=event.form,
        members=event.members,
        promised=event.promised,
        path=event.path,
        joint=event.joint,
        seq=1,
    )


def evolve(state: PackageState, event: Any) -> PackageState:
    """The state after one more event; one of an unknown type changes nothing but the count.

    The first filing of a member counts; a second one, by a counter that was apart, is kept as `extra`.
    """
    match event:
        case MemberFiled():
            return _filed(replace(state, seq=state.seq + 1), event)
        case MemberDropped() if _waits(state, event.item_code):
            return replace(state, dropped={**state.dropped, event.item_code: event.reason}, seq=state.seq + 1)
        case _:
            return replace(state, seq=state.seq + 1)


def _filed(state: PackageState, event: MemberFiled) -> PackageState:
    member = state.member(event.item_code)
    if member is None or (member.case_id and member.case_id != event.case_id):
        return replace(state, extra=(*state.extra, event.case_no))
    filed = replace(member, case_id=event.case_id, case_no=event.case_no, filing=None)
    members = tuple(filed if m.item_code == event.item_code else m for m in state.members)
    dropped = {k: v for k, v in state.dropped.items() if k != event.item_code}
    return replace(state, members=members, dropped=dropped)


def _waits(state: PackageState, code: str) -> bool:
    member = state.member(code)
    return member is not None and not member.case_id


def fold(package_id: str, events: Iterable[Any]) -> PackageState | None:
    """The package after its events; None before it is opened. Bodies that are no event of it are passed over."""
    state: PackageState | None = None
    for event in events:
        if isinstance(event, PackageOpened):
            state = state or opened(package_id, event)
        elif state is not None and isinstance(event, MemberFiled | MemberDropped):
            state = evolve(state, event)
    return state
