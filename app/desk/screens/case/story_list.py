"""The story of a case 经过 as lines: time, who, what happened, and below it what is to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.widgets.card import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.story import StoryLine


class StoryList(QWidget):
    """Shows lines oldest first; `brief` leaves out what is to be added."""

    def __init__(self, *, brief: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = brief
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._sheet: QWidget | None = None
        self._lines: tuple[StoryLine, ...] = ()

    def show_story(self, lines: Sequence[StoryLine]) -> None:
        """Replace the lines; nothing happens where they are equal."""
        if tuple(lines) == self._lines and self._sheet is not None:
            return
        self._lines = tuple(lines)
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.deleteLater()
        self._sheet = QWidget()
        grid = QGridLayout(self._sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(1 if not self._brief else 6)
        grid.setColumnStretch(2, 1)
        for line in self._lines:
            self._add(grid, line)
        self._column.addWidget(self._sheet)

    def texts(self) -> list[str]:
        """Return what the lines say."""
        return [line.text for line in self._lines]

    def _add(self, grid: QGridLayout, line: StoryLine) -> None:
        row = grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        for column, words in enumerate((f"{line.at:%m-%d %H:%M}", line.who)):
            label = text_label(words, "small")
            label.setWordWrap(False)
            grid.addWidget(label, row, column, top)
        grid.addWidget(text_label(line.text or line.detail, "story", "" if line.readable else "mute"), row, 2, top)
        if line.text and line.detail and not self._brief:
            detail = text_label(line.detail, "small")
            detail.setContentsMargins(0, 0, 0, 6)
            grid.addWidget(detail, row + 1, 2, top)
