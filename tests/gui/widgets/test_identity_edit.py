"""The field for identity numbers: grouping, number pad, full width, paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.desk.widgets.identity_edit import IdentityEdit, grouped, normalised
from tests.gui.keys import commit, type_text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("500106 19900307 4535", "500106199003074535"),
        ("５００１０６１９９００３０７４５３５", "500106199003074535"),
        ("50010619880115123x", "50010619880115123X"),
        ("50010619880115123.", "50010619880115123X"),
        ("50010619880115123*", "50010619880115123X"),
        ("50010619880115123。", "50010619880115123X"),
        ("500106-19880115-1236\u200b\n", "500106198801151236"),
        ("5001.6", "50016"),
    ],
)
def test_normalised_repairs_typing_only(typed, meant):
    assert normalised(typed) == meant


@given(st.text(alphabet="0123456789XABC", max_size=20))
def test_grouping_loses_nothing(number):
    assert grouped(number).replace(" ", "") == number
    assert grouped(number, "uscc").replace(" ", "") == number


def test_typing_groups_for_reading(shown):
    edit = shown(IdentityEdit())
    type_text(edit, "500106199003074535")
    assert (edit.text(), edit.value()) == ("500106 19900307 4535", "500106199003074535")


@pytest.mark.parametrize("key", [Qt.Key.Key_Period, Qt.Key.Key_Asterisk])
def test_number_pad_sign_at_last_place_is_x(shown, key):
    edit = shown(IdentityEdit())
    type_text(edit, "50010619880115123")
    QTest.keyClick(edit, key, Qt.KeyboardModifier.KeypadModifier)
    assert edit.value() == "50010619880115123X"


def test_number_pad_sign_elsewhere_is_not_taken(shown):
    edit = shown(IdentityEdit())
    type_text(edit, "5001.061988")
    assert edit.value() == "5001061988"


def test_correcting_in_the_middle_keeps_the_cursor(shown):
    edit = shown(IdentityEdit())
    edit.set_value("500106199003074535")
    edit.setCursorPosition(3)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClick(edit, "9")
    assert (edit.value(), edit.cursorPosition()) == ("509106199003074535", 3)


def test_full_width_from_an_input_method(shown):
    edit = shown(IdentityEdit())
    commit(edit, "５００１０６")
    type_text(edit, "1990")
    assert edit.value() == "5001061990"


def test_paste_is_cleaned_and_announced(shown):
    edit = shown(IdentityEdit())
    heard = []
    edit.edited.connect(heard.append)
    QGuiApplication.clipboard().setText(" 500106-19900307-4535\n")
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (edit.text(), heard[-1]) == ("500106 19900307 4535", "500106199003074535")


def test_credit_code_has_its_own_groups(shown):
    edit = shown(IdentityEdit("uscc"))
    type_text(edit, "92500106ma600abc3j")
    assert edit.text() == "92500106 MA600ABC3J"
