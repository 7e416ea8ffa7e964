"""A code scanner types as if it were a keyboard: a notice's code, wherever the focus is, opens its case.

Told by its speed and by its form; what it typed into the field that happened to have the focus is taken out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.widgets.text_edit import ENTER_KEYS, LineEdit
from app.devices.wedge import parse_scanned

if TYPE_CHECKING:
    from collections.abc import Callable

FASTEST_TYPIST_MS = 45
SCANNER_MS = 20
"""No hand presses two keys in so short a time; a scanner does."""
SHORTEST = 20
OPENING = ("notice", "case", "document", "prefill")
CODE_START = "YCP1"
"""A form from a phone may be a short code; no person types it as quickly."""


class ScannerWatch(QObject):
    """Watches the keys of one page; `on_code(text)` for a code that opens a case.

    It watches the widget that has the focus, and no other: all events of the program would else pass through Python.
    """

    def __init__(self, page: QWidget, on_code: Callable[[str], None]) -> None:
        super().__init__(page)
        self._page = page
        self._on_code = on_code
        self._typed = ""
        self._last = 0
        self._watched: QObject | None = None
        self._field: LineEdit | None = None
        self._before = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
            self._follow(None, QApplication.focusWidget())

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The focus has moved."""
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if now is not None:
            now.removeEventFilter(self)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at each key once, as it comes to the widget that has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keep_from_shortcuts(event, watched)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is not QApplication.focusWidget() or not self._page.isVisible():
            return False
        if event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return self._finish(event)
        self._note(event, watched)
        return False

    def _keep_from_shortcuts(self, event: QKeyEvent, watched: QObject) -> bool:
        """In the middle of a code a letter is a letter: it marks nothing in a list that happens to have the focus."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        quick = event.timestamp() - self._last <= SCANNER_MS
        if held or not (self._typed and quick and watched is self._watched and event.text().isprintable()):
            return False
        if not event.text() or watched is not QApplication.focusWidget():
            return False
        event.accept()
        return True

    def _note(self, event: QKeyEvent, watched: QObject) -> None:
        text, now = event.text(), event.timestamp()
        if not text or not text.isprintable():
            return
        if now - self._last > FASTEST_TYPIST_MS or not self._typed or watched is not self._watched:
            self._typed = ""
            self._watched = watched
            self._field = watched if isinstance(watched, LineEdit) else None
            self._before = self._field.text() if self._field is not None else ""
        self._typed += text
        self._last = now

    def _finish(self, event: QKeyEvent) -> bool:
        typed, self._typed = self._typed, ""
        quick = event.timestamp() - self._last <= FASTEST_TYPIST_MS
        long_enough = len(typed) >= SHORTEST or typed.startswith(CODE_START)
        if not quick or not long_enough or parse_scanned(typed).kind not in OPENING:
            return False
        if self._field is not None:
            self._field.setText(self._before)
            self._field.edited.emit(self._field.value())
        self._on_code(typed)
        return True
