"""The applicant's screen: what is entered, the signature, the rating that nobody at the counter sees or skips."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import func, select

from app.desk.second_screen.audience import Audience
from app.desk.second_screen.mirror import lines_of, masked
from app.desk.second_screen.window import SecondScreen, SecondTools
from app.usecases import taking as t
from app.usecases.ratings import open_to_rating
from app.usecases.second_screen import SecondScreenWork
from app.usecases.signatures import signature_of
from db.journal import events
from tests.builders.filings import complete_filing, item_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def audience(qapp):
    return Audience()


@pytest.fixture
def screen(desk, audience, played, shown, settled):
    tools = SecondTools(SecondScreenWork(played.workplace), "重庆市沙坪坝区政务服务中心", "03")
    made = SecondScreen(desk, audience, tools)
    made.toggle()
    made.resize(1366, 768)
    shown(made)
    settled()
    return made


@pytest.fixture
def number(played):
    return played.accepted(date(2026, 11, 23)).state.case_no


@pytest.fixture
def entered(qtbot, audience, screen):
    """A page with somebody's entries on it."""
    filing = complete_filing(item_of("GT-04"))
    audience.show(replace(t.fresh(), filing=filing), item_of("GT-04"))
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.entered)
    return filing


def ratings(played) -> int:
    with played.workplace.store.read() as connection:
        query = select(func.count()).select_from(events).where(events.c.subject_kind == "rating")
        return connection.execute(query).scalar_one()


def test_numbers_are_masked_until_the_key_is_held(screen, entered, picture) -> None:
    number = entered.applicant.id_number
    assert not any(number in text for text in screen.entered.texts())
    assert masked(number) in screen.entered.texts()
    picture(screen, "second-entered")
    QTest.mousePress(screen.entered.hold, LEFT)
    assert number in screen.entered.texts()
    QTest.mouseRelease(screen.entered.hold, LEFT)
    assert number not in screen.entered.texts()


def test_what_was_entered_is_confirmed_and_anew_after_a_change(screen, audience, entered, shell, qtbot) -> None:
    QTest.mouseClick(screen.entered.right, LEFT)
    assert shell.toasts == ["申请人已核对，内容无误"]
    assert not screen.entered.right.isEnabled()
    changed = replace(entered, applicant=replace(entered.applicant, phone="13900139000"))
    audience.show(replace(t.fresh(), filing=changed), item_of("GT-04"))
    qtbot.waitUntil(screen.entered.right.isEnabled)


def test_nothing_of_the_person_stays_when_he_leaves_or_the_desk_is_locked(
    screen, audience, entered, qtbot, shown
) -> None:
    audience.leave()
    assert screen.pages.currentWidget() is screen.welcome
    assert screen.entered.texts() == []
    page = QWidget()
    shown(page)
    screen.setParent(page, screen.windowFlags())
    screen.show()
    audience.show(replace(t.fresh(), filing=entered), None)
    qtbot.waitUntil(lambda: bool(screen.entered.texts()))
    page.setEnabled(False)
    assert screen.entered.texts() == []
    assert screen.isEnabled()
    screen.setParent(None)


def test_the_rating_is_asked_at_once_and_never_told_to_the_clerk(
    screen, audience, played, number, settled, shell, changes, qtbot, picture
) -> None:
    before, told = ratings(played), []
    changes.announced.connect(lambda names, _owner: told.extend(names))
    audience.serve(number)
    assert screen.pages.currentWidget() is screen.rate
    QTest.mouseClick(screen.rate.buttons[2], LEFT)
    picture(screen, "second-rating")
    audience.leave()
    assert screen.pages.currentWidget() is screen.rate
    QTest.mouseClick(screen.rate.submit, LEFT)
    settled()
    assert ratings(played) == before + 1
    assert shell.toasts == ["评价已请"]
    assert told == []
    picture(screen, "second-thanks")
    audience.serve(number)
    QTest.mouseClick(screen.rate.buttons[5], LEFT)
    QTest.mouseClick(screen.rate.submit, LEFT)
    settled()
    assert screen.thanks.title.text() == "没有记下"
    assert shell.errors == []
    assert ratings(played) == before + 1


def test_what_is_not_rated_in_time_is_not_rated(screen, audience, played, number, settled) -> None:
    before = ratings(played)
    audience.serve(number)
    screen.rating_over()
    settled()
    assert screen.pages.currentWidget() is screen.welcome
    assert ratings(played) == before


def test_nobody_rates_for_the_person_before(screen, audience, played, number, settled) -> None:
    before = ratings(played)
    audience.serve(number)
    audience.ask_signature(number, "service")
    audience.leave()
    assert screen.pages.currentWidget() is screen.rate
    other = played.accepted(date(2026, 11, 23)).state.case_no
    audience.serve(other)
    QTest.mouseClick(screen.rate.buttons[4], LEFT)
    QTest.mouseClick(screen.rate.submit, LEFT)
    settled()
    assert ratings(played) == before + 1
    assert open_to_rating(played.workplace, case_no=number)
    assert not open_to_rating(played.workplace, case_no=other)
    assert screen.pages.currentWidget() is screen.thanks
    audience.ask_signature(other, "service")
    screen.thanks_over()
    assert screen.pages.currentWidget() is screen.sign
    audience.leave()


def test_signed_with_the_mouse_and_kept_for_the_case(screen, audience, played, number, settled, shell, picture) -> None:
    done = []
    audience.ask_signature(number, "service", lambda: done.append(1))
    pad = screen.sign.pad
    assert not screen.sign.done.isEnabled()
    QTest.mousePress(pad, LEFT, pos=QPoint(60, 60))
    for x in range(70, 300, 10):
        QTest.mouseMove(pad, QPoint(x, 60 + x % 50))
    QTest.mouseRelease(pad, LEFT, pos=QPoint(300, 120))
    picture(screen, "second-signature")
    QTest.mouseClick(screen.sign.done, LEFT)
    settled()
    png = signature_of(played.workplace, number, "service")
    assert png is not None
    assert png.startswith(b"\x89PNG")
    assert done == [1]
    assert not pad.signed()
    assert shell.toasts == ["申请人已签名"]


def test_without_a_second_display_it_is_said_and_nothing_is_computed(desk, audience, played, shell, qtbot) -> None:
    tools = SecondTools(SecondScreenWork(played.workplace), "大厅", "03")
    screen = SecondScreen(desk, audience, tools)
    qtbot.addWidget(screen)
    assert not screen.isVisible()
    audience.ask_signature("x", "service")
    audience.serve("x")
    assert shell.toasts == ["没有接申请人屏，请在纸上签字"]
    audience.show(replace(t.fresh(), filing=complete_filing(item_of("GT-04"))), item_of("GT-04"))
    assert not audience._timer.isActive()
    assert screen.entered.texts() == []


def test_lines_leave_out_what_is_empty() -> None:
    lines = lines_of(t.fresh(), None)
    assert lines == ()
    assert masked("500106199003074535 138 13800138000") == "500***********4535 138 138****8000"
