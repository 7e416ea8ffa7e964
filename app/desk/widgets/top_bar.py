"""The bar at the top: where this is, who sits here, how the connection stands, what time it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.connection_pill import ConnectionPill
from app.desk.widgets.status_pill import StatusPill

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.link import Link
    from app.desk.shortcuts import Shortcuts


GAP = 16
CHINA_SECONDS = 8 * 3600
"""The clock shows Chinese time, as every paper and list does, whatever zone the machine is set to."""


class TopBar(QFrame):
    """Hall, counter and clerk, ticket, connection, clock, help. It never changes the page."""

    help_wanted = Signal()
    lock_wanted = Signal()
    exchange_wanted = Signal()

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP, 0, GAP, 0)
        line.setSpacing(GAP)
        brand = QLabel("一窗")
        brand.setObjectName("Brand")
        self._hall = QLabel()
        self._hall.setObjectName("Hall")
        self._counter = QLabel()
        self._counter.setObjectName("Counter")
        self._ticket = StatusPill()
        self.connection = ConnectionPill()
        self.connection.pressed.connect(self.exchange_wanted)
        self._clock = QLabel()
        self._clock.setObjectName("Clock")
        for widget in (brand, self._hall, self._counter, self._ticket):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.connection, self._clock):
            line.addWidget(widget)
        for id, words, wanted in (
            ("lock", self.tr("锁屏"), self.lock_wanted),
            ("help", self.tr("按键"), self.help_wanted),
        ):
            button = ActionButton("", kind="quiet", shortcuts=shortcuts, shortcut=id, hint=words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(wanted)
            line.addWidget(button)
        self._line = line
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1000)
        self._tick()

    def set_place(self, hall: str, counter: str, clerk: str) -> None:
        """Show the hall, the counter and the clerk who is logged in."""
        self._hall.setText(hall)
        where = self.tr("{counter} 号综合窗口").format(counter=counter) if counter else ""
        self._counter.setText(" · ".join(part for part in (where, clerk) if part))
        self._share_room()

    def set_ticket(self, text: str) -> None:
        """Show the number that is being served; empty hides it."""
        self._ticket.show_state("primary", text)
        self._share_room()

    def set_link(self, link: Link) -> None:
        """Show how the connection stands and how much waits."""
        self.connection.show_link(link)

    def connection_text(self) -> str:
        """Return what the connection's pill says, as far as it has room."""
        return self.connection.text().removeprefix("●").strip()

    def show_time(self, text: str) -> None:
        """Show a time until the next second has passed."""
        self._clock.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def _tick(self) -> None:
        self.show_time(QDateTime.currentDateTimeUtc().addSecs(CHINA_SECONDS).toString("HH:mm"))
        self.connection.tell()
        self._share_room()

    def _share_room(self) -> None:
        """The connection gets what the others leave."""
        others = [self._line.itemAt(place) for place in range(self._line.count())]
        widgets = [item.widget() for item in others if item is not None]
        taken = sum(w.sizeHint().width() + GAP for w in widgets if w and not w.isHidden() and w is not self.connection)
        self.connection.give_room(self.width() - taken - 2 * GAP)
