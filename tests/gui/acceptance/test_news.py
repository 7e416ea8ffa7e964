"""What arrives about an open case is one line to open; nothing on the page, and nothing typed, changes."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desk.arguments import OpenCase
from app.domain.case.commands import CorrectRecord
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from tests.builders.filings import complete_filing, item_of, without
from tests.gui.acceptance.hands import Hands

Key = Qt.Key


@pytest.fixture
def hands(screen, settled, workplace, desk):
    work = CaseWork(workplace)
    screen.tools = dataclasses.replace(screen.tools, story=lambda number: work.view(number).story)
    desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
    return Hands(screen, settled)


@pytest.fixture
def case_no(hands, workplace):
    """A case in correction, open on the page, its first material seen."""
    filing = complete_filing(item_of("GT-04"), workplace.today())
    made = accept(workplace, without(filing, {"business_licence", "safety_rules"})).state.case_no
    hands.screen.open_correction(made)
    hands.wait().press(Key.Key_Space)
    return made


def arrive(workplace, desk, case_no):
    """Somebody else corrects a record of the case, and the exchange tells."""
    act(workplace, case_no, CorrectRecord("applicant.phone", "13900139000", "录错一位"))
    desk.changes.announce(frozenset({"cases", "todo"}))


def test_an_open_case_shows_one_line_and_stays_as_it_was(hands, workplace, desk, case_no, picture):
    screen = hands.screen
    before, focus = screen.page.taking, QApplication.focusWidget()
    arrive(workplace, desk, case_no)
    hands.wait()
    picture(screen, "acceptance-news")
    assert screen.news.line.text().startswith("此件刚有更新（王芳 ")
    assert (screen.page.taking, QApplication.focusWidget()) == (before, focus)


def test_its_key_keeps_the_work_and_shows_the_case(hands, workplace, desk, case_no):
    arrive(workplace, desk, case_no)
    hands.wait().press(Key.Key_F12).wait()
    assert desk.shell.went == [("search", OpenCase(case_no))]
    assert [draft.title for draft in hands.screen.tools.work.standing().drafts] != []
    assert hands.screen.news.line.text() == ""


def test_nothing_new_no_line_and_another_page_drops_it(hands, workplace, desk, case_no):
    desk.changes.announce(frozenset({"cases"}))
    hands.wait()
    assert hands.screen.news.line.text() == ""
    assert not desk.shortcuts.acts("news")
    arrive(workplace, desk, case_no)
    hands.wait()
    hands.screen.start_anew()
    assert hands.screen.news.line.text() == ""


def test_a_new_release_waits_until_the_page_is_done(screen, settled, workplace, desk, picture):
    desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
    hands = Hands(screen, settled)
    old = workplace.catalogue
    screen.choose_item("GT-04")
    begun = screen.page.taking.release
    workplace.put_in_force(dataclasses.replace(old, number=old.number + 1, hash="f" * 64))
    desk.changes.announce(frozenset({"catalog"}))
    hands.wait()
    picture(screen, "acceptance-release")
    assert screen.news.line.text() == "事项库已启用新版；这一件按打开时的版本办完，下一件用新版"
    assert (begun, screen.page.taking.release, workplace.catalogue.hash) == (old.hash, old.hash, "f" * 64)
    assert screen.page.check is not None
    screen.start_anew()
    screen.choose_item("GT-04")
    assert (screen.page.taking.release, screen.news.line.text()) == ("f" * 64, "")
