"""A whole acceptance, typed: no mouse, no widget touched by name, Chinese by an input method."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.desk.screens.acceptance.view import AcceptanceScreen
from app.usecases.workplace import Workplace
from tests.gui.acceptance.hands import Hands

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

Key = Qt.Key


@pytest.fixture
def hands(screen: AcceptanceScreen, settled: Callable[[], None]) -> Hands:
    return Hands(screen, settled)


def enter_person(hands: Hands) -> None:
    """The applicant, from the first field on; ends at who acts."""
    hands.enter("500106199003070016").enter("张甡").enter("13800138000")


def choose_food_licence(hands: Hands) -> None:
    hands.control(Key.Key_K).type("spjyxkxb").press(Key.Key_Return)


def fill_form(hands: Hands) -> None:
    """Questions by number keys, the form field by field."""
    hands.type("1").press(Key.Key_Return).type("1").press(Key.Key_Return).type("1").press(Key.Key_Return)
    for words in ("沙坪坝区三峡广场12号", "86.5", "86.5", "32", "20310630", "6", "1", "李娜"):
        hands.enter(words)
    hands.enter("500106199003070016")


def the_case(screen: AcceptanceScreen, workplace: Workplace) -> CaseState:
    done = screen.page.done
    assert done is not None
    return workplace.find_case(done.state.case_no)


def test_whole_acceptance_is_typed(hands: Hands, workplace: Workplace, printed: Path) -> None:
    screen = hands.screen
    enter_person(hands)
    choose_food_licence(hands)
    assert screen.page.taking.filing.item == "GT-04"
    fill_form(hands)
    hands.go_on()
    assert screen.materials.list.hasFocus()
    for _ in range(40):
        if screen.page.check is not None and screen.page.check.complete:
            break
        hands.press(Key.Key_Space)
    assert screen.verdict.bar.title() == "材料齐全，可以受理"
    hands.go_on().wait()
    state = the_case(screen, workplace)
    assert (state.phase, state.filing.applicant.name) == ("accepted", "张甡")
    hands.type("1").wait()
    hands.type("1").wait()
    state = the_case(screen, workplace)
    notice = next(d for d in state.documents.values() if d.kind == "acceptance-notice")
    assert (notice.printed, notice.sealed, notice.told) == (2, True, "handed-over")
    assert [path.suffix for path in printed.iterdir()] == [".pdf"]
