"""Notices that nobody has touched the desk for some minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """`idled` once nobody has pressed a key or moved the mouse for the set minutes.

    It watches windows, not widgets: their many other events would all pass through Python.
    """

    idled = Signal()

    def __init__(self, application: QGuiApplication, minutes: int) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        self.set_minutes(minutes)
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def set_minutes(self, minutes: int) -> None:
        """Change the time and begin counting anew."""
        self._timer.start(minutes * 60_000)

    def minutes(self) -> int:
        """Return the time until `idled`, in minutes."""
        return self._timer.interval() // 60_000

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._timer.timeout.disconnect(self.idled)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew at each touch."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
