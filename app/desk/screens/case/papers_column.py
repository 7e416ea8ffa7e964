"""The documents of a case 文书: what became of each number, what can be done with it, and the sheet itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.preview import Preview
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.usecases.case_view import CaseView, PaperLine

OFFERED = ("told", "print", "reprint", "seal", "reissue", "void")
LIST_KEYS = {"told": "answer.1", "seal": "answer.2", "void": "answer.3", "reissue": "answer.1"}


class PapersColumn(QFrame):
    """`wanted(action, paper)` for what a person wants done; the sheet of the chosen paper is shown below."""

    wanted = Signal(str, object)
    shown = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Column")
        self.desk = desk
        self.model: RowsModel[PaperLine] = RowsModel(
            [
                Column(self.tr("文书"), lambda p: p.title, lambda p: p.number),
                Column(self.tr("去向"), lambda p: p.status, lambda p: p.sheets, _fate_kind, width=196),
            ]
        )
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(self.tr("还没有出具文书"))
        self.preview = Preview(desk.background)
        self._lay_out()
        self.table.moved.connect(lambda _row: self._moved())
        self.table.picked.connect(lambda _row: self.preview.setFocus())
        for key in dict.fromkeys(LIST_KEYS.values()):  # a key is bound once: two bindings would be ambiguous
            desk.shortcuts.bind(key, self.table.view, partial(self._want_by, key), partial(self._offers_by, key))

    def show_case(self, view: CaseView) -> None:
        """Show the documents of a case; the paper that was chosen stays chosen."""
        before = self.current()
        self.model.set_rows(view.papers)
        numbers = [paper.number for paper in view.papers]
        if before is not None and before.number in numbers:
            self.table.select_row(numbers.index(before.number))
        else:
            self.table.select_row(len(numbers) - 1)
        self._moved()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.model.set_rows(())
        self.preview.clear()
        self._offer()

    def current(self) -> PaperLine | None:
        """Return the chosen document."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def offers(self, action: str) -> bool:
        """Tell whether `action` can be done with the chosen document."""
        paper = self.current()
        return paper is not None and action in paper.can

    def want(self, action: str) -> None:
        """Ask for `action` on the chosen document."""
        paper = self.current()
        if paper is not None and action in paper.can:
            self.wanted.emit(action, paper)

    def _want_by(self, key: str) -> None:
        action = next((a for a, k in LIST_KEYS.items() if k == key and self.offers(a)), "")
        self.want(action)

    def _offers_by(self, key: str) -> bool:
        return any(self.offers(action) for action, k in LIST_KEYS.items() if k == key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHeader(self.tr("文书")))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        upper = QWidget()
        inner = QVBoxLayout(upper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        self._bar = QFrame()
        self._bar.setObjectName("PaperActions")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(6)
        self.buttons: dict[str, ActionButton] = {}
        for action in OFFERED:
            key = LIST_KEYS.get(action) or ("print" if action in ("print", "reprint") else "")
            button = ActionButton(self._words(action), kind="pill", shortcuts=self.desk.shortcuts, shortcut=key)
            button.clicked.connect(lambda _checked=False, action=action: self.want(action))
            self.buttons[action] = button
            row.addWidget(button)
        row.addStretch(1)
        inner.addWidget(self._bar)
        split.addWidget(upper)
        split.addWidget(self.preview)
        split.setSizes([self.desk.theme.scaled(270), self.desk.theme.scaled(400)])
        column.addWidget(split, 1)

    def _words(self, action: str) -> str:
        return {
            "told": self.tr("登记送达"), "print": self.tr("打印"), "reprint": self.tr("补打"),
            "seal": self.tr("已盖章"), "reissue": self.tr("补发"), "void": self.tr("作废"),
        }[action]  # fmt: skip

    def _moved(self) -> None:
        self._offer()
        paper = self.current()
        if paper is not None:
            self.shown.emit(paper)
        self.desk.shortcuts.refresh()

    def _offer(self) -> None:
        for action, button in self.buttons.items():
            button.setVisible(self.offers(action))
        self._bar.setVisible(any(self.offers(action) for action in self.buttons))


def _fate_kind(paper: PaperLine) -> str:
    return {"good": "good", "caution": "caution"}.get(paper.tone, "mute")
