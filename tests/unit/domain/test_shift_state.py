"""Who holds the shift, and what may follow."""

from __future__ import annotations

import pytest

from app.domain.refusal import Refusal
from app.domain.shift import DayClosed, ShiftHandedOver, ShiftOpened
from app.domain.shift_state import ShiftState, evolve_shift, open_shift, refuse_hand_over, refuse_unexplained

DAY = "2026-11-23"


def held(by: str = "a") -> ShiftState:
    return evolve_shift(ShiftState(), ShiftOpened(by, ("收件专用章",)), DAY)


def test_a_shift_is_opened_handed_over_and_closed() -> None:
    over = evolve_shift(held(), ShiftHandedOver("a", "b", (), (), 0, ("收件专用章",)), DAY)
    closed = evolve_shift(over, DayClosed("b", DAY, {}), DAY)
    assert [held().holder, over.holder, closed.holder] == ["a", "b", ""]
    assert (closed.open, closed.closed_on, closed.seals) == (False, DAY, ("收件专用章",))


def test_other_events_change_nothing() -> None:
    assert evolve_shift(held(), object(), DAY) == held()


@pytest.mark.parametrize(("clerk", "code"), [("a", "STATE-SHIFT-OPEN"), ("b", "STATE-SHIFT-HELD")])
def test_a_shift_that_is_held_is_not_opened(clerk: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_shift(held(), clerk, "李丽", ())
    assert refused.value.code == code


def test_who_holds_it_is_named() -> None:
    with pytest.raises(Refusal, match="李丽"):
        open_shift(held(), "b", "李丽", ())


@pytest.mark.parametrize(
    ("giver", "taker", "actor", "lead", "code"),
    [
        ("a", "a", "a", True, "STATE-SAME-CLERK"),
        ("b", "c", "b", True, "STATE-NOT-HOLDER"),
        ("a", "b", "c", False, "RIGHT-LEAD"),
    ],
)
def test_a_hand_over_that_would_pass_something_silently_is_refused(
    giver: str, taker: str, actor: str, lead: bool, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_hand_over(held(), giver, taker, actor=actor, actor_is_lead=lead)
    assert refused.value.code == code


def test_a_lead_hands_over_for_a_clerk_who_left() -> None:
    refuse_hand_over(held(), "a", "b", actor="c", actor_is_lead=True)
    assert held().holder == "a"


def test_differences_need_an_explanation() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_unexplained(("少一份",), "  ")
    assert refused.value.place == "explanation"
    refuse_unexplained(("少一份",), "卡纸时遗失")
