"""The base of dialogs: Esc puts the matter off and loses nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton, Kind
from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent


class Dialog(QDialog):
    """A titled sheet. `body` takes the contents; `result_key` says which button closed it, "" for Esc."""

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(420)
        self.result_key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QLabel(title)
        head.setObjectName("DialogTitle")
        column.addWidget(head)
        if text:
            words = QLabel(text)
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(words)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        column.addLayout(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(self._buttons)
        self._made: dict[str, ActionButton] = {}

    def add_button(
        self,
        key: str,
        text: str,
        kind: Kind = "plain",
        on_click: Callable[[], None] | None = None,
        hint: str = "",
    ) -> ActionButton:
        """Add a button that closes the dialog with `key`, or does `on_click` where given (closing is its affair)."""
        button = ActionButton(text, kind=kind, hint=hint)
        button.clicked.connect(on_click if on_click is not None else lambda: self.finish(key))
        button.setMinimumHeight(36)
        self._made[key] = button
        self._buttons.addWidget(button)
        return button

    def button(self, key: str) -> ActionButton:
        """Return the button of `key`."""
        return self._made[key]

    def finish(self, key: str) -> None:
        """Close the dialog with `key` as its result."""
        self.result_key = key
        self.accept()

    def ask(self) -> str:
        """Show the dialog and wait; return the key of the button, "" where it was put off with Esc."""
        self.result_key = ""
        self.exec()
        return self.result_key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses it; Esc puts off. Enter elsewhere never closes the dialog by accident."""
        if event.key() in ENTER_KEYS:
            focus = self.focusWidget()
            if isinstance(focus, ActionButton):
                focus.click()
            event.accept()
            return
        super().keyPressEvent(event)


class _Question(Dialog):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = {"1": "yes", "2": "no"}.get(event.text())
        if key is None:
            super().keyPressEvent(event)
        else:
            self.finish(key)


def question(parent: QWidget | None, title: str, text: str, yes: str = "", no: str = "") -> Dialog:
    """Return a dialog with two answers, keys `yes` (1, Enter) and `no` (2); Esc gives neither."""
    dialog = _Question(parent, title, text)
    dialog.add_button("no", no or QCoreApplication.translate("Dialog", "否"), hint="2")
    answer = dialog.add_button("yes", yes or QCoreApplication.translate("Dialog", "是"), "primary", hint="1")
    answer.setFocus()
    return dialog


def confirm(parent: QWidget | None, title: str, text: str, yes: str = "", no: str = "") -> bool:
    """Ask a question and wait; True only for a plain yes."""
    return question(parent, title, text, yes, no).ask() == "yes"
