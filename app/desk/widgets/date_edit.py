"""The field for a date: typed as 20261123, shown as 2026-11-23 when it is left."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SPLIT = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def read_date(text: str) -> datetime.date | None:
    """Read 20261123, 2026-11-23, 2026/11/23, 2026.11.23 or 2026年11月23日; None where no such day exists."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _COMPACT.fullmatch(plain) or _SPLIT.fullmatch(plain)
    if match is None:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


class DateEdit(LineEdit):
    """A date, or what was typed instead of one: `is_readable` tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setPlaceholderText("20261123")
        self.setInputMethodHints(Qt.InputMethodHint.ImhDate)

    def date(self) -> datetime.date | None:
        """Return the date entered; None where the field is empty or no date."""
        return read_date(self.text())

    def set_date(self, value: datetime.date | None) -> None:
        """Show a date; None empties the field."""
        self.setText("" if value is None else value.isoformat())

    def is_readable(self) -> bool:
        """Tell whether the field is empty or holds a day that exists."""
        return not self.value() or self.date() is not None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the date in the form it is read best."""
        value = self.date()
        if value is not None:
            self.setText(value.isoformat())
        super().focusOutEvent(event)
