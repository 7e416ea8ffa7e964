"""The sheet for a date that nobody knows: the machine's clock can't be believed after this start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.date_edit import DateEdit
from app.desk.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from app.desk.program import DateQuestion


class DateSheet(Sheet):
    """Asks for today's date, and for another lead's password where there is one.

    Nothing is filled in beforehand: a wrong day would stand on everything that is printed.
    """

    def __init__(
        self, parent: QWidget, question: DateQuestion, confirm: Callable[[DateSheet, date, str, str], None]
    ) -> None:
        words = QCoreApplication.translate(
            "Settling",
            "电脑日期是 {shown}，上次记录是 {last}，相差较大。以后再说也能查询、看待办，但不能受理；下次登录再问。",
        )
        super().__init__(
            parent,
            QCoreApplication.translate("Settling", "今天是几月几日"),
            words.format(shown=question.shown.isoformat(), last=question.last.isoformat()),
            QCoreApplication.translate("Settling", "确认日期"),
            lambda _sheet: self._send_day(),
        )
        self._confirm = confirm
        self._day = DateEdit()
        self.add_line("day", QCoreApplication.translate("Settling", "今天的日期"), self._day)
        self._leads = ChipGroup([Chip(name, name) for name in question.leads])
        if question.leads:
            self._leads.set_value(question.leads[0])
            self.add_field("second", QCoreApplication.translate("Settling", "由另一位组长确认"), self._leads)
            self.add_line("password", QCoreApplication.translate("Settling", "组长密码"), PasswordEdit())
        self.send_on_enter("password" if question.leads else "day")

    def focus_first(self) -> None:
        """Begin at the date."""
        self.field("day").setFocus()

    def _send_day(self) -> None:
        day, lead = self._day.date(), self._leads.value() or ""
        if day is None:
            self.wrong("day", QCoreApplication.translate("Settling", "没有这一天，请核对"))
            return
        password = ""
        if lead:
            password = self.line("password").value()
            self.line("password").clear()
        self._confirm(self, day, lead, password)
