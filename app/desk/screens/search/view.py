"""The search page 查询页: one box, an answer at every key; a case opens in its place and Esc comes back to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk.arguments import OpenCase, Stuck
from app.desk.background import Lane
from app.desk.link import Link
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.case.page import CasePage
from app.desk.screens.case.short_view import ShortView
from app.desk.screens.search.elsewhere import ElsewherePage, ElsewhereRow, offline_words, where_words
from app.desk.screens.search.presenter import Found, SearchPresenter
from app.desk.screens.search.table_model import search_model
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.case.tools import CaseTools
    from app.desk.screens.search.elsewhere import ElsewhereCase
    from app.desk.screens.search.table_model import SearchRow
    from app.usecases.case_view import CaseView

RIGHT = 474
COUNT_MS = 300


class SearchScreen(ScreenWidget):
    """The list and the page of a case, one in front of the other."""

    def __init__(self, desk: Desk, tools: CaseTools) -> None:
        super().__init__(desk)
        self.work = tools.work
        self.page = SearchPresenter()
        self.model = search_model()
        self.case = CasePage(desk, tools)
        self.elsewhere = tools.elsewhere
        self.away = ElsewherePage(desk)
        self._link = Link()
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._count)
        self._build_list()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.case)
        self._stack.addWidget(self.away)
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()

    # ---- building ----

    def _build_list(self) -> None:
        self._list = QWidget()
        line = QHBoxLayout(self._list)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("SearchHead")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(14, 10, 14, 10)
        bar.setSpacing(8)
        self.box = SearchEdit(self.tr("办件编号或尾号、姓名、拼音首字母、证件号、电话、文号，或者扫文书上的二维码"))
        bar.addWidget(self.box, 1)
        bar.addWidget(KeyHint(self.desk.shortcuts, "find"))
        self.ask_button = ActionButton(
            self.tr("到中心查"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="next_step"
        )
        self.ask_button.clicked.connect(self.ask_centre)
        self.ask_button.setVisible(self.elsewhere is not None)
        bar.addWidget(self.ask_button)
        column.addWidget(head)
        self.table = Table(self.model, self.desk.theme, tall=True)
        column.addWidget(self.table, 1)
        self.short = ShortView(self.desk)
        line.addWidget(left, 1)
        line.addWidget(self.short)

    def _connect(self) -> None:
        self.box.edited.connect(lambda _text: self.search())
        self.box.moved.connect(self.table.step)
        self.box.picked.connect(self.open_current)
        self.table.picked.connect(lambda _row: self.open_current())
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.more_wanted.connect(self.more)
        self.case.left.connect(self.back_to_list)
        self.away.left.connect(self.back_to_list)
        keys = self.desk.shortcuts
        keys.bind("find", self, self.look)
        keys.bind("next_step", self._list, self.ask_centre, self._may_ask)
        keys.bind("open", self._list, self.open_current, lambda: self.current() is not None)

    def _fit(self) -> None:
        self.short.setFixedWidth(min(self.desk.theme.scaled(RIGHT), self.width() * 36 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Open the case that is asked for; otherwise show the list, with the words that stand there."""
        if isinstance(argument, OpenCase):
            self.open(argument.case_no, argument.request)
            return
        if isinstance(argument, str) and argument:
            self.back_to_list()
            self.box.set_value(argument)
        self.search()
        if self._stack.currentWidget() is self.case:
            self.case.take_focus()
        else:
            self.box.setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """Something was written: read anew what is shown."""
        if changed & {"cases", "prints", "todo", "escalations", "requests"}:
            self.case.reload()
            if self.isVisible() and self._stack.currentWidget() is self._list:
                self.search()

    def on_link(self, link: Link) -> None:
        """The centre can be asked while this desk is connected."""
        before, self._link = self._link, link
        if before.connected() != link.connected():
            self.ask_button.setEnabled(self._may_ask())
            self.desk.shortcuts.refresh()

    def on_leaving_person(self) -> None:
        """Leave nothing of the present applicant in view."""
        self.box.set_value("")
        self.page.ask("")
        self.model.set_rows(())
        self.short.clear()
        self.back_to_list()

    def stuck(self) -> Stuck:
        """The case whose page is open, else the one chosen in the list."""
        if self._stack.currentWidget() is self.case and self.case.view is not None:
            return Stuck(self.case.view.case_no)
        row = self.current()
        return Stuck("" if row is None or isinstance(row, ElsewhereRow) else row.case_no)

    # ---- the list ----

    def look(self) -> None:
        """Go to the box, from the page of a case too."""
        self.back_to_list()
        self.box.selectAll()

    def search(self) -> None:
        """Ask for what stands in the box; an older question that is still waiting is dropped."""
        words, limit = self.page.ask(self.box.value()), self.page.limit
        self._counting.stop()
        self.ask_button.setEnabled(self._may_ask())
        work, elsewhere = self.work, self.elsewhere

        def look() -> Found:
            rows = elsewhere.registers(words) if elsewhere is not None and words.strip() else ()
            return Found(work.find(words, limit), tuple(rows))

        self.desk.background.read(self, look, self.take, key="find")

    def _may_ask(self) -> bool:
        return self.elsewhere is not None and bool(self.page.words.strip()) and self._link.connected()

    def ask_centre(self) -> None:
        """Ask the centre for the same words: cases of other halls, and those that ended."""
        elsewhere, words = self.elsewhere, self.page.words
        if elsewhere is not None and self._may_ask():
            self.desk.background.read(
                self, lambda: (words, elsewhere.search(words)), self._take_centre, lane=Lane.POOL, key="centre"
            )

    def _take_centre(self, found: tuple[str, Sequence[ElsewhereRow]]) -> None:
        words, rows = found
        if words != self.page.words:
            return
        added = self.page.add(rows)
        self._show_rows()
        self.desk.shell.toast(self.tr("中心找到 {n} 件，{m} 件不在本机").format(n=len(rows), m=added), "plain")

    def more(self) -> None:
        """Show more of the same."""
        self.page.widen()
        self.search()

    def take(self, found: Found) -> None:
        """Show what was found; how many there are in all follows."""
        if found.here.words != self.page.words:
            return
        self.page.take(found)
        title, hint = self.page.nothing(may_ask=self.elsewhere is not None)
        self.table.set_empty(title, hint)
        self._show_rows()
        if found.here.more:
            self._counting.start()  # counting many cases must not keep the next key waiting

    def _show_rows(self) -> None:
        before, rows = self.current(), self.page.rows()
        self.model.set_rows(rows)
        self.table.set_total(len(rows) + 1 if self.page.more() else None)
        places = [n for n, row in enumerate(rows) if before is not None and row.case_id == before.case_id]
        self.table.select_row(places[0] if places else 0)
        self._show_current()

    def _count(self) -> None:
        words = self.page.words
        self.desk.background.read(self, lambda: (words, self.work.count(words)), self._take_count, key="count")

    def _take_count(self, counted: tuple[str, int]) -> None:
        words, total = counted
        if words == self.page.words:
            self.table.set_total(total)

    def current(self) -> SearchRow | None:
        """Return the chosen case."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _show_current(self) -> None:
        row = self.current()
        if row is None:
            self.short.clear()
            return
        if isinstance(row, ElsewhereRow):
            self.short.clear()
            self.short.say(row.item_name, row.status_text, "mute", f"{row.applicant} · {where_words(row)}")
            return
        self.short.say(row.item_name, "", "", "")
        self.desk.background.read(self, lambda: self.work.view(row.case_no), self._take_view, key="short")

    def _take_view(self, view: CaseView) -> None:
        row = self.current()
        if row is None or row.case_no != view.case_no:
            return
        task = view.tasks[0] if view.tasks else None
        kind = "" if task is None else "bad" if task.overdue else "caution" if task.warn else ""
        self.short.say(view.item_name, task.text if task else "", kind, task.detail if task else "")
        self.short.show_case(view)

    # ---- the page of a case ----

    def open_current(self) -> None:
        """Open the chosen case."""
        row = self.current()
        if isinstance(row, ElsewhereRow):
            self.open_elsewhere(row)
        elif row is not None:
            self.open(row.case_no)

    def open_elsewhere(self, row: ElsewhereRow) -> None:
        """Ask the centre for a case that is not whole here; without a connection say what is known and what to do."""
        elsewhere = self.elsewhere
        if elsewhere is None or not self._link.connected():
            self.desk.shell.banner(offline_words(row), "caution")
            return

        def show(case: ElsewhereCase) -> None:
            self.away.show_case(case)
            self._stack.setCurrentWidget(self.away)
            self.away.setFocus()

        self.desk.background.read(self, lambda: elsewhere.open(row), show, lane=Lane.POOL, key="elsewhere")

    def open(self, case_no: str, request: str = "") -> None:
        """Open a case by its number, and begin what its online `request` asks for."""

        def then() -> None:
            self._stack.setCurrentWidget(self.case)
            self.case.take_focus()
            if request:
                self.case.begin_request(request)

        self.case.open(case_no, then)

    def back_to_list(self) -> None:
        """Come back to the list, the box with the focus."""
        self.case.clear()
        self.away.clear()
        self._stack.setCurrentWidget(self._list)
        self.box.setFocus()


def search_entry(tools: CaseTools) -> ScreenEntry:
    """The workspace 查询."""
    return ScreenEntry("search", QT_TRANSLATE_NOOP("Screens", "查询"), "search", lambda desk: SearchScreen(desk, tools))
