"""The search field: keys that move go to the list it searches, the text stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.desk.widgets.text_edit import ENTER_KEYS, LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class SearchEdit(LineEdit):
    """`moved(step)` for the arrow and page keys, `picked` for Enter."""

    moved = Signal(int)
    picked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand moving keys and Enter to the list, never while composing."""
        step = _STEPS.get(Qt.Key(event.key()))
        if self.composing:
            super().keyPressEvent(event)
        elif step is not None:
            self.moved.emit(step)
        elif event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.picked.emit()
        else:
            super().keyPressEvent(event)
