"""The guide of the first start 首次启动: makes an evaluation store 试用 with one clerk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import MIN_PASSWORD, FirstStart, first_start_problems
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.field import Field
from app.desk.widgets.restyle import restyle
from app.desk.widgets.text_edit import LineEdit


class FirstStartForm(QWidget):
    """Name, password twice, counter. `wanted(FirstStart)` once everything is right."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        words = self.tr("这台机器上还没有数据。先建一个试用库：用自带的事项目录，打印的文书都标“样张”。")
        column.addWidget(text_label(words, "mute"))
        self._clerk, self._counter = LineEdit(), LineEdit()
        self._counter.set_value("3")
        self._password, self._again = PasswordEdit(), PasswordEdit()
        self.fields = {
            "clerk": Field(self.tr("经办人姓名"), self._clerk),
            "counter": Field(self.tr("窗口号"), self._counter),
            "password": Field(self.tr("密码（至少 {n} 位）").format(n=MIN_PASSWORD), self._password),
            "again": Field(self.tr("再输一次密码"), self._again),
        }
        for field in self.fields.values():
            column.addWidget(field)
        self._clerk.edited.connect(lambda _text: self.fields["clerk"].clear_message())
        self._counter.edited.connect(lambda _text: self.fields["counter"].clear_message())
        self._password.edited.connect(lambda _text: self.fields["password"].clear_message())
        self._again.edited.connect(lambda _text: self.fields["again"].clear_message())
        self._again.enter_leaves = False
        self._again.submitted.connect(self.press)
        self._note = text_label(self.tr("密码只有本人知道，忘了就打不开这个库，请记好。"), "small")
        column.addWidget(self._note)
        self._button = ActionButton(self.tr("建立试用库并登录"), kind="primary", hint="Enter")
        self._button.clicked.connect(self.press)
        column.addSpacing(4)
        column.addWidget(self._button)

    def focus_first(self) -> None:
        """Begin at the name."""
        self._clerk.setFocus()

    def entry(self) -> FirstStart:
        """Return what was entered."""
        return FirstStart(self._clerk.value(), self._password.value(), self._again.value(), self._counter.value())

    def forget(self) -> None:
        """Empty the fields of the password."""
        self._password.clear()
        self._again.clear()

    def set_working(self, working: bool) -> None:
        """While the store is made a second press does nothing."""
        self._button.setEnabled(not working)
        if working:
            self._note.setText(self.tr("正在建库，第一次要读入事项库，请等一会儿。"))
            restyle(self._note, "kind", "")

    def say(self, text: str) -> None:
        """Say why the store could not be made."""
        self._note.setText(text)
        restyle(self._note, "kind", "bad")

    def press(self) -> None:
        """Check every field; go to the first that is wrong, or ask for the store."""
        if not self._button.isEnabled():
            return
        entry = self.entry()
        problems = first_start_problems(entry)
        for name, field in self.fields.items():
            field.set_error(self._words(name, problems[name])) if name in problems else field.clear_message()
        if problems:
            next(field for name, field in self.fields.items() if name in problems).editor.setFocus()
            return
        self.wanted.emit(entry)

    def _words(self, name: str, problem: str) -> str:
        words = {
            ("clerk", "missing"): self.tr("请填姓名，登录时要选它"),
            ("password", "missing"): self.tr("请设一个密码"),
            ("password", "short"): self.tr("太短，至少 {n} 位").format(n=MIN_PASSWORD),
            ("again", "differs"): self.tr("两次不一样，请再输一次"),
            ("counter", "missing"): self.tr("请填窗口号，文书编号里要用"),
            ("counter", "not_a_number"): self.tr("窗口号是一位或两位数字，例如 3"),
        }
        return words[name, problem]
