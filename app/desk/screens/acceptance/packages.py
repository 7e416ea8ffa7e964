"""The head of a theme package 主题套餐 on the page: its one promise, what it saves, its members and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.acceptance import package_words
from app.desk.widgets.card import text_label
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from app.usecases.package_checking import PackageCheck

_TONE = {"✓": "good", "✗": "caution", "–": "mute", "…": "mute"}


class PackageHead(QWidget):
    """One line for each member filed now, one for those that wait for the same; hidden where one item is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._facts = text_label("", "small")
        self._column.addWidget(self._facts)
        self._rows: list[_MemberRow] = []
        self.hide()

    def show_package(self, check: PackageCheck | None) -> None:
        """Show a package, or nothing."""
        self.setVisible(check is not None)
        if check is None:
            return
        self._facts.setText(package_words.facts(check) if check.members else "")
        self._facts.setVisible(bool(check.members))
        said = package_words.rows(check)
        while len(self._rows) < len(said):
            row = _MemberRow()
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(said))
            if place < len(said):
                row.show_line(*said[place])

    def texts(self) -> list[str]:
        """What the rows say, for readers and tests."""
        return [row.text() for row in self._rows if row.isVisibleTo(self)]


class _MemberRow(QWidget):
    """A mark and the words beside it."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._mark: QLabel = text_label("", "small")
        self._mark.setFixedWidth(14)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text: QLabel = text_label("", "small")
        self._text.setWordWrap(True)
        line.addWidget(self._mark)
        line.addWidget(self._text, 1)
        self._shown: tuple[str, str] = ("", "")

    def show_line(self, mark: str, words: str) -> None:
        """Show a mark and the words beside it."""
        if (mark, words) == self._shown:
            return
        self._shown = mark, words
        self._mark.setText(mark)
        restyle(self._mark, "kind", _TONE[mark])
        self._text.setText(words)
        self._mark.setAccessibleName(words)

    def text(self) -> str:
        """The row in words."""
        return " ".join(self._shown)
