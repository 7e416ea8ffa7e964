"""The field for dates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.widgets.date_edit import DateEdit, read_date
from tests.gui.keys import type_text

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "20261123",
        "２０２６１１２３",
        "2026-11-23",
        "2026/11/23",
        "2026.11.23",
        "2026年11月23日",
        " 2026 年 11 月 23 日",
    ],
)
def test_read_date_takes_every_form(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["20260229", "2026-13-01", "2026112", "261123", "abc", ""])
def test_read_date_takes_no_other(text):
    assert read_date(text) is None


def test_date_is_shown_in_reading_form_when_left(shown):
    box = QWidget()
    column = QVBoxLayout(box)
    edit, after = DateEdit(), DateEdit()
    column.addWidget(edit)
    column.addWidget(after)
    shown(box)
    edit.setFocus()
    type_text(edit, "20261123")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert (edit.text(), edit.date(), edit.is_readable()) == ("2026-11-23", DAY, True)


def test_unreadable_date_is_kept(shown):
    edit = shown(DateEdit())
    type_text(edit, "20260230")
    assert (edit.value(), edit.date(), edit.is_readable()) == ("20260230", None, False)
