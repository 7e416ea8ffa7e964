"""Results and matters in the whole window: reached by their keys, and a refusal becomes a matter by one key."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.desk.language import Language
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.escalations.view import EscalationTools, escalations_entry
from app.desk.screens.issuance.view import IssuanceTools, issuance_entry
from app.desk.screens.search.view import search_entry
from app.desk.screens.todo.view import todo_entry
from app.desk.shell_page import ShellPage
from app.desk.theme import Mode, TypeSize
from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from app.usecases.escalation_work import EscalationWork
from app.usecases.issuing import IssuingWork

TODAY = date(2026, 11, 23)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(desk, counter, printing, shown, settled):
    tools = CaseTools(CaseWork(counter.workplace), printing)

    def open_it():
        page = ShellPage(
            theme=desk.theme, icons=desk.icons, background=desk.background, changes=desk.changes,
            shortcuts=desk.shortcuts, preferences=desk.preferences, session=None,
            entries=[
                todo_entry(tools), issuance_entry(IssuanceTools(IssuingWork(counter.workplace), printing)),
                search_entry(tools), escalations_entry(EscalationTools(EscalationWork(counter.workplace), printing)),
            ],
        )  # fmt: skip
        page.top_bar.set_place("沙坪坝区政务服务中心", "03", "王芳")
        page.resize(1366, 768)
        shown(page)
        page.start()
        settled()
        return page

    yield open_it
    desk.theme.wear(Mode.LIGHT, TypeSize.NORMAL)


def decided(counter):
    done = counter.accepted(TODAY, name="李娜")
    grant = c.Grant("准予从事食品经营", "JY15001060012345", "2026-11-23", "2031-11-22")
    act(counter.workplace, done.state.case_no, grant)
    other = counter.accepted(TODAY, name="王强")
    refuse = c.Refuse("经营场所在居民楼内", "不符合规定的条件", "《食品经营许可和备案管理办法》")
    act(counter.workplace, other.state.case_no, refuse)
    return done.state, other.state


def test_each_page_is_reached_by_its_key_and_the_task_leads_to_its_result(counter, window, keys):
    granted, _refused = decided(counter)
    page = window()
    todo = page.workspace("todo")
    wanted = (granted.case_no, "result")
    todo.table.select_row([(row.case_no, row.task.kind) for row in todo.page.rows()].index(wanted))
    keys.wait().press(Qt.Key.Key_1)
    assert page.front() == "issuance"
    assert [row.case_no for row in page.workspace("issuance").page.rows()] == [granted.case_no]
    keys.press(Qt.Key.Key_0, CONTROL)
    assert page.front() == "escalations"
    keys.press(Qt.Key.Key_9, CONTROL)
    assert page.front() == "issuance"


def test_what_refuses_becomes_a_matter_by_one_key(counter, window, keys, settled):
    granted, _refused = decided(counter)
    page = window()
    page.refused("撤回申请须由申请人签字后办理。", "caution", granted.case_no)
    keys.press(Qt.Key.Key_B, CONTROL)
    values = page.workspace("escalations").sheet.values()
    assert (values["text"], values["name"]) == ("窗口答复：撤回申请须由申请人签字后办理", "李娜")
    page.leave_person()
    settled()
    assert page.workspace("escalations").sheet is None
    page.failed(Refusal("STATE-UNKNOWN", "本机没有这个办件。"))
    page.leave_person()
    keys.press(Qt.Key.Key_B, CONTROL)
    assert page.workspace("escalations").sheet.values()["text"] == ""


def test_numbers_at_the_rail_stand_before_anybody_opens_the_page(counter, window, qtbot, monkeypatch):
    monkeypatch.setattr("app.desk.shell_page.COUNT_MS", 1)
    monkeypatch.setattr("app.desk.screens.escalations.view.LATER_MS", 1)
    EscalationWork(counter.workplace).open("社保卡补换", "", "李娜", "13800138000", "", "")
    counter.clock.set(date(2026, 12, 10))
    page = window()
    qtbot.waitUntil(lambda: page.rail.badge("escalations") == "1", timeout=8000)
    assert page.front() == "todo"


def test_what_the_department_returned_is_answered_by_two_keys(counter, window, keys):
    done = counter.accepted(TODAY, name="李娜")
    act(counter.workplace, done.state.case_no, c.Return("平面图与现场不一致"))
    page = window()
    todo = page.workspace("todo")
    todo.table.select_row([row.task.kind for row in todo.page.rows()].index("returned"))
    keys.wait().press(Qt.Key.Key_1)
    keys.type("已到现场核对，图纸无误").yes()
    assert counter.workplace.find_case(done.state.case_no).sent_back is None
    assert "returned" not in [row.task.kind for row in todo.page.rows()]


def test_late_deferral_may_be_supplied_or_withdrawn(counter, window):
    done = counter.deferring(TODAY, date(2026, 11, 27), "safety_rules")
    counter.hand_over(done)
    counter.clock.set(date(2026, 12, 1))
    page = window()
    todo = page.workspace("todo")
    (row,) = [row for row in todo.page.rows() if row.task.kind == "deferral"]
    assert [choice.key for choice in todo.page.choices(row)] == ["supply", "withdraw"]


def test_remedies_stand_with_their_last_days_on_a_refused_case(counter, window, keys, picture):
    _granted, refused = decided(counter)
    act(counter.workplace, refused.case_no, c.Issue(refused.filing.applicant.natural_person))
    view = CaseWork(counter.workplace).view(refused.case_no)
    assert [name for name, _ in view.remedies] == ["救济途径", "行政复议", "行政诉讼"]
    assert [value[:10] for _, value in view.remedies[1:]] == ["2027-01-22", "2027-05-24"]
    assert "issue" not in view.actions


def test_page_of_a_case_tells_what_could_not_be_done_about_it(counter):
    granted, _refused = decided(counter)
    number = EscalationWork(counter.workplace).open("领不到", "", "李娜", "13800138000", "", granted.case_no).number
    view = CaseWork(counter.workplace).view(granted.case_no)
    assert view.matters == ((number, "2026-11-26 前答复，王芳负责"),)


@pytest.mark.parametrize(
    ("language", "mode", "size"), [("zh_CN", Mode.LIGHT, TypeSize.NORMAL), ("en", Mode.DARK, TypeSize.LARGE)]
)
def test_nothing_is_cut_off(counter, window, keys, picture, language, mode, size, settled):
    decided(counter)
    work = EscalationWork(counter.workplace)
    work.open("社保卡补换，系统提示找不到参保信息", "尽快补到卡", "李娜", "13800138000", "", "")
    spoken = Language()
    assert spoken.wear(language)
    try:
        page = window()
        page.desk.theme.wear(mode, size)
        for name in ("todo", "issuance", "escalations"):
            page.go(name)
            settled()
            keys.wait()
            picture(page, f"window-{name}-{language}-{mode.value}")
            assert page.minimumSizeHint().width() <= 1366
            assert page.minimumSizeHint().height() <= 768
    finally:
        spoken.wear("zh_CN")
