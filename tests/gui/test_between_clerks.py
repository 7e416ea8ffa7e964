"""Between clerks: one leaves and nothing of him stays; the next settles a password and a date before he works."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shiboken6 import isValid

from app.desk.preferences import Preferences
from app.desk.program import DateQuestion, Unsettled
from app.desk.widgets.dialog import Dialog
from tests.gui.keys import type_text
from tests.gui.running import MemoryProgram, Run

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def run(qtbot, qapp, theme, tmp_path):
    running = Run(qtbot, qapp, MemoryProgram({"王芳": "right one"}), path=tmp_path / "desk.json")
    yield running
    running.desk.close()


@pytest.fixture
def two(qtbot, qapp, theme):
    program = MemoryProgram({"王芳": "right one", "赵敏": "other one"})
    running = Run(qtbot, qapp, program, Preferences(last_clerk="王芳"))
    yield running
    running.desk.close()


def words_in(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def log_in_as(run, clerk, password):
    run.qtbot.waitUntil(lambda: run.window.shell is None and "经办人" in words_in(run.desk.login))
    name = next(button for button in run.desk.login.findChildren(QPushButton) if button.text() == clerk)
    run.qtbot.waitUntil(run.window.isActiveWindow)
    name.setFocus()
    run.key(Qt.Key.Key_Return)
    return run.log_in(password)


def test_another_clerk_logs_in_and_sees_nothing_of_the_one_before(two):
    shell = two.log_in()
    type_text(shell.workspace("acceptance").field, "half a name")
    QApplication.clipboard().setText("500106199003074535")
    two.key(Qt.Key.Key_L, CONTROL_SHIFT)
    fresh = log_in_as(two, "赵敏", "other one")
    assert (two.program.drafts, two.program.closed) == ({"王芳": ["half a name"]}, 1)
    assert (fresh.desk.session["clerk"], fresh.workspace("acceptance").field.value()) == ("赵敏", "")
    assert QApplication.clipboard().text() == ""
    assert not isValid(shell)
    assert "赵敏" in words_in(fresh.top_bar)
    assert two.desk.preferences.now.last_clerk == "赵敏"


def test_another_clerk_logs_in_from_the_locked_screen(two):
    shell = two.log_in()
    dialog = Dialog(two.window, "说明理由")
    two.qtbot.addWidget(dialog)
    with two.qtbot.waitActive(dialog):
        dialog.open()
    two.desk.lock()
    two.qtbot.waitUntil(two.window.lock_screen().isActiveWindow)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CONTROL_SHIFT)
    fresh = log_in_as(two, "赵敏", "other one")
    assert (two.window.is_locked(), dialog.isVisible(), isValid(shell)) == (False, False, False)
    assert fresh.isEnabled()
    assert fresh.workspace("acceptance").field.hasFocus()


def test_clerk_stays_where_his_work_could_not_be_kept(two):
    shell = two.log_in()
    type_text(shell.workspace("acceptance").field, "half a name")
    two.program.full = True
    two.key(Qt.Key.Key_L, CONTROL_SHIFT)
    two.qtbot.waitUntil(shell.isEnabled)
    assert (two.window.shell, shell.banner_text()) == (shell, "磁盘空间不足。")
    two.desk.lock()
    two.window.lock_screen().switch_wanted.emit()
    two.qtbot.waitUntil(lambda: two.window.lock_screen().message() == "磁盘空间不足。")
    assert (two.program.closed, shell.workspace("acceptance").field.value()) == (0, "half a name")


def type_into_sheet(run, *entries):
    """Type into one field after the other, Enter after each."""
    for entry in entries:
        type_text(QApplication.focusWidget(), entry)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def give_password(run, password):
    type_into_sheet(run, password)
    run.qtbot.waitUntil(lambda: run.desk.settling is not None and run.desk.settling.sheet is not None)
    sheet = run.desk.settling.sheet
    run.qtbot.waitUntil(sheet.isActiveWindow)
    return sheet


def test_one_time_password_is_changed_before_any_workspace_opens(run):
    run.program.asked = Unsettled(password=True)
    sheet = give_password(run, "right one")
    assert run.window.shell is None
    type_into_sheet(run, "my own one", "my own on")
    assert sheet.field("again").message() == "两次不一样，请再输一次"
    with run.qtbot.waitSignal(run.desk.logged_in):
        type_into_sheet(run, "my own one")
    assert (run.program.accounts, run.window.shell.front()) == ({"王芳": "my own one"}, "acceptance")


def test_escape_from_the_new_password_goes_back_to_the_log_in(run):
    run.program.asked = Unsettled(password=True)
    sheet = give_password(run, "right one")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    run.qtbot.waitUntil(lambda: run.program.closed == 1)
    run.idle()
    assert (run.window.shell, run.program.accounts) == (None, {"王芳": "right one"})
    run.program.asked = Unsettled()
    with run.qtbot.waitActive(run.window):
        run.window.activateWindow()
    assert run.log_in().front() == "acceptance"


def test_date_that_nobody_knows_is_confirmed_by_another_lead(two):
    question = DateQuestion(date(2027, 1, 1), date(2026, 11, 20), ("赵敏",))
    two.program.asked = Unsettled(day=question)
    sheet = give_password(two, "right one")
    assert "2027-01-01" in words_in(sheet)
    assert "2026-11-20" in words_in(sheet)
    type_into_sheet(two, "20261131")
    sheet.field("password").setFocus()
    type_into_sheet(two, "wrong")
    assert sheet.field("day").message() == "没有这一天，请核对"
    sheet.line("day").selectAll()
    type_into_sheet(two, "20261123")
    sheet.field("password").setFocus()
    sheet.line("password").selectAll()
    type_into_sheet(two, "wrong")
    two.qtbot.waitUntil(lambda: sheet.field("password").message() == "密码不对。")
    with two.qtbot.waitSignal(two.desk.logged_in):
        type_into_sheet(two, "other one")
    assert two.program.days == [(date(2026, 11, 23), "赵敏")]


def test_date_may_be_put_off(run):
    run.program.asked = Unsettled(day=DateQuestion(date(2027, 1, 1), date(2026, 11, 20)))
    sheet = give_password(run, "right one")
    with run.qtbot.waitSignal(run.desk.logged_in):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert (run.program.days, run.window.shell.front()) == ([], "acceptance")
