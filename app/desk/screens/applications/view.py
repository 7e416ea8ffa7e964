"""The page of pre-applications 网上预审页: what waits for this hall, the chosen one beside it, one key to take it over."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.arguments import TakeApplication
from app.desk.background import Lane
from app.desk.error_words import error_kind
from app.desk.link import Link
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.applications.presenter import (
    ApplicationsPresenter,
    check_lines,
    check_summary,
    choices,
    clock,
    elsewhere,
    facts,
    state_kind,
    state_note,
    state_words,
)
from app.desk.screens.applications.requests_pane import RequestsPane
from app.desk.screens.applications.table_model import application_model
from app.desk.screens.case.act_form import ActForm
from app.desk.screens.case.acting import refusal_words
from app.desk.screens.case.short_view import KEYS
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.fact_list import FactList
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.news_line import NewsLine
from app.desk.widgets.restyle import restyle
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.applications.presenter import ApplicationDesk
    from app.desk.screens.case.request_taking import RequestDesk
    from app.usecases.application_work import Applications, TakenOver
    from app.usecases.applications import ApplicationRow, ApplicationView

FORMS, REQUESTS = "forms", "requests"
"""The two lists: what was filed to become a case, and what is asked for about cases."""
RIGHT = 474
LATER_MS = 1500


class ApplicationPanel(Column):
    """One pre-application beside the list. `chosen(key)` when one of the offered things is chosen by mouse."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        self.lead = text_label("", "lead")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.facts = FactList()
        self._checks_title = text_label("", "section")
        self.checks = FactList(below=True)
        self._advice_title = text_label(self.tr("预审意见"), "section")
        self.advice = FactList(below=True)
        for widget in (self.lead, self._buttons):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(self.facts)
        for title, lines in ((self._checks_title, self.checks), (self._advice_title, self.advice)):
            self.body.addSpacing(8)
            self.body.addWidget(title)
            self.body.addWidget(lines)
        self._keys: tuple[str, ...] = ()
        self.view: ApplicationView | None = None
        self.clear()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.view = None
        self.head.set_title("")
        self.lead.setText("")
        for lines in (self.facts, self.checks, self.advice):
            lines.show_facts(())
        self._checks_title.hide()
        self._advice_title.hide()
        self._offer(())

    def say(self, row: ApplicationRow) -> None:
        """Show at once what the list knows; the rest follows."""
        if self.view is not None and self.view.row.id != row.id:
            self.clear()
        self.head.set_title(f"{row.item_name} · {row.masked_name}")
        note = state_note(row)
        self.lead.setText(f"{state_words(row)} · {note}" if note else state_words(row))
        restyle(self.lead, "kind", state_kind(row))
        self._offer(tuple((c.key, c.text) for c in choices(row)))

    def show_view(self, view: ApplicationView) -> None:
        """Show a whole one: what was filled in is looked at on the acceptance page, the checks here."""
        self.say(view.row)
        self.view = view
        self.facts.show_facts(facts(view))
        self._checks_title.setText(check_summary(view.checks))
        self._checks_title.setVisible(bool(view.checks))
        self.checks.show_facts(check_lines(view.checks))
        self._advice_title.setVisible(bool(view.advice))
        self.advice.show_facts([(a.text, f"{clock(datetime.fromisoformat(a.at))} {a.counter}") for a in view.advice])

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


class ApplicationsScreen(ScreenWidget):
    """The badge counts what nobody has taken. A line tells when one that was wanted while offline can be taken now."""

    def __init__(self, desk: Desk, work: ApplicationDesk, requests: RequestDesk | None = None) -> None:
        super().__init__(desk)
        self.work = work
        self.requests = RequestsPane(desk, requests) if requests is not None else None
        self._counts = {FORMS: 0, REQUESTS: 0}
        self.lists = ChipGroup([])
        self.page = ApplicationsPresenter()
        self.model = application_model()
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(self.tr("没有网上预审"), self.tr("群众在网上填报以后，一秒左右就会列在这里"))
        self.panel = ApplicationPanel(desk)
        self.news = NewsLine()
        self.sheet: ActForm | None = None
        self._link = Link()
        self._taking = False
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.news)
        column.addWidget(self._build_head())
        self._forms = QWidget()
        line = QHBoxLayout(self._forms)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table)
        line.addWidget(left, 1)
        line.addWidget(self.panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._forms)
        if self.requests is not None:
            self._stack.addWidget(self.requests)
        column.addWidget(self._stack, 1)

    def _build_head(self) -> QWidget:
        """Which list, and the box that both are searched by."""
        box = QFrame()
        box.setObjectName("SearchHead")
        bar = QHBoxLayout(box)
        bar.setContentsMargins(14, 10, 14, 10)
        bar.setSpacing(8)
        if self.requests is not None:
            bar.addWidget(self.lists)
            bar.addWidget(KeyHint(self.desk.shortcuts, "lists.other"))
        self.box = SearchEdit(self.tr("编号、事项、姓名"))
        bar.addWidget(self.box, 1)
        bar.addWidget(KeyHint(self.desk.shortcuts, "find"))
        return box

    def _connect(self) -> None:
        self.box.edited.connect(lambda _words: self.reload())
        self.box.moved.connect(lambda step: self._list().step(step))
        self.box.picked.connect(lambda: self._list().setFocus())
        if self.requests is not None:
            self.requests.counted.connect(partial(self._count, REQUESTS))
            self.lists.chosen.connect(lambda: self.show_list(self.lists.value() or FORMS))
            self.desk.shortcuts.bind("lists.other", self, self._other_list)
            self._count(REQUESTS, 0)
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.choose("take"))
        self.panel.chosen.connect(self.choose)
        keys, view = self.desk.shortcuts, self.table.view
        keys.bind("find", self, self.look)
        keys.bind("next_step", self._forms, lambda: self._choose_at(0), lambda: self.panel.key_at(0) == "take")
        keys.bind("open", view, lambda: self.choose("take"), lambda: self.current() is not None)
        for place, key in enumerate(KEYS):
            keys.bind(key, view, partial(self._choose_at, place), partial(self._offers, place))

    def _choose_at(self, place: int) -> None:
        self.choose(self.panel.key_at(place))

    def _offers(self, place: int) -> bool:
        return bool(self.panel.key_at(place))

    def _fit(self) -> None:
        width = min(self.desk.theme.scaled(RIGHT), self.width() * 36 // 100)
        self.panel.setFixedWidth(width)
        if self.requests is not None:
            self.requests.fit(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read anew; the list takes the focus."""
        self._later.stop()
        self.reload()
        if self.requests is not None and self._counts[REQUESTS] and not self._counts[FORMS]:
            self.show_list(REQUESTS)
        self._list().setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """Something was filed or taken: the badge must be right even while another page is in front."""
        if not changed & {"applications", "requests"}:
            return
        if self.isVisible():
            self.reload()
        else:
            self._later.start()

    def on_link(self, link: Link) -> None:
        """The line is back: what was wanted meanwhile can be taken now."""
        before, self._link = self._link, link
        if before.connected() != link.connected():
            self._tell()

    def on_leaving_person(self) -> None:
        """What was typed into a sheet goes, and what is shown of a person."""
        if self.sheet is not None:
            self.sheet.reject()
        self.box.set_value("")
        self.panel.clear()
        if self.requests is not None:
            self.requests.leave_person()

    # ---- reading ----

    def look(self) -> None:
        """Go to the box."""
        self.box.setFocus()
        self.box.selectAll()

    def reload(self) -> None:
        """Read what waits anew."""
        words, work = self.box.value(), self.work
        self.desk.background.read(self, lambda: work.waiting(words), self.take, key="waiting")
        if self.requests is not None:
            self.requests.look_for(words)

    def show_list(self, key: str) -> None:
        """Bring one of the two lists to the front; it takes the focus."""
        if self.requests is not None:
            self._stack.setCurrentWidget(self.requests if key == REQUESTS else self._forms)
            self.lists.set_value(key)
            self._list().setFocus()
            self.desk.shortcuts.refresh()

    def _other_list(self) -> None:
        self.show_list(FORMS if self._stack.currentWidget() is self.requests else REQUESTS)

    def _list(self) -> Table:
        in_front = self.requests is not None and self._stack.currentWidget() is self.requests
        return self.requests.table if self.requests is not None and in_front else self.table

    def _count(self, key: str, count: int) -> None:
        """The numbers at the lists and at the rail."""
        self._counts[key] = count
        self.badge_changed.emit(sum(self._counts.values()))
        if self.requests is not None:
            words = {FORMS: self.tr("网上预审 {n}"), REQUESTS: self.tr("办件申请 {n}")}
            before = self.lists.value() or FORMS
            self.lists.set_options([Chip(key, text.format(n=self._counts[key])) for key, text in words.items()])
            self.lists.set_value(before)

    def take(self, found: Applications) -> None:
        """Show what was read; the one that was chosen stays chosen where it is still there."""
        before = self.current() if self._looked_at else None
        self._looked_at = self._looked_at or self.isVisible()
        self.page.take(found)
        if not self.box.value():
            self._count(FORMS, self.page.waiting())
        self.model.set_rows(self.page.rows)
        self.table.select_row(self.page.place_of(before))
        self._tell()
        self._show_current()

    def _tell(self) -> None:
        """What this counter wanted while there was no line."""
        wanted = self.page.takeable()
        self.news.setVisible(bool(wanted))
        if not wanted:
            return
        numbers = "、".join(row.number for row in wanted)
        words = (
            self.tr("连上中心了，可以接手：{numbers}")
            if self._link.connected()
            else self.tr("等连上中心后接手：{numbers}")
        )
        self.news.tell(words.format(numbers=numbers))

    def current(self) -> ApplicationRow | None:
        """Return the chosen one."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _show_current(self) -> None:
        row, work = self.current(), self.work
        if row is None:
            self.panel.clear()
            self.desk.shortcuts.refresh()
            return
        self.panel.say(row)
        self.desk.background.read(self, lambda: work.view(row.id), self._take_view, key="application")

    def _take_view(self, view: ApplicationView) -> None:
        row = self.current()
        if row is not None and row.id == view.row.id:
            self.panel.show_view(view)
            self.desk.shortcuts.refresh()

    # ---- doing ----

    def choose(self, key: str) -> None:
        """Do what was chosen."""
        row, work = self.current(), self.work
        if row is None or self.sheet is not None or self._taking:
            return
        if key == "take" and not elsewhere(row):
            self._taking = True
            self.desk.background.write(
                self, lambda: work.take(row.number), self._taken, self._not_taken, lane=Lane.POOL
            )
        elif key == "release":
            self._write(lambda: work.release(row.number), self.tr("已放回，别的窗口可以接手"))
        elif key == "advise":
            self._advise(row)

    def _taken(self, taken: TakenOver) -> None:
        self._taking = False
        if taken.view is None:
            words = self.tr("现在连不上中心，不能接手（同一件只能由一个窗口办）。已记下，连上后在这里接手。{why}")
            self.desk.shell.banner(words.format(why=taken.why), "caution")
            self.reload()
            return
        view = taken.view
        self.desk.shell.go(
            "acceptance", TakeApplication(view.row.id, view.row.number, view.row.item_code, view.filing, taken.files)
        )
        if taken.missing:
            words = self.tr("有 {n} 份附件还没取到，可以回到网上预审再接手一次")
            self.desk.shell.banner(words.format(n=taken.missing), "caution")

    def _not_taken(self, error: Exception) -> None:
        self._taking = False
        self._refused(error)
        self.reload()

    def _advise(self, row: ApplicationRow) -> None:
        def done(values: dict[str, Any]) -> None:
            self._write(lambda: self.work.advise(row.number, values["text"]), self.tr("意见已发给本人"))

        form = ActForm(
            self, self.tr("提预审意见"), self.tr("本人在网上能看到，补充以后再来。这不是补正告知，不计入期限。"),
            self.tr("发给本人"), done,
        )  # fmt: skip
        form.add_text("text", self.tr("还缺什么、怎样改"), lines=4)
        form.require("text", self.tr("请写明意见"))
        self.sheet = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()
        form.focus_first()

    def _closed(self, form: ActForm) -> None:
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()
        self.table.setFocus()

    def _write(self, act: Callable[[], Any], said: str) -> None:
        self.desk.background.write(self, act, lambda _done: self.desk.shell.toast(said), self._refused, lane=Lane.POOL)

    def _refused(self, error: Exception) -> None:
        self.desk.shell.banner(refusal_words(error), error_kind(error))


def applications_entry(work: ApplicationDesk, requests: RequestDesk | None = None) -> ScreenEntry:
    """The workspace 网上预审; `requests` are what applicants asked for about cases."""
    title = QT_TRANSLATE_NOOP("Screens", "网上预审")
    return ScreenEntry(
        "applications", title, "inbox", lambda desk: ApplicationsScreen(desk, work, requests),
        counts=frozenset({"applications", "requests"}),
    )  # fmt: skip
