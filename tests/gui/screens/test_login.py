"""Log-in: choosing, waiting, the first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.desk.screens.login.clerk_list import ClerkList
from app.desk.screens.login.first_start import FirstStartForm
from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.login.presenter import FirstStart, LoginPresenter, first_start_problems
from app.desk.screens.login.view import LoginView
from app.errors import EnvironmentFailure
from tests.gui.keys import commit, type_text


class Wait(EnvironmentFailure):
    """Refused, with a time to wait."""

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


GOOD = FirstStart("王芳", "long enough", "long enough", "3")


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        (GOOD, {}),
        (FirstStart(), {"clerk": "missing", "password": "missing", "counter": "missing"}),
        (FirstStart("王芳", "short", "short", "3"), {"password": "short"}),
        (FirstStart("王芳", "long enough", "long enougH", "3"), {"again": "differs"}),
        (FirstStart("王芳", "long enough", "long enough", "C3"), {"counter": "not_a_number"}),
        (FirstStart("王芳", "long enough", "long enough", "٣"), {"counter": "not_a_number"}),
        (FirstStart("王芳", "long enough", "long enough", "123"), {"counter": "not_a_number"}),
        (FirstStart("王芳", "long enough", "long enough", "", "enrol"), {"server": "missing", "code": "missing"}),
        (FirstStart("王芳", "long enough", "long enough", "", "enrol", "hall", "X"), {"server": "not_an_address"}),
        (FirstStart("王芳", "long enough", "long enough", "", "enrol", "https://hall:8443", "X"), {}),
    ],
)
def test_first_start_names_what_is_wrong(entry, problems):
    assert first_start_problems(entry) == problems


def test_presenter_chooses_the_last_or_the_only_clerk():
    assert LoginPresenter(["王芳", "赵敏"], "赵敏").chosen == "赵敏"
    assert LoginPresenter(["王芳", "赵敏"], "李娜").chosen == ""
    assert LoginPresenter(["王芳"]).chosen == "王芳"


def test_presenter_takes_one_attempt_at_a_time_and_waits():
    presenter = LoginPresenter(["王芳"])
    assert presenter.may_log_in("x")
    presenter.began()
    assert not presenter.may_log_in("x")
    presenter.refused(Wait("请等", 2))
    answers = []
    for _second in range(3):
        answers.append(presenter.may_log_in("x"))
        presenter.second_passed()
    assert answers == [False, False, True]


@pytest.fixture
def view(shown):
    made = LoginView()
    made.resize(900, 700)
    shown(made)
    return made


def password_of(view):
    return view.findChild(PasswordEdit)


def test_name_then_password_then_enter(view):
    view.show_clerks(["王芳", "赵敏"], "沙坪坝区政务服务中心")
    heard = []
    view.login_wanted.connect(lambda clerk, password: heard.append((clerk, password)))
    names = view.findChildren(QPushButton, "ClerkName")
    assert names[0].hasFocus()
    QTest.keyClick(names[0], Qt.Key.Key_Down)
    assert (names[1].hasFocus(), view.chosen()) == (True, "赵敏")
    QTest.keyClick(names[1], Qt.Key.Key_Return)
    type_text(QApplication.focusWidget(), "secret word")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard == [("赵敏", "secret word")]


def test_refusal_is_said_and_the_password_emptied(view):
    view.show_clerks(["王芳"], "大厅")
    password = password_of(view)
    type_text(password, "wrong")
    QTest.keyClick(password, Qt.Key.Key_Return)
    view.refused(EnvironmentFailure("密码不对。"))
    assert (view.message(), password.value(), password.hasFocus()) == ("密码不对。", "", True)
    type_text(password, "a")
    assert view.message() == ""


def test_told_to_wait_the_field_is_closed_until_then(view):
    view.show_clerks(["王芳"], "大厅")
    view.refused(Wait("密码多次不对，请等 30 秒后再试。", 30))
    assert (password_of(view).isEnabled(), view.message()) == (False, "密码多次不对，请等 30 秒后再试。")


def test_capitals_are_noticed(view):
    view.show_clerks(["王芳"], "大厅")
    said = []
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for letter, modifier in (("A", plain), ("b", plain), ("c", shift), ("D", shift)):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
        QApplication.sendEvent(password_of(view), event)
        said.append(view.message())
    assert said == ["大写锁定可能开着", "", "大写锁定可能开着", ""]


def test_many_clerks_scroll(view):
    view.show_clerks([f"经办 {number}" for number in range(30)], "大厅")
    assert view.findChild(ClerkList).height() < 300


def test_no_clerk_yet_opens_the_guide(view, picture):
    view.show_clerks([], "大厅")
    heard = []
    view.create_wanted.connect(heard.append)
    guide = view.findChild(FirstStartForm)
    commit(QApplication.focusWidget(), "王芳")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    for _twice in range(2):
        type_text(QApplication.focusWidget(), "long enough")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert heard == [GOOD]
    guide.press()
    assert heard == [GOOD]


def test_guide_goes_to_what_is_wrong(view):
    view.show_clerks([], "大厅")
    guide = view.findChild(FirstStartForm)
    commit(QApplication.focusWidget(), "王芳")
    guide.press()
    assert guide.fields["password"].message() == "请设一个密码"
    assert guide.fields["password"].editor.hasFocus()


def test_store_that_cannot_be_made_is_said(view):
    view.show_clerks([], "大厅")
    view.refused(EnvironmentFailure("这个文件夹不能写。"))
    texts = [label.text() for label in view.findChildren(object) if hasattr(label, "text") and callable(label.text)]
    assert "这个文件夹不能写。" in texts


def test_first_start_goes_to_the_field_that_is_wrong(shown):
    form = shown(FirstStartForm())
    form.focus_first()
    type_text(QApplication.focusWidget(), "Wang")
    for _to_password in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    for entry in ("long enough", "long enougH"):
        type_text(QApplication.focusWidget(), entry)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert form.fields["again"].editor.hasFocus()
    assert form.fields["again"].message() == "两次不一样，请再输一次"
    form.forget()
    assert (form.entry().password, form.entry().again, form.entry().clerk) == ("", "", "Wang")
