"""The sheet that asks what an act needs to know, with the act in words on its button. Esc keeps what was entered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.choice import Choice
from app.desk.widgets.date_edit import DateEdit
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.field import Field
from app.desk.widgets.identity_edit import IdentityEdit
from app.desk.widgets.text_area import TextArea
from app.desk.widgets.text_edit import ENTER_KEYS, LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from app.desk.widgets.scan_field import ScanField

Values = dict[str, Any]
WIDTH = 520


class ActForm(Dialog):
    """Fields one below the other; `done(values)` once the person has said yes and nothing required is empty."""

    def __init__(self, parent: QWidget | None, title: str, text: str, yes: str, done: Callable[[Values], None]) -> None:
        super().__init__(parent, title, text)
        self.setMinimumWidth(WIDTH)
        self._read: dict[str, Callable[[], Any]] = {}
        self._write: dict[str, Callable[[Any], None]] = {}
        self._fields: dict[str, Field] = {}
        self._required: dict[str, tuple[str, Callable[[], bool]]] = {}
        self._secret: set[str] = set()
        self._done = done
        self.kept_as = ("", "")
        self.add_button("later", self.tr("先不办"), hint="Esc")
        self.add_button("yes", yes, "primary", self.try_it, hint="Ctrl+Enter")

    def add_text(self, key: str, label: str, *, lines: int = 1, placeholder: str = "") -> Field:
        """Add a field for words."""
        editor: LineEdit | TextArea = LineEdit(placeholder)
        if lines > 1:
            editor = TextArea(placeholder, lines)
            editor.setFixedHeight(editor.fontMetrics().lineSpacing() * lines + 20)
        return self._add(key, Field(label, editor), editor.value, editor.set_value)

    def add_identity(self, key: str, label: str) -> Field:
        """Add a field for the number of an identity card."""
        editor = IdentityEdit("citizen")
        return self._add(key, Field(label, editor), editor.value, editor.set_value)

    def add_password(self, key: str, label: str) -> Field:
        """Add a covered field; what stands in it is never kept."""
        editor = PasswordEdit()
        self._secret.add(key)
        return self._add(key, Field(label, editor), editor.value, editor.set_value)

    def add_day(self, key: str, label: str) -> Field:
        """Add a field for a day; its value is an ISO date, empty where there is none."""
        editor = DateEdit()

        def write(value: str) -> None:
            editor.set_date(date.fromisoformat(value))

        def read() -> str:
            day = editor.date()
            return day.isoformat() if day is not None else ""

        return self._add(key, Field(label, editor), read, write)

    def add_note(self, text: str, kind: str = "") -> None:
        """Say something between the fields."""
        self.body.addWidget(text_label(text, "", kind))

    def add_widget(self, widget: QWidget) -> None:
        """Show something between the fields that is only looked at."""
        self.body.addWidget(widget)

    def add_chips(self, key: str, label: str, options: Sequence[Chip], *, multi: bool = False) -> ChipGroup:
        """Add a question with options; several may be chosen with `multi`."""
        group = ChipGroup(options, multi=multi)
        if multi:
            self._add(key, Field(label, group), group.values, group.set_values)
        else:
            self._add(key, Field(label, group), group.value, group.set_value)
        return group

    def add_choice(self, key: str, label: str, options: Sequence[tuple[str, str]]) -> Choice:
        """Add a question with many options."""
        choice = Choice(options)
        self._add(key, Field(label, choice), choice.value, choice.set_value)
        return choice

    def add_scans(self, key: str, label: str, scans: ScanField) -> ScanField:
        """Add the scans that come with a material; F3 and Alt+→ act on them from anywhere on the sheet."""
        self._add(key, Field(label, scans), scans.value, scans.set_value)
        scans.bind(self)
        return scans

    def add_hidden(self, key: str, value: object) -> None:
        """Give a value that is not asked."""
        self._read[key] = lambda: value

    def beside(self, *keys: str) -> None:
        """Show fields that were added in one row, the first the widest."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for place, key in enumerate(keys):
            self.body.removeWidget(self._fields[key])
            row.addWidget(self._fields[key], 2 if place else 3)
        self.body.addLayout(row)

    def field(self, key: str) -> Field:
        """Return the field of `key`."""
        return self._fields[key]

    def require(self, key: str, words: str, when: Callable[[], bool] = lambda: True) -> None:
        """Say `words` at the field where it is empty and `when` holds; the act then waits."""
        self._required[key] = (words, when)

    def values(self) -> Values:
        """Return what is entered."""
        return {key: read() for key, read in self._read.items()}

    def take_up(self, values: Mapping[str, Any]) -> None:
        """Show what was entered before the sheet was put off; never a password."""
        for key, value in values.items():
            if key in self._write and key not in self._secret and value:
                self._write[key](value)

    def focus_first(self) -> None:
        """Go to the first field."""
        if self._fields:
            next(iter(self._fields.values())).setFocus()

    def try_it(self) -> None:
        """Close with yes, unless something required is empty: then go there."""
        missing = [k for k, (_, when) in self._required.items() if when() and not self._read[k]()]
        for key in self._required:
            self._fields[key].clear_message()
        for key in missing:
            self._fields[key].set_error(self._required[key][0])
        if missing:
            self._fields[missing[0]].setFocus()
            return
        values = self.values()
        self.finish("yes")
        self._done(values)

    def _add(self, key: str, field: Field, read: Callable[[], Any], write: Callable[[Any], None]) -> Field:
        self._fields[key], self._read[key], self._write[key] = field, read, write
        self.body.addWidget(field)
        return field

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the contents are at this width: options may wrap."""
        super().showEvent(event)
        layout, width = self.layout(), max(self.width(), WIDTH)
        if layout is not None and layout.hasHeightForWidth():
            self.resize(width, layout.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter says yes from anywhere on the sheet."""
        if event.key() in ENTER_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.try_it()
            return
        super().keyPressEvent(event)
