"""The fields of an item's form, made by their type; those that stay are kept when answers change the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.acceptance.bound import BoundFields, Said
from app.desk.widgets.chips import ChipGroup
from app.desk.widgets.identity_edit import IdentityEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.desk.widgets.field import Field
    from app.domain.catalog.service_item import FormField

MOST_CHIPS = 5


class FormFields(QWidget):
    """One `Field` for each form field that applies, under the headings of its sections."""

    def __init__(self, presenter: AcceptancePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = presenter
        self._bound = BoundFields(presenter, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._made: dict[str, tuple[FormField, Field]] = {}
        self._order: tuple[str, ...] = ()
        self.rearranged = False

    def clear(self) -> None:
        """A new page: no field of the person before stays, not even hidden."""
        self._arrange([])
        self._bound.clear()

    def editor(self, key: str) -> QWidget | None:
        """The editor of a field."""
        return self._bound.editor(f"form.{key}")

    def show_state(self) -> None:
        """Show the fields that apply, with their values and what is wrong with them."""
        check = self._page.check
        lines = check.form if check else ()
        self._arrange([line.field for line in lines])
        self._bound.show_state()

    def _arrange(self, fields: list[FormField]) -> None:
        order = tuple(f.key for f in fields)
        stale = [k for k, (known, _) in self._made.items() if k not in order or known is not _by_key(fields, k)]
        if order == self._order and not stale:
            return
        for key in stale:
            _, shown = self._made.pop(key)
            self._bound.forget(f"form.{key}")
            self._column.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        for place, field in enumerate(fields):
            if field.key not in self._made:
                self._made[field.key] = (field, self._make(field))
            self._column.insertWidget(place, self._made[field.key][1])
        self._order = order
        self.rearranged = True

    def stops(self) -> list[QWidget]:
        """What Tab stops at, in the order of the form."""
        stops: list[QWidget] = []
        for key in self._order:
            editor = self._made[key][1].editor
            stops.extend(editor.stops() if isinstance(editor, ChipGroup) else [editor])
        return stops

    def _make(self, field: FormField) -> Field:
        place, label = f"form.{field.key}", field.label
        if not field.required:
            label = self.tr("{label}（选填）").format(label=label)
        read = self._reader(field)
        match field.type:
            case "date":
                made = self._bound.day(place, label, read)
            case "integer":
                made = self._bound.number(place, label, read)
            case "boolean":
                made = self._bound.yes_no(place, label, (self.tr("是"), self.tr("否")))
            case "choice" if len(field.options) <= MOST_CHIPS:
                made = self._bound.chips(place, label, [(o.key, o.text) for o in field.options], read=read)
            case "choice":
                made = self._bound.choice(place, label, [(o.key, o.text) for o in field.options], read=read)
            case "citizen-id":
                made = self._bound.text(place, label, IdentityEdit("citizen"), read)
            case "uscc":
                made = self._bound.text(place, label, IdentityEdit("uscc"), read)
            case _:
                made = self._bound.text(place, label, read=read)
        made.editor.setToolTip(field.hint)
        return made

    def _reader(self, field: FormField) -> Callable[[str], Said]:
        def say(value: str) -> Said:
            check = self._page.check
            line = next((x for x in check.form if x.field.key == field.key), None) if check else None
            if line is not None and line.problem:
                return "bad", line.problem
            if value and field.type in ("citizen-id", "uscc"):
                found = self._page.work.number(value, field.type)
                if found.birth_date is not None:
                    return "good", found.birth_date.isoformat()
            return "mute", "" if value else field.hint

        return say


def _by_key(fields: list[FormField], key: str) -> FormField | None:
    return next((f for f in fields if f.key == key), None)
