"""The pill of the connection: always there, says as much as there is room for, opens the page of the exchange."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.desk.link import Link, LinkWords, link_words
from app.desk.widgets.restyle import restyle
from app.desk.widgets.status_pill import StatusPill

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

LEAST = 96


class ConnectionPill(StatusPill):
    """`pressed` when a person wants to know more."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link = Link()
        self._asked = time.monotonic()
        self._room = 0
        self.words = LinkWords("plain", ("",), "")

    def show_link(self, link: Link) -> None:
        """Show what was just asked."""
        self._link, self._asked = link, time.monotonic()
        self.tell()

    def tell(self) -> None:
        """Say it anew: time has passed since it was asked, and a connection that is not confirmed goes stale."""
        waited = time.monotonic() - self._asked
        asked = self._link.asked
        now = datetime.now(UTC) if asked is None else asked + timedelta(seconds=waited)
        self.words = link_words(self._link, now, waited)
        self._fit()

    def give_room(self, width: int) -> None:
        """Take the longest form that fits into `width`."""
        self._room = width
        self._fit()

    def _fit(self) -> None:
        fitting = self.words.forms[-1]
        for form in self.words.forms:
            if not self._room or self._width_of(form) <= max(self._room, LEAST):
                fitting = form
                break
        text = f"●  {fitting}" if fitting else ""
        if (self.text(), self.toolTip(), self.property("kind")) != (text, self.words.tip, self.words.kind):
            restyle(self, "kind", self.words.kind)
            self.setText(text)
            self.setToolTip(self.words.tip)
            self.setAccessibleName(self.words.tip)
        self.setVisible(bool(fitting))

    def _width_of(self, form: str) -> int:
        return self.fontMetrics().horizontalAdvance(f"●  {form}") + 24

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for more."""
        event.accept()
        self.pressed.emit()
