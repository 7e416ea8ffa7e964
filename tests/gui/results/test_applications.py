"""Pre-applications 网上预审 by keys: looked at offline, taken over with one key, once, and kept as a wish without a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from app.desk.arguments import TakeApplication
from app.desk.changes import Wrote
from app.desk.link import Link
from app.desk.screens.applications.view import ApplicationsScreen
from app.domain.pre_application.events import UploadedFile
from app.domain.pre_application.state import Advice
from app.domain.refusal import Refusal
from app.usecases.application_work import Applications, TakenOver
from app.usecases.applications import ApplicationRow, ApplicationView, PreCheck
from tests.builders.filings import complete_filing, item_of

FILED = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
ROW = ApplicationRow(
    "a1", "WS20261123-0042-K", "GT-04", "食品经营许可（新办）", "李*", FILED, "waiting", False, "", None, None, False, 1, False
)  # fmt: skip
OTHER = replace(ROW, id="a2", number="WS20261123-0043-M", masked_name="王*", state="taken", taken_by="C05")
UP = Link("https://hall:8443", 0.1, datetime.now(UTC), datetime.now(UTC))


class Centre:
    """What the hall's server would say; `line` is cut and mended by the test."""

    def __init__(self):
        self.rows, self.line, self.wanted, self.advised, self.taken = [ROW, OTHER], True, set(), [], []

    def waiting(self, words):
        rows = tuple(row for row in self.rows if words in row.number)
        return Applications(rows, frozenset(self.wanted))

    def view(self, id):
        row = next(row for row in self.rows if row.id == id)
        files = {"floor_plan": (UploadedFile("ab" * 32, "image/png", 1000, 2),)}
        checks = (
            PreCheck("floor_plan", "平面图", "area", "标注面积与申请书一致", "fail", "平面图 80 ㎡，申请书 86.5 ㎡"),
            PreCheck("application", "申请书", "staff", "食品安全管理员至少一名", "pass"),
        )
        advice = tuple(Advice("C03", "王芳", text, FILED.isoformat()) for text in self.advised)
        return ApplicationView(row, complete_filing(item_of("GT-04")), files, advice, checks)

    def take(self, number):
        if not self.line:
            self.wanted.add(number)
            return TakenOver(None, frozenset({"applications"}), "连不上服务器。")
        if number == OTHER.number:
            raise Refusal("STATE-PRE-TAKEN", "05 窗口张静 10:21 已接手。")
        self.wanted.discard(number)
        self.taken.append(number)
        view = self.view("a1")
        return TakenOver(view, frozenset({"applications"}), files={"floor_plan": (("ab" * 32, 2),)})

    def release(self, number):
        self.rows = [ROW, OTHER]
        return Wrote(None, frozenset({"applications"}))

    def advise(self, number, text):
        self.advised.append(text)
        return Wrote(None, frozenset({"applications"}))


@pytest.fixture
def centre():
    return Centre()


@pytest.fixture
def screen(desk, centre, shown, settled):
    page = ApplicationsScreen(desk, centre)
    desk.changes.announced.connect(lambda names, _owner: page.on_changed(names))
    page.resize(1294, 724)
    shown(page)
    page.on_link(UP)
    page.on_shown()
    settled()
    return page


def test_what_waits_is_shown_with_the_checks_and_counts(screen, settled, picture):
    badges = []
    screen.badge_changed.connect(badges.append)
    screen.reload()
    settled()
    picture(screen, "applications")
    assert [screen.model.row(n).number for n in range(2)] == [ROW.number, OTHER.number]
    assert badges == [1]
    assert screen.panel.checks.facts()[0] == ("× 标注面积与申请书一致", "平面图 80 ㎡，申请书 86.5 ㎡")


def test_one_key_takes_it_over_into_the_acceptance_page(screen, keys, centre):
    keys.yes()
    (went,) = screen.desk.shell.went
    assert (went[0], type(went[1]), went[1].id) == ("acceptance", TakeApplication, "a1")
    assert went[1].files == {"floor_plan": (("ab" * 32, 2),)}
    assert centre.taken == [ROW.number]


def test_what_another_counter_has_cannot_be_taken(screen, keys, centre):
    keys.press(Qt.Key.Key_Down).yes()
    keys.press(Qt.Key.Key_Return)
    assert (centre.taken, screen.desk.shell.went) == ([], [])
    assert screen.panel.lead.text() == "05 窗已接手"


def test_without_a_line_the_wish_is_kept_and_told_when_the_line_is_back(screen, keys, centre):
    centre.line = False
    screen.on_link(Link("https://hall:8443", None, None, None))
    keys.yes()
    assert "现在连不上中心" in screen.desk.shell.banners[0]
    assert screen.news.text() == f"等连上中心后接手：{ROW.number}"
    centre.line = True
    screen.on_link(UP)
    assert screen.news.text() == f"连上中心了，可以接手：{ROW.number}"
    keys.yes()
    assert (centre.taken, len(screen.desk.shell.went)) == ([ROW.number], 1)


def test_advice_reaches_the_applicant_and_is_shown(screen, keys, centre, settled):
    keys.press(Qt.Key.Key_2).type("平面图请重画").yes()
    settled()
    assert centre.advised == ["平面图请重画"]
    assert screen.panel.advice.facts() == (("平面图请重画", "11-23 09:30 C03"),)


def test_next_person_leaves_nobody_on_the_page(screen):
    screen.on_leaving_person()
    assert (screen.panel.facts.facts(), screen.panel.view) == ((), None)
