"""The to-do, the search, the page of a case and the strip, by keys on real widgets over a real store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.arguments import OpenCase
from app.desk.screens.case.act_form import ActForm
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.case.transcribe_strip import TranscribeStrip
from app.desk.screens.search.view import SearchScreen
from app.desk.screens.todo.view import TodoScreen
from app.usecases.case_work import CaseWork
from app.usecases.printing import came_out
from app.usecases.transcribe import CopyField, Transcript
from tests.builders.counters import PlayedCounter, counter_at
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FRIDAY, TODAY = date(2026, 11, 13), date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Any) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", FRIDAY)
    yield played
    played.close()


@pytest.fixture
def tools(counter: PlayedCounter) -> CaseTools:
    return CaseTools(CaseWork(counter.workplace))


def press(key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


@pytest.fixture
def yes(qtbot: Any, settled: Callable) -> Callable[[Any], None]:
    """Answer the question that is asked with 1, and wait for what follows."""

    def answer(acting: Any) -> None:
        sheet = acting.sheet
        assert sheet is not None
        qtbot.waitUntil(sheet.isActiveWindow)
        QTest.keyClicks(sheet, "1")
        settled()

    return answer


@pytest.fixture
def send(qtbot: Any, settled: Callable) -> Callable[[Any], None]:
    """Say yes to a sheet with Ctrl+Enter, and wait for what follows."""

    def say(form: Any) -> None:
        qtbot.waitUntil(form.isActiveWindow)
        QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled()

    return say


def texts(screen: TodoScreen) -> list[str]:
    return [row.task.text for row in screen.page.rows()]


@pytest.fixture
def todo(desk: Any, tools: CaseTools, shown: Callable, settled: Callable) -> Callable[[], TodoScreen]:
    def open_it() -> TodoScreen:
        screen = TodoScreen(desk, tools)
        desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
        screen.resize(1294, 724)
        shown(screen)
        screen.on_shown()
        settled()
        return screen

    return open_it


def test_overdue_comes_first_and_the_badge_counts_what_presses(counter, todo, settled, picture):
    counter.received(FRIDAY, name="重庆示例人力资源有限公司")
    counter.hand_over(counter.correcting(date(2026, 11, 18), name="李娜"))
    counter.accepted(TODAY, name="沙坪坝区张记小面馆")
    badges: list[int] = []
    screen = todo()
    screen.badge_changed.connect(badges.append)
    screen.reload()
    settled()
    picture(screen, "todo")
    assert texts(screen) == ["视为受理已生效：打印并送达受理通知书", "打印并送达受理通知书", "申请人还没来补正（1 处）"]
    assert badges == [2]
    assert screen.short.lead.text() == "视为受理已生效：打印并送达受理通知书"
    assert screen.short.story.texts() == ["收件"]


def test_deemed_acceptance_is_put_on_paper_by_two_keys(counter, todo, settled, desk, yes):
    done = counter.received(FRIDAY)
    counter.clock.set(TODAY)
    screen = todo()
    press(Qt.Key.Key_1)
    yes(screen.acting)
    state = counter.workplace.find_case(done.state.case_no)
    assert (state.phase, state.deemed) == ("accepted", True)
    assert texts(screen) == ["打印并送达受理通知书"]
    assert desk.shell.toasts == ["受理通知书已出具；1 份文书在打印队列"]


def test_notice_is_told_by_two_keys_and_leaves_the_list(counter, todo, settled, yes):
    done = counter.accepted(TODAY)
    came_out(counter.workplace, done.papers[-1].meant.number)
    screen = todo()
    press(Qt.Key.Key_1)
    yes(screen.acting)
    assert screen.model.rowCount() == 0
    assert counter.workplace.find_case(done.state.case_no).documents[done.papers[-1].meant.number].told == "handed-over"


def test_refusing_to_sign_wants_a_witness(counter, todo, settled, send):
    done = counter.accepted(TODAY)
    number = done.papers[-1].meant.number
    came_out(counter.workplace, number)
    screen = todo()
    press(Qt.Key.Key_2)
    form = screen.acting.sheet
    assert isinstance(form, ActForm)
    form.field("how").editor.toggle("refused-to-sign")
    send(form)
    assert form.field("witness").message() == "拒绝签收须写明见证人"
    type_text(form.field("witness").editor, "李丽")
    send(form)
    assert counter.workplace.find_case(done.state.case_no).documents[number].told == "refused-to-sign"


def test_putting_a_sheet_off_keeps_what_was_typed(qtbot, counter, todo):
    counter.accepted(TODAY)
    screen = todo()
    press(Qt.Key.Key_2)
    form = screen.acting.sheet
    type_text(form.field("note").editor, "10:20 通话")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert screen.acting.sheet is None
    qtbot.waitUntil(screen.isActiveWindow)
    QTest.keyClick(screen.table.view, Qt.Key.Key_2)
    assert screen.acting.sheet.values()["note"] == "10:20 通话"
    screen.acting.leave_person()
    qtbot.waitUntil(screen.isActiveWindow)
    QTest.keyClick(screen.table.view, Qt.Key.Key_2)
    assert screen.acting.sheet.values()["note"] == ""


def test_deferred_material_is_taken_in(counter, todo, settled, send):
    done = counter.deferring(TODAY, date(2026, 11, 27), "safety_rules")
    counter.hand_over(done)
    screen = todo()
    assert texts(screen) == ["容缺材料未补：食品安全规章制度目录"]
    press(Qt.Key.Key_1)
    form = screen.acting.sheet
    form.field("provided").editor.toggle("copy-kept")
    for key in [k for k in form.values() if k.startswith("point.")]:
        form.field(key).editor.toggle("pass")
    send(form)
    assert (counter.workplace.find_case(done.state.case_no).open_deferrals, screen.model.rowCount()) == ((), 0)


def test_received_and_corrected_cases_go_to_the_acceptance_page(counter, todo, desk):
    received = counter.received(TODAY)
    screen = todo()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    assert screen.model.rowCount() == 1
    assert desk.shell.went == [
        ("acceptance", received.state.case_no), ("search", OpenCase(received.state.case_no))
    ]  # fmt: skip


def test_filters_show_their_counts(counter, todo, settled):
    counter.received(FRIDAY)
    counter.accepted(TODAY)
    screen = todo()
    assert screen.page.chips() == [("all", "全部 2"), ("clock", "收件时钟 1"), ("tell", "送达 1")]
    screen.filter.toggle("tell")
    assert (texts(screen), screen.table.count_text()) == (["打印并送达受理通知书"], "共 1 条")


@pytest.fixture
def search(desk: Any, tools: CaseTools, shown: Callable, settled: Callable) -> Callable[..., SearchScreen]:
    def open_it(argument: object = None) -> SearchScreen:
        screen = SearchScreen(desk, tools)
        desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
        screen.resize(1294, 724)
        shown(screen)
        screen.on_shown(argument)
        settled()
        return screen

    return open_it


def test_each_key_gets_an_answer_and_enter_opens_the_case(counter, search, settled, picture):
    one = counter.accepted(TODAY, name="沙坪坝区张记小面馆")
    counter.accepted(TODAY, name="李娜")
    screen = search()
    assert screen.table.count_text() == "共 2 条"
    type_text(screen.box, "沙坪")
    settled()
    assert [screen.model.row(0).applicant, screen.table.count_text()] == ["沙坪坝区张记小面馆", "共 1 条"]
    picture(screen, "search")
    press(Qt.Key.Key_Return)
    settled()
    picture(screen, "case")
    assert screen.case.view is not None
    assert screen.case.view.case_no == one.state.case_no
    press(Qt.Key.Key_Escape)
    assert (screen.case.view, screen.box.hasFocus(), screen.box.value()) == (None, True, "沙坪")


def test_no_list_is_silently_cut_short(counter, search, settled, qtbot):
    for _ in range(3):
        counter.accepted(TODAY)
    screen = search()
    screen.page.limit = 2
    screen.search()
    qtbot.waitUntil(lambda: screen.table.count_text() == "显示前 2 条，共 3 条")
    screen.more()
    settled()
    assert screen.table.count_text() == "共 3 条"


def test_nothing_found_says_so(counter, search, settled):
    screen = search()
    type_text(screen.box, "13900000000")
    settled()
    assert (screen.model.rowCount(), screen.page.nothing()[0]) == (0, "没有找到“13900000000”")


def test_next_person_leaves_nobody_on_the_page(counter, search, settled):
    done = counter.accepted(TODAY, name="李娜")
    screen = search(OpenCase(done.state.case_no))
    assert screen.case.view.applicant == "李娜"
    screen.on_leaving_person()
    shown_words = " ".join(label.text() for label in screen.findChildren(type(screen.case.number)) if label.isVisible())
    assert "李娜" not in shown_words
    assert (screen.model.rowCount(), screen.case.papers.model.rowCount()) == (0, 0)


def test_page_of_a_case_shows_papers_and_reloads_after_an_act(qtbot, counter, search, settled, desk, yes, send):
    done = counter.accepted(TODAY)
    screen = search(OpenCase(done.state.case_no))
    page = screen.case
    assert [p.title for p in page.papers.model.rows()] == ["受理通知书"]
    page.papers.want("void")
    form = page.acting.sheet
    type_text(form.field("reason").editor, "印错")
    send(form)
    assert [(p.status, sorted(p.can)) for p in page.papers.model.rows()] == [("已作废", ["preview", "reissue"])]
    screen.activateWindow()
    page.take_focus()
    qtbot.waitUntil(screen.isActiveWindow)
    QTest.keyClick(page.papers.table.view, Qt.Key.Key_1)
    yes(page.acting)
    assert [p.status for p in page.papers.model.rows()] == ["已作废", "还没有打印"]


def test_refusal_is_shown_with_its_rule(counter, search, settled, desk, send):
    done = counter.accepted(TODAY)
    screen = search(OpenCase(done.state.case_no))
    screen.case.acting.withdraw(screen.case.view)
    form = screen.case.acting.sheet
    type_text(form.field("reason").editor, "不办了")
    form.field("signed").editor.toggle("no")
    send(form)
    assert desk.shell.banners == ["撤回申请须由申请人签字后办理。"]
    assert counter.workplace.find_case(done.state.case_no).phase == "accepted"


def test_record_is_corrected_and_the_story_tells_it(counter, search, settled, desk, send):
    done = counter.accepted(TODAY)
    screen = search(OpenCase(done.state.case_no))
    screen.case.acting.correct_record(screen.case.view)
    form = screen.case.acting.sheet
    form.field("field").editor.set_value("applicant.phone")
    type_text(form.field("new").editor, "13900139000")
    type_text(form.field("reason").editor, "号码听错")
    send(form)
    assert screen.case.story.texts()[-1] == "更正录入：联系电话"


@pytest.mark.qt_log_ignore("does not support raise")
def test_strip_hands_the_fields_over_and_leaves_the_clipboard_empty(qtbot, theme):
    fields = (CopyField("姓名", "李明"), CopyField("面积", "86.5"))
    strip = TranscribeStrip(theme, Transcript("500106-1", "食品经营许可", "市监系统", "", fields))
    qtbot.addWidget(strip)
    taken: list[str] = []
    strip.taken.connect(taken.append)
    strip.show()
    copied = []
    for _ in fields:
        QTest.keyClick(strip, Qt.Key.Key_Space)
        copied.append(QGuiApplication.clipboard().text())
    assert (copied, strip.count.text()) == (["李明", "86.5"], "2 / 2")
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert QGuiApplication.clipboard().text() == "李明"
    QTest.keyClick(strip, Qt.Key.Key_Space)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    type_text(strip.foreign, "SJ-7788")
    QTest.keyClick(strip.foreign, Qt.Key.Key_Return)
    assert (taken, QGuiApplication.clipboard().text()) == (["SJ-7788"], "")


@pytest.mark.qt_log_ignore("does not support raise")
def test_number_of_the_other_system_comes_back_into_the_case(counter, search, settled):
    done = counter.accepted(TODAY)
    screen = search(OpenCase(done.state.case_no))
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    strip = screen.case.strip
    assert strip is not None
    strip.foreign.set_value("SJ-7788")
    strip.finish_with_number()
    settled()
    assert counter.workplace.find_case(done.state.case_no).foreign_number == "SJ-7788"
