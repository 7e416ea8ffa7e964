"""The guide of the first start 首次启动: to try it with a server of its own, to join a server, or to try it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import MIN_PASSWORD, FirstStart, first_start_problems
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.field import Field
from app.desk.widgets.restyle import restyle
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from app.desk.screens.login.presenter import Way

JOINING = ("server", "code")
"""Fields that are asked only of a desk that joins a server; the counter is asked of the others."""


class FirstStartForm(QWidget):
    """Which way, name, password twice, and what that way needs. `wanted(FirstStart)` once everything is right."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text_label(self.tr("这台机器上还没有数据。"), "mute"))
        self._way = ChipGroup(
            [
                Chip("served", self.tr("试用，带服务器")),
                Chip("enrol", self.tr("加入服务器")),
                Chip("alone", self.tr("单机试用")),
            ]
        )
        self._way.set_value("served")
        self._way.chosen.connect(self._fit)
        column.addWidget(self._way)
        self._about = text_label("", "small")
        column.addWidget(self._about)
        self._make_fields()
        column.addLayout(self._lay_fields())
        self._note = text_label("", "small")
        column.addWidget(self._note)
        self._button = ActionButton("", kind="primary", hint="Enter")
        self._button.clicked.connect(self.press)
        column.addSpacing(4)
        column.addWidget(self._button)
        self._fit()

    def _make_fields(self) -> None:
        self._clerk, self._counter = LineEdit(), LineEdit()
        self._server, self._code = LineEdit("https://"), LineEdit("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self._counter.set_value("3")
        self._password, self._again = PasswordEdit(), PasswordEdit()
        self.fields = {
            "server": Field(self.tr("服务器地址"), self._server),
            "code": Field(self.tr("一次性登记码（管理员给，15 分钟内有效）"), self._code),
            "clerk": Field(self.tr("经办人姓名"), self._clerk),
            "counter": Field(self.tr("窗口号"), self._counter),
            "password": Field(self.tr("密码（至少 {n} 位）").format(n=MIN_PASSWORD), self._password),
            "again": Field(self.tr("再输一次密码"), self._again),
        }
        for edit, name in (
            (self._server, "server"), (self._code, "code"), (self._clerk, "clerk"), (self._counter, "counter"),
            (self._password, "password"), (self._again, "again"),
        ):  # fmt: skip
            edit.edited.connect(lambda _text, name=name: self.fields[name].clear_message())
        self._again.enter_leaves = False
        self._again.submitted.connect(self.press)

    def _lay_fields(self) -> QGridLayout:
        """What belongs together stands side by side: with large type too, all of it is in view at once."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, name in enumerate(JOINING):
            grid.addWidget(self.fields[name], row, 0, 1, 2)
        for row, pair in enumerate((("clerk", "counter"), ("password", "again")), start=len(JOINING)):
            for column, name in enumerate(pair):
                grid.addWidget(self.fields[name], row, column)
                grid.setColumnStretch(column, 1)
        return grid

    def way(self) -> Way:
        """Return which way is chosen."""
        return cast("Way", self._way.value() or "served")

    def _fit(self) -> None:
        """Ask for what the chosen way needs."""
        way = self.way()
        joining = way == "enrol"
        for name in JOINING:
            self.fields[name].setVisible(joining)
        self.fields["counter"].setVisible(not joining)
        about = {
            "served": self.tr(
                "建一个试用库和一台只供本机的试用服务器，可以看到断网、恢复和多窗口的情形；文书都标“样张”。"
            ),
            "enrol": self.tr("用管理员给的登记码加入大厅的服务器；窗口号由服务器指定，没有办件的库才能加入。"),
            "alone": self.tr("建一个试用库，不连服务器；用自带的事项目录，文书都标“样张”。"),
        }
        self._about.setText(about[way])
        self._button.set_text(self.tr("加入并登录") if joining else self.tr("建立试用库并登录"))
        self._say_password()

    def _say_password(self) -> None:
        self._note.setText(self.tr("密码只有本人知道，忘了就打不开这个库，请记好。"))
        restyle(self._note, "kind", "")

    def focus_first(self) -> None:
        """Begin at the first field of the chosen way."""
        (self._server if self.way() == "enrol" else self._clerk).setFocus()

    def entry(self) -> FirstStart:
        """Return what was entered."""
        return FirstStart(
            self._clerk.value(), self._password.value(), self._again.value(), self._counter.value(), self.way(),
            self._server.value(), self._code.value(),
        )  # fmt: skip

    def forget(self) -> None:
        """Empty the fields of the password and the code, which has served."""
        for edit in (self._password, self._again):
            edit.clear()
        self._code.set_value("")

    def set_working(self, working: bool) -> None:
        """While the store is made a second press does nothing."""
        self._button.setEnabled(not working)
        self._way.setEnabled(not working)
        if working:
            joining = self.way() == "enrol"
            reading = self.tr("正在建库，第一次要读入事项库，请等一会儿。")
            self._note.setText(self.tr("正在加入服务器，请等一会儿。") if joining else reading)
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
            ("server", "missing"): self.tr("请填服务器地址，管理员知道"),
            ("server", "not_an_address"): self.tr("地址以 https:// 开头，中间没有空格"),
            ("code", "missing"): self.tr("请填登记码"),
        }
        return words[name, problem]
