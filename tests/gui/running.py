"""A desk that runs on a store in memory, and the keys to it."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout

from app.desk.application import DeskApplication
from app.desk.changes import Wrote
from app.desk.link import Link
from app.desk.main import open_window
from app.desk.preferences import Preferences
from app.desk.program import Place, Pulse, Unsettled
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.settings.view import settings_entry
from app.desk.widgets.text_edit import LineEdit
from app.desk.words import QT_TRANSLATE_NOOP
from app.errors import EnvironmentFailure
from tests.gui.keys import type_text


class Page(ScreenWidget):
    """A workspace with one field."""

    def __init__(self, desk):
        super().__init__(desk)
        column = QVBoxLayout(self)
        self.field = LineEdit()
        column.addWidget(self.field)
        column.addWidget(QLabel("页"))
        self.seen, self.changed, self.flushed = [], [], 0

    def on_shown(self, argument=None):
        self.seen.append(argument)
        self.field.setFocus()

    def on_changed(self, changed):
        self.changed.append(changed)

    def on_leaving_person(self):
        self.field.set_value("")

    def flush(self):
        self.flushed += 1
        kept, session = self.field.value(), self.desk.session
        if kept:
            self.desk.background.write(self, lambda: session["program"].keep(session["clerk"], kept))

    def keep(self):
        return self.field.value()

    def restore(self, kept):
        self.field.set_value(kept)


class MemoryProgram:
    """A program whose store is a dictionary."""

    def __init__(self, accounts):
        self.accounts, self.threads, self.closed = dict(accounts), [], 0
        self.drafts, self.full, self.asked, self.days = {}, False, Unsettled(), []

    def place(self):
        return Place("沙坪坝区政务服务中心", "03")

    def clerks(self):
        self.threads.append(threading.current_thread().name)
        return list(self.accounts)

    arrival = 1
    link = Link()

    def pulse(self):
        return Pulse(self.arrival, self.link)

    def listen(self, call):
        self.nudge = call

    def unlock(self, clerk, password):
        self.check_password(clerk, password)
        self.clerk = clerk
        return {"clerk": clerk, "program": self}

    def create(self, clerk, password, counter, *, served=False):
        self.accounts[clerk] = password
        return {"clerk": clerk, "counter": counter, "served": served}

    def enrol(self, server, code, clerk, password):
        self.accounts[clerk] = password
        return {"clerk": clerk, "server": server, "code": code}

    def unsettled(self):
        return self.asked

    def change_password(self, old, new):
        self.check_password(self.clerk, old)
        self.accounts[self.clerk] = new

    def confirm_date(self, day, lead, password):
        if lead:
            self.check_password(lead, password)
        self.days.append((day, lead))

    def keep(self, clerk, text):
        if self.full:
            raise EnvironmentFailure("磁盘空间不足。")
        self.drafts.setdefault(clerk, []).append(text)
        return Wrote(None, frozenset({"drafts"}))

    def check_password(self, clerk, password):
        if self.accounts.get(clerk) != password:
            raise EnvironmentFailure("密码不对。")

    def screens(self, session):
        return [
            ScreenEntry("acceptance", QT_TRANSLATE_NOOP("Screens", "受理"), "clipboard-pen", Page),
            ScreenEntry("todo", QT_TRANSLATE_NOOP("Screens", "待办"), "list-todo", Page),
            settings_entry(),
        ]

    fresh = None
    woken = 0

    def wake(self):
        self.woken += 1

    def refresh(self):
        if self.fresh is None:
            return False
        self.accounts, self.fresh = self.fresh, None
        return True

    def close(self):
        self.closed += 1

    def end(self):
        self.close()


class Run:
    """A running desk and the keys to it."""

    def __init__(self, qtbot, qapp, program, preferences=None, path=None):
        self.qtbot, self.program = qtbot, program
        opened = open_window(qapp, preferences or Preferences(), path)
        self.window = opened.window
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.first_painted), qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.desk = DeskApplication(opened, lambda: program)
        with qtbot.waitSignal(self.desk.ready):
            self.desk.start()

    def log_in(self, password="right one"):
        with self.qtbot.waitSignal(self.desk.logged_in):
            type_text(QApplication.focusWidget(), password)
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        return self.window.shell

    def idle(self):
        self.qtbot.waitUntil(lambda: not self.desk.background.busy())

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
