"""Issuance 出件 by keys on real widgets over a real store: found, handed out, signed for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.desk.screens.issuance.view import IssuanceScreen, IssuanceTools
from app.desk.second_screen.audience import Audience
from app.devices.ports import IdCard
from app.domain.case import commands as c
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.issuing import IssuingWork, ready_results
from app.usecases.printing import sheet
from tests.builders.filings import complete_filing, item_of

FRIDAY, TODAY = date(2026, 11, 6), date(2026, 11, 23)


class Reader:
    """A card reader on which one card lies."""

    name = "模拟读卡器"

    def __init__(self):
        self.number = ""

    def read(self):
        return IdCard("李娜", self.number)


def granted(counter, day=TODAY, name="李娜", service="counter"):
    counter.clock.set(day)
    filing = complete_filing(item_of("GT-04"), day)
    filing = replace(filing, applicant=replace(filing.applicant, name=name), service=service)
    done = accept(counter.workplace, filing)
    command = c.Grant("准予从事食品经营", "JY15001060012345", "2026-11-23", "2031-11-22")
    return act(counter.workplace, done.state.case_no, command).state


def refused(counter, day=TODAY):
    done = counter.accepted(day, name="王强")
    command = c.Refuse("经营场所在居民楼内", "不符合规定的条件", "《食品经营许可和备案管理办法》")
    return act(counter.workplace, done.state.case_no, command).state


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def audience():
    return Audience()


@pytest.fixture
def screen(desk, counter, printing, reader, audience, shown, settled):
    page = IssuanceScreen(desk, IssuanceTools(IssuingWork(counter.workplace), printing, reader, audience))
    desk.changes.announced.connect(lambda names, _owner: page.on_changed(names))
    page.resize(1294, 724)

    def open_it():
        shown(page)
        page.on_shown()
        settled()
        return page

    return open_it


def test_results_stand_by_their_last_day_and_the_badge_counts_the_late(counter, screen, picture, settled):
    granted(counter, FRIDAY, "沙坪坝区张记小面馆")
    granted(counter, TODAY)
    badges = []
    page = screen()
    page.badge_changed.connect(badges.append)
    page.reload()
    settled()
    picture(page, "issuance")
    assert badges == [1]
    assert [(r.applicant, r.when, r.standing) for r in page.page.rows()] == [
        ("沙坪坝区张记小面馆", "11-20 已满", "overdue"), ("李娜", "12-07 前", "ready")
    ]  # fmt: skip
    assert page.page.chips() == [("all", "全部 2"), ("overdue", "到期未领 1")]
    assert page.panel.law.text().startswith("《中华人民共和国行政许可法》第四十四条")
    assert [code for _, code in page.panel.papers.facts()] == ["还没有打印 · 还没有送达 · 电子签名有效"]


def test_handed_to_the_applicant_by_three_keys_and_signed_for(counter, screen, keys, picture):
    state = granted(counter)
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_1)
    form = page.sheet
    form.field("seen").editor.toggle("seen")
    picture(form, "issuance-sheet")
    keys.yes()
    assert page.strip.question() == "送达回证、领证凭证，出纸了吗"
    keys.type("1").type("1")
    after = counter.workplace.find_case(state.case_no)
    told = {d.kind: d.told for d in after.documents.values()}
    assert (after.phase, after.issued.collector.name, page.model.rowCount()) == ("issued", "李娜", 0)
    assert told["decision-grant"] == told["service-record"] == told["result-receipt"] == "handed-over"
    assert page.strip.isHidden()


def test_signature_on_the_applicants_screen_answers_for_the_paper(counter, screen, keys, audience):
    state = granted(counter)
    wanted = []
    audience.watched = True
    audience.sign_wanted.connect(lambda case_no, purpose: wanted.append((case_no, purpose)))
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_1)
    page.sheet.field("seen").editor.toggle("seen")
    keys.yes().type("1")
    assert wanted == [(state.case_no, "service")]
    audience.on_signed()
    keys.wait()
    after = counter.workplace.find_case(state.case_no)
    assert next(d.told for d in after.documents.values() if d.kind == "service-record") == "handed-over"
    assert page.strip.isHidden()


def test_identity_is_looked_at_before_anything_is_recorded(counter, screen, keys):
    state = granted(counter)
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_1).yes()
    assert page.sheet.field("seen").message() == "请先核对领取人的证件"
    assert counter.workplace.find_case(state.case_no).issued is None


def test_card_on_the_reader_finds_the_result_and_stands_for_the_look(counter, screen, keys, reader):
    granted(counter, name="王强")
    state = granted(counter)
    reader.number = state.filing.applicant.natural_person.id_number
    page = screen()
    keys.press(Qt.Key.Key_F2)
    assert {row.case_no for row in page.page.rows()} >= {state.case_no}
    page.table.select_row(page.page.place_of(next(r for r in page.page.rows() if r.case_no == state.case_no)))
    keys.wait().press(Qt.Key.Key_1).yes()
    assert counter.workplace.find_case(state.case_no).phase == "issued"


def test_card_of_somebody_else_is_refused_for_the_applicant_himself(counter, screen, keys, reader, shell):
    state = granted(counter)
    page = screen()
    reader.number = "500106199003070016"
    keys.press(Qt.Key.Key_F2)
    assert page.model.rowCount() == 0
    page.page.card, page.page.words = reader.number, ""
    page.reload()
    keys.wait().press(Qt.Key.Key_1)
    page.sheet.field("seen").editor.toggle("seen")
    keys.yes()
    assert shell.banners == ["读到的证件不是李娜的居民身份证，请核对来人。"]
    assert counter.workplace.find_case(state.case_no).issued is None


def test_receipt_that_is_scanned_finds_its_case_and_a_forged_one_nothing(counter, screen, keys, shell):
    granted(counter, name="王强")
    state = granted(counter)
    number = next(d.number for d in state.documents.values() if d.kind == "acceptance-notice")
    code = sheet(counter.workplace, number).data.heading.code.text
    page = screen()
    keys.type(code).press(Qt.Key.Key_Return)
    assert [row.case_no for row in page.page.rows()] == [state.case_no]
    assert page.table.view.hasFocus()
    keys.type("h").type("ttps://yichuang.example/q/1/AAAAAAAAAAAAAAAAAAAA").press(Qt.Key.Key_Return)
    assert len(shell.banners) == 1
    assert shell.banners[0].startswith("这个二维码不能用来领取")


def test_case_without_a_result_says_how_it_stands(counter, screen, keys, shell):
    done = counter.accepted(TODAY)
    page = screen()
    keys.type(done.state.case_no)
    due = done.state.promised.date
    assert page.page.nothing()[0] == f"{done.state.case_no} 还没有可领的结果：已受理，承诺 {due} 前办结。"
    keys.press(Qt.Key.Key_Return)
    assert [screen_id for screen_id, _ in shell.went] == ["search"]


def test_somebody_else_needs_an_authorisation(counter, screen, keys):
    state = granted(counter)
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_2)
    form = page.sheet
    form.take_up({"name": "李丽", "number": "500106199003070016"})
    form.field("seen").editor.toggle("seen")
    keys.yes()
    assert form.field("evidence").message() == "代领须有委托证明"
    form.take_up({"evidence": "授权委托书原件", "scope": "代领营业许可"})
    keys.yes()
    issued = counter.workplace.find_case(state.case_no).issued
    assert (issued.collector.name, issued.agent.evidence) == ("李丽", "授权委托书原件")


def test_posted_result_has_its_waybill_and_nobody_is_asked_to_sign(counter, screen, keys):
    state = granted(counter, service="post")
    page = screen()
    page.table.setFocus()
    keys.press(Qt.Key.Key_1)
    page.sheet.field("waybill").setFocus()
    keys.type("EMS123456").yes()
    keys.type("1")
    issued = counter.workplace.find_case(state.case_no).issued
    assert (issued.manner, issued.waybill, page.strip.isHidden()) == ("post", "EMS123456", True)


def test_refusal_is_served_and_leaves_the_list(counter, screen, keys):
    state = refused(counter)
    page = screen()
    assert [row.title for row in page.page.rows()] == ["不予决定书"]
    page.table.setFocus()
    keys.press(Qt.Key.Key_1)
    page.sheet.field("seen").editor.toggle("seen")
    keys.yes().type("1").type("2")
    keys.type("李丽").yes()
    after = counter.workplace.find_case(state.case_no)
    record = next(d for d in after.documents.values() if d.kind == "service-record")
    assert (after.phase, bool(after.served_on), record.told) == ("refused", True, "refused-to-sign")
    assert ready_results(counter.workplace).rows == ()


def test_next_person_leaves_nobody_on_the_page(counter, screen, shell):
    granted(counter)
    page = screen()
    page.on_leaving_person()
    assert (page.model.rowCount(), page.panel.facts.facts(), page.box.value()) == (0, (), "")
