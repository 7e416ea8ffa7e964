"""The exchange page by keys: what waits, what keeps it, trying again, the way by stick, and words for a stopped chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.desk.changes import Wrote
from app.desk.link import Link
from app.desk.screens.exchange.presenter import Carried, Chain, ExchangePresenter, ExchangeView, Parcel, about, title
from app.desk.screens.exchange.view import ExchangeScreen
from app.errors import EnvironmentFailure

NOW = datetime.now(UTC)
LINK = Link("https://hall.example:8443", 900, NOW - timedelta(minutes=15), NOW - timedelta(minutes=15), 14, 1,
            NOW - timedelta(minutes=39), "连不上服务器，网络可能断了。")  # fmt: skip
EVENTS = Parcel("C03A", "events", 14, "C03A", NOW - timedelta(minutes=39), 4, NOW, "连不上服务器")
FILE = Parcel("ab12", "file", 1_258_291, "500106-20261123-C03A-0042-Q", NOW - timedelta(minutes=20), 2, NOW, "没有传完")
FRESH = Parcel("cd34", "file", 314_572, "500106-20261123-C03A-0043-A", NOW)
CHAIN = Chain("C03A", "open", 133, 119)
VIEW = ExchangeView("01J9 · C03A", "沙坪坝区政务服务中心", 5012, 5012, 0.8, 3, "", (EVENTS, FILE, FRESH), (CHAIN,))


class Exchange:
    """An exchange that remembers what was asked of it."""

    def __init__(self):
        self.view, self.retried, self.carried = VIEW, [], []

    def read(self):
        return self.view

    def retry(self, key=""):
        self.retried.append(key)
        return Wrote(None, frozenset({"sync"}))

    def carry(self, path):
        self.carried.append(path)
        return Carried(path, 14, 2)


@pytest.fixture
def work():
    return Exchange()


@pytest.fixture
def screen(desk, work, shown, settled):
    page = ExchangeScreen(desk, work)
    page.resize(1294, 724)
    shown(page)
    page.on_link(LINK)
    page.on_shown()
    settled()
    return page


def words_of(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def test_everything_that_waits_is_listed_with_what_keeps_it(screen, picture):
    picture(screen, "exchange")
    assert screen.model.rows() == VIEW.parcels
    assert screen.page.note() == "3 项，先后为序；2 项上次没有传成，其他照常"
    said = words_of(screen.overview)
    for words in ("断网，自", "连不上服务器", "https://hall.example:8443", "已确认 119 / 133", "与中心一致", "第 3 版"):
        assert words in said


def test_keys_try_all_or_the_chosen_one_again(screen, work, settled, desk):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert work.retried == ["", "ab12"]
    assert desk.shell.toasts[-1].startswith("正在再传")
    assert screen.current() == FILE


def test_the_way_by_stick(screen, work, settled, desk, tmp_path, monkeypatch):
    wanted = tmp_path / "待上传.yichuang"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_: (str(wanted), "")))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert work.carried == [wanted]
    assert desk.shell.banners == [
        "已写好：14 条、2 个附件，只有中心能打开。请把文件交给管理员导入；网络恢复后照常上传，不会重复。"
    ]


def test_a_stick_that_is_full_is_said(screen, work, settled, desk, tmp_path, monkeypatch):
    def full(path):
        raise EnvironmentFailure("U 盘已满。")

    monkeypatch.setattr(work, "carry", full)
    screen.carry_to(tmp_path / "x")
    settled()
    assert [str(error) for error in desk.shell.errors] == ["U 盘已满。"]


def test_what_was_sent_leaves_the_list_and_the_choice_stays(screen, work, settled):
    screen.table.select_row(2)
    work.view = replace(VIEW, parcels=(FILE, FRESH))
    screen.on_link(replace(LINK, events=0, error="", age=0.2))
    settled()
    assert screen.model.rows() == (FILE, FRESH)
    assert screen.current() == FRESH


@pytest.mark.parametrize(
    ("state", "says"),
    [("stopped", "记录链在这里断开"), ("forked", "另一台机器用了同一份数据"), ("quarantined", "由中心的人审核后")],
)
def test_a_journal_that_needs_a_person_says_what_happened(screen, work, settled, picture, state, says):
    work.view = replace(VIEW, chains=(replace(CHAIN, state=state, held=3),))
    screen.reload()
    settled()
    picture(screen, f"exchange-{state}")
    assert says in words_of(screen.overview)
    assert "待审核 3" in words_of(screen.overview)


def test_alone_it_says_so_and_no_key_acts(screen, work, settled, desk):
    work.view = ExchangeView()
    screen.on_link(Link())
    settled()
    assert not screen.retry_button.isEnabled()
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (work.retried, desk.shortcuts.acts("carry")) == ([], False)


@pytest.mark.parametrize(
    ("offset", "says"), [(None, ""), (1.6, "相差 2 秒"), (-3600, "本机慢 60 分钟"), (180, "本机快 3 分钟")]
)
def test_the_clock_in_words(offset, says):
    page = ExchangePresenter()
    page.take(replace(VIEW, offset_s=offset))
    clock = [value for label, value, _ in page.facts() if label == "时钟"]
    assert (says in clock[0]) if says else clock == []


def test_a_desk_that_is_behind_says_how_far():
    page = ExchangePresenter()
    page.take(replace(VIEW, head=5100, behind="中心已有第 4 版，下次连上时取来"))
    facts = {label: (value, kind) for label, value, kind in page.facts()}
    assert facts["已收到"] == ("第 5012 位，中心已到第 5100 位", "caution")
    assert facts["事项库"] == ("中心已有第 4 版，下次连上时取来", "caution")


def test_parcels_in_words(qapp):
    assert [title(parcel) for parcel in (EVENTS, FILE, FRESH)] == ["办理记录 14 条", "扫描件 1.2 MB", "扫描件 0.3 MB"]
    assert title(replace(FILE, amount=2048, sent=1024)) == "扫描件 2 KB，已传 1 KB"
    assert [about(parcel) for parcel in (EVENTS, FILE)] == ["日志 C03A", "500106-20261123-C03A-0042-Q"]
