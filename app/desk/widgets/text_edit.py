"""The text field: Enter goes to the next field, but never while an input method composes."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.desk.widgets.edit_menu import edit_menu

_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")
# Controls, zero-width marks and the byte-order mark come along with pasted text and are never meant.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def without_controls(text: str) -> str:
    """Return text on one line without invisible characters; a name keeps its spaces and dots."""
    return _INVISIBLE.sub("", _BREAKS.sub(" ", text)).strip(" ")


class LineEdit(QLineEdit):
    """A one-line field. `edited` is sent for what a person does, never for `set_value`.

    `enter_leaves` is False for the last field of a form: Enter sends the form, which says where the focus goes.
    """

    edited = Signal(str)
    submitted = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.enter_leaves = True
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._announce)

    def value(self) -> str:
        """Return what was entered, without spaces at the ends."""
        return self.text().strip()

    def set_value(self, value: str) -> None:
        """Show a value; where it is shown already the cursor stays where it is."""
        if value != self.value():
            self.setText(value)

    def clean(self, text: str) -> str:
        """Return pasted text as this field takes it."""
        return without_controls(text)

    def insert_text(self, text: str) -> None:
        """Put cleaned text in place of the selection, as a paste does, and announce it."""
        self.insert(self.clean(text))
        self._announce()

    def paste(self) -> None:
        """Paste the clipboard, cleaned."""
        data: QMimeData = QGuiApplication.clipboard().mimeData()
        if data.hasText():
            self.insert_text(data.text())

    def menu(self) -> QMenu:
        """Return the menu of the right mouse button."""
        secret = self.echoMode() != QLineEdit.EchoMode.Normal
        return edit_menu(self, selected=self.hasSelectedText(), secret=secret)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste in the language of the interface."""
        self.menu().popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is under way; a commit is an edit."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A composition ends with the focus."""
        self.composing = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: next field (not while composing). Paste: cleaned. Esc: nothing is lost."""
        if event.key() in ENTER_KEYS and event.modifiers() in _ENTER_MODIFIERS:
            event.accept()
            if not self.composing:
                self.submitted.emit()
                if self.enter_leaves:
                    self.leave_forward()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def leave_forward(self) -> None:
        """Go to the next field, as Enter does."""
        self.focusNextChild()

    def _announce(self, _text: str = "") -> None:
        self.edited.emit(self.value())


_ENTER_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
