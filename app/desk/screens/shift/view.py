"""The shift page 班次页: who holds the counter and the day's sums at the left, the chosen list at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.shift.acting import ShiftActing
from app.desk.screens.shift.overview import Overview
from app.desk.screens.shift.presenter import Printing, ShiftDesk, ShiftPresenter
from app.desk.screens.shift.table_model import blanks_model, clerks_model, originals_model
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.preview import Preview
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import RowsModel, Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.context import Desk
    from app.usecases.day_facts import BlankRow, OriginalInHand
    from app.usecases.shift_work import ClerkRow, ShiftView

R = TypeVar("R")
TABS = ("day", "blanks", "originals", "clerks")
LEFT = 352


class ShiftScreen(ScreenWidget):
    """Reads anew when something was written; the badge says that an older day was not closed."""

    def __init__(self, desk: Desk, work: ShiftDesk, printing: Printing | None = None) -> None:
        super().__init__(desk)
        self.work = work
        self.page = ShiftPresenter()
        self.acting = ShiftActing(self, printing)
        self._shown_day: object = None
        self.overview = Overview(desk)
        self.preview = Preview(desk.background)
        self._blanks, self._originals, self._clerks = blanks_model(), originals_model(), clerks_model()
        self.blanks = Table(self._blanks, desk.theme)
        self.blanks.set_empty(self.tr("还没有领用空白收件凭证"), self.tr("停电、断网前领用并打印，恢复后逐份补录"))
        self.originals = Table(self._originals, desk.theme)
        self.originals.set_empty(self.tr("窗口没有留存原件"))
        self.clerks = Table(self._clerks, desk.theme)
        self._lay_out()
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()
        self.show_tab("day")

    # ---- building ----

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.overview)
        frame = QFrame()
        frame.setObjectName("Column")
        right = QVBoxLayout(frame)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._build_head())
        right.addWidget(self._bar)
        self._stack = QStackedWidget()
        self._pages: tuple[QWidget, ...] = (self.preview, self.blanks, self.originals, self.clerks)
        for widget in self._pages:
            self._stack.addWidget(widget)
        right.addWidget(self._stack, 1)
        line.addWidget(frame, 1)

    def _build_head(self) -> QWidget:
        head = SectionHeader("")
        words = (self.tr("日结单"), self.tr("空白凭证"), self.tr("留存原件"), self.tr("人员"))
        self.tabs = ChipGroup([Chip(key, text) for key, text in zip(TABS, words, strict=True)])
        head.add_left(self.tabs)
        a = self.acting
        self._actions: dict[str, list[ActionButton]] = {
            "day": [],
            "blanks": [
                self._action(self.tr("领用并打印"), a.lend),
                self._action(self.tr("作废"), a.void_blank, needs_row=True),
                self._action(self.tr("补录"), a.enter_blank, needs_row=True, hint="Enter"),
            ],
            "originals": [self._action(self.tr("退还申请人"), a.give_back, needs_row=True, hint="Enter")],
            "clerks": [
                self._action(self.tr("改我的密码"), a.change_password),
                self._action(self.tr("重设密码"), a.reset_password, needs_row=True, lead=True),
                self._action(self.tr("移除"), a.remove_clerk, needs_row=True, lead=True),
                self._action(self.tr("添加人员"), a.add_clerk, lead=True),
            ],
        }
        self._bar = self._build_bar()
        return head

    def _build_bar(self) -> QFrame:
        """What can be done with the list that is shown."""
        bar = QFrame()
        bar.setObjectName("ActionBar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(8)
        for buttons in self._actions.values():
            for button in buttons:
                line.addWidget(button)
        line.addStretch(1)
        return bar

    def _action(
        self, text: str, slot: Callable[[], None], *, needs_row: bool = False, lead: bool = False, hint: str = ""
    ) -> ActionButton:
        button = ActionButton(text, kind="pill", hint=hint)
        button.setProperty("needs_row", needs_row)
        button.setProperty("lead", lead)
        button.clicked.connect(slot)
        return button

    def _fit(self) -> None:
        self.overview.setFixedWidth(self.desk.theme.scaled(LEFT))

    def _connect(self) -> None:
        keys = self.desk.shortcuts
        self.tabs.chosen.connect(lambda: self.show_tab(self.tabs.value() or "day"))
        self.overview.step.clicked.connect(self.next_step)
        self.overview.over.clicked.connect(self.acting.hand_over)
        self.overview.wanted.connect(self.go_to)
        keys.bind("next_step", self, self.next_step, lambda: bool(self.page.next_step()))
        keys.bind("hand_over", self, self.acting.hand_over, self.page.may_hand_over)
        keys.bind("print", self, self.acting.close_day, lambda: self.page.next_step() == "close")
        doing = ((self.blanks, self.acting.enter_blank), (self.originals, self.acting.give_back))
        for table, slot in doing:
            table.picked.connect(lambda _row, slot=slot: slot())
            keys.bind("open", table.view, slot, partial(self._has_row, table))
        for table in (self.blanks, self.originals, self.clerks):
            table.moved.connect(lambda _row: self._dim())

    @staticmethod
    def _has_row(table: Table) -> bool:
        return table.current_row() >= 0

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read the day; the tab's list takes the focus."""
        if isinstance(argument, str) and argument in TABS:
            self.show_tab(argument)
        self.reload()
        self._pages[TABS.index(self.page.tab)].setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced; the sums are read anew where the page is in view, the badge where shifts changed."""
        stale = {"shift", "cases", "prints", "drafts"} if self.isVisible() else {"shift"}
        if changed & stale:
            self.reload()

    def on_leaving_person(self) -> None:
        """Nothing here is about the person; an open sheet is put off."""
        self.acting.put_off()

    # ---- reading ----

    def reload(self) -> None:
        """Read the page anew."""
        self.desk.background.read(self, self.work.view, self.take, key="view")

    def take(self, view: ShiftView) -> None:
        """Show what was read."""
        self.page.view = view
        self.badge_changed.emit(self.page.badge)
        self.overview.show_page(self.page)
        self._blanks.set_rows(view.blanks)
        self._originals.set_rows(view.originals)
        self._clerks.set_rows(view.clerks)
        for table in (self.blanks, self.originals, self.clerks):
            if table.current_row() < 0:
                table.select_row(0)
        self._preview()
        self._dim()
        self.desk.shortcuts.refresh()

    def _preview(self) -> None:
        """Draw the statement beside the figures; only where it is in view and something changed."""
        view = self.page.view
        if view is None or self.page.tab != "day" or not self.isVisible():
            return
        found = view.statement
        state = (found.facts, found.sums)
        if state == self._shown_day:
            return
        self._shown_day = state
        self.desk.background.read(
            self, lambda: self.work.preview(found), self.preview.show_pdf, lane=Lane.POOL, key="preview"
        )

    def show_tab(self, key: str) -> None:
        """Show one of the lists."""
        place = TABS.index(key)
        self.page.tab = TABS[place]  # type: ignore[assignment]  # the tabs are the literals
        self.tabs.set_value(key)
        self._stack.setCurrentIndex(place)
        self._bar.setVisible(bool(self._actions[key]))
        for tab, buttons in self._actions.items():
            for button in buttons:
                button.setVisible(tab == key)
        self._pages[TABS.index(self.page.tab)].setFocus()
        self._preview()
        self._dim()

    def go_to(self, where: str) -> None:
        """Go where something is unfinished: a list of this page, or another workspace."""
        if where in TABS:
            self.show_tab(where)
        else:
            self.desk.shell.go(where)

    def _dim(self) -> None:
        view = self.page.view
        blank = self.blank()
        rows = {
            "blanks": blank is not None and blank.state == "lent",
            "originals": self.original() is not None,
            "clerks": self.clerk() is not None,
        }
        for tab, buttons in self._actions.items():
            has_row = rows.get(tab, False)
            for button in buttons:
                able = view is not None and (has_row or not button.property("needs_row"))
                button.setEnabled(able and (not button.property("lead") or (view is not None and view.lead)))

    def buttons(self, tab: str) -> tuple[ActionButton, ...]:
        """The buttons beside one of the lists."""
        return tuple(self._actions[tab])

    def blank(self) -> BlankRow | None:
        """The chosen blank."""
        return _row(self.blanks, self._blanks)

    def original(self) -> OriginalInHand | None:
        """The chosen original."""
        return _row(self.originals, self._originals)

    def clerk(self) -> ClerkRow | None:
        """The chosen clerk."""
        return _row(self.clerks, self._clerks)

    # ---- the one key ----

    def next_step(self) -> None:
        """Open the shift, or close the day."""
        step = self.page.next_step()
        if step == "open":
            self.acting.open_shift()
        elif step == "close":
            self.acting.close_day()


def _row(table: Table, model: RowsModel[R]) -> R | None:
    """The current row of a list."""
    place = table.current_row()
    return model.row(place) if 0 <= place < model.rowCount() else None


def shift_entry(work: ShiftDesk, printing: Printing | None = None) -> ScreenEntry:
    """The workspace 班次."""
    title = QT_TRANSLATE_NOOP("Screens", "班次")
    return ScreenEntry("shift", title, "clock", lambda desk: ShiftScreen(desk, work, printing))
