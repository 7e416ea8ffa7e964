"""What the top bar says of the connection: green only within a minute of a success, words that fit, nothing hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.desk.link import Link, lasted, link_words
from app.desk.theme import Mode, TypeSize
from app.desk.widgets.connection_pill import ConnectionPill
from app.desk.widgets.top_bar import TopBar

NOW = datetime(2026, 11, 23, 2, 41, 7, tzinfo=UTC)
GOOD = Link("https://hall:8443", 0.5, NOW, NOW - timedelta(hours=2))
CUT = Link(
    "https://hall:8443", 14 * 60, NOW - timedelta(minutes=14), NOW - timedelta(minutes=14), 12, 0,
    NOW - timedelta(minutes=39), "连不上服务器，网络可能断了。",
)  # fmt: skip


def test_alone_is_plain():
    assert link_words(Link(), NOW).forms[0] == "单机运行 · 已存本机"
    assert link_words(Link(), NOW).kind == "plain"


def test_connected_says_when_last(qapp):
    words = link_words(GOOD, NOW)
    assert (words.kind, words.forms[0]) == ("good", "已连接 · 全部已上传 · 10:41:07")


def test_connected_with_work_waiting_says_how_much_and_how_old():
    words = link_words(replace(GOOD, events=12, files=2, oldest=NOW - timedelta(minutes=1)), NOW)
    assert (words.kind, words.forms[0]) == ("good", "已连接 · 12 条、2 个附件待上传 · 最早 10:40")


@pytest.mark.parametrize(
    ("age", "waited", "kind"), [(0, 0, "good"), (59, 0, "good"), (61, 0, "caution"), (1, 60, "caution")]
)
def test_green_only_within_a_minute_of_a_success_as_time_passes_too(age, waited, kind):
    assert link_words(replace(GOOD, age=age), NOW, waited).kind == kind


def test_an_error_is_never_green_however_fresh_the_last_success():
    assert link_words(replace(GOOD, error="服务器的答复看不懂"), NOW).kind == "caution"


def test_cut_off_says_since_when_how_much_and_the_oldest():
    words = link_words(CUT, NOW)
    assert words.kind == "caution"
    assert words.forms[:2] == ("断网 14 分钟 · 12 条待上传 · 最早 10:02", "断网 · 12 条待上传 · 最早 10:02")
    for said in (
        "断网，自 10:27 起（14 分钟）；照常受理",
        "最近一次成功：10:27:07",
        "连不上服务器",
        "https://hall:8443",
    ):
        assert said in words.tip


def test_what_needs_a_person_is_red_even_while_connected():
    words = link_words(replace(GOOD, alarm="日志 C03A 的链在第 120 条断了"), NOW)
    assert (words.kind, words.forms[0]) == ("bad", "上传已停 · 请看“传输”")
    assert "第 120 条" in words.tip


def test_other_days_are_named():
    words = link_words(replace(CUT, oldest=NOW - timedelta(days=3), since=NOW - timedelta(days=3)), NOW)
    assert words.forms[0] == "断网 3 天 · 12 条待上传 · 最早 11-20 10:41"


def test_not_yet_connected_is_neither_green_nor_cut_off():
    assert link_words(Link("https://hall"), NOW).forms[0] == "正在连接"


def test_how_long():
    assert [lasted(NOW - timedelta(minutes=m), NOW) for m in (0, 59, 60, 48 * 60)] == [
        "1 分钟",
        "59 分钟",
        "1 小时",
        "2 天",
    ]


@pytest.mark.parametrize("size", list(TypeSize))
def test_the_bar_takes_the_longest_words_that_fit(qtbot, theme, shortcuts, shown, picture, size):
    theme.wear(Mode.LIGHT, size)
    bar = TopBar(shortcuts)
    bar.resize(1366, bar.sizeHint().height())
    bar.set_place("沙坪坝区政务服务中心", "03", "欧阳王芳")
    bar.set_ticket("A042 号 · 已服务 06:12")
    now = datetime.now(UTC)
    bar.set_link(replace(CUT, since=now - timedelta(minutes=14), files=3, oldest=now - timedelta(days=3)))
    shown(bar)
    qtbot.waitUntil(lambda: bar.width() == 1366)
    picture(bar, f"top-bar-{size.value}")
    assert bar.minimumSizeHint().width() <= 1366
    assert bar.connection_text().startswith("断网")
    assert bar.connection.width() >= bar.connection.sizeHint().width()
    bar.connection.give_room(60)
    assert bar.connection_text() == "断网"
    theme.wear(Mode.LIGHT, TypeSize.NORMAL)


def test_the_pill_goes_stale_by_itself(qtbot, theme, monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr("app.desk.widgets.connection_pill.time.monotonic", lambda: seconds[0])
    pill = ConnectionPill()
    qtbot.addWidget(pill)
    pill.show_link(GOOD)
    assert pill.words.kind == "good"
    seconds[0] = 61
    pill.tell()
    assert pill.words.kind == "caution"
