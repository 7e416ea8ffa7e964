"""A pair of hands at the keyboard: keys go to whatever has the focus, Chinese comes from an input method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.view import AcceptanceScreen

CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Types and presses; never touches a widget by name."""

    def __init__(self, screen: AcceptanceScreen, settled: Callable[[], None]) -> None:
        self.screen = screen
        self._settled = settled

    def focus(self) -> QWidget:
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def type(self, text: str) -> Hands:
        type_text(self.focus(), text)
        return self

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Hands:
        for key in keys:
            QTest.keyClick(self.focus(), key, modifier)
            QApplication.processEvents()
        return self

    def enter(self, text: str = "") -> Hands:
        return self.type(text).press(Qt.Key.Key_Return)

    def control(self, key: Qt.Key) -> Hands:
        return self.press(key, modifier=CONTROL)

    def go_on(self) -> Hands:
        return self.control(Qt.Key.Key_Return)

    def wait(self) -> Hands:
        QApplication.processEvents()
        self._settled()
        QApplication.processEvents()
        return self
