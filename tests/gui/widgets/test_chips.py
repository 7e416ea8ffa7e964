"""Options as pills, by keys and by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.text_edit import LineEdit

OPTIONS = [Chip("person", "个人"), Chip("trader", "个体工商户"), Chip("organisation", "单位")]


def page(shown, group):
    box = QWidget()
    column = QVBoxLayout(box)
    before, after = LineEdit(), LineEdit()
    for widget in (before, group, after):
        column.addWidget(widget)
    shown(box)
    before.setFocus()
    return box, before, after


def focused():
    return QApplication.focusWidget()


def press(key):
    QTest.keyClick(focused(), key)


def test_arrow_chooses_the_next(shown):
    group = ChipGroup(OPTIONS)
    group.set_value("person")
    _box, before, _after = page(shown, group)
    heard = []
    group.chosen.connect(lambda: heard.append(group.value()))
    QTest.keyClick(before, Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert heard == ["trader", "organisation", "person"]


def test_enter_goes_on_to_the_next_field(shown):
    group = ChipGroup(OPTIONS)
    _box, before, after = page(shown, group)
    QTest.keyClick(before, Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert after.hasFocus()


def test_tab_stops_once(shown):
    group = ChipGroup(OPTIONS)
    group.set_value("trader")
    _box, _before, after = page(shown, group)
    press(Qt.Key.Key_Tab)
    at = focused().text()
    press(Qt.Key.Key_Tab)
    assert (at, after.hasFocus()) == ("个体工商户", True)


def test_options_made_later_keep_their_place_in_the_order(shown):
    group = ChipGroup()
    _box, _before, after = page(shown, group)
    group.set_options(OPTIONS)
    press(Qt.Key.Key_Tab)
    at = focused().text()
    press(Qt.Key.Key_Tab)
    assert (at, after.hasFocus()) == ("个人", True)


def test_mouse_chooses_one_and_keeps_it(shown):
    group = ChipGroup(OPTIONS)
    box, _before, _after = page(shown, group)
    pill = box.findChildren(QWidget, "Chip")[1]
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert group.value() == "trader"


def test_digit_chooses_by_place(shown):
    group = ChipGroup(OPTIONS)
    _box, before, _after = page(shown, group)
    QTest.keyClick(before, Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "3")
    assert group.value() == "organisation"


def test_several_by_space(shown):
    group = ChipGroup(OPTIONS, multi=True)
    _box, before, _after = page(shown, group)
    QTest.keyClick(before, Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert group.values() == {"person", "organisation"}


def test_new_options_keep_what_is_still_offered(shown):
    group = ChipGroup(OPTIONS)
    group.set_value("trader")
    group.set_options(OPTIONS[1:])
    assert group.value() == "trader"
    group.set_options(OPTIONS[:1])
    assert group.value() is None


def test_enter_goes_on_from_new_options(shown):
    group = ChipGroup(OPTIONS)
    _box, before, after = page(shown, group)
    group.set_options(OPTIONS[::-1])
    QTest.keyClick(before, Qt.Key.Key_Return)
    press(Qt.Key.Key_2)
    press(Qt.Key.Key_Return)
    assert (group.value(), after.hasFocus()) == ("trader", True)


def test_many_options_wrap(shown):
    group = ChipGroup([Chip(str(number), f"选项之第 {number} 个") for number in range(12)])
    group.resize(300, 400)
    assert group.heightForWidth(300) > 3 * group.heightForWidth(3000)
