"""A theme package 主题套餐 on the page: its one promise, what it saves, its members and how each stands; its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.acceptance import package_words
from app.desk.widgets.card import text_label
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.counter_work import TakenUp
    from app.usecases.package_checking import PackageCheck

_TONE = {"✓": "good", "✗": "caution", "–": "mute", "…": "mute"}


class PackageKeys:
    """What is done with packages besides what is done with every matter: begin one, file a member that waited."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen

    def begin(self, key: str) -> None:
        """Take this theme package as a whole: the first question is in front."""
        screen = self._screen
        if screen.page.taking.correcting:
            screen.save()
            screen.start_anew()
        screen.page.choose_package(key)
        screen.matter.close_search()
        screen.render_page()
        asked = screen.page.package.sheet.unanswered if screen.page.package else ()
        place = f"answers.{asked[0].key}" if asked else screen.page.next_open()
        if place and not screen.matter.go_to(place):
            screen.go_to(place)

    def file_member(self, number: str, item_code: str) -> None:
        """A member of a package whose awaited result is there: everything is filled in, Ctrl+Enter files it."""
        screen = self._screen
        work, ticket = screen.tools.work, screen.page.taking.ticket
        screen.save()
        screen.desk.background.read(screen, lambda: work.member(number, item_code, ticket), self._show_member)

    def _show_member(self, taken: TakenUp) -> None:
        screen = self._screen
        screen.start_anew(taken.taking, resumed=taken.resumed)
        place = screen.page.next_open()
        if place:
            screen.go_to(place)


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
