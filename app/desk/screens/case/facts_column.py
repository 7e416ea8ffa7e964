"""How a case stands 办件状态: state in big words, clocks with their stretches, who applies, what was brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.desk.widgets.card import Card, text_label
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.case_clocks import ClockLine
    from app.usecases.case_view import CaseView, MaterialState

NAMES = 132
"""Pixels of a name before it goes on in the next line."""


class FactsColumn(Column):
    """Rebuilt for each case; holds nothing of its own."""

    def __init__(self, hint: QWidget | None = None, parent: QWidget | None = None) -> None:
        head = SectionHeader(self.tr("办件"))
        super().__init__(head, parent=parent)
        if hint is not None:
            head.add_right(hint)
        self._sheet: QWidget | None = None

    def show_case(self, view: CaseView) -> None:
        """Show a case."""
        self.clear()
        self._sheet = sheet = QWidget()
        column = QGridLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setVerticalSpacing(8)
        tone = "" if view.tone == "plain" else view.tone
        widgets: list[QWidget] = [text_label(view.headline, "title", tone), text_label(view.subline, "mute")]
        widgets += [text_label(f"{n}. {reason}", "story") for n, reason in enumerate(view.reasons, 1)]
        widgets += [self._clock(clock) for clock in view.clocks]
        if view.remedies:
            widgets += [self._section(self.tr("不服决定可以")), pairs(view.remedies)]
        if view.matters:
            widgets += [self._section(self.tr("办不成事")), pairs(view.matters)]
        widgets += [self._section(self.tr("申请人")), pairs(view.party)]
        if view.package:
            widgets += [self._section(self.tr("所属套餐")), pairs(view.package)]
        if view.foreign_number:
            widgets.append(pairs(((self.tr("部门系统编号"), view.foreign_number),)))
        widgets += [self._section(self.tr("材料")), self._materials(view.materials)]
        if view.form:
            widgets += [self._section(self.tr("申请内容")), pairs(view.form)]
        for place, widget in enumerate(widgets):
            column.addWidget(widget, place, 0)
        self.body.addWidget(sheet)

    def clear(self) -> None:
        """Show nothing of anybody."""
        if self._sheet is not None:
            self.body.removeWidget(self._sheet)
            self._sheet.deleteLater()
            self._sheet = None

    def _section(self, title: str) -> QWidget:
        label = text_label(title, "section")
        label.setContentsMargins(0, 6, 0, 0)
        return label

    def _clock(self, clock: ClockLine) -> Card:
        card = Card(kind=clock.tone if clock.tone in ("bad", "caution") else "plain")
        line = QHBoxLayout()
        due = f"{clock.due}  {self.tr('预计')}" if clock.provisional else clock.due
        line.addWidget(text_label(clock.title, "mute"), 1)
        line.addWidget(text_label(due, "strong"), 0, Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(line)
        card.add_line(clock.state, "story", "" if clock.tone == "plain" else clock.tone)
        for stretch in clock.stretches:
            card.add_line(stretch)
        return card

    def _materials(self, materials: Sequence[MaterialState]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        for row, material in enumerate(materials):
            grid.addWidget(text_label(material.name, "story"), row, 0)
            words = " · ".join(x for x in (material.brought, material.note) if x)
            label = text_label(words, "small", "" if material.tone == "plain" else material.tone)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        return box


def pairs(lines: Sequence[tuple[str, str]]) -> QWidget:
    """Return labels with their values, one pair a line."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(10)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(lines):
        label = text_label(name, "small")
        label.setMinimumWidth(min(label.fontMetrics().horizontalAdvance(name) + 4, NAMES))
        label.setMaximumWidth(NAMES)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text_label(value, "story"), row, 1)
    return box
