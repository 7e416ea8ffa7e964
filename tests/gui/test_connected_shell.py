"""The window around the workspaces and the exchange: what is told once, what wakes it, accounts that come before log-in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.desk.link import Link
from app.desk.screens.exchange.presenter import ExchangeView
from app.desk.screens.exchange.view import exchange_entry
from app.desk.screens.login.view import LoginView
from tests.gui.keys import type_text
from tests.gui.running import MemoryProgram, Run

UP = Link("https://hall:8443", 0.2)


class Exchange:
    """Nothing waits."""

    def read(self):
        return ExchangeView()


class JoinedProgram(MemoryProgram):
    """A program whose store has joined a server."""

    link = UP

    def screens(self, session):
        return [*super().screens(session), exchange_entry(Exchange())]


@pytest.fixture
def run(qtbot, qapp, theme):
    running = Run(qtbot, qapp, JoinedProgram({"王芳": "right one"}))
    yield running
    running.desk.close()


def names_in(window):
    return [button.text() for button in window.findChildren(QPushButton, "ClerkName") if button.isVisible()]


def test_the_bar_opens_the_exchange_which_has_no_place_in_the_rail(run):
    shell = run.log_in()
    run.qtbot.waitUntil(lambda: shell.top_bar.connection_text().startswith("已连接"))
    QTest.mouseClick(shell.top_bar.connection, Qt.MouseButton.LeftButton)
    assert shell.front() == "exchange"
    assert shell.workspace("exchange").page.link.server == UP.server
    run.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    run.key(Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert shell.front() == "exchange"


def test_what_needs_a_person_is_said_once_across_the_page(run):
    shell = run.log_in()
    shell.set_link(replace(UP, alarm="日志 C03A 在第 120 条断开，请联系管理员。"))
    assert shell.banner_text() == "日志 C03A 在第 120 条断开，请联系管理员。"
    shell.clear_banner()
    shell.set_link(replace(UP, alarm="日志 C03A 在第 120 条断开，请联系管理员。"))
    assert shell.banner_text() == ""
    shell.set_link(replace(UP, behind="事项库第 2 版已生效，本机还没有取到。"))
    assert shell.banner_text() == "事项库第 2 版已生效，本机还没有取到。"


def test_what_is_written_here_is_sent_at_once_and_what_arrives_wakes_nobody(run):
    shell = run.log_in()
    run.qtbot.waitUntil(lambda: shell.top_bar.connection_text().startswith("已连接"))
    before = run.program.woken
    run.desk.changes.announce(frozenset({"cases"}), shell.workspace("acceptance"))
    assert run.program.woken == before + 1
    run.program.arrival += 1
    run.program.nudge()
    run.qtbot.waitUntil(lambda: {"cases", "todo"} <= set().union(*shell.workspace("acceptance").changed))
    assert run.program.woken == before + 1


def test_accounts_that_came_before_log_in_are_offered(qtbot, qapp, theme):
    program = MemoryProgram({"王芳": "right one"})
    program.fresh = {"王芳": "right one", "陈晓": "one-time"}
    run = Run(qtbot, qapp, program)
    qtbot.waitUntil(lambda: names_in(run.window) == ["王芳", "陈晓"])
    run.desk.close()


def test_what_is_being_typed_stays_when_accounts_come(shown):
    view = LoginView()
    view.resize(900, 700)
    shown(view)
    view.show_clerks(["王芳"], "大厅")
    type_text(QApplication.focusWidget(), "half a pass")
    field = QApplication.focusWidget()
    view.offer(["王芳", "陈晓"])
    assert (QApplication.focusWidget(), field.value(), names_in(view)) == (field, "half a pass", ["王芳"])
