"""The field for a password: covered, cleared after use, and it says when Caps Lock seems on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


class PasswordEdit(LineEdit):
    """`capitals(on)` tells whether letters typed come out in capitals without Shift."""

    capitals = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(LineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def value(self) -> str:
        """Return the password as typed; its spaces count."""
        return self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch the case of letters: Qt does not tell the state of Caps Lock on every platform."""
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(text.isupper() != shift)
        super().keyPressEvent(event)
