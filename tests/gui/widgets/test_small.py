"""Dialogs, question strips, messages, drop-downs, search fields, rail."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.desk.icons import Icons
from app.desk.widgets.banner import Banner
from app.desk.widgets.choice import Choice
from app.desk.widgets.dialog import Dialog, question
from app.desk.widgets.nav_rail import NavRail
from app.desk.widgets.question_strip import QuestionStrip
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.status_pill import StatusPill
from app.desk.widgets.text_edit import LineEdit
from app.desk.widgets.toast import Toast
from tests.gui.keys import compose, type_text


def test_dialog_escape_puts_off_and_keeps_what_was_typed(shown):
    dialog = Dialog(None, "说明理由")
    field = LineEdit()
    dialog.body.addWidget(field)
    dialog.add_button("ok", "记下", "primary")
    shown(dialog)
    field.setFocus()
    type_text(field, "申请人拒签")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.result_key, field.value()) == (False, "", "申请人拒签")


def test_dialog_enter_in_a_field_does_not_close(shown):
    dialog = Dialog(None, "说明理由")
    field = LineEdit()
    dialog.body.addWidget(field)
    button = dialog.add_button("ok", "记下", "primary")
    shown(dialog)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (dialog.isVisible(), button.hasFocus()) == (True, True)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (dialog.isVisible(), dialog.result_key) == (False, "ok")


def test_question_takes_numbers(shown):
    dialog = question(None, "出纸了吗", "受理通知书")
    shown(dialog)
    QTest.keyClicks(dialog, "2")
    assert dialog.result_key == "no"
    again = question(None, "出纸了吗", "受理通知书")
    shown(again)
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert again.result_key == "yes"


def test_question_strip_answers_by_number_and_by_press(shown):
    strip = shown(QuestionStrip())
    heard = []
    strip.answered.connect(heard.append)
    strip.ask("出纸了吗", [("yes", "是"), ("no", "否")])
    QTest.keyClicks(strip, "31")
    QTest.mouseClick(strip.findChildren(QWidget, "ActionButton")[1], Qt.MouseButton.LeftButton)
    assert heard == ["yes", "no"]


def test_banner_offers_what_to_do(shown):
    banner = Banner()
    done = []
    shown(banner)
    banner.say("磁盘快满了", action="看看", on_action=lambda: done.append(True))
    QTest.mouseClick(banner.findChildren(QWidget, "ActionButton")[0], Qt.MouseButton.LeftButton)
    assert (banner.text(), done) == ("磁盘快满了", [True])


def test_toast_stays_inside_its_parent(shown):
    page = QWidget()
    page.resize(500, 300)
    toast = Toast(page)
    shown(page)
    toast.say("很长的一句话" * 20)
    assert page.rect().contains(toast.geometry())
    assert not toast.hasFocus()


def test_pill_is_hidden_while_there_is_nothing_to_say(shown):
    pill = shown(StatusPill())
    pill.show_state("good", "已连接")
    assert pill.isVisible()
    pill.show_state("good", "")
    assert not pill.isVisible()


def test_choice_keeps_a_value_that_is_still_offered(shown):
    choice = shown(Choice([("a", "甲"), ("b", "乙")]))
    choice.set_value("b")
    choice.set_options([("b", "乙"), ("c", "丙")])
    assert choice.value() == "b"
    choice.set_options([("c", "丙")])
    assert choice.value() == ""


def test_search_hands_moving_keys_on_but_not_while_composing(shown):
    search = shown(SearchEdit())
    moved, picked = [], []
    search.moved.connect(moved.append)
    search.picked.connect(lambda: picked.append(True))
    compose(search, "kai")
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    compose(search, "")
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert (moved, picked) == ([1], [True])


def test_rail_shows_what_waits(shown, theme):
    rail = NavRail(Icons(theme))
    rail.add("todo", "list-todo", "待办")
    shown(rail)
    rail.set_badge("todo", 4)
    assert rail.badge("todo") == "4"
    rail.set_badge("todo", 250)
    assert rail.badge("todo") == "99+"
    rail.set_badge("todo", 0)
    assert rail.badge("todo") == ""
