"""The print page by its keys, on a real store: the question comes first, a no prints again, nothing leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from app.desk.screens.prints.view import PrintsScreen
from app.desk.theme import Mode, TypeSize
from app.desk.widgets.dialog import Dialog
from app.usecases import print_queue as q
from app.usecases.print_work import PrintWork
from app.usecases.printing import sheet
from db.desk.projections import documents
from tests.builders.office import taken
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from app.desk.context import Desk
    from app.usecases.workplace import Workplace
    from tests.builders.office import OnePrinter


@pytest.fixture
def screen(desk: Desk, workplace: Workplace, printers: OnePrinter) -> PrintsScreen:
    made = PrintsScreen(desk, PrintWork(workplace, printers))
    desk.changes.announced.connect(lambda names, _owner: made.on_changed(names))
    made.resize(1295, 724)
    return made


def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, code, modifier)


def dialog(qtbot: QtBot) -> Dialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), Dialog))
    found = QApplication.activeWindow()
    assert isinstance(found, Dialog)
    return found


def open_page(screen: PrintsScreen, shown: Callable, settled: Callable, argument: object = None) -> None:
    shown(screen)
    screen.on_shown(argument)
    settled()


def test_the_question_after_a_crash_is_answered_by_one_key(screen, workplace, printers, shown, settled, qtbot) -> None:
    papers = taken(workplace).papers
    q.enqueue(workplace, papers)
    q.print_all(workplace, printers)
    badges: list[int] = []
    screen.badge_changed.connect(badges.append)
    open_page(screen, shown, settled)
    number = papers[0].meant.number
    assert screen.strip.isVisible()
    assert number in screen.strip.question()
    screen.strip.setFocus()
    key(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: sheet(workplace, number).printed == papers[0].meant.copies)
    settled()
    assert badges[-1] == len(papers) - 1
    assert screen.model.rows() == () or screen.model.row(0).number != number


def test_a_whole_set_is_answered_by_one_key(screen, workplace, printers, shown, settled, qtbot) -> None:
    papers = [*taken(workplace).papers, *taken(workplace).papers]
    q.enqueue(workplace, papers)
    q.print_all(workplace, printers)
    open_page(screen, shown, settled)
    screen.strip.setFocus()
    key(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: q.unanswered(workplace) == [])
    settled()
    assert screen.model.rowCount() == 0
    assert {sheet(workplace, p.meant.number).printed for p in papers} == {2}


def test_a_ticket_is_printed_where_a_ticket_printer_is_set(screen, workplace, shown, settled, qtbot, tmp_path) -> None:
    workplace.change_settings(printers={"ticket": f"file:{tmp_path / 'lp0'}"})
    done = taken(workplace)
    open_page(screen, shown, settled)
    screen.ticket_button.click()
    qtbot.waitUntil(lambda: (tmp_path / "lp0").exists())
    settled()
    assert done.state.case_no.encode() in (tmp_path / "lp0").read_bytes()


def test_a_no_asks_what_went_wrong_and_prints_again(screen, workplace, printers, shown, settled, qtbot) -> None:
    papers = taken(workplace).papers[:1]
    q.enqueue(workplace, papers)
    q.print_all(workplace, printers)
    open_page(screen, shown, settled)
    screen.table.setFocus()
    key(Qt.Key.Key_2)
    assert screen.strip.question() == "哪里没有打好"
    key(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 2)
    settled()
    first, second = printers.all[0].sheets
    assert first == second
    assert papers[0].meant.number in screen.strip.question()
    assert sheet(workplace, papers[0].meant.number).reprints == 0


def test_a_failed_job_says_why_and_goes_to_another_printer(screen, workplace, printers, shown, settled, qtbot) -> None:
    printers.all[0].failures = ["打印机没有响应，请检查电源和连线后重试。"]
    q.enqueue(workplace, taken(workplace).papers[:1])
    q.print_all(workplace, printers)
    open_page(screen, shown, settled)
    assert (screen.model.row(0).state, screen.model.row(0).error[:7]) == ("failed", "打印机没有响应")
    assert not screen.strip.isVisible()
    screen.table.setFocus()
    key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    asked = dialog(qtbot)
    asked.findChildren(type(screen.mode))[0].set_value("后台激光")
    asked.button("print").click()
    qtbot.waitUntil(lambda: len(printers.all[1].sheets) == 1)
    settled()
    assert screen.model.row(0).state == "spooled"


def test_enter_prints_a_failed_job_again(screen, workplace, printers, shown, settled, qtbot) -> None:
    printers.all[0].failures = ["打印机没有响应"]
    q.enqueue(workplace, taken(workplace).papers[:1])
    q.print_all(workplace, printers)
    open_page(screen, shown, settled)
    screen.table.setFocus()
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 1)
    settled()
    assert screen.model.row(0).state == "spooled"


def test_what_a_crash_kept_from_the_queue_is_printed_from_here(
    screen, workplace, printers, shown, settled, qtbot
) -> None:
    number = taken(workplace).papers[0].meant.number
    open_page(screen, shown, settled, number)
    row = screen.current()
    assert row is not None
    assert (row.number, row.state) == (number, "unqueued")
    screen.table.setFocus()
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == 1)
    settled()
    assert number in screen.strip.question()


def test_f9_prints_all_that_waits(screen, workplace, printers, shown, settled, qtbot) -> None:
    papers = taken(workplace).papers
    q.enqueue(workplace, papers)
    open_page(screen, shown, settled)
    key(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == len(papers))
    settled()
    assert {row.state for row in screen.model.rows()} == {"spooled"}


def test_a_printed_document_is_found_and_printed_once_more(
    screen, workplace, printers, shown, settled, qtbot, desk
) -> None:
    for paper in (*taken(workplace).papers, *taken(workplace).papers):
        q.enqueue_number(workplace, paper.meant.number)
        q.print_all(workplace, printers)
        q.answer(workplace, q.unanswered(workplace)[0].id, came_out=True)
    number = paper.meant.number
    open_page(screen, shown, settled)
    key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert screen.model.rowCount() > 1
    type_text(screen.search, "c03a-2")
    settled()
    assert [row.number for row in screen.model.rows()] == [number]
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return)
    before = len(printers.all[0].sheets)
    asked = dialog(qtbot)
    QTest.keyClick(asked, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(printers.all[0].sheets) == before + 1)
    settled()
    row = screen.current()
    assert row is not None
    assert (row.number, row.reprint, row.state) == (number, 1, "spooled")


def test_the_paper_is_shown_beside_the_list(screen, workplace, shown, settled, qtbot) -> None:
    taken(workplace)
    with qtbot.waitSignal(screen.preview.page_shown, timeout=10000):
        open_page(screen, shown, settled)
    assert not screen.preview.pixmap().isNull()


def test_the_next_person_sees_no_paper(screen, workplace, shown, settled, qtbot) -> None:
    taken(workplace)
    with qtbot.waitSignal(screen.preview.page_shown, timeout=10000):
        open_page(screen, shown, settled)
    screen.on_leaving_person()
    assert screen.preview.pixmap().isNull()


def test_an_empty_queue_says_so(screen, shown, settled) -> None:
    open_page(screen, shown, settled)
    assert screen.table.count_text() == "共 0 条"
    assert not screen.step_button.isVisible()


@pytest.mark.parametrize("mode", list(Mode))
def test_pictures(screen, workplace, printers, shown, settled, qtbot, picture, theme, mode) -> None:
    theme.wear(mode, TypeSize.NORMAL)
    papers = [*taken(workplace).papers, *taken(workplace, "WJ-01").papers]
    q.enqueue(workplace, papers[:1])
    q.print_all(workplace, printers)
    printers.all[0].failures = ["打印机没有响应，请检查电源、连线和纸张后重试。"]
    q.enqueue(workplace, papers[1:2])
    q.print_all(workplace, printers)
    q.enqueue(workplace, [*papers[2:], *taken(workplace).papers])
    taken(workplace)
    with qtbot.waitSignal(screen.preview.page_shown, timeout=10000):
        open_page(screen, shown, settled)
    settled()
    picture(screen, f"prints-{mode.value}")
    assert screen.strip.isVisible()


def test_a_decision_made_elsewhere_comes_out_where_it_is_asked_for(
    screen, workplace, printers, shown, settled, qtbot
) -> None:
    paper = taken(workplace).papers[0].meant
    with workplace.store.write_local() as connection:
        connection.execute(update(documents).where(documents.c.number == paper.number).values(own=False))
    open_page(screen, shown, settled)
    assert paper.number not in [row.number for row in screen.model.rows()]
    open_page(screen, shown, settled, paper.number)
    current = screen.current()
    assert current is not None
    assert (current.number, current.state) == (paper.number, "unqueued")
    key(Qt.Key.Key_Return)
    settled()
    assert [number for number, _ in printers.all[0].sheets] == [paper.number]
    screen.strip.setFocus()
    key(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: sheet(workplace, paper.number).printed == paper.copies)
    settled()
    assert paper.number not in [row.number for row in screen.model.rows()]
