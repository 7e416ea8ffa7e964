"""What may be done to a package that is open: file a member that waited, or let it go. `(state, …) -> event` or a Refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.package.events import MemberDropped, MemberFiled
from app.domain.package.standing import MEMBER_ZH
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case.state import CaseState
    from app.domain.package.events import PackageMember
    from app.domain.package.standing import PackageStanding
    from app.domain.package.state import PackageState


def file_member(state: PackageState, now: PackageStanding, case: CaseState, today: date) -> MemberFiled:
    """A member is filed: its result is there, or the applicant goes on without the one that did not come about.

    Refusal STATE-WAITING while a result is still awaited: before it there is no receipt and no clock.
    """
    member = waiting_member(state, case.item_code)
    found = now.member(case.item_code)
    if found is not None and found.is_ == "waiting":
        awaited = "、".join(f"“{name}”" for name in found.on)
        raise Refusal("STATE-WAITING", f"{awaited}的结果还没有出来；结果出来当日提出“{member.item_name}”。", "item")
    return MemberFiled(case.item_code, case.case_id, case.case_no, today.isoformat())


def drop_member(state: PackageState, code: str, reason: str, today: date) -> MemberDropped:
    """The applicant lets a member go that has not been filed; one that was filed is withdrawn as any case."""
    member = waiting_member(state, code)
    if code in state.dropped:
        raise Refusal("STATE-DROPPED", f"“{member.item_name}”已经{MEMBER_ZH['dropped']}。", "item")
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明申请人不再办理的理由。", "reason")
    return MemberDropped(code, reason.strip(), today.isoformat())


def waiting_member(state: PackageState, code: str) -> PackageMember:
    """The member with this code that has no case yet; a Refusal says why there is none."""
    member = state.member(code)
    if member is None:
        raise Refusal("ENTRY-ITEM", f"套餐 {state.package_no} 里没有事项 {code}。", "item")
    if member.case_id:
        words = f"“{member.item_name}”已经提出，编号 {member.case_no}；要撤回请按办件办理。"
        raise Refusal("STATE-FILED", words, "item")
    return member
