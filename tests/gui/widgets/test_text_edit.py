"""The text field: Enter, composition, paste."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.widgets.text_area import TextArea
from app.desk.widgets.text_edit import LineEdit
from tests.gui.keys import commit, compose, type_text


def two_fields(shown):
    box = QWidget()
    column = QVBoxLayout(box)
    first, second = LineEdit(), LineEdit()
    column.addWidget(first)
    column.addWidget(second)
    shown(box)
    first.setFocus()
    return box, first, second


def test_enter_goes_to_next_field(shown):
    _box, first, second = two_fields(shown)
    submitted = []
    first.submitted.connect(lambda: submitted.append(first.value()))
    type_text(first, "张三 a")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert (first.value(), second.hasFocus(), submitted) == ("张三 a", True, ["张三 a"])


def test_enter_of_the_number_pad_goes_to_next_field(shown):
    _box, first, second = two_fields(shown)
    QTest.keyClick(first, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert second.hasFocus()


def test_enter_while_composing_stays(shown):
    _box, first, second = two_fields(shown)
    compose(first, "zhang")
    assert first.composing
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert (first.hasFocus(), second.hasFocus()) == (True, False)


def test_enter_after_commit_goes_on(shown):
    _box, first, second = two_fields(shown)
    compose(first, "zhang")
    commit(first, "张")
    assert not first.composing
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert (first.value(), second.hasFocus()) == ("张", True)


def test_rare_character_arrives_whole(shown):
    _box, first, _second = two_fields(shown)
    type_text(first, "𠅤")
    assert first.value() == "𠅤"


def test_edited_is_for_persons_only(shown):
    _box, first, _second = two_fields(shown)
    heard = []
    first.edited.connect(heard.append)
    first.set_value("由程序填")
    type_text(first, "1")
    assert heard == ["由程序填1"]


def test_paste_drops_control_characters(shown):
    _box, first, _second = two_fields(shown)
    QGuiApplication.clipboard().setText("\u202e买买提·\u200b吐尔逊\t\x07\r\n")
    QTest.keyClick(first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert first.value() == "买买提·吐尔逊"


def test_escape_keeps_the_text(shown):
    _box, first, _second = two_fields(shown)
    type_text(first, "abc")
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert first.value() == "abc"


def test_area_shift_enter_is_a_new_line_and_enter_goes_on(shown):
    box = QWidget()
    column = QVBoxLayout(box)
    area, after = TextArea(), LineEdit()
    column.addWidget(area)
    column.addWidget(after)
    shown(box)
    area.setFocus()
    type_text(area, "a")
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(area, "b")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert (area.value(), after.hasFocus()) == ("a\nb", True)


def test_area_enter_while_composing_stays(shown):
    area = TextArea()
    shown(area)
    area.setFocus()
    compose(area, "ni")
    QTest.keyClick(area, Qt.Key.Key_Return)
    assert (area.value(), area.hasFocus()) == ("", True)


def test_mouse_menu_pastes_cleaned(shown):
    field = shown(LineEdit())
    QGuiApplication.clipboard().setText("王\u200b芳\n")
    menu = field.menu()
    assert [action.text() for action in menu.actions() if action.isEnabled()] == ["粘贴", "全选"]
    menu.actions()[2].trigger()
    field.selectAll()
    assert (field.value(), all(action.isEnabled() for action in field.menu().actions())) == ("王芳", True)


def test_password_is_neither_cut_nor_copied(shown):
    field = shown(PasswordEdit())
    type_text(field, "secret")
    field.selectAll()
    assert [action.isEnabled() for action in field.menu().actions()[:2]] == [False, False]
