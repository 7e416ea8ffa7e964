"""The left column of the shift page: who holds the counter, what is next, the day's figures, what is unfinished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.restyle import restyle
from app.desk.widgets.section import Column, SectionHeader, rule

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.shift.presenter import ShiftPresenter


class Overview(Column):
    """`step` opens the shift or closes the day; `over` hands over; `wanted(where)`: go where something is unfinished."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head)
        self.head.set_title(self.tr("班次"))
        self._card = Card()
        self.holder = text_label("", "strong")
        self.seals = text_label("", "small")
        self._card.body.addWidget(self.holder)
        self._card.body.addWidget(self.seals)
        self.body.addWidget(self._card)
        row = QWidget()
        buttons = FlowLayout(row, 8)
        keys = desk.shortcuts
        self.step = ActionButton("", kind="primary", shortcuts=keys, shortcut="next_step")
        self.over = ActionButton(self.tr("交接"), shortcuts=keys, shortcut="hand_over")
        for button in (self.step, self.over):
            button.setMinimumHeight(34)
            buttons.addWidget(button)
        self.body.addWidget(row)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.day = text_label(self.tr("今天"), "section")
        self.body.addWidget(self.day)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(12)
        self._figures.setVerticalSpacing(6)
        self._figures.setColumnStretch(1, 1)
        self.body.addLayout(self._figures)
        self.body.addSpacing(6)
        self.body.addWidget(rule())
        self.body.addWidget(text_label(self.tr("日结前"), "section"))
        self.balance = text_label("")
        self.body.addWidget(self.balance)
        self._left = QVBoxLayout()
        self._left.setSpacing(4)
        self.body.addLayout(self._left)

    def show_page(self, page: ShiftPresenter) -> None:
        """Show what was read."""
        view = page.view
        if view is None:
            return
        self.head.set_note(f"{view.now.today:%Y-%m-%d}")
        self.holder.setText(page.holder_text())
        restyle(self.holder, "kind", page.holder_kind())
        seals = "、".join(view.now.state.seals)
        self.seals.setText(self.tr("印章：{seals}").format(seals=seals) if seals else "")
        self.seals.setVisible(bool(seals))
        step = page.next_step()
        closing = self.tr("日结并打印")
        if view.statement.day < view.now.today:
            closing = self.tr("日结 {day}").format(day=f"{view.statement.day:%m-%d}")
        words = {"open": self.tr("开班"), "close": closing}
        self.step.set_text(words.get(step, self.tr("日结并打印")))
        self.step.setEnabled(bool(step))
        self.over.setEnabled(page.may_hand_over())
        older = view.statement.day < view.now.today
        self.day.setText(f"{view.statement.day:%Y-%m-%d}" if older else self.tr("今天"))
        self._show_figures([(line.label, line.value) for line in view.lines])
        self.balance.setText(page.balance_text())
        differences = view.statement.sums.differences
        restyle(self.balance, "kind", "bad" if differences else "good")
        _clear(self._left)
        for text in differences:
            self._left.addWidget(text_label(f"· {text}", "", "bad"))
        for line in view.statement.unfinished:
            button = ActionButton(line.text, kind="quiet")
            button.clicked.connect(lambda _checked=False, where=line.where: self.wanted.emit(where))
            self._left.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_figures(self, lines: list[tuple[str, str]]) -> None:
        _clear(self._figures)
        for place, (label, value) in enumerate(lines):
            name = QLabel(label)
            name.setProperty("role", "small")
            self._figures.addWidget(name, place, 0)
            self._figures.addWidget(text_label(value or "—"), place, 1)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
