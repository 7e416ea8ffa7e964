"""A contested case in the to-do: both versions beside each other, keys for a lead, words for the authors."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QLabel

from app.desk.screens.todo.contested import ContestedPanel, answers
from app.desk.theme import Mode, TypeSize
from app.usecases.settling import ContestedView, PaperShown, VersionShown
from app.usecases.story import StoryLine

NOTICE = "受理通知书"
FIRST = VersionShown(
    "e5", True, "05", "赵敏", datetime(2026, 11, 23, 10, 2), "已生效 · 05 窗 · 赵敏 · 11-23 10:02", "收到补正，受理",
    "平面图 1 份，要点合格", (PaperShown("沙市监受〔2026〕C05A-108 号", NOTICE, "2026-11-23", "当面交付并签收", True),), False,
)  # fmt: skip
SECOND = VersionShown(
    "e3", False, "03", "王芳", datetime(2026, 11, 23, 10, 5), "未生效，保留 · 03 窗 · 王芳 · 11-23 10:05", "收到补正，受理",
    "平面图（另一版）1 份，要点合格",
    (PaperShown("沙市监受〔2026〕C03A-214 号", NOTICE, "2026-11-23", "当面交付并签收", True),), False,
)  # fmt: skip


def line(day, clock, who, text):
    hour, minute = map(int, clock.split(":"))
    return StoryLine(datetime(2026, 11, day, hour, minute), who, text, "", (), True)


STORY = (
    line(19, "09:12", "05 窗", "一次性补正告知（2 处）"), line(23, "10:02", "05 窗", "收到补正，受理（断网）"),
    line(23, "10:05", "03 窗", "收到补正，受理（断网）"), line(23, "10:40", "中心", "标为有争议"),
)  # fmt: skip
VIEW = ContestedView(
    "case", "500106-20261119-C05A-0008-A", "食品经营许可", "张记小面馆",
    "断网期间两个窗口各收了一次补正，各出了一份受理通知书。", (FIRST, SECOND), "先问申请人以哪一份为准，记下答复。",
    "裁定记入办件；有文书在外的，打印核对处理告知书，写明哪份有效、哪份收回。", True, "",
)  # fmt: skip


@pytest.fixture
def panel(desk, shown):
    made = ContestedPanel(desk)
    made.resize(474, 724)
    made.show_view(VIEW, STORY)
    shown(made)
    yield made
    desk.theme.wear(Mode.LIGHT, TypeSize.NORMAL)


def words_of(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_both_versions_stand_beside_each_other(panel, picture):
    picture(panel, "contested")
    said = words_of(panel)
    assert "已生效 · 05 窗 · 赵敏 · 11-23 10:02" in said
    assert "未生效，保留 · 03 窗 · 王芳 · 11-23 10:05" in said
    assert [said.count(words) for words in (VIEW.headline, "收到补正，受理", SECOND.detail)] == [1, 2, 1]
    assert panel.story.texts()[-1] == "标为有争议"
    assert [panel.key_at(n) for n in range(3)] == ["e5", "e3", ""]


def test_who_may_not_settle_is_told_why_and_has_no_keys(panel):
    words = "由组长核对处理，经办人只能说明。"
    panel.show_view(replace(VIEW, may_settle=False, refusal=words), STORY)
    assert words in words_of(panel)
    assert panel.key_at(0) == ""


def test_nothing_of_anybody_stays(panel):
    panel.clear()
    assert not [text for text in words_of(panel) if "张记" in text or "赵敏" in text]


@pytest.mark.parametrize("size", list(TypeSize))
def test_versions_fit_at_every_type_size(panel, desk, size, picture, qtbot):
    desk.theme.wear(Mode.LIGHT, size)
    panel.fit(wide=size is TypeSize.NORMAL)
    qtbot.waitUntil(lambda: panel.scroll_area.horizontalScrollBar().maximum() == 0)
    picture(panel, f"contested-{size.value}")
    assert panel.scroll_area.widget().minimumSizeHint().width() <= panel.width()


def test_what_can_be_chosen_in_words(qapp):
    assert [text for _, text in answers(VIEW)] == ["申请人说：以先交的为准", "以后交的为准"]
    assert answers(replace(VIEW, ask="", versions=(SECOND, FIRST)))[0] == ("e5", "以先交的为准")
    third = replace(SECOND, id="e7", counter="07", at=datetime(2026, 11, 23, 10, 9))
    assert answers(replace(VIEW, versions=(FIRST, SECOND, third)))[2] == ("e7", "以 07 窗 10:09 的为准")
