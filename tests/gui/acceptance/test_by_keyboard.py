"""A whole acceptance, typed: no mouse, no widget touched by name, Chinese by an input method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.gui.acceptance.hands import Hands
from tests.gui.keys import commit, compose

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.domain.case.state import CaseState
    from app.usecases.workplace import Workplace
    from tests.gui.conftest import RecordingShell

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


def open_food_licence(hands: Hands) -> AcceptanceScreen:
    """Applicant, item and form are done; the list has the focus."""
    enter_person(hands)
    choose_food_licence(hands)
    fill_form(hands)
    hands.go_on()
    return hands.screen


def pass_all_but(hands: Hands, *stops: tuple[str, str]) -> None:
    """Space until nothing is open, or the list stands at one of `stops`."""
    screen = hands.screen
    for _ in range(60):
        check = screen.page.check
        assert check is not None
        if check.complete or screen.materials.list.current() in stops:
            return
        hands.press(Key.Key_Space)
    raise AssertionError("the list did not come to an end")


@pytest.mark.law("LAW-32-3", "LAW-32-4")
def test_correction_and_its_completion_are_typed(hands: Hands, workplace: Workplace) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands, ("floor_plan", "toilet_doors"))
    hands.press(Key.Key_X)
    assert screen.page.ask is not None
    assert screen.page.ask.kind == "spot"
    hands.type("2").type("1")
    hands.enter("卫生间")
    pass_all_but(hands, ("safety_rules", ""))
    hands.press(Key.Key_Q)
    pass_all_but(hands)
    reasons = [reason.text for reason in screen.verdict.bar.reasons()]
    assert reasons == ["平面图未标注“卫生间”", "食品安全规章制度目录未带"]
    assert screen.verdict.bar.primary.words() == "打印补正告知书"
    hands.go_on().wait()
    state = the_case(screen, workplace)
    assert (state.phase, len(state.reasons)) == ("correction", 2)
    assert state.filing.materials["floor_plan"].unable == {"toilet_doors": "申请人要带回去改"}
    hands.type("1").wait()
    hands.type("1").wait()
    hands.press(Key.Key_F5).wait()

    notice = next(d.number for d in the_documents(workplace, state.case_no) if d.kind == "correction-notice")
    hands.control(Key.Key_K).type(notice).press(Key.Key_Return).wait()
    assert shown_materials(screen) == ["floor_plan", "safety_rules"]
    hands.press(Key.Key_Space, Key.Key_Space, Key.Key_Space, Key.Key_Space, Key.Key_Space)
    assert screen.verdict.bar.title() == "补正齐全，可以受理"
    hands.go_on().wait()
    assert workplace.find_case(state.case_no).phase == "accepted"


def shown_materials(screen: AcceptanceScreen) -> list[str]:
    check = screen.page.check
    assert check is not None
    return [line.key for line in check.materials]


def the_documents(workplace: Workplace, case_no: str) -> list[Any]:
    return list(workplace.find_case(case_no).documents.values())


@pytest.mark.law("DEFER-LOCAL")
def test_deferral_is_typed(hands: Hands, workplace: Workplace) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands, ("safety_rules", ""))
    hands.press(Key.Key_R)
    hands.press(Key.Key_Return)
    pass_all_but(hands)
    assert screen.verdict.bar.title() == "可以容缺受理"
    assert screen.page.check is not None
    assert screen.page.check.basis == "办事指南要求"
    hands.go_on().wait()
    state = the_case(screen, workplace)
    check = screen.page.check
    assert check is not None
    assert [(d.material, d.until) for d in state.deferrals] == [("safety_rules", check.latest.isoformat())]
    assert {d.kind for d in state.documents.values()} == {"deferral-commitment", "acceptance-notice"}


def test_deferral_beyond_the_last_day_is_not_taken(hands: Hands) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands, ("safety_rules", ""))
    hands.press(Key.Key_R)
    hands.control(Key.Key_A).enter("20991231")
    assert screen.page.ask is not None
    check = screen.page.check
    assert check is not None
    assert screen.page.taking.filing.defer == {"safety_rules": check.latest.isoformat()}


@pytest.mark.law("LAW-32-2")
def test_refusal_names_the_other_authority(hands: Hands, workplace: Workplace) -> None:
    screen = hands.screen
    enter_person(hands)
    choose_food_licence(hands)
    hands.type("1").press(Key.Key_Return).type("1").press(Key.Key_Return).type("1").press(Key.Key_Return)
    hands.press(*[Key.Key_Return] * 9)
    hands.type("2")
    assert screen.verdict.bar.primary.words() == "去填还差的 1 处"
    hands.enter("重庆市市场监督管理局").enter("两江新区")
    assert screen.verdict.bar.primary.words() == "打印不予受理决定书"
    hands.go_on().wait()
    state = the_case(screen, workplace)
    assert (state.phase, state.authority) == ("not-accepted", "重庆市市场监督管理局")


def test_second_press_does_nothing(hands: Hands, workplace: Workplace) -> None:
    open_food_licence(hands)
    pass_all_but(hands)
    hands.go_on().go_on().go_on().wait()
    hands.go_on().wait()
    with workplace.store.read() as connection:
        from app.usecases.queries import search_cases

        assert len(search_cases(connection, "", workplace.today())) == 1


def test_next_person_leaves_nothing(hands: Hands) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands)
    hands.go_on().wait()
    hands.type("1").wait()
    hands.type("1").wait()
    hands.press(Key.Key_F5).wait()
    assert screen.page.taking.empty
    shown = " ".join(edit.text() for edit in screen.findChildren(QLineEdit))
    labels = " ".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())
    assert "张甡" not in shown + labels
    assert "0016" not in shown + labels


def test_undo_takes_back_field_by_field(hands: Hands) -> None:
    screen = hands.screen
    enter_person(hands)
    choose_food_licence(hands)
    hands.type("1")
    filing = screen.page.taking.filing
    assert filing.answers == {"business_type": "catering"}
    hands.control(Key.Key_Z)
    assert screen.page.taking.filing.answers == {}
    hands.control(Key.Key_Z)
    assert screen.page.taking.filing.item == ""
    hands.control(Key.Key_Z)
    assert screen.page.taking.filing.applicant.phone is None
    hands.control(Key.Key_Z).control(Key.Key_Z)
    assert screen.page.taking.empty


def test_enter_while_composing_goes_nowhere(hands: Hands) -> None:
    hands.enter("500106199003070016")
    name = hands.focus()
    compose(name, "zhang")
    hands.press(Key.Key_Return)
    assert hands.focus() is name
    commit(name, "张甡")
    hands.press(Key.Key_Return)
    assert hands.focus() is not name
    assert hands.screen.page.taking.filing.applicant.name == "张甡"


def test_next_item_keeps_person_and_verified_papers(hands: Hands, workplace: Workplace) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands)
    hands.go_on().wait()
    hands.type("1").wait()
    hands.type("1").wait()
    first = the_case(screen, workplace)
    hands.control(Key.Key_K).type("GT-05").press(Key.Key_Return).wait()
    taking = screen.page.taking
    assert taking.filing.applicant == first.filing.applicant
    assert taking.cases == (first.case_no,)
    item = workplace.catalogue.by_code["GT-05"]
    shared = {m.key for m in item.materials if m.identity == "business_licence"}
    assert {k for k, e in taking.filing.materials.items() if e.brought} >= shared


def test_papers_that_stay_are_no_draft(hands: Hands) -> None:
    screen = open_food_licence(hands)
    hands.press(Key.Key_Space)
    hands.control(Key.Key_S)
    assert "留在窗口" in screen.strip.question()
    hands.type("2").wait()
    assert screen.page.taking.empty
    assert [draft.parked for draft in screen.tools.work.standing().drafts] == [True]


def test_scanned_notice_opens_its_case_wherever_the_focus_is(hands: Hands, workplace: Workplace) -> None:
    screen = open_food_licence(hands)
    pass_all_but(hands, ("safety_rules", ""))
    hands.press(Key.Key_Q)
    pass_all_but(hands)
    hands.go_on().wait()
    case_no = the_case(screen, workplace).case_no
    done = screen.page.done
    assert done is not None
    notice = next(p for p in done.papers if p.meant.kind == "correction-notice")
    hands.type("1").wait()
    hands.type("1").wait()
    hands.press(Key.Key_F5).wait()
    code = notice.data.heading.code
    assert code is not None
    hands.type(code.text).press(Key.Key_Return).wait()
    assert screen.page.taking.correcting == case_no
    assert shown_materials(screen) == ["safety_rules"]
    assert screen.tools.work.standing().drafts == ()


def test_code_scanned_into_a_list_marks_nothing(hands: Hands) -> None:
    screen = open_food_licence(hands)
    assert screen.materials.list.hasFocus()
    before = screen.page.taking
    hands.type("YCP1.CXQNRCXQNRCXQNR").press(Key.Key_Return).wait()
    assert screen.page.taking.filing.materials == before.filing.materials
    assert screen.page.taking.absent == ()


def test_code_of_a_stranger_opens_nothing(hands: Hands, shell: RecordingShell) -> None:
    hands.type("https://yichuang.example/q/1/AAAAAAAAAAAAAAAAAAAAAAAA").press(Key.Key_Return).wait()
    assert hands.screen.page.taking.empty
    assert [getattr(error, "code", "") for error in shell.errors] == ["STATE-CODE"]
