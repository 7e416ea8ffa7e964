"""The exchange page 传输 without a window: what is shown of the connection, the journals and each parcel that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication

from app.desk.link import Link, lasted, shown_time
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.desk.changes import HasChanged

JournalState = Literal["open", "closed", "stopped", "forked", "quarantined"]
STATES = {
    "open": QT_TRANSLATE_NOOP("Exchange", "正常"),
    "closed": QT_TRANSLATE_NOOP("Exchange", "已封存"),
    "stopped": QT_TRANSLATE_NOOP("Exchange", "已停止"),
    "forked": QT_TRANSLATE_NOOP("Exchange", "出现分叉"),
    "quarantined": QT_TRANSLATE_NOOP("Exchange", "等待审核"),
}
_WHAT_NOW = {
    "stopped": QT_TRANSLATE_NOOP("Exchange", "记录链在这里断开，后面的还没有上传；本机照常受理，请联系管理员"),
    "forked": QT_TRANSLATE_NOOP(
        "Exchange", "另一台机器用了同一份数据；两边的办件都已收下，本机换用新的日志，请告诉管理员"
    ),
    "quarantined": QT_TRANSLATE_NOOP("Exchange", "本机已被暂停或者停用，之后的记录由中心的人审核后才算数"),
}
MEGABYTE = 1024 * 1024
SECONDS_OFF = 120
"""More than this the clock is shown as off; what it does to dates is not decided here."""


@dataclass(frozen=True)
class Parcel:
    """What waits to go: events of a journal, or a file.

    `amount` counts events, or bytes of which `sent` are there already. `about` is the mark of the journal, or the
    number of the case that the file is of.
    """

    key: str
    kind: Literal["events", "file"]
    amount: int
    about: str
    since: datetime | None
    attempts: int = 0
    tried: datetime | None = None
    error: str = ""
    sent: int = 0


@dataclass(frozen=True)
class Chain:
    """A journal of this desk: how far it is written, how far the server has it, and how the server sees it."""

    mark: str
    state: JournalState
    written: int
    acked: int
    held: int = 0
    reason: str = ""

    @property
    def needs_person(self) -> bool:
        """Tell whether only a person can set it right."""
        return self.state in ("stopped", "forked", "quarantined")


@dataclass(frozen=True)
class ExchangeView:
    """Everything on the page but the connection itself, which is told each second. `offset_s`: raw − trusted time."""

    device: str = ""
    hall: str = ""
    position: int = 0
    head: int = 0
    offset_s: float | None = None
    release: int = 0
    behind: str = ""
    parcels: tuple[Parcel, ...] = ()
    chains: tuple[Chain, ...] = ()


@dataclass(frozen=True)
class Carried:
    """What was written to a stick."""

    path: Path
    events: int
    files: int
    changed: frozenset[str] = frozenset()


class ExchangeWork(Protocol):
    """The exchange as this page sees it; called on the store's thread."""

    def read(self) -> ExchangeView:
        """Return what waits and how things stand."""
        ...

    def retry(self, key: str = "") -> HasChanged:
        """Try a parcel again at once, or all of them, without waiting for the next turn."""
        ...

    def carry(self, path: Path) -> Carried:
        """Write what the server lacks into a file, sealed to the server and signed by this device."""
        ...


def said(text: str) -> str:
    """Words of this page in the language of the interface."""
    return QCoreApplication.translate("Exchange", text)


class ExchangePresenter:
    """Holds what was read, and the connection as it was told last."""

    def __init__(self) -> None:
        self.view = ExchangeView()
        self.link = Link()
        self.known = False

    def now(self) -> datetime:
        """What time it is by the store's clock."""
        return self.link.asked or datetime.now(UTC)

    def take(self, view: ExchangeView) -> None:
        """Take what was read."""
        self.view, self.known = view, True

    def note(self) -> str:
        """What stands behind the title of the list."""
        n = len(self.view.parcels)
        if not self.known:
            return ""
        if not n:
            return QCoreApplication.translate("Exchange", "没有待上传")
        stuck = sum(bool(parcel.error) for parcel in self.view.parcels)
        words = QCoreApplication.translate("Exchange", "{n} 项，先后为序")
        if stuck:
            words = QCoreApplication.translate("Exchange", "{n} 项，先后为序；{m} 项上次没有传成，其他照常")
        return words.format(n=n, m=stuck)

    def facts(self) -> list[tuple[str, str, str]]:
        """Lines about server, device, clock and catalogue: what, its value, how it is coloured."""
        view = self.view
        translate = QCoreApplication.translate
        lines = [
            (translate("Exchange", "服务器"), self.link.server, ""),
            (translate("Exchange", "本机设备"), view.device, ""),
            (translate("Exchange", "大厅"), view.hall, ""),
            (translate("Exchange", "已收到"), self._received(), "caution" if view.head > view.position else ""),
            (translate("Exchange", "时钟"), self._clock(), "caution" if self._clock_is_off() else ""),
            (translate("Exchange", "事项库"), view.behind or self._release(), "caution" if view.behind else ""),
        ]
        return [line for line in lines if line[1]]

    def chain_words(self, chain: Chain) -> tuple[str, str]:
        """A journal in two lines: how far it is, and what to do where it is not as it should be."""
        words = QCoreApplication.translate("Exchange", "{mark} · {state} · 已确认 {acked} / {written}")
        first = words.format(mark=chain.mark, state=said(STATES[chain.state]), acked=chain.acked, written=chain.written)
        if chain.held:
            first += QCoreApplication.translate("Exchange", " · 待审核 {n}").format(n=chain.held)
        return first, chain.reason or (said(_WHAT_NOW[chain.state]) if chain.needs_person else "")

    def _release(self) -> str:
        number = self.view.release
        return QCoreApplication.translate("Exchange", "第 {n} 版").format(n=number) if number else ""

    def _received(self) -> str:
        if self.view.head > self.view.position:
            words = QCoreApplication.translate("Exchange", "第 {n} 位，中心已到第 {m} 位")
        else:
            words = QCoreApplication.translate("Exchange", "第 {n} 位，已是最新")
        return words.format(n=self.view.position, m=self.view.head) if self.view.head or self.view.position else ""

    def _clock_is_off(self) -> bool:
        return abs(self.view.offset_s or 0) > SECONDS_OFF

    def _clock(self) -> str:
        offset = self.view.offset_s
        if offset is None:
            return ""
        if not self._clock_is_off():
            return QCoreApplication.translate("Exchange", "与中心一致（相差 {n} 秒）").format(n=abs(round(offset)))
        minutes = round(abs(offset) / 60)
        fast = QCoreApplication.translate("Exchange", "本机快 {n} 分钟，日期以中心的时间为准")
        slow = QCoreApplication.translate("Exchange", "本机慢 {n} 分钟，日期以中心的时间为准")
        return (fast if offset > 0 else slow).format(n=minutes)


def title(parcel: Parcel) -> str:
    """What waits, in words: 办理记录 14 条, 扫描件 1.2 MB，已传 0.5 MB."""
    if parcel.kind == "events":
        return QCoreApplication.translate("Exchange", "办理记录 {n} 条").format(n=parcel.amount)
    if not parcel.sent:
        return QCoreApplication.translate("Exchange", "扫描件 {size}").format(size=_size(parcel.amount))
    words = QCoreApplication.translate("Exchange", "扫描件 {size}，已传 {sent}")
    return words.format(size=_size(parcel.amount), sent=_size(parcel.sent))


def about(parcel: Parcel) -> str:
    """Of which journal or case it is."""
    if parcel.kind == "events":
        return QCoreApplication.translate("Exchange", "日志 {mark}").format(mark=parcel.about)
    return parcel.about


def _size(n: int) -> str:
    return f"{n / MEGABYTE:.1f} MB" if n >= MEGABYTE // 10 else f"{max(n // 1024, 1)} KB"


def waited(parcel: Parcel, now: datetime) -> tuple[str, str]:
    """Since when a parcel waits, and how long that is."""
    if parcel.since is None:
        return "", ""
    return shown_time(parcel.since, now), lasted(parcel.since, now)


def tries(parcel: Parcel, now: datetime) -> tuple[str, str]:
    """How often it was tried, and when last."""
    if not parcel.attempts:
        return QCoreApplication.translate("Exchange", "还没有传过"), ""
    times = QCoreApplication.translate("Exchange", "{n} 次").format(n=parcel.attempts)
    if parcel.tried is None:
        return times, ""
    return times, QCoreApplication.translate("Exchange", "上次 {at}").format(at=shown_time(parcel.tried, now))
