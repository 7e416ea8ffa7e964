"""Give a case to another hall 转办: the dates run on, whoever has it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.decide import PHASE_ZH
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case.commands import Transfer
    from app.domain.case.state import CaseState


def transfer(state: CaseState, command: Transfer, own_hall: str, today: date) -> list[Any]:
    """The case belongs to the other hall from now on. What is contested is settled where it came about."""
    if state.ended:
        raise Refusal("STATE-ENDED", f"{state.case_no} 已经结束（{PHASE_ZH[state.phase]}），不再转办。")
    if state.contested:
        raise Refusal("STATE-CONTESTED", f"{state.case_no} 还有两个窗口不一致的记录，先由组长处理再转办。")
    hall = command.hall.strip()
    if not hall or hall == (state.hall or own_hall):
        raise Refusal("ENTRY-HALL", "请写明转到哪个大厅；本件现在就在这个大厅的，不用转办。", "hall")
    if not command.reason.strip():
        raise Refusal("ENTRY-REASON", "请写明转办的理由。", "reason")
    return [e.CaseTransferred(hall, state.hall or own_hall, command.reason.strip(), today.isoformat())]


def refuse_elsewhere(state: CaseState, own_hall: str) -> None:
    """Refuse an act on a case that another hall has: who has it, since when, and what can be done."""
    if state.hall and own_hall and state.hall != own_hall:
        words = f"{state.case_no} 已于 {state.transferred_on} 转到{state.hall}，由那里继续办理。"
        raise Refusal(
            "STATE-ELSEWHERE", words + "可以查询和打印；要办理的，请联系那里，或者由那里的组长转回。", "case_no"
        )
