"""The names to choose from at log-in: arrows choose, Enter goes on to the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QShowEvent

SHOWN = 5


class _Name(QPushButton):
    key_pressed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class ClerkList(QScrollArea):
    """`chosen(clerk)` while walking, `entered(clerk)` for Enter, Space or a press: on to the password."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, clerks: Sequence[str], chosen: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._names: list[_Name] = []
        for clerk in clerks:
            name = self._make(clerk)
            self._names.append(name)
            column.addWidget(name)
        self.setWidget(inner)
        self._show(chosen)

    def focus_chosen(self) -> None:
        """Begin at the chosen name, or at the first."""
        names = [name for name in self._names if name.isChecked()] or self._names
        if names:
            names[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as tall as the names, up to some of them; the rest scrolls."""
        super().showEvent(event)
        if self._names:
            row = self._names[0].sizeHint().height() + 6
            self.setFixedHeight(row * min(len(self._names), SHOWN) - 6 + (row // 2 if len(self._names) > SHOWN else 0))

    def _make(self, clerk: str) -> _Name:
        name = _Name(clerk)
        name.setObjectName("ClerkName")
        name.setCheckable(True)
        name.setAutoDefault(False)
        name.clicked.connect(lambda: self._enter(clerk))
        name.key_pressed.connect(self._walk)
        return name

    def _walk(self, event: QKeyEvent) -> None:
        at = next((place for place, name in enumerate(self._names) if name.hasFocus()), 0)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() in ENTER_KEYS:
            event.accept()
            self._enter(self._names[at].text())
        elif step is not None:
            event.accept()
            name = self._names[min(max(at + step, 0), len(self._names) - 1)]
            name.setFocus()
            self.ensureWidgetVisible(name)
            self._show(name.text())
            self.chosen.emit(name.text())

    def _enter(self, clerk: str) -> None:
        self._show(clerk)
        self.entered.emit(clerk)

    def _show(self, clerk: str) -> None:
        for name in self._names:
            name.setChecked(name.text() == clerk)
