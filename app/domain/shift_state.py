"""Who holds the shift 班次 at a counter, and what may follow: open, hand over, close. Pure; nothing passes silently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.domain.shift import DayClosed, ShiftHandedOver, ShiftOpened

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ShiftState:
    """The shift as it stands: `holder` is an account id, empty while no shift is open; days are ISO dates."""

    holder: str = ""
    since: str = ""
    seals: tuple[str, ...] = ()
    closed_on: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody holds the shift."""
        return bool(self.holder)


def evolve_shift(state: ShiftState, event: object, day: str) -> ShiftState:
    """The shift after one more event, which happened on `day`."""
    match event:
        case ShiftOpened():
            return ShiftState(event.clerk, day, event.seals, state.closed_on)
        case ShiftHandedOver():
            return replace(state, holder=event.taker, since=day, seals=event.seals)
        case DayClosed():
            return replace(state, holder="", closed_on=event.day)
    return state


def open_shift(state: ShiftState, clerk: str, holder_name: str, seals: Sequence[str]) -> ShiftOpened:
    """Open a shift; refused while somebody holds one: what lies at the counter passes by a hand-over only."""
    if state.holder == clerk:
        raise Refusal("STATE-SHIFT-OPEN", f"您的班次已于 {state.since} 开始，不用再开。")
    if state.open:
        raise Refusal("STATE-SHIFT-HELD", f"班次现由 {holder_name} 持有，请先办理交接。")
    return ShiftOpened(clerk, tuple(seals))


def refuse_hand_over(state: ShiftState, giver: str, taker: str, *, actor: str, actor_is_lead: bool) -> None:
    """Refuse a hand-over to oneself, from somebody who does not hold the shift, or for another by no lead."""
    if giver == taker:
        raise Refusal("STATE-SAME-CLERK", "交班人和接班人是同一个人，请选择接班人。", "taker")
    if state.open and state.holder != giver:
        raise Refusal("STATE-NOT-HOLDER", "班次不在交班人手里，请由现在持有班次的人员交接。", "giver")
    if actor != giver and not actor_is_lead:
        raise Refusal("RIGHT-LEAD", "替别人交班需要组长账号，请组长登录后办理。", "giver")


def refuse_unexplained(differences: Sequence[str], explanation: str) -> None:
    """Refuse to close a day whose sums do not come out until somebody has written why."""
    if differences and not explanation.strip():
        raise Refusal("STATE-DIFFERENCE", f"有 {len(differences)} 处差额，请写明情况后再结账。", "explanation")
