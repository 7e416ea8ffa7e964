"""F5: what goes back into the person's hands is named, ticked off by one key, and recorded as it was said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.domain.visit import SittingEnded
from app.usecases import taking as t
from app.usecases.day_facts import events_of_day
from tests.builders.filings import complete_filing, item_of
from tests.gui.acceptance.hands import Hands

Key = Qt.Key


@pytest.fixture
def hands(screen, settled):
    return Hands(screen, settled)


def accepted(hands, *, seen=True):
    """A case is taken; the plan of the premises was only seen."""
    screen = hands.screen
    filing = complete_filing(item_of("GT-04"))
    taking = t.Taking("a" * 32, filing, release=screen.page.work.release())
    if seen:
        taking = t.with_provided(taking, "floor_plan", "original-seen")
    screen.page.start(taking)
    hands.go_on().wait()
    assert screen.page.phase == "done"


def ended(workplace):
    """What was recorded when persons left."""
    with workplace.store.read() as connection:
        happened = list(events_of_day(workplace, connection, workplace.today()))
    return [event.body for event in happened if isinstance(event.body, SittingEnded)]


def test_originals_are_named_and_ticked_off_by_one_key(hands, workplace):
    accepted(hands)
    hands.type("1").wait().type("1").wait()
    hands.press(Key.Key_F5).wait()
    assert hands.screen.strip.question() == "请交还原件：经营场所布局、操作流程、设备设施说明（平面图）"
    assert ended(workplace) == []
    hands.type("1").wait()
    assert hands.screen.page.taking.empty
    assert [(s.originals_back, s.papers_over) for s in ended(workplace)] == [(True, True)]


def test_pressed_on_without_a_tick_is_recorded_as_it_is(hands, workplace):
    accepted(hands)
    hands.press(Key.Key_F5).wait()
    assert "受理通知书" in hands.screen.strip.question()
    hands.press(Key.Key_F5).wait()
    assert hands.screen.page.taking.empty
    assert [(s.originals_back, s.papers_over) for s in ended(workplace)] == [(False, False)]


def test_ticking_off_a_paper_records_that_it_reached_the_person(hands, workplace):
    accepted(hands, seen=False)
    case_no = hands.screen.page.done.state.case_no
    hands.press(Key.Key_F5).wait().type("1").wait()
    documents = workplace.find_case(case_no).documents.values()
    assert [(d.printed > 0, d.told) for d in documents] == [(True, "handed-over")]
    assert [(s.originals_back, s.papers_over) for s in ended(workplace)] == [(True, True)]


def test_put_off_is_not_handed_over(hands, workplace):
    accepted(hands, seen=False)
    hands.type("1").wait().type("3").wait()
    hands.press(Key.Key_F5).wait().type("2").wait()
    assert [(s.originals_back, s.papers_over) for s in ended(workplace)] == [(True, False)]


def test_nothing_to_hand_over_leaves_in_one_key(hands, workplace):
    accepted(hands, seen=False)
    hands.type("1").wait().type("1").wait().press(Key.Key_F5).wait()
    assert hands.screen.page.taking.empty
    assert [(s.originals_back, s.papers_over) for s in ended(workplace)] == [(True, True)]


def test_the_next_item_of_the_sitting_keeps_what_is_to_go_back(hands, workplace):
    accepted(hands)
    hands.type("1").wait().type("1").wait()
    hands.control(Key.Key_K).type("GT-05").press(Key.Key_Return).wait()
    hands.press(Key.Key_F5).wait()
    assert "留在窗口" in hands.screen.strip.question()
    hands.type("2").wait()
    assert "平面图" in hands.screen.strip.question()
