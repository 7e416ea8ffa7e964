"""The queue page and the hall's screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.screens.queue.hall_display import HallDisplay
from app.desk.screens.queue.view import QueueScreen
from tests.builders.there import there


@pytest.fixture
def screen(desk, control, shown, settled):
    made = QueueScreen(desk, control, "重庆市沙坪坝区政务服务中心")
    desk.changes.announced.connect(lambda names, _owner: control.refresh() if names & {"queue", "settings"} else None)
    made.resize(1294, 690)
    shown(made)
    made.on_shown()
    settled()
    return made


def test_take_call_and_bring_back_by_keys(screen, control, work, settled, picture) -> None:
    QTest.keyClick(there(QApplication.focusWidget()), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert screen.taking.number.text() == "A03-001"
    QTest.mouseClick(screen.taking.take_button, Qt.MouseButton.LeftButton)
    settled()
    assert screen.taking.ahead.text() == "综合受理 · 前面 1 人"
    assert screen.model.rowCount() == 2
    screen.table.view.setFocus()
    screen.table.select_row(1)
    QTest.keyClick(screen.table.view, Qt.Key.Key_Return)
    settled()
    assert control.view.here.number == "A03-002"
    control.recall()
    settled()
    control.missed()
    settled()
    picture(screen, "queue-page")
    screen.table.select_row(1)
    assert screen.act_button.words() == "恢复排队"
    QTest.keyClick(screen.table.view, Qt.Key.Key_Return)
    settled()
    assert [t.number for t in control.view.waiting] == ["A03-001", "A03-002"]


def test_settings_are_kept(screen, work, settled) -> None:
    screen.taking.serves.set_values(frozenset({"B"}))
    screen.taking.serves.chosen.emit()
    settled()
    assert work.settings().serves == ("B",)


def test_the_halls_screen_shows_numbers_and_counters(control, work, shown, settled, picture) -> None:
    for _ in range(2):
        work.issue("A")
    work.call_next()
    work.next_person()
    work.pause("noon")
    control.refresh()
    settled()
    display = HallDisplay(control, "重庆市沙坪坝区政务服务中心")
    display.resize(1366, 768)
    shown(display)
    texts = [(number.text(), counter.text()) for number, counter in display.rows]
    assert texts[0] == ("A03-002", "请到 03 窗口")
    assert texts[1] == ("", "")
    assert "03 窗口 午休" in display.foot.text()
    picture(display, "hall-display")
