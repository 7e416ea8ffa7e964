"""The log-in page 登录页: choose the name, type the password, Enter. At the first start it makes the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.error_words import error_words
from app.desk.screens.login.clerk_list import ClerkList
from app.desk.screens.login.cover import Cover
from app.desk.screens.login.first_start import FirstStartForm
from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import FirstStart, LoginPresenter
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.field import Field
from app.desk.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Sequence


class LoginView(Cover):
    """`login_wanted(clerk, password)`, `create_wanted(FirstStart)`. Until `show_clerks` it only says that it opens."""

    login_wanted = Signal(str, str)
    create_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = LoginPresenter(())
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._second_passed)
        self._line = ProgressLine()
        self.column.addWidget(self._line)
        self._body: QWidget | None = None
        self._password = PasswordEdit()

    def show_clerks(self, clerks: Sequence[str], hall: str, last_clerk: str = "") -> None:
        """Show the names to choose from, or the guide where there are none."""
        self._countdown.stop()
        self._line.set_busy(False)
        self._presenter = LoginPresenter(clerks, last_clerk)
        self.hall.setText(hall)
        if self._body is not None:
            self.column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.widen(wide=self._presenter.first_start)
        self._body = self._build_guide() if self._presenter.first_start else self._build_log_in()
        self.column.addWidget(self._body)
        self._body.show()
        self._focus_first()

    def offer(self, clerks: Sequence[str]) -> None:
        """Offer other names: accounts have come. What is being typed stays, the list follows with the next page."""
        same = tuple(clerks) == self._presenter.clerks
        if same or self._presenter.working or self._presenter.first_start or self._password.value():
            return
        self.show_clerks(clerks, self.hall.text(), self._presenter.chosen)

    def show_unusable(self, error: Exception) -> None:
        """Say why the store cannot be opened at all."""
        self.hall.setText("")
        label = text_label(error_words(error), "", "bad")
        self.column.addWidget(label)
        label.show()

    def refused(self, error: Exception) -> None:
        """An attempt was refused: say why, empty the password, wait where told to."""
        self._presenter.refused(error)
        self._line.set_busy(False)
        if self._presenter.first_start:
            self._guide.say(error_words(error))
            self._guide.set_working(False)
            return
        self._password.clear()
        self._field.set_error(error_words(error))
        if self._presenter.wait:
            self._password.setEnabled(False)
            self._countdown.start()
        else:
            self._password.setEnabled(True)
            self._password.setFocus()
        self._show_state()

    def forget(self) -> None:
        """The password has served: it does not stay in a field behind the page."""
        self._line.set_busy(False)
        if self._presenter.first_start:
            self._guide.forget()
        else:
            self._password.clear()

    def message(self) -> str:
        """Return what is said below the password."""
        return self._field.message()

    def guide(self) -> FirstStartForm:
        """Return the guide of the first start."""
        return self._guide

    def chosen(self) -> str:
        """Return the name chosen."""
        return self._presenter.chosen

    def _build_log_in(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("经办人"), "small"))
        self._names = ClerkList(self._presenter.clerks, self._presenter.chosen)
        self._names.chosen.connect(self._choose)
        self._names.entered.connect(self._choose)
        self._names.entered.connect(lambda _clerk: self._password.setFocus())
        column.addWidget(self._names)
        self._password = PasswordEdit()
        self._password.capitals.connect(self._warn_capitals)
        self._password.edited.connect(self._typed)
        self._password.submitted.connect(self._press)
        self._field = Field(self.tr("密码"), self._password)
        column.addSpacing(4)
        column.addWidget(self._field)
        self._button = ActionButton(self.tr("登录"), kind="primary", hint="Enter")
        self._button.clicked.connect(self._press)
        column.addSpacing(4)
        column.addWidget(self._button)
        self._show_state()
        return body

    def _build_guide(self) -> FirstStartForm:
        self._guide = FirstStartForm()
        self._guide.wanted.connect(self._create)
        return self._guide

    def _focus_first(self) -> None:
        if self._presenter.first_start:
            self._guide.focus_first()
        elif self._presenter.chosen:
            self._password.setFocus()
        else:
            self._names.focus_chosen()

    def _choose(self, clerk: str) -> None:
        self._presenter.choose(clerk)
        self._field.clear_message()
        self._show_state()

    def _typed(self, _text: str) -> None:
        if self._field.message_kind() == "bad":
            self._field.clear_message()
        self._show_state()

    def _warn_capitals(self, on: bool) -> None:
        if on:
            self._field.set_caution(self.tr("大写锁定可能开着"))
        elif self._field.message_kind() == "caution":
            self._field.clear_message()

    def _press(self) -> None:
        if not self._presenter.may_log_in(self._password.value()):
            return
        self._presenter.began()
        self._line.set_busy(True)
        self._show_state()
        self.login_wanted.emit(self._presenter.chosen, self._password.value())

    def _create(self, entry: FirstStart) -> None:
        self._presenter.began()
        self._line.set_busy(True)
        self._guide.set_working(True)
        self.create_wanted.emit(entry)

    def _second_passed(self) -> None:
        self._presenter.second_passed()
        if self._presenter.wait == 0:
            self._countdown.stop()
            self._field.clear_message()
            self._password.setEnabled(True)
            self._password.setFocus()
        self._show_state()

    def _show_state(self) -> None:
        wait = self._presenter.wait
        self._button.set_text(self.tr("请等 {n} 秒").format(n=wait) if wait else self.tr("登录"))
        self._button.setEnabled(self._presenter.may_log_in(self._password.value()))
