"""The shift page by its keys, on a real store: open, hand over, close; blanks, originals, clerks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.arguments import EnterBlank
from app.desk.screens.shift.presenter import read_clock, seals_of
from app.desk.screens.shift.view import ShiftScreen
from app.desk.theme import Mode, TypeSize
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.sheet import Sheet
from app.usecases import blanks, shift
from app.usecases import print_queue as q
from app.usecases.counter_printing import CounterPrinting
from app.usecases.shift_work import ShiftWork
from app.usecases.workplace import chinese_time
from tests.builders.office import CLERK, LEAD, PASSWORD, SECOND_LEAD, OnePrinter, taken
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pytestqt.qtbot import QtBot

    from app.desk.context import Desk
    from app.usecases.workplace import Workplace


@pytest.fixture
def screen(desk: Desk, workplace: Workplace, printers: OnePrinter) -> ShiftScreen:
    made = ShiftScreen(desk, ShiftWork(workplace), CounterPrinting(workplace, printers))
    desk.changes.announced.connect(lambda names, _owner: made.on_changed(names))
    made.resize(1295, 724)
    return made


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, code, modifier)


def ctrl(code: Qt.Key) -> None:
    key(code, Qt.KeyboardModifier.ControlModifier)


def sheet(qtbot: QtBot) -> Sheet:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Sheet))
    found = QApplication.activeWindow()
    assert isinstance(found, Sheet)
    return found


def fill(found: Sheet, **values: str) -> None:
    for name, text in values.items():
        line = found.line(name)
        line.clear()
        line.setFocus()
        type_text(line, text)


@pytest.fixture
def opened(screen: ShiftScreen, shown: Callable, settled: Callable) -> Callable[..., None]:
    def open_page(tab: object = None) -> None:
        shown(screen)
        screen.on_shown(tab)
        settled()

    return open_page


def closed(qtbot: QtBot, settled: Callable, screen: ShiftScreen) -> None:
    qtbot.waitUntil(lambda: screen.acting.sheet is None)
    screen.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    settled()


def test_the_day_is_opened_and_closed_from_the_keyboard(
    screen: ShiftScreen, workplace: Workplace, printers: OnePrinter, opened: Any, settled: Any, qtbot: QtBot, desk: Any
) -> None:
    opened()
    assert screen.overview.step.words() == "开班"
    ctrl(Qt.Key.Key_Return)
    fill(sheet(qtbot), seals="收件专用章、市监审批章")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    closed(qtbot, settled, screen)
    assert shift.shift_now(workplace).state.seals == ("收件专用章", "市监审批章")
    taken(workplace)
    screen.reload()
    settled()
    assert screen.overview.step.words() == "日结并打印"
    ctrl(Qt.Key.Key_Return)
    assert sheet(qtbot).action.words() == "日结并打印"
    key(Qt.Key.Key_Return)
    closed(qtbot, settled, screen)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 1)
    number = f"沙政务日〔{workplace.today().year}〕C03A-1 号"
    assert printers.all[0].sheets[0][0] == number
    assert desk.shell.went[-1] == ("prints", number)
    assert screen.overview.holder.text().startswith("今天已日结")


def test_the_shift_is_handed_over_with_its_paper(
    screen: ShiftScreen, workplace: Workplace, printers: OnePrinter, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    shift.open_shift_here(workplace, ("收件专用章",))
    taken(workplace)
    opened()
    ctrl(Qt.Key.Key_H)
    found = sheet(qtbot)
    fill(found, note="cartridge low")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    closed(qtbot, settled, screen)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 1)
    assert shift.shift_now(workplace).holder == SECOND_LEAD
    assert [job.kind for job in q.queue(workplace)] == ["handover"]
    assert SECOND_LEAD in screen.overview.holder.text()


def test_blanks_are_lent_and_printed(
    screen: ShiftScreen, workplace: Workplace, printers: OnePrinter, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    opened("blanks")
    buttons = [b for b in screen._actions["blanks"] if b.words() == "领用并打印"]
    buttons[0].click()
    found = sheet(qtbot)
    fill(found, count="x")
    found.action.setFocus()
    key(Qt.Key.Key_Return)
    assert found.field("count").message() == "请填写数字"
    fill(found, count="60")
    found.action.click()
    qtbot.waitUntil(lambda: found.field("count").message_kind() == "bad")
    fill(found, count="3")
    found.action.click()
    closed(qtbot, settled, screen)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 3)
    assert [row.state for row in screen.blanks.model.rows()] == ["lent"] * 3


def test_a_blank_goes_to_acceptance_only_with_the_leads_password(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot, desk: Any
) -> None:
    blanks.lend(workplace, 1)
    opened("blanks")
    key(Qt.Key.Key_Return)
    found = sheet(qtbot)
    now = chinese_time(workplace.store.now().effective)
    fill(found, time=f"{now:%H%M}", reason="power cut", password="guess-guess")
    found.action.setFocus()
    key(Qt.Key.Key_Return)
    settled()
    assert "密码不对" in found.field("password").message()
    assert found.line("password").value() == ""
    fill(found, password=PASSWORD)
    found.action.setFocus()
    key(Qt.Key.Key_Return)
    closed(qtbot, settled, screen)
    went, argument = desk.shell.went[-1]
    assert went == "acceptance"
    assert isinstance(argument, EnterBlank)
    assert argument.backfill.received_at == f"{now:%Y-%m-%dT%H:%M}+08:00"
    assert argument.backfill.blank_number == blanks.blanks(workplace)[0].number


def test_a_time_that_does_not_exist_is_said_at_its_field(
    screen: ShiftScreen, workplace: Workplace, opened: Any, qtbot: QtBot
) -> None:
    blanks.lend(workplace, 1)
    opened("blanks")
    key(Qt.Key.Key_Return)
    found = sheet(qtbot)
    fill(found, time="2561", reason="power cut", password="x")
    found.action.click()
    assert found.field("time").message() == "请写成 0950 或 9:50"


def test_a_blank_is_made_void_with_its_reason(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    blanks.lend(workplace, 1)
    opened("blanks")
    screen.acting.void_blank()
    found = sheet(qtbot)
    found.action.click()
    assert found.field("reason").message() == "请填写"
    fill(found, reason="lost")
    found.action.click()
    closed(qtbot, settled, screen)
    assert [(r.state, r.reason) for r in screen.blanks.model.rows()] == [("void", "lost")]


def test_an_original_is_given_back_by_two_enters(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    taken(workplace)
    opened("originals")
    before = screen.originals.model.rowCount()
    key(Qt.Key.Key_Return)
    sheet(qtbot)
    key(Qt.Key.Key_Return)
    closed(qtbot, settled, screen)
    assert screen.originals.model.rowCount() == before - 1


def test_a_clerk_is_added_reset_and_removed_by_a_lead(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    opened("clerks")
    screen.acting.add_clerk()
    found = sheet(qtbot)
    fill(found, clerk="孙立", password="short")
    found.action.click()
    settled()
    assert found.field("password").message() == "密码至少 8 个字符。"
    fill(found, password="one-time-word")
    found.action.click()
    closed(qtbot, settled, screen)
    names = [row.name for row in screen.clerks.model.rows()]
    assert names == [LEAD, SECOND_LEAD, CLERK, "孙立"]
    screen.clerks.select_row(names.index(CLERK))
    screen.acting.remove_clerk()
    found = sheet(qtbot)
    fill(found, reason="moved")
    found.action.click()
    closed(qtbot, settled, screen)
    assert CLERK not in [row.name for row in screen.clerks.model.rows()]


def test_the_own_password_is_changed(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    opened("clerks")
    screen.acting.change_password()
    found = sheet(qtbot)
    fill(found, old=PASSWORD, password="another-word", again="another-wort")
    found.action.click()
    assert found.field("again").message() == "两次输入的新密码不一样"
    fill(found, old=PASSWORD, password="another-word", again="another-word")
    found.action.click()
    closed(qtbot, settled, screen)
    from app.store.accounts import check_password

    assert check_password(workplace.store, LEAD, "another-word").name == LEAD


def test_esc_puts_off_and_does_nothing(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    opened()
    ctrl(Qt.Key.Key_Return)
    sheet(qtbot)
    key(Qt.Key.Key_Escape)
    closed(qtbot, settled, screen)
    assert not shift.shift_now(workplace).state.open


def test_an_older_shift_that_was_not_closed_is_counted(screen: ShiftScreen, workplace: Workplace, opened: Any) -> None:
    shift.open_shift_here(workplace, on=workplace.today() - timedelta(days=1))
    badges: list[int] = []
    screen.badge_changed.connect(badges.append)
    opened()
    assert badges[-1] == 1
    assert "未日结" in screen.overview.holder.text()


def test_an_older_day_is_closed_first_then_today_is_opened(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot
) -> None:
    yesterday = workplace.today() - timedelta(days=1)
    shift.open_shift_here(workplace, on=yesterday)
    opened()
    assert screen.overview.step.words() == f"日结 {yesterday:%m-%d}"
    ctrl(Qt.Key.Key_Return)
    sheet(qtbot).action.click()
    closed(qtbot, settled, screen)
    assert shift.shift_now(workplace).state.closed_on == yesterday.isoformat()
    assert screen.overview.step.words() == "开班"


def test_what_is_unfinished_leads_to_its_page(
    screen: ShiftScreen, workplace: Workplace, opened: Any, desk: Any
) -> None:
    taken(workplace)
    opened()
    buttons = {b.words(): b for b in screen.overview.findChildren(ActionButton)}
    buttons["有 1 份文书还没有确认出纸"].click()
    assert desk.shell.went[-1] == ("prints", None)
    next(b for words, b in buttons.items() if words.startswith("窗口还留存")).click()
    assert screen.page.tab == "originals"


def test_times_and_seals_are_read_as_typed() -> None:
    times = [read_clock(text) for text in ("0950", "9:50", "9时50分", "９：５０")]
    assert [f"{one:%H:%M}" for one in times if one] == ["09:50"] * 4
    assert [read_clock(text) for text in ("25:00", "9", "")] == [None, None, None]
    assert seals_of(" 收件专用章、 审批章,审批章 ") == ("收件专用章", "审批章")


@pytest.mark.parametrize("mode", list(Mode))
def test_pictures(
    screen: ShiftScreen, workplace: Workplace, opened: Any, settled: Any, qtbot: QtBot, picture: Any, theme: Any,
    mode: Mode,
) -> None:  # fmt: skip
    theme.wear(mode, TypeSize.NORMAL)
    shift.open_shift_here(workplace, ("收件专用章", "沙坪坝区市场监督管理局行政审批专用章"))
    for code in ("GT-04", "GT-04", "WJ-01"):
        done = taken(workplace, code)
        q.enqueue(workplace, done.papers)
    q.print_all(workplace, OnePrinter())
    q.answer(workplace, q.unanswered(workplace)[0].id, came_out=True)
    numbers = [p.meant.number for p in blanks.lend(workplace, 4).papers]
    blanks.void_blank(workplace, numbers[0], "写错")
    with qtbot.waitSignal(screen.preview.page_shown, timeout=10000):
        opened()
    settled()
    picture(screen, f"shift-{mode.value}")
    for tab in ("blanks", "originals", "clerks"):
        screen.show_tab(tab)
        picture(screen, f"shift-{tab}-{mode.value}")
    screen.show_tab("day")
    screen.next_step()
    picture(sheet(qtbot), f"shift-close-{mode.value}")
    key(Qt.Key.Key_Escape)
    screen.show_tab("blanks")
    screen.acting.enter_blank()
    picture(sheet(qtbot), f"shift-enter-{mode.value}")
    assert screen.blanks.model.rowCount() == 4
