"""One result beside the list: until when it must reach the person, what it is, its papers, and how to hand it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.screens.case.short_view import KEYS
from app.desk.screens.issuance.presenter import choices
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.fact_list import FactList
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.restyle import restyle
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.usecases.issuing import ResultPaper, ResultRow, ResultView

_KIND = {"overdue": "bad", "near": "caution", "ready": ""}


class ResultPanel(Column):
    """`chosen(key)` when one of the ways is chosen by mouse; the number keys are the list's affair."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        self._hint = KeyHint(desk.shortcuts, "open", self.tr("打开办件"))
        self.head.add_right(self._hint)
        self.lead = text_label("", "lead")
        self.law = text_label("", "small")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.blocked = text_label("", "", "caution")
        self.partners = Card(kind="caution")
        self._partners = self.partners.add_line("")
        self.facts = FactList()
        self.papers_title = text_label(self.tr("文书"), "section")
        self.papers = FactList(below=True)
        self.print_button = ActionButton(self.tr("去打印"), kind="pill", shortcuts=desk.shortcuts, shortcut="print")
        self._print = QWidget()
        line = QHBoxLayout(self._print)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.print_button)
        line.addStretch(1)
        for widget in (self.lead, self.law, self._buttons, self.blocked, self.partners):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(self.facts)
        self.body.addSpacing(8)
        self.body.addWidget(self.papers_title)
        self.body.addWidget(self.papers)
        self.body.addWidget(self._print)
        self._keys: tuple[str, ...] = ()
        self.view: ResultView | None = None
        self.clear()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.view = None
        self.head.set_title("")
        self._hint.hide()
        for label in (self.lead, self.law, self.blocked, self.partners, self.papers_title, self._print):
            label.hide()
        self.lead.setText("")
        self.facts.show_facts(())
        self.papers.show_facts(())
        self._offer()

    def say(self, row: ResultRow) -> None:
        """Show at once what the list knows of a result; the rest follows."""
        if self.view is not None and self.view.row.case_id != row.case_id:
            self.clear()
        self.head.set_title(f"{row.item_name} · {row.applicant}")
        self._hint.show()
        words = self.tr("{when}送达，{note}") if row.standing != "overdue" else "{when}，{note}"
        self.lead.setText(words.format(when=row.when, note=row.note))
        restyle(self.lead, "kind", _KIND[row.standing])
        self.lead.show()

    def show_view(self, view: ResultView) -> None:
        """Show a whole result."""
        self.say(view.row)
        self.view = view
        self.law.setText(view.law)
        self.law.setVisible(bool(view.law))
        self.blocked.setText(view.blocked)
        self.blocked.setVisible(bool(view.blocked))
        names = "、".join(view.partners)
        self._partners.setText(self.tr("两证同发：与 {numbers} 的结果一起发放").format(numbers=names))
        self.partners.setVisible(bool(view.partners))
        self.facts.show_facts(view.lines)
        self.papers_title.setVisible(bool(view.papers))
        self.papers.show_facts([(f"{p.title} {p.number}", self._standing(p)) for p in view.papers])
        self._print.setVisible(any(not paper.printed for paper in view.papers))
        self._offer()

    def key_at(self, place: int) -> str:
        """Return what the number key after `place` would choose, empty where it is none."""
        return self._keys[place] if place < len(self._keys) else ""

    def _standing(self, paper: ResultPaper) -> str:
        out = self.tr("已出纸") if paper.printed else self.tr("还没有打印")
        told = self.tr("已送达") if paper.told else self.tr("还没有送达")
        return f"{out} · {told} · {paper.code}"

    def _offer(self) -> None:
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        offered = choices(self.view) if self.view is not None else ()
        self._keys = tuple(choice.key for choice in offered)
        for choice, shortcut in zip(offered, KEYS, strict=False):
            button = ActionButton(choice.text, shortcuts=self.desk.shortcuts, shortcut=shortcut)
            button.clicked.connect(lambda _checked=False, key=choice.key: self.chosen.emit(key))
            self._flow.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(offered))
