"""The list of online requests about cases 办件申请: corrections, deferred materials, withdrawals, changed details."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.arguments import OpenCase
from app.desk.screens.case.request_taking import RequestTaking
from app.desk.screens.case.request_words import kind_words, moment, state_kind, state_note, state_words
from app.desk.screens.case.short_view import KEYS
from app.desk.second_screen.mirror import masked
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.fact_list import FactList
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.restyle import restyle
from app.desk.widgets.scan_viewer import Scan, ScanSheet
from app.desk.widgets.section import Column as Side
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Column, RowsModel, Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.context import Desk
    from app.desk.screens.case.request_taking import RequestDesk
    from app.usecases.online_requests import RequestRow, RequestView

ALL = "all"
KINDS: tuple[tuple[str, str], ...] = (
    ("correction", QT_TRANSLATE_NOOP("Requests", "补正")),
    ("deferred", QT_TRANSLATE_NOOP("Requests", "补交")),
    ("withdraw", QT_TRANSLATE_NOOP("Requests", "撤回")),
    ("details", QT_TRANSLATE_NOOP("Requests", "变更")),
)


def said(text: str) -> str:
    """Words of this list in the language of the interface."""
    return QCoreApplication.translate("Requests", text)


def request_columns() -> list[Column[RequestRow]]:
    """How it stands, what is asked for, about which case and whose, since when."""
    names = dict(KINDS)
    return [
        Column(QCoreApplication.translate("Requests", "状态"), state_words, state_note, state_kind, width=150),
        Column(QCoreApplication.translate("Requests", "申请什么"), lambda r: said(names[r.kind]), lambda r: r.summary),
        Column(
            QCoreApplication.translate("Requests", "事项 · 申请人"), lambda r: r.item_name,
            lambda r: f"{r.masked_name} · {r.case_no}",
        ),
        Column(QCoreApplication.translate("Requests", "提交"), lambda r: moment(r.filed_at), width=120),
    ]  # fmt: skip


class RequestPanel(Side):
    """One request beside the list. `chosen(key)` when one of the offered things is chosen by mouse."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        self.lead = text_label("", "lead")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.facts = FactList()
        self._asked_title = text_label("", "section")
        self.asked = FactList(below=True)
        self.look = ActionButton(self.tr("看文件"), kind="quiet", shortcuts=desk.shortcuts, shortcut="enlarge")
        self._answers_title = text_label(self.tr("以前的答复"), "section")
        self.answers = FactList(below=True)
        for widget in (self.lead, self._buttons):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(self.facts)
        self.body.addSpacing(8)
        for widget in (self._asked_title, self.asked):
            self.body.addWidget(widget)
        self.body.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(8)
        for widget in (self._answers_title, self.answers):
            self.body.addWidget(widget)
        self._keys: tuple[str, ...] = ()
        self._shown = ""
        self.files: tuple[Scan, ...] = ()
        self.clear()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self._shown, self.files = "", ()
        self.look.hide()
        self.head.set_title("")
        self.lead.setText("")
        for lines in (self.facts, self.asked, self.answers):
            lines.show_facts(())
        self._asked_title.hide()
        self._answers_title.hide()
        self._offer(())

    def say(self, row: RequestRow) -> None:
        """Show at once what the list knows; the rest follows."""
        if self._shown != row.id:
            self.clear()
            self._shown = row.id
        self.head.set_title(f"{kind_words(row)} · {row.masked_name}")
        self.lead.setText(" · ".join(part for part in (state_words(row), state_note(row), row.overtaken) if part))
        restyle(self.lead, "kind", state_kind(row))
        self._offer(self._choices(row))

    def show_view(self, view: RequestView) -> None:
        """Show what is asked for."""
        row = view.row
        self.say(row)
        self.facts.show_facts(
            (
                (self.tr("办件编号"), row.case_no),
                (self.tr("事项"), row.item_name),
                (self.tr("提交"), moment(row.filed_at)),
            )
        )
        self.files = tuple(
            Scan(one.digest, material.name, self.tr("网上提交"))
            for material in view.materials
            for one in material.files
        )
        self.look.setVisible(bool(self.files))
        asked = self._asked(view)
        self._asked_title.setText(kind_words(row))
        self._asked_title.setVisible(bool(asked))
        self.asked.show_facts(asked)
        self._answers_title.setVisible(bool(view.answers))
        self.answers.show_facts([(a.words or a.outcome, f"{moment(a.at)} {a.counter} {a.by}") for a in view.answers])

    def key_at(self, place: int) -> str:
        """Return what the number key after `place` would choose, empty where it is none."""
        return self._keys[place] if place < len(self._keys) else ""

    def _asked(self, view: RequestView) -> list[tuple[str, str]]:
        """Materials with why and how many files, changes masked (old and new stand in the case), words as written."""
        files = self.tr("{n} 个文件")
        found = [(m.name, " · ".join(x for x in (files.format(n=len(m.files)), m.why) if x)) for m in view.materials]
        change = self.tr("{old} 改成 {new}")
        found += [(c.label, change.format(old=masked(c.old) or "—", new=masked(c.new))) for c in view.changes]
        if view.reason:
            found.append((self.tr("申请人的话"), view.reason))
        if view.note:
            found.append((self.tr("附言"), view.note))
        return found

    def _choices(self, row: RequestRow) -> Sequence[tuple[str, str]]:
        decline, case = ("decline", self.tr("不办，答复理由")), ("case", self.tr("看办件"))
        if row.overtaken:
            return decline, case
        if row.taken_by and not row.mine:
            return (case,)
        return ("take", self.tr("接着办") if row.mine else self.tr("按网上申请办")), decline, case

    def _offer(self, offered: Sequence[tuple[str, str]]) -> None:
        keys = tuple(key for key, _ in offered)
        if keys == self._keys and keys:
            return
        self._keys = keys
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for (key, text), shortcut in zip(offered, KEYS, strict=False):
            button = ActionButton(text, shortcuts=self.desk.shortcuts, shortcut=shortcut)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._flow.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(offered))


class RequestsPane(QWidget):
    """`counted(n)` after each reading: how many wait and can be done. Looking at the list needs no line."""

    counted = Signal(int)

    def __init__(self, desk: Desk, work: RequestDesk) -> None:
        super().__init__()
        self.desk = desk
        self.work = work
        self.rows: tuple[RequestRow, ...] = ()
        self.kind = ALL
        self.words = ""
        self.model: RowsModel[RequestRow] = RowsModel(request_columns())
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(
            self.tr("没有等办的网上申请"), self.tr("申请人在网上补交材料、撤回或者改联系方式以后，一秒左右就会列在这里")
        )
        self.panel = RequestPanel(desk)
        self.taking = RequestTaking(desk, work, self)
        self.sheet = ScanSheet(self, desk.background, work.file)
        self.filter = ChipGroup([Chip(ALL, self.tr("全部"))])
        self.filter.set_value(ALL)
        self._lay_out()
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.choose("take"))
        self.panel.chosen.connect(self.choose)
        self.filter.chosen.connect(self._filter_chosen)
        self.taking.closed.connect(self.table.setFocus)
        keys, view = desk.shortcuts, self.table.view
        keys.bind("next_step", self, lambda: self.choose("take"), lambda: self.panel.key_at(0) == "take")
        self.panel.look.clicked.connect(self.look)
        keys.bind("enlarge", self, self.look, lambda: bool(self.panel.files))
        keys.bind("open", view, lambda: self.choose("take"), lambda: self.current() is not None)
        for place, key in enumerate(KEYS):
            keys.bind(key, view, partial(self._choose_at, place), partial(self._offers, place))

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        box = QFrame()
        box.setObjectName("SearchHead")
        bar = QHBoxLayout(box)
        bar.setContentsMargins(14, 6, 14, 6)
        bar.addWidget(self.filter, 1)
        inner.addWidget(box)
        inner.addWidget(self.table, 1)
        line.addWidget(left, 1)
        line.addWidget(self.panel)

    def fit(self, width: int) -> None:
        """Give the panel its width."""
        self.panel.setFixedWidth(width)

    def leave_person(self) -> None:
        """What was typed into a sheet goes, and what is shown of a person."""
        self.taking.leave_person()
        self.sheet.close()
        self.panel.clear()

    def look_for(self, words: str) -> None:
        """Show only what has these words."""
        self.words = words
        self.reload()

    def reload(self) -> None:
        """Read what waits anew; not while a sheet above it is typed in."""
        words, work = self.words, self.work
        self.desk.background.read(self, lambda: work.waiting(words), self.take, key="requests")

    def take(self, rows: tuple[RequestRow, ...]) -> None:
        """Show what was read; the one that was chosen stays chosen where it is still there."""
        before = self.current()
        self.rows = rows
        if not self.words:
            self.counted.emit(sum(not row.overtaken and not (row.taken_by and not row.mine) for row in rows))
        counts = {kind: sum(row.kind == kind for row in rows) for kind, _ in KINDS}
        if self.kind != ALL and not counts.get(self.kind):
            self.kind = ALL
        every = self.tr("全部 {n}").format(n=len(rows))
        chips = [Chip(kind, f"{said(text)} {counts[kind]}") for kind, text in KINDS if counts[kind]]
        self.filter.set_options([Chip(ALL, every), *chips])
        self.filter.set_value(self.kind)
        self._render(before)

    def current(self) -> RequestRow | None:
        """Return the chosen one."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def choose(self, key: str) -> None:
        """Do what was chosen."""
        row = self.current()
        if row is None or not key:
            return
        if key == "case":
            self.desk.shell.go("search", OpenCase(row.case_no))
        elif key == "decline":
            self.taking.decline(row)
        else:
            self.taking.take(row)

    def look(self) -> None:
        """Look at what was sent in, before anything is done with it; an opening of the case's record."""
        row, work = self.current(), self.work
        if row is not None and self.panel.files:
            self.desk.background.write(self, lambda: work.opened(row.case_no))
            self.sheet.show_scans(self.panel.files)

    def _choose_at(self, place: int) -> None:
        self.choose(self.panel.key_at(place))

    def _offers(self, place: int) -> bool:
        return bool(self.panel.key_at(place))

    def _filter_chosen(self) -> None:
        self.kind = self.filter.value() or ALL
        self._render(self.current())

    def _render(self, before: RequestRow | None) -> None:
        shown = [row for row in self.rows if self.kind in (ALL, row.kind)]
        self.model.set_rows(shown)
        places = [place for place, row in enumerate(shown) if before is not None and row.id == before.id]
        self.table.select_row(places[0] if places else 0)
        self._show_current()

    def _show_current(self) -> None:
        row, work = self.current(), self.work
        if row is None:
            self.panel.clear()
            self.desk.shortcuts.refresh()
            return
        self.panel.say(row)
        self.desk.shortcuts.refresh()
        self.desk.background.read(self, lambda: work.view(row.id), self._take_view, lambda _gone: None, key="request")

    def _take_view(self, view: RequestView) -> None:
        row = self.current()
        if row is not None and row.id == view.row.id:
            self.panel.show_view(view)
            self.desk.shortcuts.refresh()
