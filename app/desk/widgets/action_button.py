"""A button that says what it does, with its key beside the word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from app.desk.shortcuts import Shortcuts

Kind = Literal["plain", "primary", "pill", "quiet", "danger", "label"]


class ActionButton(QPushButton):
    """Kinds: plain (bordered), primary (the one main action), pill (inside columns), quiet (text only), danger.

    `label` is a small word beside a field's label. `shortcut` shows the key of a row of the table, `hint` a fixed key;
    both: the key with a word, as a badge.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = "plain",
        shortcuts: Shortcuts | None = None,
        shortcut: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ActionButton")
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._label = QLabel(text)
        self._label.setObjectName("ActionButtonText")
        self._label.setProperty("kind", kind)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        margin = {"pill": 12, "quiet": 4, "label": 2}.get(kind, 16)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._row.addWidget(self._label)
        self._label.setVisible(bool(text))
        self._hint = self._make_hint(shortcuts, shortcut, hint)
        if self._hint is not None:
            self._hint.setProperty("kind", kind)
            self._row.addWidget(self._hint)
        self._row.addStretch(1)
        self.setAccessibleName(text or hint)

    @staticmethod
    def _make_hint(shortcuts: Shortcuts | None, shortcut: str, hint: str) -> QLabel | None:
        if shortcuts is not None and shortcut:
            return KeyHint(shortcuts, shortcut, hint)
        return KeyHint.plain(hint) if hint else None

    def set_text(self, text: str) -> None:
        """Change the words on the button."""
        if text != self._label.text():
            self._label.setText(text)
            self._label.setVisible(bool(text))
            self.setAccessibleName(text)
            self.updateGeometry()

    def words(self) -> str:
        """Return the words on the button."""
        return self._label.text()

    def set_hint_visible(self, shown: bool) -> None:
        """Show or hide the key beside the words."""
        if self._hint is not None:
            self._hint.setVisible(shown)

    def setEnabled(self, enabled: bool) -> None:
        """Enable or disable; the words dim with the button."""
        super().setEnabled(enabled)
        restyle(self._label, "off", not enabled)
        if self._hint is not None:
            restyle(self._hint, "off", not enabled)

    def sizeHint(self) -> QSize:
        """Return the size of words, key and margins."""
        self.ensurePolished()
        row = self._row.sizeHint()
        return QSize(row.width() + 2, max(row.height(), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Never clip the words."""
        return self.sizeHint()
