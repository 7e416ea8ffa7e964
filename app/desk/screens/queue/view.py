"""The queue page 叫号页: take numbers at the left, the list in the middle, today's times at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.desk.screen import ScreenWidget
from app.desk.screens.queue.hall_display import HallDisplay
from app.desk.screens.queue.table_model import rows_of, tickets_model
from app.desk.screens.queue.taking import TakingColumn, TimesColumn
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.queue.control import QueueControl
    from app.desk.second_screen.audience import Audience
    from app.domain.ticket.state import TicketState

LEFT, RIGHT = 340, 320


class QueueScreen(ScreenWidget):
    """Enter calls the chosen number, or lets one that missed its call wait again."""

    def __init__(self, desk: Desk, control: QueueControl, hall: str, audience: Audience | None = None) -> None:
        super().__init__(desk)
        self.control = control
        self._hall = hall
        self.display: HallDisplay | None = None
        self.taking = TakingColumn(desk, control)
        self.times = TimesColumn()
        self.model = tickets_model(lambda: control.view)
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.set_empty(self.tr("没有人等候"), self.tr("取了号的人按先后列在这里；老年人、残疾人、军人优先"))
        self._lay_out(audience)
        self.table.picked.connect(lambda _row: self.act())
        keys = desk.shortcuts
        keys.bind("next_step", self, self.taking.take, self.taking.take_button.isEnabled)
        keys.bind("open", self.table.view, self.act, lambda: self.current() is not None)
        control.shown.connect(self._show)
        control.taken.connect(self.taking.show_taken)
        desk.theme.changed.connect(self._fit)
        self._fit()

    def _lay_out(self, audience: Audience | None) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        middle = QFrame()
        middle.setObjectName("Column")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = SectionHeader(self.tr("排队"))
        self.act_button = ActionButton(self.tr("叫这个号"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="open")
        self.act_button.clicked.connect(self.act)
        self.display_button = ActionButton(self.tr("大厅屏"), kind="pill")
        self.display_button.clicked.connect(self.toggle_display)
        self.audience_button = ActionButton(self.tr("申请人屏"), kind="pill")
        if audience is not None:
            self.audience_button.clicked.connect(audience.toggle_wanted)
        for button in (self.act_button, self.display_button, *([self.audience_button] if audience else [])):
            self.head.add_right(button)
        column.addWidget(self.head)
        column.addWidget(self.table, 1)
        self.table.moved.connect(lambda _row: self._name_act())
        line.addWidget(self.taking)
        line.addWidget(middle, 1)
        line.addWidget(self.times)

    def _fit(self) -> None:
        scaled = self.desk.theme.scaled
        self.taking.setFixedWidth(min(scaled(LEFT), self.width() * 30 // 100))
        self.times.setFixedWidth(min(scaled(RIGHT), self.width() * 28 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def on_shown(self, argument: object = None) -> None:
        """Read anew."""
        self.control.refresh()
        self.table.setFocus()

    def current(self) -> TicketState | None:
        """Return the chosen ticket."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def act(self) -> None:
        """Call the chosen number, or let it wait again."""
        ticket = self.current()
        if ticket is None:
            return
        if ticket.phase == "missed":
            self.control.come_back(ticket.number)
        elif ticket.phase == "waiting":
            if self.control.phase:
                here = self.control.view.here if self.control.view else None
                words = self.tr("{number} 号还在本窗口，请先办结、过号或转窗口")
                self.desk.shell.toast(words.format(number=here.number if here else ""), "caution")
                return
            self.control.call(ticket.number)

    def toggle_display(self) -> None:
        """Open the hall's screen, or close it."""
        if self.display is not None and shiboken6.isValid(self.display):
            self.display.close()
            self.display = None
            return
        self.display = HallDisplay(self.control, self._hall, self)
        self.display.open()

    def _show(self) -> None:
        view = self.control.view
        if view is None:
            return
        before = self.current()
        rows = rows_of(view)
        self.model.set_rows(rows)
        places = [place for place, row in enumerate(rows) if before is not None and row.id == before.id]
        self.table.select_row(places[0] if places else 0)
        self.head.set_note(self.tr("等候 {n} 人").format(n=view.others))
        self.taking.show_view(view)
        self._name_act()
        self.badge_changed.emit(len(view.waiting) if view.settings.on else 0)
        if self.isVisible():
            self.control.read_figures(self.times.show_figures)

    def _name_act(self) -> None:
        ticket = self.current()
        missed = ticket is not None and ticket.phase == "missed"
        self.act_button.set_text(self.tr("恢复排队") if missed else self.tr("叫这个号"))
        self.act_button.setEnabled(ticket is not None and ticket.phase in ("waiting", "missed"))
