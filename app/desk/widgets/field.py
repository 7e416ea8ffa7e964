"""A labelled field: what it is, where its value came from, and what is wrong or right with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.restyle import restyle


class Field(QWidget):
    """Label above, editor, one line of message below. A machine-filled editor is tinted and names its source."""

    def __init__(self, label: str, editor: QWidget, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._required = required
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._label = QLabel()
        self._label.setObjectName("FieldLabel")
        self._label.setBuddy(editor)
        self._source = QLabel()
        self._source.setObjectName("FieldSource")
        self._source.hide()
        self._head.addWidget(self._label)
        self._head.addWidget(self._source)
        self._head.addStretch(1)
        self._message = QLabel()
        self._message.setObjectName("FieldMessage")
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.hide()
        column.addLayout(self._head)
        column.addWidget(editor)
        column.addWidget(self._message)
        self.set_label(label)
        self.setFocusProxy(editor)

    def set_label(self, label: str) -> None:
        """Change the words above the editor; an empty label takes no room."""
        self._label.setText(label)
        self._label.setVisible(bool(label))
        self.editor.setAccessibleName(label)

    def add_to_label(self, widget: QWidget) -> None:
        """Put a widget (a key hint) behind the label."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def set_source(self, source: str) -> None:
        """Mark the value as filled in by a machine and say by which; empty: by a person."""
        self._source.setText(source)
        self._source.setVisible(bool(source))
        restyle(self.editor, "machine", bool(source))

    def set_error(self, text: str) -> None:
        """Say what is wrong with this value."""
        self._say(text, "bad", "×")

    def set_ok(self, text: str) -> None:
        """Say what was found out of this value (birth date, sex, place)."""
        self._say(text, "good", "✓")

    def set_caution(self, text: str) -> None:
        """Say what to look at; the value is taken."""
        self._say(text, "caution", "")

    def set_note(self, text: str) -> None:
        """Say what belongs into the field."""
        self._say(text, "mute", "")

    def clear_message(self) -> None:
        """Say nothing below the editor."""
        self._say("", "mute", "")

    def message(self) -> str:
        """Return the message shown, without its mark."""
        return self._message.text().removeprefix("✓ ").removeprefix("× ")

    def message_kind(self) -> str:
        """Return `bad`, `good`, `caution` or `mute`."""
        return str(self._message.property("kind") or "mute")

    def _say(self, text: str, kind: str, mark: str) -> None:
        shown = f"{mark} {text}" if mark and text else text
        self._message.setText(shown)
        self._message.setVisible(bool(text))
        restyle(self._message, "kind", kind)
        restyle(self.editor, "state", "bad" if kind == "bad" and text else "")
        self.editor.setAccessibleDescription(text)
