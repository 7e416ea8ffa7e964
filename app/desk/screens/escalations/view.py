"""The page of the “办不成事” desk: matters by their promised day, the chosen one beside them, one key for what is next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.arguments import OpenCase, Stuck
from app.desk.error_words import error_kind
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.case.acting import refusal_words
from app.desk.screens.case.short_view import KEYS
from app.desk.screens.case.story_list import StoryList
from app.desk.screens.case.tools import Printing
from app.desk.screens.escalations.forms import answer_form, closing_form, opening_form, step_form
from app.desk.screens.escalations.presenter import (
    EscalationDesk,
    EscalationsPresenter,
    choices,
    day_kind,
    day_note,
    day_words,
    facts,
    story,
)
from app.desk.screens.escalations.table_model import escalation_model
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.fact_list import FactList
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.restyle import restyle
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from app.desk.changes import HasChanged
    from app.desk.context import Desk
    from app.desk.screens.case.act_form import ActForm
    from app.usecases.escalation_work import Beginning, Registered
    from app.usecases.escalations import EscalationRow, EscalationView

RIGHT = 474
LATER_MS = 1500


@dataclass(frozen=True)
class EscalationTools:
    """What the page is given besides the desk; without `printing` papers wait in the print queue."""

    work: EscalationDesk
    printing: Printing | None = None


class MatterPanel(Column):
    """One matter beside the list. `chosen(key)` when one of the offered things is chosen by mouse."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        self._hint = KeyHint(desk.shortcuts, "open", self.tr("打开办件"))
        self.head.add_right(self._hint)
        self.lead = text_label("", "lead")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.facts = FactList()
        self._story_title = text_label(self.tr("经过"), "section")
        self.story = StoryList()
        for widget in (self.lead, self._buttons):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(self.facts)
        self.body.addSpacing(8)
        self.body.addWidget(self._story_title)
        self.body.addWidget(self.story)
        self._keys: tuple[str, ...] = ()
        self.view: EscalationView | None = None
        self.clear()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.view = None
        self.head.set_title("")
        self.lead.setText("")
        self.facts.show_facts(())
        self.story.show_story(())
        self._hint.hide()
        self._story_title.hide()
        self._offer(())

    def say(self, row: EscalationRow) -> None:
        """Show at once what the list knows; the rest follows."""
        if self.view is not None and self.view.row.id != row.id:
            self.clear()
        self.head.set_title(row.number)
        self._hint.setVisible(bool(row.case_no))
        self.lead.setText(f"{day_words(row)} · {day_note(row)}")
        restyle(self.lead, "kind", day_kind(row))
        self._offer(tuple((c.key, c.text) for c in choices(row)))

    def show_view(self, view: EscalationView) -> None:
        """Show a whole matter."""
        self.say(view.row)
        self.view = view
        self.facts.show_facts(facts(view))
        self._story_title.show()
        self.story.show_story(story(view))

    def key_at(self, place: int) -> str:
        """Return what the number key after `place` would choose, empty where it is none."""
        return self._keys[place] if place < len(self._keys) else ""

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


class EscalationsScreen(ScreenWidget):
    """The badge counts matters whose promised day is today or has passed."""

    def __init__(self, desk: Desk, tools: EscalationTools) -> None:
        super().__init__(desk)
        self.work = tools.work
        self._printing = tools.printing
        self.page = EscalationsPresenter()
        self.model = escalation_model()
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(self.tr("没有登记的事"), self.tr("办不成的事，按 Ctrl+B 登记：有人负责，有期限答复"))
        self.panel = MatterPanel(desk)
        self.sheet: ActForm | None = None
        self._wanted = ""
        self._looked_at = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.reload)
        self._lay_out()
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()

    # ---- building ----

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_box())
        self.head = SectionHeader(self.tr("办不成事"))
        self.filter = ChipGroup([Chip(key, text) for key, text in self.page.chips()])
        self.filter.set_value(self.page.filter)
        self.head.add_right(self.filter)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        line.addWidget(left, 1)
        line.addWidget(self.panel)

    def _build_box(self) -> QWidget:
        box = QFrame()
        box.setObjectName("SearchHead")
        line = QHBoxLayout(box)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(8)
        self.box = SearchEdit(self.tr("编号、内容、负责人、办件编号"))
        line.addWidget(self.box, 1)
        line.addWidget(KeyHint(self.desk.shortcuts, "find"))
        self.new_button = ActionButton(
            self.tr("登记一件"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="escalate"
        )
        self.new_button.clicked.connect(lambda: self.begin(Stuck()))
        line.addWidget(self.new_button)
        return box

    def _connect(self) -> None:
        self.box.edited.connect(lambda _words: self.reload())
        self.box.moved.connect(self.table.step)
        self.box.picked.connect(self.table.setFocus)
        self.filter.chosen.connect(self._filter_chosen)
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.open_case())
        self.panel.chosen.connect(self.choose)
        keys, view = self.desk.shortcuts, self.table.view
        keys.bind("find", self, self.look)
        keys.bind("next_step", self, lambda: self._choose_at(0), lambda: self._offers(0))
        keys.bind("open", view, self.open_case, lambda: self.current() is not None)
        for place, key in enumerate(KEYS):
            keys.bind(key, view, partial(self._choose_at, place), partial(self._offers, place))

    def _choose_at(self, place: int) -> None:
        self.choose(self.panel.key_at(place))

    def _offers(self, place: int) -> bool:
        return bool(self.panel.key_at(place))

    def _fit(self) -> None:
        self.panel.setFixedWidth(min(self.desk.theme.scaled(RIGHT), self.width() * 36 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read anew; with something that could not be done, register it."""
        self._later.stop()
        self.reload()
        self.table.setFocus()
        if isinstance(argument, Stuck):
            self.begin(argument)

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced: the badge must be right even while another page is in front."""
        if "escalations" not in changed:
            return
        if self.isVisible():
            self.reload()
        else:
            self._later.start()

    def on_leaving_person(self) -> None:
        """What was typed into a sheet goes, and what is shown of a person."""
        if self.sheet is not None:
            self.sheet.reject()
        self.box.set_value("")
        self.panel.clear()

    # ---- reading ----

    def look(self) -> None:
        """Go to the box."""
        self.box.setFocus()
        self.box.selectAll()

    def reload(self) -> None:
        """Read the matters anew."""
        words, work = self.box.value(), self.work
        self.desk.background.read(self, lambda: work.rows(words), self.take, key="rows")

    def take(self, rows: Sequence[EscalationRow]) -> None:
        """Show what was read; the matter that was chosen stays chosen where it is still there."""
        before = self.current() if self._looked_at else None
        self._looked_at = self._looked_at or self.isVisible()
        self.page.take(rows)
        if not self.box.value():
            self.badge_changed.emit(self.page.pressing())
        self._render(before)

    def current(self) -> EscalationRow | None:
        """Return the chosen matter."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _render(self, before: EscalationRow | None) -> None:
        self.filter.set_options([Chip(key, text) for key, text in self.page.chips()])
        self.filter.set_value(self.page.filter)
        self.model.set_rows(self.page.rows())
        place = self.page.place_of_number(self._wanted) if self._wanted else None
        self._wanted = ""
        self.table.select_row(self.page.place_of(before) if place is None else place)
        self._show_current()

    def _filter_chosen(self) -> None:
        self.page.choose(self.filter.value())
        self._render(self.current())

    def _show_current(self) -> None:
        row, work = self.current(), self.work
        if row is None:
            self.panel.clear()
            self.desk.shortcuts.refresh()
            return
        self.panel.say(row)
        self.desk.background.read(self, lambda: work.view(row.number), self._take_view, key="matter")

    def _take_view(self, view: EscalationView) -> None:
        row = self.current()
        if row is not None and row.id == view.row.id:
            self.panel.show_view(view)
            self.desk.shortcuts.refresh()

    def open_case(self) -> None:
        """Go to the page of the case that it is about."""
        row = self.current()
        if row is not None and row.case_no:
            self.desk.shell.go("search", OpenCase(row.case_no))

    # ---- doing ----

    def begin(self, stuck: Stuck) -> None:
        """Register what could not be done, about a case or not."""
        work = self.work

        def ask(found: Beginning) -> None:
            beginning = found if found.case_no else replace(found, name=stuck.name, phone=stuck.phone)
            if self.sheet is None:
                self._open(opening_form(self, beginning, stuck.text, partial(self._register, beginning.case_no)))

        self.desk.background.read(self, lambda: work.beginning(stuck.case_no), ask, key="beginning")

    def _register(self, case_no: str, given: dict[str, Any]) -> None:
        work = self.work

        def done(registered: Registered) -> None:
            self._wanted = registered.number
            self.page.choose("open")
            self.desk.shell.toast(self.tr("已登记 {number}，由负责人答复").format(number=registered.number))
            if self._printing is not None and registered.papers:
                printing = self._printing
                self.desk.background.write(self, lambda: printing.start(registered.papers), self._sent)

        self._write(
            lambda: work.open(given["text"], given["wanted"], given["name"], given["phone"], given["owner"], case_no),
            done,
        )

    def choose(self, key: str) -> None:
        """Do what was chosen for the matter."""
        row, view, work = self.current(), self.panel.view, self.work
        if row is None or self.sheet is not None:
            return
        if key == "answer":
            self._open(
                answer_form(self, row, lambda v: self._say(
                    lambda: work.answer(row.number, v["answer"], v["owner"], v["until"]), self.tr("已记下答复")
                ))
            )  # fmt: skip
        elif key == "step":
            self._open(
                step_form(self, row, lambda v: self._say(lambda: work.step(row.number, v["text"]), self.tr("已记下")))
            )
        elif key == "close":
            name = view.state.name if view is not None else ""
            self._open(closing_form(self, row, name, partial(self._close, row.number)))

    def _close(self, number: str, given: dict[str, Any]) -> None:
        work = self.work
        self._say(
            lambda: work.close(
                number, given["outcome"], given["with"], given["how"], solved=given["solved"] == "yes"
            ),
            self.tr("已办结"),
        )  # fmt: skip

    def _say(self, act: Callable[[], HasChanged], said: str) -> None:
        self._write(act, lambda _done: self.desk.shell.toast(said))

    def _write(self, act: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.desk.background.write(self, act, done, self._refused)

    def _refused(self, error: Exception) -> None:
        self.desk.shell.banner(refusal_words(error), error_kind(error))

    def _sent(self, sent: Any) -> None:
        if getattr(sent, "failed", ()):
            self.desk.shell.banner("；".join(sent.failed), "caution")

    def _open(self, form: ActForm) -> None:
        self.sheet = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()
        form.focus_first()

    def _closed(self, form: ActForm) -> None:
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()
        self.table.setFocus()


def escalations_entry(tools: EscalationTools) -> ScreenEntry:
    """The workspace 办不成事."""
    title = QT_TRANSLATE_NOOP("Screens", "办不成事")
    return ScreenEntry(
        "escalations",
        title,
        "triangle-alert",
        lambda desk: EscalationsScreen(desk, tools),
        counts=frozenset({"escalations"}),
    )
