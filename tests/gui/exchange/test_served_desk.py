"""A desk with a server of its own, in real processes: connected, the server pulled away, work goes on, back again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.usecases.accept import accept
from tests.builders.filings import complete_filing, item_of

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def take_a_case(desk):
    """A case is taken on the store's thread, as the acceptance page does, and announced like one."""
    workplace, taken = desk.shell.desk.session.workplace, []
    filing = complete_filing(item_of("GT-05"))
    desk.desk.background.write(desk.shell, lambda: accept(workplace, filing), taken.append)
    desk.qtbot.waitUntil(lambda: bool(taken), timeout=20_000)
    return taken[0].state.case_no


def test_pull_the_server_away_and_the_desk_goes_on(running, picture):
    desk = running()
    desk.begin_with_a_server()
    desk.sees("已连接", "全部已上传")
    picture(desk.window, "served-connected")

    desk.program.server.kill()
    desk.sees("断网")
    desk.press(Key.Key_6, CONTROL)
    desk.rest()
    desk.press(Key.Key_Return, CONTROL)
    desk.rest()
    sheet = desk.shell.workspace("shift").acting.sheet
    desk.qtbot.mouseClick(sheet.action, Qt.MouseButton.LeftButton)
    desk.rest()
    case_no = take_a_case(desk)
    desk.sees("断网", "条待上传", "最早")
    assert desk.shell.top_bar.connection.words.kind == "caution"
    desk.press(Key.Key_8, CONTROL)
    desk.rest()
    picture(desk.window, "served-cut-off")
    page = desk.shell.workspace("exchange")
    assert [(row.kind, row.about) for row in page.model.rows()] == [("events", "C03A")]
    desk.qtbot.waitUntil(lambda: bool(page.overview.more.text()))
    assert "服务器" in page.overview.more.text()

    desk.program.server.start()
    assert desk.program.server.wait_ready()
    desk.press(Key.Key_Return, CONTROL)
    desk.sees("已连接", "全部已上传")
    desk.qtbot.waitUntil(lambda: not page.model.rows(), timeout=20_000)
    picture(desk.window, "served-back")
    assert desk.shell.desk.session.workplace.find_case(case_no).case_no == case_no


def test_the_server_is_started_and_ended_with_the_desk(running):
    desk = running()
    desk.begin_with_a_server()
    desk.sees("已连接")
    server = desk.program.server
    assert server.running
    desk.close()
    assert not server.running
    again = running()
    again.log_in()
    again.sees("已连接", "全部已上传")


def test_the_stick_takes_what_waits(running, tmp_path):
    desk = running()
    desk.begin_with_a_server()
    desk.sees("已连接")
    desk.program.server.kill()
    desk.sees("断网")
    take_a_case(desk)
    desk.sees("条待上传")
    page = desk.shell.workspace("exchange")
    page.carry_to(tmp_path / "stick.yichuang")
    desk.rest()
    assert (tmp_path / "stick.yichuang").stat().st_size > 1000
    assert desk.shell.banner_text().startswith("已写好：")
