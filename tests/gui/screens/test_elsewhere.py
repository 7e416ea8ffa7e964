"""Cases that are not on this desk: found in the register, asked of the centre, and what is said where it can't be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.desk.link import Link
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.search.elsewhere import ElsewhereCase, ElsewhereRow
from app.desk.screens.search.view import SearchScreen
from app.errors import EnvironmentFailure
from app.usecases.case_work import CaseWork
from tests.builders.counters import counter_at
from tests.gui.keys import type_text

CLOSED = ElsewhereRow(
    "c1", "500106-20261102-C05A-0007-K", "食品经营许可", "张*三", "已办结", "2026-11-02", "2026-11-20",
    "沙坪坝区政务服务中心", "05 窗", "closed",
)  # fmt: skip
OTHER = ElsewhereRow(
    "c2", "500106-20261121-C41A-0003-P", "劳务派遣经营许可", "张*", "受理", "2026-11-21", "", "大学城分中心", "41 窗", "centre"
)  # fmt: skip
CASE = ElsewhereCase(
    CLOSED.case_no, CLOSED.item_name, "张*三", "已办结", "沙坪坝区政务服务中心 05 窗", ("2026-11-20 办结",),
    (("11-02 09:12", "受理"), ("11-20 15:00", "已出件")), (("受理通知书", "沙市监受〔2026〕C05A-7 号"),),
)  # fmt: skip
UP = Link("https://hall:8443", 0.1, datetime.now(UTC), datetime.now(UTC))


class Register:
    """A register with one row, and a centre that knows another."""

    def __init__(self):
        self.asked, self.failure = [], None

    def registers(self, words):
        return [CLOSED] if words in CLOSED.case_no else []

    def search(self, words):
        self.asked.append(words)
        return [CLOSED, OTHER]

    def open(self, row):
        if self.failure is not None:
            raise self.failure
        return CASE


@pytest.fixture
def register():
    return Register()


@pytest.fixture
def screen(desk, tmp_path, register, shown, settled):
    counter = counter_at(tmp_path / "home", date(2026, 11, 23))
    page = SearchScreen(desk, CaseTools(CaseWork(counter.workplace), elsewhere=register))
    page.resize(1294, 724)
    shown(page)
    page.on_link(UP)
    page.on_shown()
    settled()
    yield page
    desk.background.close()
    counter.close()


def look_for(settled, words):
    type_text(QApplication.focusWidget(), words)
    settled()


def press(settled, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    settled()


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_register_row_is_found_and_opens_what_the_centre_tells(screen, settled, picture, qtbot):
    look_for(settled, "C05A-0007")
    assert screen.model.rows() == (CLOSED,)
    assert "已办结，本机只留登记 · 沙坪坝区政务服务中心 05 窗" in words_of(screen.short)
    picture(screen, "search-register")
    press(settled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已出件" in words_of(screen.away))
    picture(screen, "search-elsewhere")
    assert screen.away.isVisible()
    for words in ("已出件", "沙市监受〔2026〕C05A-7 号", "2026-11-20 办结"):
        assert words in words_of(screen.away)
    press(settled, Qt.Key.Key_Escape)
    assert (screen.away.isVisible(), screen.box.hasFocus(), "张*三" in words_of(screen.away)) == (False, True, False)


def test_ctrl_enter_asks_the_centre_and_nothing_is_twice(screen, settled, register, desk):
    look_for(settled, "C05A-0007")
    press(settled, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (register.asked, screen.model.rows()) == (["C05A-0007"], (CLOSED, OTHER))
    assert desk.shell.toasts == ["中心找到 2 件，1 件不在本机"]
    look_for(settled, "x")
    assert screen.model.rows() == ()


def test_without_a_connection_it_says_what_is_known_and_what_to_do(screen, settled, register, desk):
    screen.on_link(Link("https://hall:8443", error="连不上服务器"))
    look_for(settled, "C05A-0007")
    assert not screen.ask_button.isEnabled()
    press(settled, Qt.Key.Key_Return)
    assert desk.shell.banners == [
        "500106-20261102-C05A-0007-K（已办结）不在本机，打开要问中心，现在连不上。"
        "连上后再按一次就能看；急的请打给 沙坪坝区政务服务中心 05 窗。"
    ]
    press(settled, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert register.asked == []


def test_a_centre_that_fails_is_said(screen, settled, register, desk):
    register.failure = EnvironmentFailure("服务器没有在时限内答复。")
    look_for(settled, "C05A-0007")
    press(settled, Qt.Key.Key_Return)
    assert [str(error) for error in desk.shell.errors] == ["服务器没有在时限内答复。"]
    assert not screen.away.isVisible()
