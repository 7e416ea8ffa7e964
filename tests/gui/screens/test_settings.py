"""Settings: each choice is kept and worn at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.changes import Wrote
from app.desk.screens.settings.presenter import settable
from app.desk.screens.settings.view import SettingsView, settings_entry
from app.desk.shortcuts import TABLE
from app.devices.printers.tickets import ticket_printer
from tests.gui.keys import type_text


class Printers:
    """Two printers, and what was chosen."""

    def __init__(self, names=("HP 1020", "Brother"), kept=None) -> None:
        self._names, self.kept = list(names), dict(kept or {})

    def kinds(self) -> list[tuple[str, str]]:
        return [("acceptance-notice", "受理通知书")]

    def names(self) -> list[str]:
        return self._names

    def chosen(self) -> dict[str, str]:
        return self.kept

    def choose(self, kind: str, printer: str) -> Wrote[None]:
        self.kept[kind] = printer
        return Wrote(None, frozenset({"settings"}))

    def set_ticket(self, address: str) -> Wrote[None]:
        ticket_printer(address)
        return self.choose("ticket", address)


@pytest.fixture
def view(shown, desk, settled):
    tools = Printers()
    made = SettingsView(desk, tools)
    made.tools = tools
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


def test_printer_is_kept_by_kind(view, settled):
    choice = view.printers.choices["acceptance-notice"]
    assert choice.isEnabled()
    choice.set_value("Brother")
    choice.chosen.emit()
    settled()
    assert view.tools.kept == {"acceptance-notice": "Brother"}


def test_printer_that_is_gone_is_still_named(shown, desk, settled):
    view = SettingsView(desk, Printers([], {"*": "Old"}))
    shown(view)
    view.on_shown()
    settled()
    choice = view.printers.choices["*"]
    assert (choice.value(), choice.currentText()) == ("Old", "Old（现在找不到）")


def test_ticket_printer_is_kept_or_refused_at_its_field(view, settled):
    type_text(view.printers.ticket, "ftp:x")
    QTest.keyClick(view.printers.ticket, Qt.Key.Key_Return)
    settled()
    assert "读不懂" in view.printers._ticket_field.message()
    view.printers.ticket.set_value("tcp://10.0.0.5:9100")
    QTest.keyClick(view.printers.ticket, Qt.Key.Key_Return)
    settled()
    assert view.tools.kept == {"ticket": "tcp://10.0.0.5:9100"}


def test_without_printers_the_column_is_left_out(shown, desk, settled):
    view = settings_entry().make(desk)
    shown(view)
    view.on_shown()
    settled()
    assert view.printers is None


def test_help_keeps_its_key():
    assert "help" not in {row.id for row in settable(TABLE)}


def test_the_scanners_folder_is_kept_and_can_be_given_up(view, desk, tmp_path, picture):
    choice = view.scan_folder
    assert (choice.words.text(), choice.by_hand.isVisible()) == ("没有专用文件夹，扫描时选文件", False)
    choice.set_folder(str(tmp_path))
    QApplication.processEvents()
    picture(view, "settings-scan-folder")
    assert (desk.preferences.now.scan_folder, choice.words.text()) == (str(tmp_path), str(tmp_path))
    assert "从这里删除" in choice.note.text()
    choice.by_hand.click()
    assert (desk.preferences.now.scan_folder, choice.note.text()) == ("", "")
