"""A pair of hands at the keyboard: keys go to whatever has the focus, Chinese comes as an input method sends it.

Nothing here knows a widget by name. Waiting is for a condition, with a limit; there is no sleep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LIMIT_MS = 60_000
LOOK_MS = 25
"""How long a condition that no event tells of can stay unnoticed."""
ALL_EVENTS = QEventLoop.ProcessEventsFlag.AllEvents
UNTIL_ONE_COMES = ALL_EVENTS | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class StageFright(Exception):
    """The window did not do what the script waited for."""


class Hands:
    """Types and presses. `busy` tells whether the desk has work under way."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        self._busy = busy

    def focus(self) -> QWidget:
        """What keys go to: the widget that has the focus, else the window in front."""
        self.until(_in_front, "a window in front")
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget is None:
            raise StageFright("no window is in front")
        return widget

    def type(self, text: str) -> Hands:
        """Type words: ASCII by keys, the rest in one piece as an input method commits it."""
        for ascii_only, run in _runs(text):
            if ascii_only:
                QTest.keyClicks(self.focus(), run)
            else:
                commit(self.focus(), run)
        QApplication.processEvents()
        return self

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> Hands:
        """Press keys one after another."""
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)
            QApplication.processEvents()
        return self

    def click(self, widget: QWidget) -> Hands:
        """Press the mouse in the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        return self

    def enter(self, text: str = "") -> Hands:
        """Type words and Enter."""
        return self.type(text).press(Key.Key_Return)

    def control(self, key: Qt.Key) -> Hands:
        """Press a key with Ctrl."""
        return self.press(key, modifier=CONTROL)

    def go_on(self) -> Hands:
        """Ctrl+Enter."""
        return self.control(Key.Key_Return)

    def settle(self) -> Hands:
        """Wait until the desk has nothing under way and has painted."""
        self.until(lambda: not self._busy(), "the desk to come to rest")
        for _ in range(2):
            QApplication.processEvents()
            let_go()
        self.until(lambda: not self._busy(), "the desk to come to rest")
        return self

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition. StageFright names it where it does not come true."""
        deadline = QDeadlineTimer(LIMIT_MS)
        QApplication.processEvents()
        while not condition():
            if deadline.hasExpired():
                raise StageFright(f"waited {LIMIT_MS // 1000} s for {what}")
            self.idle()

    def idle(self) -> None:
        """Rest until the window has something to do, and let it; a moment at most."""
        timer = QTimer()
        timer.start(LOOK_MS)
        QApplication.processEvents(UNTIL_ONE_COMES)
        timer.stop()


def _in_front() -> bool:
    """Whether a window takes keys; else do what a window manager does after a sheet was closed: here there is none."""
    if QApplication.activeWindow() is not None:
        return True
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    sheet = QApplication.activeModalWidget()
    if sheet is not None or shown:
        (sheet or shown[0]).activateWindow()
    return QApplication.activeWindow() is not None


def let_go() -> None:
    """Let widgets that were given up go: only a running event loop does so by itself."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def commit(widget: QWidget, text: str) -> None:
    """Let an input method show `text`, then commit it and end its composition."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def _runs(text: str) -> list[tuple[bool, str]]:
    """The text in pieces that come from keys and pieces that come from an input method."""
    runs: list[tuple[bool, str]] = []
    for character in text:
        ascii_only = character.isascii()
        if runs and runs[-1][0] == ascii_only:
            runs[-1] = (ascii_only, runs[-1][1] + character)
        else:
            runs.append((ascii_only, character))
    return runs
