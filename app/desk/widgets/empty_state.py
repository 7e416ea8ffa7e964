"""What a list shows when it has nothing: what that means, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap


class EmptyState(QWidget):
    """A calm sentence in the middle; a hint and a picture may go with it."""

    def __init__(
        self, title: str, hint: str = "", picture: QPixmap | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        self._title = QLabel(title)
        self._title.setObjectName("EmptyTitle")
        self._hint = QLabel(hint)
        self._hint.setObjectName("EmptyHint")
        if picture is not None:
            image = QLabel()
            image.setPixmap(picture)
            image.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(image)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(3)

    def say(self, title: str, hint: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._hint.setText(hint)
