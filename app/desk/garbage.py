"""Cyclic garbage is collected on the interface's thread only.

Python collects cycles on whichever thread happens to allocate. A screen that was closed is a cycle of Qt objects; taken
apart on the store's thread it brings the process down (timers and children belong to the interface's thread). So the
automatic collection is off while background threads run, and a timer does the same work where it is harmless.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500


class GarbageOnThisThread(QObject):
    """Collects by Python's own thresholds, on the thread that made it; `stop` gives the collection back to Python."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again: the other threads have ended."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()
