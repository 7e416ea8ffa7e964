"""One run of the desk: first paint, log-in, workspaces, lock, language, close."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel

from app.desk.application import DeskApplication
from app.desk.main import open_window
from app.desk.preferences import Preferences
from app.desk.screens.lock.idle import IdleWatch
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.text_edit import LineEdit
from app.domain.refusal import Refusal
from app.errors import EnvironmentFailure
from tests.gui.keys import type_text
from tests.gui.running import MemoryProgram, Run


@pytest.fixture
def run(qtbot, qapp, theme, tmp_path):
    running = Run(qtbot, qapp, MemoryProgram({"王芳": "right one"}), path=tmp_path / "desk.json")
    yield running
    running.desk.close()


def test_program_is_made_on_the_store_thread(run):
    assert run.program.threads == ["store_0"]


def test_wrong_then_right_password(run):
    type_text(QApplication.focusWidget(), "wrong")
    run.key(Qt.Key.Key_Return)
    run.qtbot.waitUntil(lambda: run.desk.login.message() == "密码不对。")
    shell = run.log_in()
    assert (shell.desk.session["clerk"], shell.front()) == ("王芳", "acceptance")
    assert shell.workspace("acceptance").field.hasFocus()


def test_first_start_makes_a_store(qtbot, qapp, theme):
    run = Run(qtbot, qapp, MemoryProgram({}))
    with qtbot.waitSignal(run.desk.logged_in):
        type_text(QApplication.focusWidget(), "Wang")
        for _to_password in range(2):
            run.key(Qt.Key.Key_Return)
        for _twice in range(2):
            type_text(QApplication.focusWidget(), "long enough")
            run.key(Qt.Key.Key_Return)
    assert run.window.shell.desk.session == {"clerk": "Wang", "counter": "3", "served": True}
    run.desk.close()


def test_first_start_joins_a_server(qtbot, qapp, theme):
    run = Run(qtbot, qapp, MemoryProgram({}))
    with qtbot.waitSignal(run.desk.logged_in):
        run.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        run.desk.login.guide().focus_first()
        for words in (
            "https://hall.example:8443",
            "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ12",
            "Wang",
            "long enough",
            "long enough",
        ):
            type_text(QApplication.focusWidget(), words)
            run.key(Qt.Key.Key_Return)
    assert run.window.shell.desk.session == {
        "clerk": "Wang", "server": "https://hall.example:8443", "code": "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ12",
    }  # fmt: skip
    run.desk.close()


def test_program_that_cannot_be_made_is_said(qtbot, qapp, theme):
    def broken():
        raise EnvironmentFailure("这个库由更新的版本建立，请先升级程序。")

    desk = DeskApplication(open_window(qapp, Preferences()), broken)
    qtbot.addWidget(desk.window)
    desk.start()
    qtbot.waitUntil(lambda: "更新的版本" in " ".join(label.text() for label in desk.window.findChildren(QLabel)))
    desk.close()
    assert not desk.background.busy()


def test_workspaces_by_keys_and_by_the_rail(run):
    shell = run.log_in()
    run.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert (shell.front(), shell.workspace("todo").seen) == ("todo", [None])
    shell.go("acceptance", "draft-1")
    assert shell.workspace("acceptance").seen == [None, "draft-1"]
    shell.workspace("todo").badge_changed.emit(4)
    assert shell.rail.badge("todo") == "4"


def test_help_opens_and_closes_by_f1(run):
    shell = run.log_in()
    run.key(Qt.Key.Key_F1)
    assert shell.help_is_open()
    run.key(Qt.Key.Key_Escape)
    assert (shell.help_is_open(), shell.workspace("acceptance").field.hasFocus()) == (False, True)


def test_change_reaches_every_workspace(run):
    shell = run.log_in()
    shell.go("todo")
    run.desk.changes.announce(frozenset({"cases"}))
    assert [shell.workspace(id).changed for id in ("acceptance", "todo")] == [[{"cases"}], [{"cases"}]]


def test_error_without_handler_is_said_in_words(run):
    shell = run.log_in()

    def refuse():
        raise Refusal("LAW-42-1", "已经受理，不能再补正。")

    run.desk.background.read(shell, refuse, lambda _: None)
    run.idle()
    assert shell.banner_text() == "已经受理，不能再补正。"

    def break_down():
        raise KeyError("500106199003074535")

    run.desk.background.read(shell, break_down, lambda _: None)
    run.idle()
    assert "500106" not in shell.banner_text()
    assert shell.banner_text().startswith("程序出了差错")


def test_lock_covers_and_the_password_uncovers(run):
    shell = run.log_in()
    field = shell.workspace("acceptance").field
    type_text(field, "half a name")
    run.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert (run.window.is_locked(), shell.isVisible(), shell.workspace("acceptance").flushed) == (True, False, 1)
    run.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert shell.front() == "acceptance"
    type_text(QApplication.focusWidget(), "wrong")
    run.key(Qt.Key.Key_Return)
    run.idle()
    assert run.window.lock_screen().message() == "密码不对。"
    type_text(QApplication.focusWidget(), "right one")
    run.key(Qt.Key.Key_Return)
    run.idle()
    assert (run.window.is_locked(), field.value(), field.hasFocus()) == (False, "half a name", True)


def test_open_dialog_is_covered_and_keeps_what_was_typed(run):
    run.log_in()
    dialog = Dialog(run.window, "说明理由")
    field = LineEdit()
    dialog.body.addWidget(field)
    run.qtbot.addWidget(dialog)
    with run.qtbot.waitActive(dialog):
        dialog.open()
    field.setFocus()
    type_text(field, "half a reason")
    run.desk.lock()
    cover = dialog.childAt(dialog.rect().center())
    assert (cover.objectName(), cover.geometry()) == ("LockScreen", dialog.rect())
    screen = run.window.lock_screen()
    screen.close()
    run.qtbot.waitUntil(screen.isActiveWindow)
    assert screen.isVisible()
    type_text(QApplication.focusWidget(), "right one")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    run.idle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (run.window.is_locked(), dialog.isVisible(), field.value()) == (False, True, "half a reason")
    assert dialog.findChildren(QFrame, "LockScreen") == []


def test_idle_locks(run):
    run.log_in()
    run.desk._idle.idled.emit()
    assert run.window.is_locked()


def test_idle_watch_counts_anew_at_each_touch(qtbot, qapp):
    watch, window = IdleWatch(qapp, 5), QWindow()
    assert watch.minutes() == 5
    qapp.focusWindowChanged.emit(window)
    QTest.keyClick(window, Qt.Key.Key_A)
    watch.set_minutes(1)
    assert watch.minutes() == 1


def test_language_changes_at_once_and_keeps_what_was_entered(run):
    shell = run.log_in()
    type_text(shell.workspace("acceptance").field, "abc")
    shell.go("settings")
    run.desk.preferences.change(language="en")
    fresh = run.window.shell
    assert fresh is not shell
    assert (fresh.front(), fresh.workspace("acceptance").field.value()) == ("settings", "abc")
    assert "Settings" in [label.text() for label in fresh.rail.findChildren(QLabel)]
    run.desk.preferences.change(language="zh_CN")
    assert "设置" in [label.text() for label in run.window.shell.rail.findChildren(QLabel)]


def test_language_changes_on_the_log_in_page(run):
    run.desk.preferences.change(language="en")
    assert "Password" in [label.text() for label in run.desk.login.findChildren(QLabel)]
    run.desk.preferences.change(language="zh_CN")
    shell = run.log_in()
    assert shell.front() == "acceptance"


def test_own_keys_are_kept(run):
    shell = run.log_in()
    shell.desk.shortcuts.set_keys("scan", "F10")
    assert run.desk.preferences.now.keys == {"scan": "F10"}


def test_next_person_leaves_nothing_in_view(run):
    shell = run.log_in()
    type_text(shell.workspace("acceptance").field, "abc")
    shell.leave_person()
    assert shell.workspace("acceptance").field.value() == ""


def test_closing_writes_closes_the_store_and_ends_the_threads(run):
    shell = run.log_in()
    run.window.close()
    assert (shell.workspace("acceptance").flushed, run.program.closed) == (1, 1)
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("store_", "pool_"))] == []


def test_nothing_heavy_is_imported_before_the_first_paint():
    code = (
        "import sys; import app.desk.main;"
        "print(sorted(name for name in sys.modules if name.partition('.')[0] in"
        " {'sqlalchemy', 'reportlab', 'cel', 'pypinyin', 'openpyxl', 'msgspec', 'cryptography', 'pypdfium2'}"
        " or name in {'app.desk.application', 'app.desk.shell_page', 'PySide6.QtSvg', 'PySide6.QtPrintSupport'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


QUIT_WHILE_OPENING = """
import sys
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtWidgets import QApplication
from app.desk.main import run
from tests.gui.running import MemoryProgram

program = MemoryProgram({"a": "b"})

def make():
    QMetaObject.invokeMethod(QApplication.instance(), "quit", Qt.ConnectionType.QueuedConnection)
    return program

print(run(["yichuang"], make, None), program.closed)
"""


def test_run_ends_and_closes_the_store_even_while_it_opens():
    done = subprocess.run([sys.executable, "-c", QUIT_WHILE_OPENING], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "0 1"
