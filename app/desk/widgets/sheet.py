"""A sheet: a small form over a page. What is wrong stands at its field; Esc puts the matter off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy

from app.desk.widgets.card import text_label
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.field import Field
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget


class Sheet(Dialog):
    """Fields by key, a button that does the thing, and one that puts it off.

    `send` is called with the sheet when the button is pressed and the fields that must be filled are; it closes the
    sheet with `done()` or says what is wrong with `wrong(place, message)`. Passwords are cleared either way.
    """

    def __init__(
        self, parent: QWidget, title: str, text: str, action: str, send: Callable[[Sheet], None], later: str = ""
    ) -> None:
        super().__init__(parent, title, text)
        self.setMinimumWidth(460)
        self._send = send
        self._fields: dict[str, Field] = {}
        self._needed: list[str] = []
        self._later = self.add_button("later", later or QCoreApplication.translate("Sheet", "以后再说"))
        self._problem = text_label("", "", "bad")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.action = self.add_button("do", action, "primary", self.try_send)

    def add_line(self, key: str, label: str, editor: LineEdit | None = None, *, needed: bool = True) -> LineEdit:
        """Add a line; `needed` ones must not be empty."""
        line = editor or LineEdit()
        self.add_field(key, label, line)
        if needed:
            self._needed.append(key)
        return line

    def add_field(self, key: str, label: str, editor: QWidget) -> None:
        """Add any editor under a label."""
        field = Field(label, editor)
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._fields[key] = field
        self.body.addWidget(field)

    def send_on_enter(self, key: str) -> None:
        """Let Enter in the line of `key` do what the button does."""
        line = self.line(key)
        line.enter_leaves = False
        line.submitted.connect(self.try_send)

    def field(self, key: str) -> Field:
        """Return the field of `key`."""
        return self._fields[key]

    def line(self, key: str) -> LineEdit:
        """Return the line of `key`."""
        editor = self._fields[key].editor
        if not isinstance(editor, LineEdit):
            raise TypeError(key)
        return editor

    def showEvent(self, event: QShowEvent) -> None:
        """Enter leads from the last field to the button that does the thing."""
        super().showEvent(event)
        if self._fields:
            self.setTabOrder(list(self._fields.values())[-1].editor, self.action)
        self.setTabOrder(self.action, self._later)
        self.adjustSize()

    def try_send(self) -> None:
        """Send, or go to the first field that is empty; while something is sent a second press does nothing."""
        if not self.action.isEnabled():
            return
        for field in self._fields.values():
            field.clear_message()
        for key in self._needed:
            if not self.line(key).value():
                self.wrong(key, QCoreApplication.translate("Sheet", "请填写"))
                return
        self.action.setEnabled(False)
        self._send(self)

    def wrong(self, place: str, message: str) -> None:
        """Say what is wrong at its field, or at the last one where the place is none of them."""
        self.action.setEnabled(True)
        if not self._fields:
            self._problem.setText(message)
            self._problem.show()
            return
        key = place if place in self._fields else list(self._fields)[-1]
        self._fields[key].set_error(message)
        self._fields[key].setFocus()

    def failed(self, error: Exception) -> None:
        """Say what a use case refused, at the field that it names."""
        from app.desk.error_words import error_words

        self.wrong(str(getattr(error, "place", "")), error_words(error))

    def done_with(self, _result: object = None) -> None:
        """The thing is done: close."""
        self.finish("do")
