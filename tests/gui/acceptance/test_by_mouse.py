"""The same page by the mouse alone; and what happens beside an acceptance: intake, papers, agents, devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.check_row import CheckRow, Mark, MarkLabel
from app.desk.widgets.material_card import MaterialCard
from tests.builders.filings import complete_filing, item_of
from tests.gui.acceptance.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.workplace import Workplace

Key = Qt.Key


@pytest.fixture
def hands(screen: AcceptanceScreen, settled: Callable[[], None]) -> Hands:
    return Hands(screen, settled)


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
    QApplication.processEvents()


def press_words(screen: QWidget, words: str) -> None:
    QApplication.processEvents()
    buttons = [b for b in screen.findChildren(QPushButton) if b.isVisible() and said(b) == words]
    assert buttons, words
    press(buttons[0])


def said(button: QPushButton) -> str:
    return button.words() if isinstance(button, ActionButton) and button.words() else button.text()


def fill(screen: AcceptanceScreen) -> None:
    """What is typed in any case: names, numbers, the form."""
    page, filing = screen.page, complete_filing(item_of("GT-04"), kind="person")
    for place in ("id_number", "name", "phone"):
        page.edit(f"applicant.{place}", getattr(filing.applicant, place))
    for key, value in filing.form.items():
        page.edit(f"form.{key}", value)


def test_choices_and_marks_by_mouse(hands: Hands, workplace: Workplace, printed: Path) -> None:
    screen = hands.screen
    hits = screen.matter.search.list
    row = next(n for n, hit in enumerate(hits.rows()) if hit.kind == "item")
    index = hits.model().index(row, 0)
    QTest.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=hits.visualRect(index).center())
    assert screen.page.item is not None
    screen.choose_item("GT-04")
    fill(screen)
    for words in ("餐饮服务", "热食类", "单店，一般规模"):
        press_words(screen, words)
    for key in [line.key for line in screen.page.check.materials] if screen.page.check else []:
        card = next(c for c in screen.materials.list.findChildren(MaterialCard) if c.row.key == key)
        screen.materials.list.ensureWidgetVisible(card.head)
        mark_head(card)
        for point in list(card.row.points):
            if point.mark is Mark.OPEN:
                rows = card.findChildren(CheckRow)
                line = next(r for r in rows if r.accessibleName().endswith(point.text))
                screen.materials.list.ensureWidgetVisible(line)
                press(line.mark_label)
    assert screen.verdict.bar.title() == "材料齐全，可以受理"
    press(screen.verdict.bar.primary)
    hands.wait()
    assert screen.page.phase == "done"
    press_words(screen.strip, "是")
    hands.wait()
    press_words(screen.strip, "已盖章，交给申请人")
    hands.wait()
    done = screen.page.done
    assert done is not None
    state = workplace.find_case(done.state.case_no)
    assert [d.told for d in state.documents.values()] == ["handed-over"]
    press_words(screen, "下一位")
    hands.wait()
    assert screen.page.taking.empty
    assert len(list(printed.iterdir())) == 1


def mark_head(card: MaterialCard) -> None:
    label = next(m for m in card.head.findChildren(MarkLabel))
    press(label)


def test_papers_are_received_without_a_verdict(hands: Hands, workplace: Workplace) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    fill(screen)
    assert not screen.page.can_receive
    screen.checklist.press_pass("business_licence", "")
    hands.press(Key.Key_F6).wait()
    done = screen.page.done
    assert done is not None
    state = workplace.find_case(done.state.case_no)
    assert (state.phase, [d.kind for d in state.documents.values()]) == ("received", ["intake-receipt"])


def test_guide_and_application_are_printed(hands: Hands, printed: Path) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    fill(screen)
    hands.press(Key.Key_F8).wait()
    hands.press(Key.Key_F7).wait()
    assert sorted(path.stem for path in printed.iterdir()) == ["一次性告知单", "申请书"]


def test_enquiry_is_one_key_and_one_event(hands: Hands, workplace: Workplace, printed: Path) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    before = workplace.store.last_arrival()
    hands.press(Key.Key_F11)
    hands.type("1").wait()
    assert workplace.store.last_arrival() == before + 1
    assert [path.stem for path in printed.iterdir()] == ["一次性告知单"]


def test_card_reader_fills_and_says_so(hands: Hands) -> None:
    screen = hands.screen
    hands.press(Key.Key_F2).wait()
    assert screen.page.taking.filing.applicant.name == "张甡"
    assert screen.page.source("applicant.name") == "模拟读卡器"
    field = screen.applicant.bound.field("applicant.id_number")
    assert field is not None
    assert field.message() == "1990-03-07 · 男 · 36 岁"
    assert field.editor.property("machine") is True


def test_wrong_number_is_said_in_words_without_a_digit(hands: Hands) -> None:
    field = hands.screen.applicant.bound.field("applicant.id_number")
    assert field is not None
    hands.type("50010619900307001")
    assert field.message() == ""
    hands.type("7")
    assert field.message_kind() == "bad"
    assert "先对照证件逐位核对" in field.message()
    assert not any(digit in field.message() for digit in "0123456789")


def test_agent_guardian_and_staff_ask_for_their_own(hands: Hands) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    hands.press(Key.Key_F4).type("2")
    agent = screen.page.taking.filing.agent
    assert agent is not None
    assert agent.relation == "entrusted"
    shown = screen.applicant.bound.editor("agent.scope")
    assert shown is not None
    assert shown.isVisible()
    hands.press(Key.Key_F4).type("3")
    agent = screen.page.taking.filing.agent
    assert agent is not None
    assert agent.relation == "guardian"
    assert not shown.isVisible()


def test_no_phone_asks_for_another_contact(hands: Hands) -> None:
    screen = hands.screen
    hands.enter("500106199003070016").enter("张甡").enter("")
    hands.enter("沙坪坝区三峡广场社区，由邻居王阿姨转告")
    applicant = screen.page.taking.filing.applicant
    assert (applicant.phone, applicant.contact) == (None, "沙坪坝区三峡广场社区，由邻居王阿姨转告")


def test_lost_card_and_thumb_print_are_recorded(hands: Hands) -> None:
    screen = hands.screen
    press_words(screen, "证件遗失")
    press_words(screen, "不能写字")
    for place, words in (("identity.seen", "户口簿"), ("identity.witness", "李丽")):
        editor = screen.applicant.bound.editor(place)
        assert editor is not None
        editor.setFocus()
        hands.type(words)
    identity = screen.page.taking.filing.identity
    assert (identity.seen, identity.thumb_print, identity.witness) == ("户口簿", True, "李丽")


def test_thumb_print_needs_a_witness_and_a_lost_card_what_was_seen(hands: Hands) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    fill(screen)
    press_words(screen, "证件遗失")
    press_words(screen, "不能写字")
    assert screen.page.next_open() == "identity.seen"
    screen.checklist.press_pass("business_licence", "")
    assert screen.page.can_receive
    hands.go_on().type("户口簿").go_on().type("李丽")
    check = screen.page.check
    assert check is not None
    assert check.problem is None
    press_words(screen, "不能写字")
    assert screen.page.taking.filing.identity.witness == ""


def test_scan_is_kept_encrypted_and_belongs_to_the_case(hands: Hands, workplace: Workplace, tmp_path: Path) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    fill(screen)
    picture = tmp_path / "scan.png"
    screen.grab().save(str(picture))
    screen.take_scan("business_licence", picture.read_bytes())
    hands.wait()
    entry = screen.page.taking.filing.entry("business_licence")
    assert len(entry.scans) == 1
    assert screen.tools.work.scan(entry.scans[0]) == picture.read_bytes()
    plain = picture.read_bytes()[:64]
    assert not any(plain in path.read_bytes() for path in workplace.store.home.attachments.rglob("*") if path.is_file())


def test_what_is_no_scan_is_not_taken(hands: Hands) -> None:
    screen = hands.screen
    screen.choose_item("GT-04")
    screen.take_scan("business_licence", b"MZ\x90")
    hands.wait()
    assert screen.page.taking.filing.entry("business_licence").scans == ()
