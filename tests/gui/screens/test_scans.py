"""Scans on the page of a case and in the sheet of a deferred material: real keys, real widgets, a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.desk.arguments import OpenCase
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.search.view import SearchScreen
from app.desk.screens.todo.view import TodoScreen
from app.store.attachments import digests_of
from app.store.event import Subject
from app.usecases.accept import accept
from app.usecases.case_work import CaseWork
from app.usecases.scans import keep_scan
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import complete_filing, item_of
from tests.builders.online import picture as jpeg
from tests.builders.online import small_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = date(2026, 11, 23)
ELSEWHERE = "ab" * 32


class Camera:
    """A document camera that gives one page after the other."""

    name = "高拍仪"

    def __init__(self) -> None:
        self.pages = [jpeg(), small_pdf()]
        self.safe = 0

    def capture(self) -> bytes:
        return self.pages[self.safe]

    def kept(self) -> None:
        self.safe += 1


@pytest.fixture
def counter(tmp_path: Any) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", TODAY)
    yield played
    played.close()


@pytest.fixture
def camera() -> Camera:
    return Camera()


@pytest.fixture
def tools(counter: PlayedCounter, camera: Camera) -> CaseTools:
    return CaseTools(CaseWork(counter.workplace), camera=camera)


@pytest.fixture
def opened(desk: Any, tools: CaseTools, shown: Callable, settled: Callable) -> Callable[[str], SearchScreen]:
    """The page of a case, in the search."""

    def open_it(case_no: str) -> SearchScreen:
        screen = SearchScreen(desk, tools)
        desk.changes.announced.connect(lambda names, _owner: screen.on_changed(names))
        screen.resize(1294, 724)
        shown(screen)
        screen.on_shown(OpenCase(case_no))
        settled()
        return screen

    return open_it


def scanned(counter: PlayedCounter, **scans: tuple[str, ...]) -> str:
    filing = complete_filing(item_of("GT-04"), TODAY)
    entries = {key: replace(filing.entry(key), scans=found) for key, found in scans.items()}
    return accept(counter.workplace, replace(filing, materials={**filing.materials, **entries})).state.case_no


def press(key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def test_scans_are_listed_and_looked_at_by_keys(counter, opened, settled, picture, qtbot):
    plan, licence = keep_scan(counter.workplace, small_pdf()), keep_scan(counter.workplace, jpeg(size=(400, 300)))
    screen = opened(scanned(counter, floor_plan=(plan,), business_licence=(licence,)))
    page = screen.case
    assert [(r.digest, r.here) for r in page.scans.model.rows()] == [(licence, True), (plan, True)]
    picture(screen, "case-scans")
    page.scans.table.view.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    viewer = page.scans.sheet.viewer
    assert viewer is not None
    qtbot.waitUntil(viewer.isActiveWindow)
    settled()
    picture(viewer, "scan-viewer")
    assert (viewer.title.text(), viewer.words()) == ("经营场所布局、操作流程、设备设施说明（平面图）", "")
    qtbot.waitUntil(lambda: not viewer.preview.pixmap().isNull())
    QTest.keyClick(viewer.preview, Qt.Key.Key_Left)
    settled()
    assert viewer.title.text() == "营业执照"
    assert not viewer.preview.pixmap().isNull()
    QTest.keyClick(viewer.preview, Qt.Key.Key_Escape)
    assert page.scans.sheet.viewer is None


def test_what_is_not_here_says_so_and_the_page_goes_on(counter, opened, settled, picture, qtbot):
    screen = opened(scanned(counter, floor_plan=(ELSEWHERE,)))
    page = screen.case
    assert page.scans.table.model.data(page.scans.model.index(0, 1)) == "在中心"
    page.take_focus()
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    viewer = page.scans.sheet.viewer
    qtbot.waitUntil(lambda: viewer.words() != "")
    picture(viewer, "scan-not-here")
    assert viewer.words() == "这份扫描件不在本机，现在连不上中心，取不到；连上以后再打开就能看。"
    assert viewer.preview.pixmap().isNull()


def test_a_scan_that_cannot_be_read_says_so(counter, opened, settled, qtbot):
    broken = keep_scan(counter.workplace, b"%PDF-1.7 and nothing more")
    screen = opened(scanned(counter, floor_plan=(broken,)))
    screen.case.scans.look()
    settled()
    words = [label.text() for label in screen.case.scans.sheet.viewer.preview.findChildren(QLabel)]
    assert "这个文件打不开，原件仍在；可以重新扫描或重新打印" in words


def test_looking_at_scans_is_one_opening_of_the_record(counter, opened, settled, qtbot):
    screen = opened(scanned(counter, floor_plan=(keep_scan(counter.workplace, jpeg()),)))
    before = counter.workplace.store.last_arrival()
    screen.case.scans.look()
    settled()
    assert counter.workplace.store.last_arrival() == before


def test_a_case_without_scans_shows_no_list(counter, opened):
    screen = opened(counter.accepted(TODAY).state.case_no)
    assert (screen.case.scans.isVisible(), screen.case.scans.has_scans()) == (False, False)


def test_next_person_closes_the_viewer(counter, opened, settled):
    screen = opened(scanned(counter, floor_plan=(keep_scan(counter.workplace, jpeg()),)))
    screen.case.scans.look()
    settled()
    screen.on_leaving_person()
    assert (screen.case.scans.sheet.viewer, screen.case.scans.model.rowCount()) == (None, 0)


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


def test_deferred_material_is_scanned_on_its_sheet(counter, todo, camera, settled, picture, qtbot):
    done = counter.deferring(TODAY, date(2026, 11, 27), "safety_rules")
    counter.hand_over(done)
    screen = todo()
    press(Qt.Key.Key_1)
    form = screen.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    for _ in range(2):
        press(Qt.Key.Key_F3)
        settled()
    scans = form.field("scans").editor
    assert (len(scans.value()), camera.safe) == (2, 2)
    assert form.values()["provided"] == frozenset()
    picture(form, "deferred-scans")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.field("provided").message() == "请选择收到的形式"
    form.field("provided").editor.toggle("copy-kept")
    for key in [k for k in form.values() if k.startswith("point.")]:
        form.field(key).editor.toggle("pass")
    digests = scans.value()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert counter.workplace.find_case(done.state.case_no).filing.entry("safety_rules").scans == digests
    with counter.workplace.store.read() as connection:
        assert digests_of(connection, Subject("case", done.state.case_id)) == set(digests)


def test_the_scanners_folder_gives_its_newest_file_and_keeps_nothing(counter, desk, shown, settled, tmp_path, qtbot):
    folder = tmp_path / "scanner"
    folder.mkdir()
    (folder / "0001.jpg").write_bytes(jpeg())
    desk.preferences.change(scan_folder=str(folder))
    counter.hand_over(counter.deferring(TODAY, date(2026, 11, 27), "safety_rules"))
    screen = TodoScreen(desk, CaseTools(CaseWork(counter.workplace)))
    shown(screen)
    screen.on_shown()
    settled()
    press(Qt.Key.Key_1)
    form = screen.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    press(Qt.Key.Key_F3)
    settled()
    settled()
    assert (len(form.field("scans").editor.value()), list(folder.iterdir())) == (1, [])
    press(Qt.Key.Key_F3)
    settled()
    assert desk.shell.errors[0].message == "扫描文件夹里还没有文件，请先在扫描仪上扫一页，再按一次。"


def test_scans_of_a_sheet_that_is_put_off_are_kept_and_can_be_taken_back(counter, todo, settled, qtbot):
    counter.hand_over(counter.deferring(TODAY, date(2026, 11, 27), "safety_rules"))
    screen = todo()
    press(Qt.Key.Key_1)
    form = screen.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    press(Qt.Key.Key_F3)
    settled()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    QTest.keyClick(screen.table.view, Qt.Key.Key_1)
    scans = screen.acting.sheet.field("scans").editor
    assert len(scans.value()) == 1
    scans.enlarge()
    settled()
    assert scans.sheet.viewer.title.text() == "食品安全规章制度目录"
    scans.sheet.close()
    scans.undo.click()
    assert scans.value() == ()
