"""The sheet for a password of one's own, after a log-in with a one-time password 一次性密码."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import MIN_PASSWORD
from app.desk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class PasswordSheet(Sheet):
    """Asks for the new password twice; `change(sheet, password)` closes it with `done_with` or says `failed`."""

    def __init__(self, parent: QWidget, change: Callable[[PasswordSheet, str], None]) -> None:
        super().__init__(
            parent,
            QCoreApplication.translate("Settling", "设一个自己的密码"),
            QCoreApplication.translate("Settling", "刚才用的是一次性密码，换成只有本人知道的密码后开始办公。"),
            QCoreApplication.translate("Settling", "换密码并开始"),
            lambda _sheet: self._send_new(),
            QCoreApplication.translate("Settling", "回到登录"),
        )
        self._change = change
        label = QCoreApplication.translate("Settling", "新密码（至少 {n} 位）").format(n=MIN_PASSWORD)
        self.add_line("password", label, PasswordEdit())
        self.add_line("again", QCoreApplication.translate("Settling", "再输一次新密码"), PasswordEdit())
        self.send_on_enter("again")

    def focus_first(self) -> None:
        """Begin at the new password."""
        self.field("password").setFocus()

    def _send_new(self) -> None:
        new, again = self.line("password").value(), self.line("again").value()
        if len(new) < MIN_PASSWORD:
            self.wrong("password", QCoreApplication.translate("Settling", "太短，至少 {n} 位").format(n=MIN_PASSWORD))
        elif again != new:
            self.line("again").clear()
            self.wrong("again", QCoreApplication.translate("Settling", "两次不一样，请再输一次"))
        else:
            self._change(self, new)
