"""A theme package: questions answered by number, then only what this person needs, one after another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.usecases import taking as t
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


def test_what_waits_for_a_result_is_named_and_not_led_to(hands):
    page = (choose(hands, "2", "2", "1"), hands.screen.page)[1]
    assert [item.code for item in page.waiting()] == []
    names = {code: page.work.item(code).name for code in ("WJ-04", "GA-01", "YB-02")}
    assert [(item.code, after) for item, after in page.later()] == [
        ("WJ-05", names["WJ-04"]), ("GA-01", names["WJ-04"]), ("YB-02", names["GA-01"]), ("RS-04", names["YB-02"]),
    ]  # fmt: skip
    hands.control(Qt.Key.Key_K)
    details = {hit.key: hit.detail for hit in hands.screen.matter.search.list.rows()}
    assert details["GA-01"] == f"待“{names['WJ-04']}”的结果出来后办理"


def test_what_a_commitment_stands_in_for_is_taken_at_once(hands):
    page = hands.screen.page
    package = page.work.package("after-death")
    members = page.work.members(package, {"pension": "receiving", "fund": "fund", "estate": "deposit"})
    assert members["GA-02"] == ("WJ-06",)
    assert (members["SB-02"], members["GJ-02"]) == ((), ())
    assert members["YH-02"] == ("GA-02",)


def test_what_the_package_asked_is_not_asked_again(hands):
    page = hands.screen.page
    item = next(i for i in page.work.workplace.catalogue.items if i.situations)
    asked = item.situations[0]
    once = {asked.key: asked.options[0].key, "of_another": "x"}
    page.start(replace(t.fresh(), package_answers=once))
    page.choose_item(item.code)
    assert page.taking.filing.answers == {asked.key: asked.options[0].key}


def test_nothing_is_taken_before_the_last_answer(hands):
    taking = choose(hands, "1", "2")
    assert (taking.package, taking.waiting) == ("", ())
    assert "疫苗" in hands.screen.strip.question() or "接种" in hands.screen.strip.question()
