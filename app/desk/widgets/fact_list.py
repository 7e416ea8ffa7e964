"""Names with their values, one pair a line; built anew for each thing that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.widgets.card import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = 120
"""Pixels of a name before it goes on in the next line."""


class FactList(QWidget):
    """Holds nothing of its own. `below` puts each value under its name, for long names."""

    def __init__(self, *, below: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below = below
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._sheet: QWidget | None = None
        self._facts: tuple[tuple[str, str], ...] = ()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these pairs in place of what was shown."""
        if tuple(facts) == self._facts:
            return
        self._facts = tuple(facts)
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None
        if self._facts:
            self._sheet = self._made()
            self._column.addWidget(self._sheet)

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what is shown."""
        return self._facts

    def _made(self) -> QWidget:
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2 if self._below else 4)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0 if self._below else 1, 1)
        for row, (name, value) in enumerate(self._facts):
            if self._below:
                grid.addWidget(text_label(name, "story"), 2 * row, 0)
                grid.addWidget(text_label(value, "small"), 2 * row + 1, 0)
                continue
            label = text_label(name, "small")
            label.setMinimumWidth(min(label.fontMetrics().horizontalAdvance(name) + 4, NAMES))
            label.setMaximumWidth(NAMES)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text_label(value, "story"), row, 1)
        return sheet
