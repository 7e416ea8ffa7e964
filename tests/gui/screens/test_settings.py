"""Settings: each choice is kept and worn at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.screens.settings.presenter import DocumentKind, printers_after, settable
from app.desk.screens.settings.view import SettingsView, settings_entry
from app.desk.shortcuts import TABLE

NOTICE = DocumentKind("acceptance-notice", "受理通知书")


@pytest.fixture
def view(shown, desk, settled):
    made = SettingsView(desk, [NOTICE], lambda: ["HP 1020", "Brother"])
    made.resize(1200, 700)
    shown(made)
    made.on_shown()
    settled()
    return made


def test_looks_are_chosen_by_keys(view, desk):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert (desk.preferences.now.mode, desk.preferences.now.size) == ("dark", 16)


def test_f_key_is_set_or_refused_in_words(view, desk):
    choice = view.keys["card.read"]
    choice.set_value("F10")
    choice.chosen.emit()
    assert desk.shortcuts.keys("card.read") == "F10"
    choice.set_value("F3")
    choice.chosen.emit()
    assert (choice.value(), view.key_message.text()) == ("F10", "F3 已用于“扫描”，请先换掉那一个")


def test_printer_is_kept_by_kind(view, desk):
    assert view.printers["*"].isVisible()
    view.printers[NOTICE.key].set_value("Brother")
    view.printers[NOTICE.key].chosen.emit()
    assert desk.preferences.now.printers == {"acceptance-notice": "Brother"}


def test_printer_that_is_gone_is_still_named(shown, desk, settled):
    desk.preferences.change(printers={"*": "Old"})
    view = SettingsView(desk, (), lambda: [])
    shown(view)
    view.on_shown()
    settled()
    assert (view.printers["*"].value(), view.printers["*"].currentText()) == ("Old", "Old（现在找不到）")


def test_system_is_asked_for_real(shown, desk, settled):
    view = settings_entry([NOTICE]).make(desk)
    shown(view)
    view.on_shown()
    settled()
    assert desk.shell.errors == []


def test_default_printer_is_not_kept():
    assert printers_after({"*": "HP"}, "*", "") == {}
    assert printers_after({}, "a", "HP") == {"a": "HP"}


def test_help_keeps_its_key():
    assert "help" not in {row.id for row in settable(TABLE)}
