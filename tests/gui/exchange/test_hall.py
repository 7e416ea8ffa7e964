"""Three counters of a hall and a real server: what another counter did arrives; a contested case is settled by keys."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import update

from app.desk.link import Link
from app.desk.screens.case.page import CasePage
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.search.view import SearchScreen
from app.desk.screens.todo.view import TodoScreen
from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from app.usecases.printing import came_out
from app.window_elsewhere import CentreCases, asked_as
from app.window_exchange import DeskExchange
from db.desk.projections import cases
from tests.builders.cluster import ServerProcess
from tests.builders.filings import complete_filing, item_of, passed, without
from tests.builders.pens import without_originals
from tests.builders.simulated_desk import SimulatedDesk
from tests.gui.keys import type_text

HALL = "沙坪坝区政务服务中心"
ITEM = item_of("GT-04")
WITHIN_S = 10


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hall")
    clerks = {"C03": "王芳", "C05": "赵敏", "C01": "李组长"}
    with ExitStack() as stack:
        server = ServerProcess.made(folder / "server")
        stack.callback(server.stop)
        codes = server.codes([(counter, HALL) for counter in clerks])
        made = {}
        for code, (counter, clerk) in zip(codes, clerks.items(), strict=True):
            made[counter] = SimulatedDesk.enrolled(folder / counter, server.url, code, clerk)
            stack.callback(made[counter].close)
        yield made


def exchange(desks, *counters):
    for counter in (*counters, *desks):
        desks[counter].sync()


def tell(desk, done, kind):
    for paper in done.papers:
        came_out(desk.workplace, paper.meant.number)
    number = next(p.meant.number for p in done.papers if p.meant.kind == kind)
    act(desk.workplace, done.state.case_no, c.Tell(number, "handed-over"))


def contested(desks):
    """A correction that both counters took in while apart, each with a notice of its own."""
    first = desks["C03"].workplace
    done = accept(first, without(complete_filing(ITEM, first.today()), {"business_licence"}))
    tell(desks["C03"], done, "correction-notice")
    exchange(desks, "C03")
    for counter, remark in (("C05", ""), ("C03", "另一版")):
        today = desks[counter].workplace.today()
        licence = replace(passed(ITEM, "business_licence", complete_filing(ITEM, today)), remark=remark)
        command = c.CompleteCorrection({"business_licence": licence})
        tell(desks[counter], act(desks[counter].workplace, done.state.case_no, command), "acceptance-notice")
    exchange(desks, "C05", "C03")
    return done.state.case_no


@pytest.fixture
def todo_of(desk, desks, shown, settled):
    def open_it(counter):
        screen = TodoScreen(desk, CaseTools(CaseWork(desks[counter].workplace)))
        desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
        screen.resize(1294, 724)
        shown(screen)
        screen.on_shown()
        settled()
        return screen

    return open_it


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_a_lead_settles_by_keys_with_what_the_applicant_said(desks, todo_of, desk, qtbot, settled, picture):
    case_no = contested(desks)
    screen = todo_of("C01")
    assert [row.task.kind for row in screen.page.rows()] == ["contested"]
    assert ("conflict", "冲突 1") in screen.page.chips()
    assert screen.contested.isVisible()
    qtbot.waitUntil(lambda: "收到补正，受理" in words_of(screen.contested))
    picture(screen, "todo-contested")
    said = " ".join(words_of(screen.contested))
    for words in ("已生效", "未生效，保留", "赵敏", "王芳", "当面交付并签收", "先问申请人以哪一份为准"):
        assert words in said
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    form = screen.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    picture(form, "todo-settling")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.field("says").message() == "请先问申请人，记下他说的话", words_of(form)
    type_text(QApplication.focusWidget(), "以后交的那张图为准")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert desk.shell.banners == []
    assert [row.task.kind for row in screen.page.rows() if row.task.kind == "contested"] == []
    exchange(desks, "C01")
    state = desks["C03"].workplace.find_case(case_no)
    assert (state.contested, state.filing.materials["business_licence"].remark) == ((), "另一版")


def test_an_author_sees_both_and_why_another_decides(desks, todo_of, settled, picture, qtbot):
    contested(desks)
    screen = todo_of("C03")
    place = next(n for n, row in enumerate(screen.page.rows()) if row.task.kind == "contested")
    screen.table.select_row(place)
    settled()
    picture(screen, "todo-contested-author")
    qtbot.waitUntil(lambda: any("另一位组长" in words for words in words_of(screen.contested)))
    QTest.keyClick(screen.table.view, Qt.Key.Key_1)
    assert screen.acting.sheet is None


def test_what_another_counter_did_is_told_as_soon_as_it_arrives(desks):
    """The window is called by the exchange's thread, with names; well within the second of the bar's own look."""
    here = DeskExchange(desks["C05"].workplace, TOLD.set)
    there = DeskExchange(desks["C03"].workplace, lambda: None)
    here.start()
    there.start()
    try:
        wait_for(lambda: here.link().connected() and there.link().connected())
        here.taken()
        done = accept(desks["C03"].workplace, complete_filing(item_of("GT-05")))
        there.wake()
        names: set[str] = set()
        wait_for(lambda: names.update(here.taken()) or f"case:{done.state.case_id}" in names)
        assert desks["C05"].workplace.find_case(done.state.case_no).case_no == done.state.case_no
        wait_for(lambda: not there.link().events)
        assert there.read().parcels == ()
    finally:
        here.stop()
        there.stop()


TOLD = threading.Event()
"""Set by the exchange's thread, as the window's own look is asked for."""


def wait_for(condition):
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < deadline
        TOLD.wait(0.01)
        TOLD.clear()


def test_a_case_that_ended_is_a_register_row_here_and_opened_at_the_centre(desks, desk, shown, settled, picture, qtbot):
    first = desks["C03"].workplace
    done = accept(first, without_originals(complete_filing(item_of("GT-05"))))
    tell(desks["C03"], done, "acceptance-notice")
    case_no = done.state.case_no
    exchange(desks, "C03")
    withdrawn = act(first, case_no, c.Withdraw("不办了", True))
    for paper in withdrawn.papers:
        came_out(first, paper.meant.number)
        act(first, case_no, c.Tell(paper.meant.number, "handed-over"))
    exchange(desks, "C03")
    here = desks["C05"].workplace
    screen = SearchScreen(desk, CaseTools(CaseWork(here), elsewhere=CentreCases(here)))
    screen.resize(1294, 724)
    shown(screen)
    screen.on_link(Link("https://hall", 0.1, datetime.now(UTC)))
    screen.on_shown()
    type_text(screen.box, case_no)
    settled()
    assert [(row.case_no, row.why) for row in screen.model.rows()] == [(case_no, "closed")]
    QTest.keyClick(screen.box, Qt.Key.Key_Return)
    settled()
    qtbot.waitUntil(lambda: "受理通知书" in " ".join(words_of(screen.away)))
    picture(screen, "search-centre")
    said = " ".join(words_of(screen.away))
    for words in (case_no, "受理", "申请人撤回", "受理通知书"):
        assert words in said


@pytest.mark.parametrize(
    ("words", "key"),
    [("13800138000", "phone"), ("500106199003070016", "id_number"), ("92500106MA600ABC3J", "id_number"),
     ("500106-20261123-C03A-0042-Q", "number"), ("张三", "name")],
)  # fmt: skip
def test_what_was_typed_is_asked_for_as_what_it_is(words, key):
    assert asked_as(words)[0] == key


def test_a_case_with_a_record_of_a_newer_program_is_seen_and_printed_only(desks, desk, shown, settled, picture):
    workplace = desks["C03"].workplace
    done = accept(workplace, complete_filing(item_of("GT-05")))
    with workplace.store.write_local() as connection:
        connection.execute(update(cases).where(cases.c.case_id == done.state.case_id).values(unreadable=True))
    page = CasePage(desk, CaseTools(CaseWork(workplace)))
    page.resize(1294, 724)
    shown(page)
    page.open(done.state.case_no)
    settled()
    picture(page, "case-unreadable")
    assert "可以查看和打印；要办理请先升级本机程序" in page.notice.text()
    assert not [button for button in page.buttons.values() if button.isVisible()]
    assert page.view.papers[0].can <= {"preview", "print", "reprint"}
    with pytest.raises(Refusal, match="升级"):
        act(workplace, done.state.case_no, c.Withdraw("不办了", True))
