"""The call bar by its keys, from a field that somebody types in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.keys import type_text

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_a_turn_by_keys(page, control, work, settled, shell, picture) -> None:
    for _ in range(3):
        work.issue("A")
    work.issue("B", "elderly")
    control.refresh()
    settled()
    assert page.bar.waiting.text() == "等候 4 人"
    type_text(page.field, "jnrt")
    press(Key.Key_J, ALT)
    settled()
    assert shell.ticket == "B03-001 号 · 已叫 1 次 00:00"
    picture(page, "call-bar-called")
    press(Key.Key_N, ALT)
    settled()
    assert "请重呼一次" in shell.errors[-1].message
    press(Key.Key_R, ALT)
    settled()
    press(Key.Key_N, ALT)
    settled()
    assert shell.ticket == ""
    press(Key.Key_J, ALT)
    settled()
    press(Key.Key_K, ALT)
    settled()
    assert shell.ticket.startswith("A03-001 号 · 已服务")
    assert page.field.value() == "jnrt"
    page.bar.on_leaving_person()
    settled()
    assert control.view.here.number == "A03-002"
    assert [t.number for t in control.view.missed] == ["B03-001"]


def test_sent_on_and_paused_by_number_keys(page, control, work, settled, shell, picture) -> None:
    work.issue("A")
    control.refresh()
    settled()
    control.call_next()
    settled()
    control.person_here()
    settled()
    assert control.phase == "serving"
    press(Key.Key_T, ALT)
    assert "转到哪里" in page.bar.strip.question()
    picture(page, "call-bar-transfer")
    press(Key.Key_1)
    settled()
    sent = control.view.every[0]
    assert (sent.phase, sent.target, sent.cases) == ("waiting", "", ("500106-20261123-C03A-0001-X",))
    page.field.setFocus()
    press(Key.Key_P, ALT)
    press(Key.Key_1)
    settled()
    assert control.view.paused == "noon"
    assert "午休" in page.bar.note.text()
    assert not page.bar.buttons["next"].isEnabled()
    page.field.setFocus()
    press(Key.Key_P, ALT)
    settled()
    assert not control.paused


def test_a_silent_system_is_told_in_words_and_ends_the_sitting_all_the_same(
    page, control, work, settled, shell
) -> None:
    work.issue("A")
    work.call_next()
    work.serve()
    work.change(source="system", address="http://127.0.0.1:9/queue")
    control.refresh()
    settled()
    page.bar.on_leaving_person()
    settled()
    assert "叫号系统没有应答" in shell.errors[-1].message
    assert control.phase == ""


def test_nothing_is_seen_where_nobody_calls(page, control, work, settled) -> None:
    work.change(source="off")
    control.refresh()
    settled()
    assert not page.bar.isVisible()
    page.bar.on_leaving_person()
    settled()
    assert control.phase == ""
