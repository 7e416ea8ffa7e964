"""A text field of several lines: Enter is the next field, Shift+Enter a new line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from app.desk.widgets.edit_menu import edit_menu
from app.desk.widgets.text_edit import ENTER_KEYS, without_controls

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QShowEvent


class TextArea(QPlainTextEdit):
    """Several lines of text. `edited` is sent for what a person does, never for `set_value`."""

    edited = Signal(str)

    def __init__(self, placeholder: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._setting = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(3)
        self._lines = lines
        self.textChanged.connect(self._announce)

    def value(self) -> str:
        """Return what was entered, without spaces at the ends."""
        return self.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a value; where it is shown already the cursor stays where it is."""
        if value != self.value():
            self._setting = True
            self.setPlainText(value)
            self._setting = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text without invisible characters, its lines kept."""
        lines = source.text().splitlines()
        self.insertPlainText("\n".join(without_controls(line) for line in lines))

    def menu(self) -> QMenu:
        """Return the menu of the right mouse button."""
        return edit_menu(self, selected=self.textCursor().hasSelection())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer cut, copy and paste in the language of the interface."""
        self.menu().popup(event.globalPos())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is under way."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: next field (not while composing); Shift+Enter: new line."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in ENTER_KEYS and plain:
            event.accept()
            if not self.composing:
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of the asked lines once the font is known."""
        super().showEvent(event)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 20)

    def _announce(self) -> None:
        if not self._setting:
            self.edited.emit(self.value())
