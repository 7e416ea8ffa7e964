"""The one table of shortcuts: what acts when, hints, own keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.shortcuts import TABLE, KeyConflict, Scope, Shortcuts
from app.desk.widgets.help_overlay import HelpOverlay
from app.desk.widgets.identity_edit import IdentityEdit
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.material_card import MaterialRow
from app.desk.widgets.material_list import MaterialList
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.text_area import TextArea
from app.desk.widgets.text_edit import LineEdit
from tests.gui.keys import compose, type_text


class Page(QWidget):
    def __init__(self, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.may_go = True
        column = QVBoxLayout(self)
        self.field = LineEdit()
        self.materials = MaterialList()
        self.materials.set_materials([MaterialRow("plan", "平面图")])
        self.hint = KeyHint(shortcuts, "next_step")
        for widget in (self.field, self.materials, self.hint):
            column.addWidget(widget)
        shortcuts.bind("next_step", self, lambda: self.heard.append("next"), lambda: self.may_go)
        shortcuts.bind("card.read", self, lambda: self.heard.append("card"))
        shortcuts.bind("point.pass", self.materials, lambda: self.heard.append("pass"))
        shortcuts.bind("point.fail", self.materials, lambda: self.heard.append("fail"))


@pytest.fixture
def page(shown, shortcuts):
    made = Page(shortcuts)
    shown(made)
    made.field.setFocus()
    return made


def test_ids_are_unique_and_keys_do_not_clash_within_a_reach():
    ids = [row.id for row in TABLE]
    reaches = [(row.group if row.scope is Scope.LIST else "", row.keys) for row in TABLE]  # a list has its own keys
    assert (len(set(ids)), len(set(reaches))) == (len(ids), len(reaches))


def test_every_row_is_a_key_qt_knows():
    assert [row.id for row in TABLE if QKeySequence(row.keys).toString() == ""] == []


def test_one_letter_keys_are_for_lists_only():
    assert [row.id for row in TABLE if len(row.keys) == 1 and row.scope is not Scope.LIST] == []


def test_f_and_ctrl_keys_act_from_a_field(page):
    QTest.keyClick(page.field, Qt.Key.Key_F2)
    QTest.keyClick(page.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.field, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert page.heard == ["card", "next", "next"]


def test_no_shortcut_acts_while_composing(page):
    compose(page.field, "zhang")
    QTest.keyClick(page.field, Qt.Key.Key_F2)
    QTest.keyClick(page.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.heard == []


def test_letters_act_in_the_list_and_are_text_in_a_field(page):
    type_text(page.field, "x x")
    assert (page.heard, page.field.text()) == ([], "x x")
    page.materials.setFocus()
    type_text(page.materials, "x ")
    assert page.heard == ["fail", "pass"]


def test_list_takes_no_input_method(page):
    assert not page.materials.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_key_does_nothing_while_its_condition_is_false(page, shortcuts):
    page.may_go = False
    shortcuts.refresh()
    QTest.keyClick(page.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (page.heard, page.hint.property("dim"), shortcuts.acts("next_step")) == ([], True, False)
    page.may_go = True
    shortcuts.refresh()
    assert (page.hint.property("dim"), shortcuts.acts("next_step")) == (False, True)


def test_list_keys_are_bright_only_while_the_list_has_the_focus(page, shortcuts):
    assert not shortcuts.acts("point.pass")
    page.materials.setFocus()
    assert shortcuts.acts("point.pass")


def test_hidden_page_does_not_hear(page, shortcuts, shown):
    page.hide()
    assert not shortcuts.acts("card.read")


def test_own_f_key_takes_effect_at_once(page, shortcuts):
    shortcuts.set_keys("card.read", "F10")
    QTest.keyClick(page.field, Qt.Key.Key_F2)
    QTest.keyClick(page.field, Qt.Key.Key_F10)
    assert (page.heard, shortcuts.own_keys(), shortcuts.shown_keys("card.read")) == (
        ["card"],
        {"card.read": "F10"},
        "F10",
    )


@pytest.mark.parametrize(("id", "keys"), [("card.read", "F3"), ("card.read", "X"), ("next_step", "F10")])
def test_key_in_use_or_no_f_key_is_refused(shortcuts, id, keys):
    before = shortcuts.keys(id)
    with pytest.raises(KeyConflict):
        shortcuts.set_keys(id, keys)
    assert shortcuts.keys(id) == before


def test_help_lists_the_whole_table(page, shortcuts):
    overlay = HelpOverlay(shortcuts, page)
    overlay.open()
    assert overlay.shown_ids() == {row.id for row in TABLE}
    QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert (overlay.isVisible(), page.field.hasFocus()) == (False, True)


FIELD_KEEPS = {"undo"}
"""Keys that a text field with the focus uses itself: undo of what was typed in it."""


@pytest.mark.parametrize("row", [row for row in TABLE if row.scope is not Scope.LIST and row.id not in FIELD_KEEPS])
@pytest.mark.parametrize("make_field", [LineEdit, TextArea, SearchEdit, IdentityEdit])
def test_no_field_swallows_a_key_of_the_table(shown, shortcuts, row, make_field):
    page, field, heard = QWidget(), make_field(), []
    QVBoxLayout(page).addWidget(field)
    shortcuts.bind(row.id, page, lambda: heard.append(row.id))
    shown(page)
    field.setFocus()
    type_text(field, "1")
    combination = QKeySequence(row.keys)[0]
    QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
    assert (heard, field.value()) == ([row.id], "1")
