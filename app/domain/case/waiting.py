"""What a case waits for on the department's side, and until when: what work lists are ordered by. Pure.

Stored dates only, so that it can stand in a column; what today makes of them is the list's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

Stage = Literal["", "counter", "proposed", "review", "suspended", "returned", "result"]
"""`counter`: the five days run at the counter; should they run out, the case is deemed accepted. `proposed`: a verdict
waits for one with the power. `review`: the decision is due. `result`: decided, and not yet in the person's hand."""

STAGE_ZH: dict[Stage, str] = {
    "counter": "窗口核对中",
    "proposed": "建议结论待确认",
    "review": "待决定",
    "suspended": "特别程序中",
    "returned": "已退回窗口",
    "result": "待送达结果",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the department waits for, and the day (ISO) by which it has to happen. Both empty: nothing."""

    stage: Stage = ""
    due: str = ""


def waiting(state: CaseState) -> Waiting:
    """What a case waits for; of a special procedure the day on which it is expected to end."""
    if state.erased or state.ended:
        return Waiting()
    if state.phase in ("received", "correction"):
        return _before_acceptance(state)
    decided = state.grant or state.refusal
    if state.phase in ("granted", "refused") and decided is not None:
        return Waiting("result", decided.serve_by.date)
    if state.phase != "accepted":
        return Waiting()
    going = state.suspended
    if going is not None:
        return Waiting("suspended", going.until)
    due = state.promised.date if state.promised else state.legal.date if state.legal else ""
    return Waiting("returned" if state.sent_back else "review", due)


def _before_acceptance(state: CaseState) -> Waiting:
    if state.for_authority:
        return Waiting()
    if state.proposed is not None:
        return Waiting("proposed", state.answer_due.date)
    if state.if_deemed is not None:
        return Waiting("counter", state.answer_due.date)
    return Waiting()
