"""The acceptance page without a window: undo, one decision at a time, the keys of the list, the questions afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.catalog.search import SearchIndex, index_entries
from app.desk.screens.acceptance.afterwards import Afterwards
from app.desk.screens.acceptance.checklist import Checklist
from app.desk.screens.acceptance.presenter import AcceptancePresenter
from app.domain.checklist.filing import ExtraMaterial
from app.usecases import taking as t
from app.usecases.counter_work import CounterWork
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.checklist_lines import MaterialLine, PointLine

MONDAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path, MONDAY)
    yield played
    played.close()


@pytest.fixture
def page(counter: PlayedCounter) -> AcceptancePresenter:
    index = SearchIndex(index_entries(counter.workplace.catalogue))
    return AcceptancePresenter(CounterWork(counter.workplace, index))


@pytest.fixture
def filled(page: AcceptancePresenter) -> AcceptancePresenter:
    """Applicant, item, questions and form are done; no material was looked at."""
    filing = complete_filing(item_of("GT-04"))
    page.choose_item("GT-04")
    page.change(t.with_kind(page.taking, filing.applicant.kind))
    for place in ("id_number", "name", "phone"):
        page.edit(f"applicant.{place}", getattr(filing.applicant, place))
    for key, answer in filing.answers.items():
        page.edit(f"answers.{key}", answer)
    for key, value in filing.form.items():
        page.edit(f"form.{key}", value)
    return page


def line_of(page: AcceptancePresenter, material: str) -> MaterialLine:
    assert page.check is not None
    line = page.check.line(material)
    assert line is not None
    return line


def point_of(page: AcceptancePresenter, material: str, point: str) -> PointLine:
    found = line_of(page, material).point(point)
    assert found is not None
    return found


def test_letters_of_one_field_are_undone_together(page: AcceptancePresenter) -> None:
    for text in ("张", "张三"):
        page.edit("applicant.name", text)
    page.edit("applicant.phone", "1")
    assert page.undo()
    assert page.taking.filing.applicant.name == "张三"
    assert page.undo()
    assert page.taking.empty
    assert not page.undo()


def test_a_decision_is_begun_once(filled: AcceptancePresenter) -> None:
    assert filled.begin_deciding() is filled.taking
    assert filled.begin_deciding() is None
    filled.edit("applicant.name", "李四")
    assert filled.taking.filing.applicant.name != "李四"
    filled.refused()
    assert filled.begin_deciding() is filled.taking


def test_the_list_goes_from_point_to_point(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_pass("application", "")
    assert checklist.cursor is not None
    material, first = checklist.cursor
    assert (material, point_of(filled, material, first).state) == ("application", "open")
    checklist.press_pass(material, first)
    assert checklist.cursor != (material, first)
    assert point_of(filled, material, first).state == "pass"


@pytest.mark.law("LAW-32-3")
def test_a_defect_that_can_be_put_right_is_asked_about(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_fail("application", "signed")
    assert filled.ask is not None
    assert filled.ask.kind == "spot"
    checklist.answer_spot("fixed")
    checklist.answer_fixed("补签了姓名和日期")
    assert point_of(filled, "application", "signed").state == "fixed"
    assert filled.taking.filing.entry("application").remark == "当场更正：补签了姓名和日期"


def test_against_the_programs_check_a_reason_is_asked(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_fail("floor_plan", "area_same")
    assert filled.ask is not None
    assert filled.ask.kind == "override"
    checklist.answer_override("  ")
    assert point_of(filled, "floor_plan", "area_same").state == "pass"
    checklist.answer_override("图上另有手写面积")
    assert point_of(filled, "floor_plan", "area_same").state == "fail"


def test_a_deferral_takes_the_last_day_and_is_taken_back(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_defer("safety_rules")
    assert filled.check is not None
    assert filled.taking.filing.defer == {"safety_rules": filled.check.latest.isoformat()}
    assert line_of(filled, "safety_rules").state == "deferred"
    checklist.press_defer("safety_rules")
    assert filled.taking.filing.defer == {}
    checklist.press_defer("floor_plan")
    assert filled.taking.filing.defer == {}


def test_ways_are_switched_one_by_one(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_way("business_licence", 3)
    assert filled.taking.filing.entry("business_licence").provided == ("e-licence",)
    checklist.press_way("business_licence", 2)
    assert filled.taking.filing.entry("business_licence").provided == ("e-licence", "copy-kept")
    checklist.press_way("business_licence", 3)
    assert filled.taking.filing.entry("business_licence").provided == ("copy-kept",)


def test_marks_go_round_with_the_mouse(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    states = []
    for _ in range(4):
        checklist.press_mark("business_licence", "address_same")
        states.append(point_of(filled, "business_licence", "address_same").state)
    assert states == ["pass", "fail", "n/a", "open"]
    checklist.press_mark("floor_plan", "")
    checklist.press_mark("floor_plan", "")
    assert line_of(filled, "floor_plan").state == "missing"


@pytest.mark.law("LAW-31")
def test_a_paper_outside_the_list_needs_a_reason(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.ask_extra()
    checklist.answer_extra("情况说明", "")
    assert not filled.taking.filing.extra
    checklist.answer_extra("情况说明", "申请人自愿补充")
    assert list(filled.taking.filing.extra) == [ExtraMaterial("情况说明", "申请人自愿补充")]


def test_what_was_ticked_stays_when_answers_change(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    checklist.press_pass("floor_plan", "areas_marked")
    filled.edit("answers.business_type", "vending")
    filled.edit("answers.business_type", "catering")
    assert point_of(filled, "floor_plan", "areas_marked").state == "pass"


def test_the_number_is_looked_up_once_it_stands(page: AcceptancePresenter) -> None:
    page.edit("applicant.id_number", "50010619900307001")
    assert page.wanted_number() == ""
    page.edit("applicant.id_number", "500106199003070016")
    assert page.wanted_number() == "500106199003070016"


def test_a_package_is_taken_as_one(page: AcceptancePresenter) -> None:
    page.choose_package("after-death")
    assert page.package is not None
    while page.package.sheet.unanswered:
        asked = page.package.sheet.unanswered[0]
        page.edit(f"answers.{asked.key}", asked.options[0].key)
    now = [member.code for member in page.package.now]
    assert now == ["WJ-06", "BZ-01", "SB-02", "SB-03", "YB-05"]
    assert [(m.code, m.waits_for) for m in page.package.later] == [("GA-02", ("居民死亡医学证明（推断）书签发",))]
    assert not page.can_receive
    page.choose_item("GT-04")
    after = (page.taking.package, page.item.code if page.item else "", bool(page.package))
    assert after == ("", "GT-04", False)


def test_papers_are_asked_about_until_they_are_handed_over(filled: AcceptancePresenter) -> None:
    checklist = Checklist(filled)
    for line in filled.check.materials if filled.check else ():
        checklist.press_missing(line.key)
    done = filled.work.accept(filled.taking)
    after = Afterwards(done)
    asked = after.question()
    assert asked is not None
    assert "出纸了吗" in asked[0]
    step = after.answer("no")
    if step is None:
        step = after.answer("no")
    assert step is not None
    assert step.kind == "again"
    while not after.finished:
        after.answer("over" if "交给申请人" in (after.question() or ("",))[0] else "yes")
    assert after.question() is None
