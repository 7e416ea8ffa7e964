"""A bordered box for what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.restyle import restyle


class Card(QFrame):
    """A title (may be empty) and `body`, the layout for the rest. Kinds: plain, good, caution, bad (dashed)."""

    def __init__(self, title: str = "", *, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 10, 12, 10)
        self.body.setSpacing(4)
        self._title = QLabel(title)
        self._title.setObjectName("CardTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.body.addWidget(self._title)  # before it is shown: a label without a parent would be a window
        self._title.setVisible(bool(title))
        self.set_kind(kind)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.setVisible(bool(title))

    def set_kind(self, kind: str) -> None:
        """Change the border."""
        restyle(self, "kind", kind)

    def add_line(self, text: str, role: str = "small", kind: str = "") -> QLabel:
        """Add a line of text and return its label."""
        label = text_label(text, role, kind)
        self.body.addWidget(label)
        return label


def text_label(text: str = "", role: str = "", kind: str = "") -> QLabel:
    """Return a wrapping label. Roles: mute, small, section, title, strong; kinds: good, caution, bad, mute, primary."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    if kind:
        label.setProperty("kind", kind)
    return label
