"""The whole desk on a real store: a called number opens the sitting, F5 ends it and calls the next, the lock clears."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import create_workplace, places
from app.desk.application import DeskApplication
from app.desk.main import open_window
from app.desk.preferences import Preferences
from app.desk.second_screen.window import SecondScreen
from app.usecases.queue import QueueWork
from app.window_program import WindowProgram

PASSWORD = "Chuangkou-2026-ceshi"
LONG_MS = 20_000
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def running(qtbot, qapp, tmp_path):
    where = places(tmp_path / "home")
    made = create_workplace(where, "Wang", PASSWORD, "C03", "500106", evaluation=True)
    queue = QueueWork(made)
    queue.change(source="own")
    for _ in range(4):
        queue.issue("A")
    made.store.close()
    language = os.environ.get("YICHUANG_LANGUAGE", "zh_CN")
    opened = open_window(qapp, Preferences(last_clerk="Wang", language=language))
    window = opened.window
    qtbot.addWidget(window)
    window.resize(*(int(n) for n in os.environ.get("YICHUANG_SIZE", "1366x768").split("x")))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    desk = DeskApplication(opened, lambda: WindowProgram(where))
    with qtbot.waitSignal(desk.ready, timeout=LONG_MS):
        desk.start()
    with qtbot.waitSignal(desk.logged_in, timeout=LONG_MS):
        desk.login.login_wanted.emit("Wang", PASSWORD)
    yield desk
    desk.close()
    if language != "zh_CN":
        desk.language.wear("zh_CN")


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_number_opens_the_sitting_and_f5_calls_the_next(running, qtbot, picture) -> None:
    shell = running.window.shell

    def rest():
        qtbot.waitUntil(lambda: not running.background.busy(), timeout=LONG_MS)

    rest()
    second = next(one for one in shell.companions if isinstance(one, SecondScreen))
    second.audience.toggle_wanted.emit()
    running.window.activateWindow()
    qtbot.waitActive(running.window)
    page = shell.workspace("acceptance")
    page.focus_first()
    press(Qt.Key.Key_J, ALT)
    rest()
    control = shell.companions[0].control
    assert control.view.here.number == "A03-001"
    press(Qt.Key.Key_F2)
    rest()
    assert control.phase == "serving"
    qtbot.waitUntil(lambda: bool(second.entered.texts()), timeout=LONG_MS)
    picture(running.window, "desk-serving")
    picture(second, "desk-second")
    running.window.locked.emit()
    assert second.entered.texts() == []
    assert second.isVisible()
    running.window.unlock()
    page.focus_first()
    press(Qt.Key.Key_F5)
    rest()
    assert control.view.here.number == "A03-002"
    assert second.pages.currentWidget() is second.rate
    shell.go("queue")
    rest()
    picture(running.window, "desk-queue")
