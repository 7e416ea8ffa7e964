"""The guide of an item or a package as the applicant sees it: facts, questions, materials with their review points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.case.facts_column import pairs
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.domain.catalog.service_item import GUIDE_BASIS, UNCONFIRMED_BASIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.catalogue_work import ItemGuide, MaterialGuide, PackageGuide, PointGuide, Question


BASIS, READABLE = 220, 1000
"""Pixels of a basis before it goes on in the next line, and of a line that is still read with ease."""


class GuideColumn(Column):
    """`answered(key, option)` when a person answers a question; the guide is then made anew."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.head = SectionHeader(self.tr("办事指南"))
        super().__init__(self.head, parent=parent)
        self._sheet: QWidget | None = None
        self.questions: dict[str, ChipGroup] = {}

    def show_item(self, guide: ItemGuide) -> None:
        """Show the guide of an item."""
        self.head.set_title(guide.name)
        self.head.set_note(guide.code)
        widgets = [pairs(guide.facts), *self._questions(guide.questions)]
        if guide.settled:
            widgets.append(text_label(self.tr("这样不需要办理：{why}").format(why=guide.settled), "strong", "caution"))
        widgets += self._materials(guide.materials)
        if guide.fields:
            widgets += [self._section(self.tr("申请书要填的内容")), text_label("、".join(guide.fields), "story")]
        widgets += [self._section(self.tr("依据")), *(text_label(words, "story") for words in guide.basis)]
        if guide.unconfirmed:
            words = self.tr("{n} 个审核要点待部门确认，打印时写作“办事指南要求”。")
            widgets.append(text_label(words.format(n=guide.unconfirmed), "small", "caution"))
        self._show(widgets)

    def show_package(self, guide: PackageGuide) -> None:
        """Show a package: what it saves, its members in order, its one list of materials."""
        self.head.set_title(guide.name)
        self.head.set_note(self.tr("主题套餐"))
        widgets = [self._savings(guide.savings), pairs(guide.facts), *self._questions(guide.questions)]
        widgets.append(self._section(self.tr("办理顺序")))
        for place, (_code, name, when) in enumerate(guide.members, 1):
            widgets.append(pairs(((f"{place}. {when}", name),)))
        widgets += self._materials(guide.materials)
        self._show(widgets)

    def clear(self) -> None:
        """Show nothing."""
        self._show([])

    def _show(self, widgets: Sequence[QWidget]) -> None:
        if self._sheet is not None:
            self.body.removeWidget(self._sheet)
            self._sheet.deleteLater()
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._sheet.setMaximumWidth(READABLE)
        for widget in widgets:
            column.addWidget(widget)
        self.body.addWidget(self._sheet)

    def _section(self, title: str) -> QWidget:
        label = text_label(title, "section")
        label.setContentsMargins(0, 8, 0, 0)
        return label

    def _questions(self, questions: Sequence[Question]) -> list[QWidget]:
        self.questions = {}
        found: list[QWidget] = []
        for question in questions:
            group = ChipGroup([Chip(key, text) for key, text in question.options])
            group.set_value(question.answered)
            group.chosen.connect(lambda key=question.key, group=group: self.answered.emit(key, group.value() or ""))
            self.questions[question.key] = group
            found.append(Field(question.text, group))
        return [self._section(self.tr("情形")), *found] if found else []

    def _savings(self, savings: Sequence[tuple[str, int, int]]) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for what, before, after in savings:
            card = Card(kind="good" if after < before else "plain")
            card.add_line(what)
            card.add_line(f"{before} → {after}", "title", "good" if after < before else "")
            card.add_line(self.tr("少 {n}").format(n=before - after) if after < before else self.tr("不变"))
            line.addWidget(card, 1)
        return box

    def _materials(self, materials: Sequence[MaterialGuide]) -> list[QWidget]:
        title = self.tr("材料 {n} 份").format(n=sum(not m.depends for m in materials))
        return [self._section(title), *(self._material(n, m) for n, m in enumerate(materials, 1))]

    def _material(self, place: int, material: MaterialGuide) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(text_label(f"{place}. {material.name}", "strong"), 1)
        wanted = text_label(self.tr("视填写内容") if material.depends else material.wanted, "small")
        wanted.setWordWrap(False)
        head.addWidget(wanted, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        if material.notes:
            card.add_line(" · ".join(material.notes), "small", "primary")
        if material.points:
            card.body.addWidget(self._points(material.points))
        return card

    def _basis(self, point: PointGuide) -> str:
        if point.confirmed:
            return point.basis
        if point.basis in (GUIDE_BASIS, UNCONFIRMED_BASIS):
            return self.tr("待部门确认")
        return self.tr("{basis} · 待部门确认").format(basis=point.basis)

    def _points(self, points: Sequence[PointGuide]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        for row, point in enumerate(points):
            by = self.tr("部门审核") if point.by_department else self.tr("程序核对") if point.by_program else ""
            words = f"{point.text}（{by}）" if by else point.text
            grid.addWidget(text_label(f"· {words}", "story", "mute" if point.by_department else ""), row, 0)
            label = text_label(self._basis(point), "small")
            wide = label.fontMetrics().horizontalAdvance(label.text()) + 4
            label.setWordWrap(wide > BASIS)
            label.setFixedWidth(min(wide, BASIS))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        return box
