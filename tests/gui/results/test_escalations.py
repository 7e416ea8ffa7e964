"""The “办不成事” desk by keys on real widgets over a real store: registered, answered, ended with the person's word."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.desk.arguments import OpenCase, Stuck
from app.desk.screens.escalations.table_model import escalation_columns
from app.desk.screens.escalations.view import EscalationsScreen, EscalationTools
from app.usecases.escalation_work import EscalationWork
from app.usecases.escalations import list_escalations

TODAY = date(2026, 11, 23)


@pytest.fixture
def screen(desk, counter, printing, shown, settled):
    page = EscalationsScreen(desk, EscalationTools(EscalationWork(counter.workplace), printing))
    desk.changes.announced.connect(lambda names, _owner: page.on_changed(names))
    page.resize(1294, 724)

    def open_it(argument=None):
        counter.clock.set(TODAY)
        shown(page)
        page.on_shown(argument)
        settled()
        return page

    return open_it


def registered(counter, text="社保卡补换，系统提示找不到参保信息"):
    counter.clock.set(TODAY)
    work = EscalationWork(counter.workplace)
    return work.open(text, "尽快补到卡", "李娜", "13800138000", "", "").number


def test_matter_about_a_case_begins_with_its_applicant_and_the_refusal(counter, screen, keys, picture, printing):
    done = counter.accepted(TODAY, name="李娜")
    page = screen(Stuck(done.state.case_no, "撤回申请须由申请人签字后办理。"))
    form = page.sheet
    values = form.values()
    assert (values["name"], values["text"], values["owner"]) == (
        "李娜",
        "窗口答复：撤回申请须由申请人签字后办理",
        "王芳",
    )
    picture(form, "escalation-sheet")
    keys.yes()
    rows = list_escalations(counter.workplace)
    assert [(row.case_no, row.owner, row.mine) for row in rows] == [(done.state.case_no, "王芳", True)]
    assert page.current().number == rows[0].number
    keys.press(Qt.Key.Key_Return)
    assert page.desk.shell.went == [("search", OpenCase(done.state.case_no))]
    picture(page, "escalations")


def test_without_a_case_what_and_a_telephone_are_needed(counter, screen, keys):
    page = screen(Stuck(name="王强"))
    keys.yes()
    form = page.sheet
    assert form.values()["name"] == "王强"
    assert (form.field("text").message(), form.field("phone").message()) == (
        "请写明什么事没有办成", "要答复本人，请留联系电话"
    )  # fmt: skip
    assert list_escalations(counter.workplace) == ()


def test_several_lines_are_one_line_in_the_list(counter, screen):
    registered(counter, "第一行\n第二行")
    assert "第一行 第二行" in {str(c.text(screen().current())) for c in escalation_columns()}


def test_answered_and_ended_by_keys(counter, screen, keys):
    number = registered(counter)
    page = screen()
    badges = []
    page.badge_changed.connect(badges.append)
    page.table.setFocus()
    keys.press(Qt.Key.Key_1).type("已请社保中心核对参保信息").yes()
    assert page.panel.lead.text().endswith("已答复，等办结")
    keys.press(Qt.Key.Key_1)
    form = page.sheet
    form.field("solved").editor.toggle("yes")
    form.field("how").editor.toggle("telephone")
    form.take_up({"outcome": "参保信息已更正，卡已补到"})
    assert form.values()["with"] == "李娜"
    keys.yes()
    assert page.model.rowCount() == 0
    closed = list_escalations(counter.workplace, "closed")
    assert [(row.number, row.solved) for row in closed] == [(number, True)]
    page.filter.toggle("closed")
    keys.wait()
    assert page.panel.key_at(0) == ""


def test_step_is_told_in_its_story(counter, screen, keys):
    registered(counter)
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_2).type("已联系社保中心").yes()
    assert "已联系社保中心" in page.panel.story.texts()[-1]


def test_promised_day_that_has_passed_is_red_and_counts(counter, screen, settled):
    registered(counter)
    page = screen()
    badges = []
    page.badge_changed.connect(badges.append)
    counter.clock.set(date(2026, 11, 30))
    page.reload()
    settled()
    assert (badges[-1], page.current().overdue, page.panel.lead.property("kind")) == (1, True, "bad")
