"""What a clerk settles between log-in and the first workspace: a password of his own, a date that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desk.screens.login.date_sheet import DateSheet
from app.desk.screens.login.password_sheet import PasswordSheet

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from app.desk.background import Background
    from app.desk.program import DateQuestion, Program, Unsettled


class Settling(QObject):
    """Asks one thing after the other. `settled` when work may begin, `left` where the clerk goes back to the log-in.

    The password that was just given is kept until it has been changed, no longer.
    """

    settled = Signal()
    left = Signal()

    def __init__(self, window: QWidget, background: Background, program: Program) -> None:
        super().__init__()
        self._window = window
        self._background = background
        self._program = program
        self._old = ""
        self._day: DateQuestion | None = None
        self.sheet: PasswordSheet | DateSheet | None = None

    def start(self, unsettled: Unsettled, password: str) -> None:
        """Ask what is to be asked; nothing means `settled` at once."""
        self._day = unsettled.day
        if unsettled.password:
            self._old = password
            self._ask_password()
        else:
            self._go_on()

    def _ask_password(self) -> None:
        sheet = PasswordSheet(self._window, self._change)
        sheet.rejected.connect(self._go_back)
        sheet.accepted.connect(self._changed)
        self._show(sheet)

    def _change(self, sheet: PasswordSheet, new: str) -> None:
        program, old = self._program, self._old
        self._background.read(self, lambda: program.change_password(old, new), sheet.done_with, sheet.failed)

    def _changed(self) -> None:
        if self.sheet is not None and self.sheet.result_key != "do":
            self._go_back()
            return
        self._old = ""
        self._go_on()

    def _go_back(self) -> None:
        self._old = ""
        self.left.emit()

    def _go_on(self) -> None:
        if self._day is None:
            self.settled.emit()
            return
        sheet = DateSheet(self._window, self._day, self._confirm)
        sheet.finished.connect(self.settled)
        self._show(sheet)

    def _confirm(self, sheet: DateSheet, day: date, lead: str, password: str) -> None:
        program = self._program
        self._background.read(self, lambda: program.confirm_date(day, lead, password), sheet.done_with, sheet.failed)

    def _show(self, sheet: PasswordSheet | DateSheet) -> None:
        self.sheet = sheet
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()
        sheet.focus_first()
