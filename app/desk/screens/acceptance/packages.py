"""The head of a theme package 主题套餐 on the page: its one promise, what it saves, its members and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.acceptance import package_words
from app.desk.widgets.card import text_label
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from app.usecases.package_checking import MemberLine, PackageCheck

_TONE = {"✓": "good", "✗": "caution", "–": "mute", "…": "mute"}


class PackageHead(QWidget):
    """One line for each member, in the order in which they are filed; hidden where one item is taken."""

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
        while len(self._rows) < len(check.members):
            row = _MemberRow()
            self._rows.append(row)
            self._column.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(check.members))
            if place < len(check.members):
                row.show_member(check.members[place])

    def texts(self) -> list[str]:
        """What the rows say, for readers and tests."""
        return [row.text() for row in self._rows if row.isVisibleTo(self)]


class _MemberRow(QWidget):
    """A mark, the name, and how the member stands under it."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._mark: QLabel = text_label("", "small")
        self._mark.setFixedWidth(14)
        self._text: QLabel = text_label("", "small")
        self._text.setWordWrap(True)
        line.addWidget(self._mark)
        line.addWidget(self._text, 1)
        self._shown: tuple[str, str] = ("", "")

    def show_member(self, member: MemberLine) -> None:
        """Show a member."""
        mark = package_words.mark(member)
        words = f"{member.name} · {package_words.member(member)}"
        if (mark, words) == self._shown:
            return
        self._shown = mark, words
        self._mark.setText(mark)
        restyle(self._mark, "kind", _TONE[mark])
        self._text.setText(words)
        self._text.setToolTip(member.department)
        self._mark.setAccessibleName(words)

    def text(self) -> str:
        """The row in words."""
        return " ".join(self._shown)
