"""A theme package: questions answered by number, then only what this person needs, one after another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.acceptance.hands import Hands


@pytest.fixture
def hands(screen, settled):
    return Hands(screen, settled)


def choose(hands, *answers):
    hands.control(Qt.Key.Key_K).type("新生儿出生一件事").press(Qt.Key.Key_Return)
    for answer in answers:
        hands.type(answer)
    return hands.screen.page.taking


def test_members_are_those_that_the_answers_call_for(hands):
    taking = choose(hands, "2", "2", "1")
    assert (taking.package, taking.filing.item) == ("新生儿出生一件事", "WJ-04")
    assert taking.waiting == ("WJ-05", "GA-01", "YB-02", "RS-04")


def test_all_members_and_their_order(hands):
    taking = choose(hands, "1", "1", "1")
    assert taking.filing.item == "WJ-04"
    assert set(taking.waiting) == {"MZ-04", "WJ-05", "GA-01", "YB-02", "RS-04", "YB-04"}
    assert taking.waiting.index("GA-01") < taking.waiting.index("YB-02") < taking.waiting.index("RS-04")


def test_nothing_is_taken_before_the_last_answer(hands):
    taking = choose(hands, "1", "2")
    assert (taking.package, taking.waiting) == ("", ())
    assert "疫苗" in hands.screen.strip.question() or "接种" in hands.screen.strip.question()
