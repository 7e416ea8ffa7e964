"""A drop-down for choices too many for chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QWheelEvent


class Choice(QComboBox):
    """Options as (key, words). `chosen` is sent for what a person does."""

    chosen = Signal()

    def __init__(self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setView(QListView(self))
        self.set_options(options)
        self.activated.connect(lambda _index: self.chosen.emit())

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the options; the value stays where it is still offered."""
        kept = self.value()
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.set_value(kept)

    def value(self) -> str:
        """Return the key chosen, empty where none is."""
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose `key`; a key that is not offered leaves nothing chosen."""
        self.setCurrentIndex(self.findData(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field; Space or Alt+Down opens the list."""
        if event.key() in ENTER_KEYS:
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page never changes an answer."""
        event.ignore()
