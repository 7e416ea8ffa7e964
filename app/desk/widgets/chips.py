"""Options as pills 选项: one of them (or several) is on; arrows and mouse alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Chip:
    """One option: its key, its words, and a note shown when the pointer rests on it."""

    key: str
    text: str
    note: str = ""


class _Pill(QPushButton):
    def __init__(self, chip: Chip, group: ChipGroup) -> None:
        super().__init__(chip.text, group)
        self.setObjectName("Chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(chip.note)
        self.key = chip.key
        self._group = group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._group.handle_key(self, event):
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        self._group.toggle(self.key)


class ChipGroup(QWidget):
    """One choice (or several with `multi`). `chosen` is sent for what a person does, never for `set_value`."""

    chosen = Signal()

    def __init__(self, options: Sequence[Chip] = (), *, multi: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._multi = multi
        self._pills: list[_Pill] = []
        self._flow = FlowLayout(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_options(options)

    def set_options(self, options: Sequence[Chip]) -> None:
        """Replace the options; what was chosen stays where it is still offered."""
        kept = self.values()
        if [(pill.key, pill.text()) for pill in self._pills] == [(chip.key, chip.text) for chip in options]:
            return
        # What is made later would come last in the window's order, and Qt orders nothing after a group that takes no focus.
        before: QWidget = self._pills[-1] if self._pills else self
        old, self._pills = self._pills, [_Pill(chip, self) for chip in options]
        for pill in self._pills:
            self._flow.addWidget(pill)
            pill.setChecked(pill.key in kept)
            pill.show()
            QWidget.setTabOrder(before, pill)
            before = pill
        for pill in old:
            self._flow.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self._enter_by_tab()

    def stops(self) -> list[QWidget]:
        """Return the widgets that Tab may stop at, in their order, for setTabOrder."""
        return [*self._pills]

    def value(self) -> str | None:
        """Return the key of the first chosen option, None where nothing is chosen."""
        return next((pill.key for pill in self._pills if pill.isChecked()), None)

    def values(self) -> frozenset[str]:
        """Return the keys of all chosen options."""
        return frozenset(pill.key for pill in self._pills if pill.isChecked())

    def set_value(self, key: str | None) -> None:
        """Choose `key` alone; None chooses nothing."""
        self.set_values(() if key is None else (key,))

    def set_values(self, keys: Collection[str]) -> None:
        """Choose exactly `keys`."""
        for pill in self._pills:
            pill.setChecked(pill.key in keys)
        self._enter_by_tab()

    def toggle(self, key: str) -> None:
        """Do what a press on option `key` does: choose it, or with `multi` switch it."""
        before = self.values()
        self.set_values(before ^ {key} if self._multi else {key})
        if self.values() != before:
            self.chosen.emit()

    def handle_key(self, pill: _Pill, event: QKeyEvent) -> bool:
        """Arrows move (and choose, unless `multi`), digits choose by place, Enter goes on. True if it was one."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pills[-1].setFocus()
            self._pills[-1].focusNextChild()
            return True
        if event.text().isdigit() and 1 <= int(event.text()) <= len(self._pills):
            self._move_to(int(event.text()) - 1)
            return True
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self._move_to((self._pills.index(pill) + step) % len(self._pills), choose=not self._multi)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the chosen option, or the first."""
        super().focusInEvent(event)
        chosen = next((pill for pill in self._pills if pill.isChecked()), None)
        target = chosen or (self._pills[0] if self._pills else None)
        if target is not None:
            target.setFocus(event.reason())

    def _move_to(self, place: int, *, choose: bool = True) -> None:
        target = self._pills[place]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if choose:
            self.toggle(target.key)

    def _enter_by_tab(self) -> None:
        # Tab stops once at a group: at what is chosen, or at the first option.
        chosen = next((pill for pill in self._pills if pill.isChecked()), None)
        stop = chosen or (self._pills[0] if self._pills else None)
        for pill in self._pills:
            pill.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pill is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if stop else Qt.FocusPolicy.TabFocus)
