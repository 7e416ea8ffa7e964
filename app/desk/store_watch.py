"""Looks once a second whether another process or the exchange has written, and tells the state of the connection.

Commands run beside an open desk, other counters' events arrive; both are announced like a write of the desk's own, so
that open lists follow. The exchange asks for a look of its own as soon as something has arrived.
What arrives never changes a page somebody is typing in: each workspace decides for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.background import Background
    from app.desk.changes import Changes
    from app.desk.program import Pulse

EVERY_MS = 1000
ALL = frozenset({"cases", "todo", "prints", "drafts", "shift", "queue"})


class StoreWatch(QObject):
    """Asks for the store's pulse on its own thread, never twice at a time. `nudge` may be called by any thread."""

    _nudged = Signal()

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
        self._again = False
        self._nudged.connect(self._look_soon, Qt.ConnectionType.QueuedConnection)
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
        """Ask once; while an answer is awaited, once more after it."""
        if self._asking:
            self._again = True
            return
        self._asking = True
        self._background.read(self, self._pulse, self._answered, self._failed)

    def nudge(self) -> None:
        """Look soon: something has arrived."""
        self._nudged.emit()

    def _look_soon(self) -> None:
        if self._timer.isActive():
            self.look()

    def _answered(self, pulse: Pulse) -> None:
        self._asking = False
        self._show(pulse)
        written = ALL if self._seen is not None and pulse.arrival != self._seen else frozenset[str]()
        self._changes.announce(written | pulse.arrived, self)
        self._seen = pulse.arrival
        if self._again:
            self._again = False
            self._look_soon()

    def _failed(self, _error: Exception) -> None:
        """The store can't be read just now; what a person does next will say so."""
        self._asking = False
