"""The whole desk on a store that has joined a real server in a process of its own; the keys to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bootstrap import Places
from app.desk.application import DeskApplication
from app.desk.main import open_window
from app.desk.preferences import Preferences
from app.window_program import WindowProgram
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASSWORD = "Chuangkou-2026-ceshi"
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LONG_MS = 40_000


class Desk:
    """The running window, with what a person does and sees."""

    def __init__(self, qtbot, qapp, where, preferences=None):
        self.qtbot = qtbot
        self.program = WindowProgram(where)
        opened = open_window(qapp, preferences or Preferences())
        self.window = opened.window
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.desk = DeskApplication(opened, lambda: self.program)
        with qtbot.waitSignal(self.desk.ready, timeout=LONG_MS):
            self.desk.start()

    @property
    def shell(self):
        return self.window.shell

    @property
    def bar(self):
        return self.shell.top_bar.connection_text()

    def press(self, key, modifier=NONE):
        if QApplication.activeWindow() is None:
            self.window.activateWindow()  # what a window manager does after a sheet was closed
            self.qtbot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def write(self, words):
        type_text(QApplication.focusWidget(), words)

    def rest(self):
        self.qtbot.waitUntil(lambda: not self.desk.background.busy(), timeout=LONG_MS)

    def sees(self, *words):
        """Wait until the bar says all of this."""

        def told():
            tip = self.shell.top_bar.connection.words.tip
            assert all(word in self.bar for word in words), (self.bar, tip)

        self.qtbot.waitUntil(told, timeout=LONG_MS)

    def begin_with_a_server(self, clerk="Wang"):
        """The guide of the first start, by keys: to try it with a server."""
        with self.qtbot.waitSignal(self.desk.logged_in, timeout=LONG_MS):
            self.write(clerk)
            for words in ("", PASSWORD, PASSWORD):
                self.press(Qt.Key.Key_Return)
                self.write(words)
            self.press(Qt.Key.Key_Return)

    def log_in(self):
        with self.qtbot.waitSignal(self.desk.logged_in, timeout=LONG_MS):
            self.write(PASSWORD)
            self.press(Qt.Key.Key_Return)

    def close(self):
        self.desk.close()


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(tmp_path / "home", tmp_path / "cache", papers=tmp_path / "papers")


@pytest.fixture
def running(qtbot, qapp, theme, where) -> Iterator[Callable[[], Desk]]:
    """Open the desk on the home; it is closed, and its server ended, after the test."""
    opened: list[Desk] = []

    def open_it() -> Desk:
        opened.append(Desk(qtbot, qapp, where))
        return opened[-1]

    yield open_it
    for desk in opened:
        desk.close()
