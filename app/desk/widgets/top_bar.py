"""The bar at the top: where this is, who sits here, how the connection stands, what time it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.status_pill import Kind, StatusPill

if TYPE_CHECKING:
    from app.desk.shortcuts import Shortcuts


CHINA_SECONDS = 8 * 3600
"""The clock shows Chinese time, as every paper and list does, whatever zone the machine is set to."""


class TopBar(QFrame):
    """Hall, counter and clerk, ticket, connection, clock, help. It never changes the page."""

    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(16)
        brand = QLabel("一窗")
        brand.setObjectName("Brand")
        self._hall = QLabel()
        self._hall.setObjectName("Hall")
        self._counter = QLabel()
        self._counter.setObjectName("Counter")
        self._ticket = StatusPill()
        self._connection = StatusPill()
        self._clock = QLabel()
        self._clock.setObjectName("Clock")
        for widget in (brand, self._hall, self._counter, self._ticket):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self._connection, self._clock):
            line.addWidget(widget)
        for id, words, wanted in (
            ("lock", self.tr("锁屏"), self.lock_wanted),
            ("help", self.tr("按键"), self.help_wanted),
        ):
            button = ActionButton("", kind="quiet", shortcuts=shortcuts, shortcut=id, hint=words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(wanted)
            line.addWidget(button)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1000)
        self._tick()

    def set_place(self, hall: str, counter: str, clerk: str) -> None:
        """Show the hall, the counter and the clerk who is logged in."""
        self._hall.setText(hall)
        where = self.tr("{counter} 号综合窗口").format(counter=counter) if counter else ""
        self._counter.setText(" · ".join(part for part in (where, clerk) if part))

    def set_ticket(self, text: str) -> None:
        """Show the number that is being served; empty hides it."""
        self._ticket.show_state("primary", text)

    def set_connection(self, kind: Kind, text: str) -> None:
        """Show how the connection stands and how much waits."""
        self._connection.show_state(kind, text, dot=True)

    def connection_text(self) -> str:
        """Return what the connection's pill says."""
        return self._connection.toolTip()

    def show_time(self, text: str) -> None:
        """Show a time until the next second has passed."""
        self._clock.setText(text)

    def _tick(self) -> None:
        self.show_time(QDateTime.currentDateTimeUtc().addSecs(CHINA_SECONDS).toString("HH:mm"))
