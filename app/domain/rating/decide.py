"""Deciding on ratings: what a person may say, and what may be done about a bad one. Rule: RATING-51."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.rating.events import STEP_ZH, STEPS, FollowStep, RatingFollowed
from app.domain.rating.state import ORDER
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.rating.state import RatingState

LONGEST = 500
"""Characters of a remark."""


@dataclass(frozen=True, slots=True)
class RatingLevel:
    """One of the five levels: 5 is 非常满意; its standard labels are chosen from, never typed."""

    level: int
    label: str
    labels: tuple[str, ...]


def check_rating(levels: Mapping[int, RatingLevel], level: int, labels: Sequence[str], text: str) -> tuple[str, ...]:
    """The labels, each once, in their own order; Refusal RATE-LEVEL, RATE-LABEL, RATE-TEXT."""
    known = levels.get(level)
    if known is None:
        raise Refusal("RATE-LEVEL", "评价只有五档，请选其中一档。", "level")
    strange = next((one for one in labels if one not in known.labels), None)
    if strange is not None:
        raise Refusal("RATE-LABEL", "所选的说明不属于这一档，请重新选择。", "labels")
    if len(text) > LONGEST:
        raise Refusal("RATE-TEXT", f"文字请在 {LONGEST} 字以内。", "text")
    return tuple(one for one in known.labels if one in labels)


def follow(state: RatingState, step: FollowStep, text: str, today: date) -> RatingFollowed:
    """Note a step about a bad rating; Refusal STATE-RATING, ENTRY-EMPTY, ENTRY-CHOICE."""
    if step not in STEPS:
        raise Refusal("ENTRY-CHOICE", "没有这一步。", "step")
    if not text.strip():
        raise Refusal("ENTRY-EMPTY", f"请写明{STEP_ZH[step]}的情况，它会留存。", "text")
    if not state.bad:
        raise Refusal("STATE-RATING", "这不是差评，不用跟进。")
    if state.invalidated:
        raise Refusal("STATE-RATING", "这条差评已经认定不成立，不再跟进。")
    if step in ("upheld", "invalidated"):
        if not state.appealed:
            raise Refusal("STATE-RATING", "没有等待复核的申诉。")
    elif step == "appealed":
        if state.appealed or "upheld" in state.steps:
            raise Refusal("STATE-RATING", "已经申诉过，一条差评复核一次。")
    else:
        _refuse_out_of_turn(state, step)
    return RatingFollowed(step, text, today.isoformat())


def _refuse_out_of_turn(state: RatingState, step: FollowStep) -> None:
    if step in state.steps:
        raise Refusal("STATE-RATING", f"{STEP_ZH[step]}已经登记过。")
    missing = [one for one in ORDER[: ORDER.index(step)] if one not in state.steps]
    if missing:
        raise Refusal("STATE-RATING", f"先登记{'、'.join(STEP_ZH[one] for one in missing)}，再登记{STEP_ZH[step]}。")
