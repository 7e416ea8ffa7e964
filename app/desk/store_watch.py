"""Looks once a second whether another process has written to the store, and tells the state of the connection.

Commands run beside an open desk; what they do is announced like a write of the desk's own, so that open lists follow.
What arrives never changes a page somebody is typing in: each workspace decides for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.background import Background
    from app.desk.changes import Changes
    from app.desk.program import Pulse

EVERY_MS = 1000
ALL = frozenset({"cases", "todo", "prints", "drafts", "shift"})


class StoreWatch(QObject):
    """Asks for the store's pulse on its own thread, never twice at a time."""

    def __init__(
        self, background: Background, changes: Changes, pulse: Callable[[], Pulse], show: Callable[[Pulse], None]
    ) -> None:
        super().__init__()
        self._background = background
        self._changes = changes
        self._pulse = pulse
        self._show = show
        self._seen: int | None = None
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look, at once and then every second."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask once, unless an answer is still awaited."""
        if not self._asking:
            self._asking = True
            self._background.read(self, self._pulse, self._answered, self._failed)

    def _answered(self, pulse: Pulse) -> None:
        self._asking = False
        self._show(pulse)
        if self._seen is not None and pulse.arrival != self._seen:
            self._changes.announce(ALL, self)
        self._seen = pulse.arrival

    def _failed(self, _error: Exception) -> None:
        """The store can't be read just now; what a person does next will say so."""
        self._asking = False
