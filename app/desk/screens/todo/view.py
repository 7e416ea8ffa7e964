"""The to-do page 待办页: the list by due date, the chosen case in short beside it, one key for what is next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.arguments import FileMember, OpenCase, OpenResult, Stuck
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.case.acting import CaseActing
from app.desk.screens.case.request_taking import RequestTaking
from app.desk.screens.case.short_view import KEYS, ShortView
from app.desk.screens.todo.contested import ContestedPanel
from app.desk.screens.todo.presenter import ALL, CONTESTED, REQUEST, TodoPresenter
from app.desk.screens.todo.table_model import TodoModel
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.case.tools import CaseTools
    from app.usecases.case_view import CaseView, PaperLine
    from app.usecases.settling import ContestedView
    from app.usecases.todo import Todo, TodoRow

RIGHT, ROOMY, VERSIONS = 474, 780, 420
LATER_MS = 1500
SEEN = "seen"


class TodoScreen(ScreenWidget):
    """Reads anew when something was written; the badge counts what is overdue or due today."""

    def __init__(self, desk: Desk, tools: CaseTools) -> None:
        super().__init__(desk)
        self.work = tools.work
        self.page = TodoPresenter()
        self.acting = CaseActing(desk, tools, self)
        self.taking = RequestTaking(desk, tools.work.requests, self)
        self._view: CaseView | None = None
        self.model = TodoModel()
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(self.tr("没有要办的事"), self.tr("有期限、要送达、要补正的办件会按先后列在这里"))
        self.short = ShortView(desk)
        self.contested = ContestedPanel(desk)
        self.side = QStackedWidget()
        self._held = False
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
        column.addWidget(self._build_head())
        column.addWidget(self._build_bar())
        column.addWidget(self.table, 1)
        line.addWidget(left, 1)
        for panel in (self.short, self.contested):
            self.side.addWidget(panel)
        line.addWidget(self.side)

    def _build_head(self) -> QWidget:
        self.head = SectionHeader(self.tr("待办"))
        self.filter = ChipGroup([Chip(ALL, self.tr("全部"))])
        self.filter.set_value(ALL)
        self.whose = ChipGroup([Chip("counter", self.tr("全窗口")), Chip("mine", self.tr("本人"))])
        self.whose.set_value("counter")
        return self.head

    def _build_bar(self) -> QWidget:
        """Where the filters stand when the head has no room for them."""
        self.bar = QFrame()
        self.bar.setObjectName("SearchHead")
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(14, 6, 14, 6)
        self._bar_line = line
        return self.bar

    def _fit(self) -> None:
        scaled = self.desk.theme.scaled
        self.side.setFixedWidth(min(scaled(RIGHT), self.width() * 36 // 100))
        self.contested.fit(wide=self.side.width() >= scaled(VERSIONS))
        narrow = self.width() - self.side.width() < scaled(ROOMY)
        self.bar.setVisible(narrow)
        before = self.current()
        self.model.fit(narrow=narrow)
        if before is not None and self.current() is None:
            self.table.select_row(self.page.place_of(before))
        for group in (self.filter, self.whose):
            if narrow:
                self._bar_line.addWidget(group, 1 if group is self.filter else 0)
            else:
                self.head.add_right(group)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.filter.chosen.connect(self._filter_chosen)
        self.whose.chosen.connect(self._whose_chosen)
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.open_case())
        for sheets in (self.acting, self.taking):
            sheets.closed.connect(self._sheet_closed)
        self.short.chosen.connect(self.choose)
        self.contested.chosen.connect(self.settle)
        keys, view = self.desk.shortcuts, self.table.view
        keys.bind("open", view, self.open_case, lambda: self.current() is not None)
        for place, key in enumerate(KEYS):
            keys.bind(key, view, partial(self._choose_at, place), partial(self._offers, place))

    def _choose_at(self, place: int) -> None:
        if self._is_contested():
            self.settle(self.contested.key_at(place))
        else:
            self.choose(self.short.key_at(place))

    def _offers(self, place: int) -> bool:
        panel = self.contested if self._is_contested() else self.short
        return bool(panel.key_at(place))

    def _is_contested(self) -> bool:
        return self.side.currentWidget() is self.contested

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read anew, for the day may have changed; the list takes the focus."""
        self._later.stop()
        self.reload()
        self.table.setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced: the badge must be right even while another page is in front."""
        if not changed & {"todo", "cases", "prints", "shift", "requests"}:
            return
        if self.acting.sheet is not None or self.taking.sheet is not None:
            self._held = True  # what arrives never changes a page somebody is typing in
        elif self.isVisible():
            self.reload()
        else:
            self._later.start()  # one reading for many writes, while somebody works on another page

    def _sheet_closed(self) -> None:
        if self._held:
            self._held = False
            self.reload()

    def on_leaving_person(self) -> None:
        """What was typed into a sheet goes; the list is the counter's and stays."""
        self.acting.leave_person()
        self.taking.leave_person()

    def stuck(self) -> Stuck:
        """The case of the chosen task."""
        row = self.current()
        return Stuck(row.case_no if row is not None else "")

    # ---- reading ----

    def reload(self) -> None:
        """Read the tasks anew."""
        self.desk.background.read(self, self.work.todo, self.take, key="todo")

    def take(self, todo: Todo) -> None:
        """Show what was read; the task that was chosen stays chosen where it is still there."""
        before = self.current() if self._looked_at else None
        self._looked_at = self._looked_at or self.isVisible()
        self.page.take(todo)
        self.badge_changed.emit(todo.pressing)
        self._render(before)

    def current(self) -> TodoRow | None:
        """Return the chosen task."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _render(self, before: TodoRow | None) -> None:
        self.filter.set_options([Chip(key, text) for key, text in self.page.chips()])
        self.filter.set_value(self.page.group or ALL)
        self.head.set_note(self.page.note())
        self.model.set_rows(self.page.rows())
        self.table.select_row(self.page.place_of(before))
        self._show_current()

    def _filter_chosen(self) -> None:
        self.page.choose(self.filter.value())
        self._render(self.current())

    def _whose_chosen(self) -> None:
        self.page.mine = self.whose.value() == "mine"
        self.page.take(self.page.todo)
        self._render(self.current())

    # ---- the chosen task ----

    def _show_current(self) -> None:
        row = self.current()
        if row is None:
            self._view = None
            self.short.clear()
            self.contested.clear()
            self.side.setCurrentWidget(self.short)
            self.desk.shortcuts.refresh()
            return
        if row.task.kind == CONTESTED:
            self._show_contested(row)
            return
        self.side.setCurrentWidget(self.short)
        self.contested.clear()
        task = row.task
        kind = "bad" if task.overdue else "caution" if task.warn else ""
        self.short.say(row.item_name, task.text, kind, task.detail)
        if self._view is None or self._view.case_no != row.case_no:
            self._view = None
            self.short.offer(())
        else:
            self._offer(row)
        if row.of_package:
            self._view = None
            self.short.offer([(c.key, c.text) for c in self.page.choices(row)])
            self.desk.shortcuts.refresh()
            return
        if not row.case_no:
            self._no_view(None)
            return
        self.desk.background.read(self, lambda: self.work.view(row.case_no), self._take_view, self._no_view, key="case")

    def _no_view(self, _error: Exception | None) -> None:
        """The case is not on this desk any more: what can be done without it."""
        row = self.current()
        if row is not None and not self._is_contested():
            self.short.offer([(c.key, c.text) for c in self.page.choices(row) if c.key == SEEN])
            self.desk.shortcuts.refresh()

    def _show_contested(self, row: TodoRow) -> None:
        if self.contested.case_no() != row.case_no:
            self.contested.clear()
        self._view = None
        self.side.setCurrentWidget(self.contested)
        work = self.work
        self.desk.background.read(
            self, lambda: (work.contested(row.case_no), work.view(row.case_no)), self._take_contested, key="case"
        )

    def _take_contested(self, read: tuple[ContestedView | None, CaseView]) -> None:
        contested, view = read
        row = self.current()
        if row is None or row.case_no != view.case_no or not self._is_contested():
            return
        if contested is None:
            self.reload()  # settled meanwhile
        else:
            self.contested.show_view(contested, view.story)
            self.desk.shortcuts.refresh()

    def settle(self, group: str) -> None:
        """Ask what the applicant said, then let the version `group` hold."""
        view = self.contested.view()
        if view is not None and group:
            self.acting.settle(view, group)

    def _take_view(self, view: CaseView) -> None:
        row = self.current()
        if row is None or view.case_no != row.case_no:
            return
        self._view = view
        self.acting.about(view.case_no)
        self._offer(row)
        self.short.show_case(view)
        self.desk.shortcuts.refresh()

    def _offer(self, row: TodoRow) -> None:
        """Offer what can be done about a task, by the case as it was read."""
        paper = self._paper(row)
        choices = self.page.choices(row, printed=paper is None or "print" not in paper.can)
        self.short.offer([(c.key, c.text) for c in choices])

    def _paper(self, row: TodoRow) -> PaperLine | None:
        papers = self._view.papers if self._view is not None else ()
        return next((p for p in papers if p.number == row.task.subject), None)

    def open_case(self) -> None:
        """Go to the page of the case."""
        row = self.current()
        if row is not None and row.of_package:
            self._choose_for_package(row, "file")
        elif row is not None and row.task.kind == REQUEST:
            self.choose("take")
        elif row is not None and row.case_no:
            self.desk.shell.go("search", OpenCase(row.case_no))

    def _choose_for_package(self, row: TodoRow, key: str) -> None:
        """A member of a package: filed on the acceptance page with everything filled in, or let go."""
        if key == "file":
            self.desk.shell.go("acceptance", FileMember(row.case_no, row.task.subject))
        else:
            self.acting.drop_member(row.case_no, row.task.subject, f"{row.case_no} {row.item_name}：{row.task.text}")

    def _choose_for_request(self, row: TodoRow, view: CaseView, key: str) -> None:
        """What the applicant asked for online: begun with what he sent in, or answered with why not."""
        request = next((r.row for r in view.requests if r.row.id == row.task.subject), None)
        if request is None:
            self.reload()  # answered meanwhile
        elif key == "take":
            self.taking.take(request)
        elif key == "decline":
            self.taking.decline(request)

    def choose(self, key: str) -> None:
        """Do what was chosen for the task."""
        row, view = self.current(), self._view
        if row is not None and key == SEEN:
            work = self.work
            self.desk.background.write(self, lambda: work.acknowledge(row), None, self.acting.refused)
            return
        if row is not None and row.of_package and key:
            self._choose_for_package(row, key)
            return
        if row is None or view is None or not key:
            return
        if row.task.kind == REQUEST:
            self._choose_for_request(row, view, key)
            return
        paper = self._paper(row)
        owed = next((o for o in view.owed if o.key == row.task.subject), None)
        acting = self.acting
        if key in ("handed", "told", "void", "reissue") and paper is not None:
            {"handed": acting.handed_over, "told": acting.tell, "void": acting.void, "reissue": acting.reissue}[key](
                view, paper
            )
        elif key == "supply" and owed is not None:
            acting.supply(view, owed)
        elif key in ("verdict", "answer-return", "withdraw"):
            {
                "verdict": acting.give_verdict, "answer-return": acting.answer_return, "withdraw": acting.withdraw
            }[key](view)  # fmt: skip
        elif key == "issue":
            self.desk.shell.go("issuance", OpenResult(row.case_no))
        elif key in ("check", "correct"):
            self.desk.shell.go("acceptance", row.case_no)
        elif key == "prints":
            self.desk.shell.go("prints", row.task.subject)
        elif key == "dates":
            acting.replace_dates()


def todo_entry(tools: CaseTools) -> ScreenEntry:
    """The workspace 待办."""
    title = QT_TRANSLATE_NOOP("Screens", "待办")
    return ScreenEntry(
        "todo",
        title,
        "list-todo",
        lambda desk: TodoScreen(desk, tools),
        counts=frozenset({"todo", "cases", "requests"}),
    )
