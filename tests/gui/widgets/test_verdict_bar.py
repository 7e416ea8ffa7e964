"""The verdict bar: reasons lead to their places, the key stands on the button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.widgets.verdict_bar import Reason, ReasonLink, VerdictBar

REASONS = [Reason("plan.toilet", "平面图未标注卫生间"), Reason("proof", "任命证明未带"), Reason("id", "身份证过期")]


def make(shown, shortcuts):
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(1)
    bar = VerdictBar(shortcuts)
    column.addWidget(bar)
    page.resize(1200, 400)
    bar.show_verdict("caution", "一次性补正告知", "《行政许可法》第三十二条第一款第（四）项")
    bar.set_reasons(REASONS)
    bar.set_primary("打印补正告知书")
    shown(page)
    return page, bar


def links(page):
    return [link for link in page.findChildren(ReasonLink) if link.isVisible()]


def test_first_reasons_stand_and_the_rest_is_counted(shown, shortcuts):
    page, bar = make(shown, shortcuts)
    assert [link.whole for link in links(page)] == ["① 平面图未标注卫生间", "② 任命证明未带"]
    assert bar.reasons() == tuple(REASONS)


def test_unfolded_reasons_open_upward_and_lead_to_their_place(shown, shortcuts):
    page, bar = make(shown, shortcuts)
    heard = []
    bar.reason_clicked.connect(heard.append)
    bar.unfold_reasons()
    sheet = links(page)[-1]
    assert sheet.whole == "③ 身份证过期"
    assert sheet.mapTo(page, sheet.rect().bottomLeft()).y() < bar.y()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)
    assert (heard, len(links(page))) == (["id"], 2)


def test_verdict_without_reasons(shown, shortcuts):
    page, bar = make(shown, shortcuts)
    bar.set_reasons([])
    bar.show_verdict("good", "可以受理")
    bar.unfold_reasons()
    assert (links(page), bar.title()) == ([], "可以受理")


def test_primary_says_what_it_does(shown, shortcuts):
    _page, bar = make(shown, shortcuts)
    pressed = []
    bar.primary.clicked.connect(lambda: pressed.append(True))
    bar.set_primary("继续核对 2 个", enabled=False)
    QTest.mouseClick(bar.primary, Qt.MouseButton.LeftButton)
    bar.set_primary("继续核对 2 个")
    QTest.mouseClick(bar.primary, Qt.MouseButton.LeftButton)
    assert (bar.primary.words(), pressed) == ("继续核对 2 个", [True])


def test_unfolded_reasons_go_with_the_bar(shown, shortcuts):
    page, bar = make(shown, shortcuts)
    bar.unfold_reasons()
    bar.hide()
    assert links(page) == []
