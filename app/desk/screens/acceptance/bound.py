"""Fields that are bound to places of the taking: what is typed goes to the presenter, what it holds is shown.

A field is never rewritten while its own value is being typed; undo, the card reader and adoption show at once. An error is
said when the field is left, or when a number has its full length: half a number is no mistake yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.choice import Choice
from app.desk.widgets.date_edit import DateEdit
from app.desk.widgets.field import Field
from app.desk.widgets.restyle import restyle
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from app.desk.screens.acceptance.presenter import AcceptancePresenter

Said = tuple[str, str]
Reading = Callable[[str], Said]
"""From a value to (kind of message, message): bad, good, caution, mute."""


@dataclass
class _Bound:
    field: Field
    editor: QWidget
    show: Callable[[Any], None]
    read: Reading | None
    shown: Any = None
    left: bool = False
    names_source: bool = True


class BoundFields(QObject):
    """All fields of one column, by place."""

    def __init__(self, presenter: AcceptancePresenter, parent: QObject) -> None:
        super().__init__(parent)
        self._page = presenter
        self._bound: dict[str, _Bound] = {}

    def text(self, place: str, label: str, editor: LineEdit | None = None, read: Reading | None = None) -> Field:
        """A line of text at a place."""
        edit = editor or LineEdit()
        field = Field(label, edit)
        bound = _Bound(field, edit, lambda value: edit.set_value(str(value)), read)
        edit.edited.connect(lambda value: self._edited(place, value))
        edit.editingFinished.connect(lambda: self._left(place))
        edit.installEventFilter(self)
        self._bound[place] = bound
        return field

    def day(self, place: str, label: str, read: Reading | None = None) -> Field:
        """A date at a place, kept as an ISO string; what is no date yet is kept as typed."""
        edit = DateEdit()
        field = Field(label, edit)

        def show(value: Any) -> None:
            try:
                edit.set_date(date.fromisoformat(str(value)))
            except ValueError:
                edit.set_value(str(value))

        def typed(value: str) -> None:
            day = edit.date()
            self._edited(place, value if day is None else day.isoformat())

        bound = _Bound(field, edit, show, read)
        edit.edited.connect(typed)
        edit.editingFinished.connect(lambda: self._left(place))
        edit.installEventFilter(self)
        self._bound[place] = bound
        return field

    def number(self, place: str, label: str, read: Reading | None = None) -> Field:
        """A whole number at a place, kept as int; what is no number yet is kept as typed."""
        edit = LineEdit()
        field = Field(label, edit)

        def typed(value: str) -> None:
            self._edited(place, int(value) if value.isascii() and value.isdigit() and len(value) < ID_DIGITS else value)

        bound = _Bound(field, edit, lambda value: edit.set_value(str(value)), read)
        edit.edited.connect(typed)
        edit.editingFinished.connect(lambda: self._left(place))
        edit.installEventFilter(self)
        self._bound[place] = bound
        return field

    def chips(
        self,
        place: str,
        label: str,
        options: Sequence[tuple[str, str]],
        on_choice: Callable[[str | None], None] | None = None,
        read: Reading | None = None,
    ) -> Field:
        """One of a few options; `on_choice` where choosing does more than set the place."""
        group = ChipGroup([Chip(key, text) for key, text in options])
        field = Field(label, group)
        bound = _Bound(field, group, lambda value: group.set_value(_chip_key(value)), read, left=True)

        def chosen() -> None:
            key = group.value()
            bound.shown = key
            if on_choice is not None:
                on_choice(key)
            else:
                self._page.edit(place, key)

        group.chosen.connect(chosen)
        self._bound[place] = bound
        return field

    def choice(self, place: str, label: str, options: Sequence[tuple[str, str]], read: Reading | None = None) -> Field:
        """One of many options."""
        box = Choice(options)
        field = Field(label, box)
        bound = _Bound(field, box, lambda value: box.set_value(str(value)), read, left=True)

        def chosen() -> None:
            bound.shown = box.value()
            self._page.edit(place, box.value())

        box.chosen.connect(chosen)
        self._bound[place] = bound
        return field

    def yes_no(self, place: str, label: str, words: tuple[str, str]) -> Field:
        """A boolean."""
        return self.chips(
            place, label, (("yes", words[0]), ("no", words[1])), lambda key: self._page.edit(place, key == "yes")
        )

    def tint_only(self, place: str) -> None:
        """Show that a machine filled this in, but not which one: the field beside it says so."""
        self._bound[place].names_source = False

    def forget(self, place: str) -> None:
        """A field was taken off the page."""
        self._bound.pop(place, None)

    def places(self) -> tuple[str, ...]:
        """The places bound."""
        return tuple(self._bound)

    def field(self, place: str) -> Field | None:
        """The field at a place."""
        bound = self._bound.get(place)
        return bound.field if bound else None

    def editor(self, place: str) -> QWidget | None:
        """The editor at a place."""
        bound = self._bound.get(place)
        return bound.editor if bound else None

    def clear(self) -> None:
        """A new page: errors are said anew once fields are left."""
        for bound in self._bound.values():
            bound.left = isinstance(bound.editor, (ChipGroup, Choice))

    def show_state(self) -> None:
        """Show what the presenter holds."""
        for place, bound in self._bound.items():
            value = self._page.value(place)
            if value != bound.shown:
                bound.shown = value
                bound.show("" if value is None else value)
            source = self._page.source(place)
            bound.field.set_source(source if bound.names_source else "")
            if not bound.names_source:
                restyle(bound.editor, "machine", bool(source))
            self._say(bound, "" if value is None else str(value))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z belongs to the page, not to the field: undo goes through all entries in order."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() == Qt.Key.Key_Z:
                event.ignore()
                return True
        return False

    def _edited(self, place: str, value: Any) -> None:
        bound = self._bound.get(place)
        if bound is not None:
            bound.shown = value
        self._page.edit(place, value)

    def _left(self, place: str) -> None:
        bound = self._bound.get(place)
        if bound is not None and not bound.left:
            bound.left = True
            self._say(bound, str(self._page.value(place) or ""))

    def _say(self, bound: _Bound, value: str) -> None:
        if bound.read is None:
            return
        kind, message = bound.read(value)
        if kind == "bad" and not bound.left and len(value.replace(" ", "")) < ID_DIGITS:
            kind, message = "mute", ""
        say = {"bad": bound.field.set_error, "good": bound.field.set_ok, "caution": bound.field.set_caution}
        if message:
            say.get(kind, bound.field.set_note)(message)
        else:
            bound.field.clear_message()


ID_DIGITS = 18


def _chip_key(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value else None
