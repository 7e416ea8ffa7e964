"""The hall's screen 大厅屏: a window with the numbers that are called and their counters. Nobody's name ever stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.desk.screens.queue.words import PAUSES as PAUSE_WORDS
from app.desk.screens.queue.words import counter_words, said
from app.desk.widgets.card import text_label
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.desk.screens.queue.control import QueueControl
    from app.domain.ticket.state import TicketState

ROWS = 6
REREAD_MS = 5000


class HallDisplay(QWidget):
    """Full screen on the second display where there is one. Esc, or a second press in the page, closes it."""

    def __init__(self, control: QueueControl, hall: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("HallDisplay")
        self.setProperty("public", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("大厅屏"))
        self._control = control
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 32)
        column.setSpacing(16)
        self.title = text_label(hall)
        self.title.setObjectName("HallDisplayTitle")
        column.addWidget(self.title)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(8)
        column.addLayout(self._grid, 1)
        self.rows = [self._row(place) for place in range(ROWS)]
        self.foot = text_label("")
        self.foot.setObjectName("HallDisplayFoot")
        column.addWidget(self.foot)
        control.shown.connect(self.show_queue)
        self._timer = QTimer(self)
        self._timer.setInterval(REREAD_MS)
        self._timer.timeout.connect(control.refresh)
        self._timer.start()
        self.show_queue()

    def _row(self, place: int) -> tuple[QLabel, QLabel]:
        number, counter = QLabel(), QLabel()
        for column, (label, name) in enumerate(((number, "HallNumber"), (counter, "HallCounter"))):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(label, place, column)
        return number, counter

    def open(self) -> None:
        """Show it on the last display there is; on a single one as a window of its own."""
        screens = QApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[-1].geometry())
            self.showFullScreen()
        else:
            self.resize(960, 600)
            self.show()

    def show_queue(self) -> None:
        """The newest calls first."""
        view = self._control.view
        if view is None:
            return
        called = sorted((t for t in view.every if t.phase in ("called", "serving")), key=_newest, reverse=True)
        for place, (number, counter) in enumerate(self.rows):
            ticket = called[place] if place < len(called) else None
            number.setText(ticket.number if ticket else "")
            counter.setText(self.tr("请到 {counter}").format(counter=counter_words(ticket.counter)) if ticket else "")
            restyle(number, "fresh", bool(ticket and ticket.phase == "called"))
        self.foot.setText(self._foot())

    def _foot(self) -> str:
        view = self._control.view
        if view is None:
            return ""
        parts = [self.tr("等候 {n} 人").format(n=view.others)]
        missed = [ticket.number for ticket in view.missed[:ROWS]]
        if missed:
            parts.append(self.tr("过号 {numbers}").format(numbers="、".join(missed)))
        parts += [f"{counter_words(p.counter)} {said(PAUSE_WORDS, p.reason)}" for p in view.pauses]
        return "　".join(parts)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


def _newest(ticket: TicketState) -> str:
    return ticket.called_at
