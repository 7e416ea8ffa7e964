"""The locked screen 锁屏: covers everything; the same clerk's password takes it away, nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.error_words import error_words
from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import LoginPresenter
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.centered import centre
from app.desk.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent


class LockScreen(QFrame):
    """`unlock_wanted(password)`; the window answers with `refused` or by taking it away. `switch_wanted`: another clerk.

    It is a child that covers its window; where a dialog holds the input, it is a window of its own above that.
    """

    unlock_wanted = Signal(str)
    switch_wanted = Signal()

    def __init__(self, clerk: str, switch_keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("LockScreen")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = LoginPresenter((clerk,), clerk)
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._second_passed)
        sheet = QFrame()
        sheet.setObjectName("Sheet")
        sheet.setFixedWidth(360)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(10)
        title = QLabel(self.tr("已锁屏"))
        title.setObjectName("DialogTitle")
        column.addWidget(title)
        words = self.tr("{clerk} 的工作都在，输入密码接着办。").format(clerk=clerk)
        column.addWidget(text_label(words, "mute"))
        self._password = PasswordEdit()
        self._password.submitted.connect(self._press)
        self._password.edited.connect(self._typed)
        self._field = Field(self.tr("密码"), self._password)
        column.addWidget(self._field)
        self._button = ActionButton(self.tr("打开"), kind="primary", hint="Enter")
        self._button.clicked.connect(self._press)
        column.addWidget(self._button)
        self._add_switch(column, clerk, switch_keys)
        centre(self, sheet)
        self.setFocusProxy(self._password)
        self._show_state()

    def _add_switch(self, column: QVBoxLayout, clerk: str, keys: str) -> None:
        column.addSpacing(8)
        words = self.tr("别人来办公：{clerk} 没办完的会暂存，只有 {clerk} 登录才看得到。").format(clerk=clerk)
        column.addWidget(text_label(words, "small"))
        self._switch = ActionButton(self.tr("换人登录"), hint=keys)
        self._switch.clicked.connect(self.switch_wanted)
        column.addWidget(self._switch)
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.switch_wanted)

    def cover(self, window: QWidget) -> None:
        """Lie over `window`, and above the dialog that holds the input, if there is one."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            self.setParent(modal, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
            self.setWindowModality(Qt.WindowModality.ApplicationModal)
            self.setGeometry(window.geometry())
        else:
            self.setGeometry(window.rect())
            self.raise_()
        self.show()
        self.activateWindow()
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only the password opens."""
        event.ignore()

    def refused(self, error: Exception) -> None:
        """Say why the password was not taken."""
        self._presenter.refused(error)
        self._password.clear()
        self._field.set_error(error_words(error))
        if self._presenter.wait:
            self._password.setEnabled(False)
            self._countdown.start()
        self._show_state()
        self._password.setFocus()

    def say(self, text: str) -> None:
        """Say why nobody else can log in yet."""
        self._field.set_error(text)

    def message(self) -> str:
        """Return what is said below the password."""
        return self._field.message()

    def _typed(self, _text: str) -> None:
        self._field.clear_message()
        self._show_state()

    def _press(self) -> None:
        if self._presenter.may_log_in(self._password.value()):
            self._presenter.began()
            self.unlock_wanted.emit(self._password.value())

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
        self._button.set_text(self.tr("请等 {n} 秒").format(n=wait) if wait else self.tr("打开"))
        self._button.setEnabled(self._presenter.may_log_in(self._password.value()))
