"""Cyclic garbage is collected on the interface's thread only.

Python collects cycles on whichever thread happens to allocate. A screen that was closed is a cycle of Qt objects; taken
apart on the store's thread it brings the process down (timers and children belong to the interface's thread). So the
automatic collection is off while background threads run, and a timer does the same work where it is harmless.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500
FULL_EVERY_S = 60.0
GROWN = 1.25
"""A full collection is worth its pause where a quarter has come to what is old: Python's own rule."""


class GarbageOnThisThread(QObject):
    """Collects by Python's own thresholds, on the thread that made it; `stop` gives the collection back to Python."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._old = 0
        self._settled = False
        self._asked_at = float("-inf")
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python would."""
        due = [n for n in (0, 1, 2) if gc.get_count()[n] > gc.get_threshold()[n] > 0]
        if 2 in due and self._full_is_worth_it():
            gc.collect()
            self._old = len(gc.get_objects(2))
        elif due:
            gc.collect(min(max(due), 1))

    def settle(self) -> None:
        """Leave what is loaded by now (modules, the catalogue) out of every later collection: it lives as long as we do.

        Called once, before the first workspace is made: a full collection then looks at what work has brought, and its
        pause stays within what a person does not notice.
        """
        if not self._settled:
            self._settled = True
            gc.collect()
            gc.freeze()

    def _full_is_worth_it(self) -> bool:
        """Counting what is old takes time itself, so it is not done at every turn."""
        now = time.monotonic()
        if now - self._asked_at < FULL_EVERY_S:
            return False
        self._asked_at = now
        return len(gc.get_objects(2)) > self._old * GROWN

    def stop(self) -> None:
        """Let Python collect by itself again: the other threads have ended."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        if self._was_automatic:
            gc.enable()
