"""Cases that are not whole on this desk 不在本机的办件: a row of the register here, the rest asked of the centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.context import Desk

Why = Literal["closed", "transferred", "centre"]


@dataclass(frozen=True)
class ElsewhereRow:
    """A case as the register has it. `why` it is not here: closed, given to another hall, or only at the centre."""

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    status_text: str
    received_on: str
    ended_on: str
    hall: str
    counter: str
    why: Why


@dataclass(frozen=True)
class ElsewhereCase:
    """A case as the centre tells it: nothing can be done with it here. Lines are in words already."""

    case_no: str
    item_name: str
    applicant: str
    status_text: str
    holder: str
    dates: tuple[str, ...]
    events: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]


class Elsewhere(Protocol):
    """What is not on this desk. `registers` reads the store; the others ask the centre and may fail with words."""

    def registers(self, words: str) -> Sequence[ElsewhereRow]:
        """Return rows of the register for what was typed; called on the store's thread."""
        ...

    def search(self, words: str) -> Sequence[ElsewhereRow]:
        """Return what the centre finds; called off the store's thread."""
        ...

    def open(self, row: ElsewhereRow) -> ElsewhereCase:
        """Return a case as the centre tells it; called off the store's thread."""
        ...


def where_words(row: ElsewhereRow) -> str:
    """Why a case is not here, and where it is: 已办结, 2026-11-20; 在…大厅 05 窗."""
    place = " ".join(part for part in (row.hall, row.counter) if part)
    if row.why == "closed":
        words = QCoreApplication.translate("Search", "已办结，本机只留登记")
    elif row.why == "transferred":
        words = QCoreApplication.translate("Search", "已转出，本机只留登记")
    else:
        words = QCoreApplication.translate("Search", "在中心，不在本机")
    return f"{words} · {place}" if place else words


def where_in_short(row: ElsewhereRow) -> str:
    """The same for a list."""
    if row.why == "centre":
        return row.hall or QCoreApplication.translate("Search", "在中心")
    words = QCoreApplication.translate("Search", "本机只留登记")
    return f"{words} · {row.counter}" if row.counter else words


def offline_words(row: ElsewhereRow) -> str:
    """What to say where the centre cannot be asked: what is known here, and what to do."""
    words = QCoreApplication.translate(
        "Search", "{case_no}（{status}）不在本机，打开要问中心，现在连不上。连上后再按一次就能看；急的请打给 {holder}。"
    )
    holder = " ".join(part for part in (row.hall, row.counter) if part)
    holder = holder or QCoreApplication.translate("Search", "中心")
    return words.format(case_no=row.case_no, status=row.status_text, holder=holder)


class ElsewherePage(QWidget):
    """A case to be read only. `left` when the person goes back."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("CaseHead")
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(8)
        back = ActionButton(self.tr("返回"), kind="quiet", shortcuts=desk.shortcuts, shortcut="back")
        back.clicked.connect(self.left)
        self.title = text_label("", "strong")
        self.title.setWordWrap(False)
        self.number = text_label("", "mute")
        self.number.setWordWrap(False)
        self.number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for widget in (back, self.title):
            line.addWidget(widget)
        line.addWidget(self.number, 1)
        column.addWidget(head)
        self._body = Column(SectionHeader(self.tr("中心的记录（只能看）")))
        column.addWidget(self._body, 1)
        self._sheet: QWidget | None = None
        desk.shortcuts.bind("back", self, self.left.emit)

    def show_case(self, case: ElsewhereCase) -> None:
        """Show what the centre told."""
        self.title.setText(case.item_name)
        self.number.setText(f"{case.applicant} · {case.case_no}")
        sheet = self._fresh()
        state = Card()
        state.add_line(case.status_text, "strong")
        for words in (case.holder, *case.dates):
            if words:
                state.add_line(words)
        sheet.addWidget(state)
        for title, lines in ((self.tr("经过"), case.events), (self.tr("文书"), case.documents)):
            if lines:
                sheet.addWidget(text_label(title, "section"))
            for first, second in lines:
                sheet.addWidget(text_label("　".join(part for part in (first, second) if part), "story"))

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.title.setText("")
        self.number.setText("")
        self._fresh()

    def _fresh(self) -> QVBoxLayout:
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
        self._sheet = QWidget()
        layout = QVBoxLayout(self._sheet)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._body.body.addWidget(self._sheet)
        return layout
