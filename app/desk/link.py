"""How the exchange with the server stands, and how the top bar says it.

Green is only for a last exchange that succeeded, and within the last minute; the age is measured by a clock that
nobody sets, so that a wrong wall clock never shows green. A desk that cannot reach its server goes on working, which is
amber. Red is for what does not go away by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

from PySide6.QtCore import QCoreApplication

FRESH_S = 60.0
"""Seconds for which a success counts as connected."""

CHINA = timezone(timedelta(hours=8))
"""Times are shown as the hall's clock shows them, whatever zone the machine is set to."""


@dataclass(frozen=True)
class Link:
    """Moments are UTC. `server` is empty where this desk has joined none.

    `age` are the seconds since the last exchange that succeeded, None where none has; `since` when the desk was last
    connected, or has been cut off. `error` is the last failure in words, `alarm` what only a person can set right.
    `asked` is what the store's clock showed when this was asked.
    """

    server: str = ""
    age: float | None = None
    succeeded: datetime | None = None
    since: datetime | None = None
    events: int = 0
    files: int = 0
    oldest: datetime | None = None
    error: str = ""
    alarm: str = ""
    behind: str = ""
    asked: datetime | None = None

    @property
    def joined(self) -> bool:
        """Tell whether this desk belongs to a server."""
        return bool(self.server)

    def connected(self, waited: float = 0.0) -> bool:
        """The last exchange succeeded within a minute; `waited` are the seconds since this was asked."""
        return self.joined and self.age is not None and not self.error and self.age + waited <= FRESH_S


ALONE = Link()
"""A desk that has joined no server."""


@dataclass(frozen=True)
class LinkWords:
    """What is said: the forms from the longest to the shortest, and all of it line by line."""

    kind: Literal["good", "caution", "bad", "plain"]
    forms: tuple[str, ...]
    tip: str


def link_words(link: Link, now: datetime, waited: float = 0.0) -> LinkWords:
    """Say how the connection stands at `now` (UTC), `waited` seconds after it was asked."""
    if not link.joined:
        words = QCoreApplication.translate("Connection", "单机运行 · 已存本机")
        return LinkWords("plain", (words, QCoreApplication.translate("Connection", "单机")), words)
    connected = link.connected(waited)
    tip = "\n".join(_lines(link, now, connected=connected))
    if link.alarm:
        return LinkWords("bad", _alarmed(link, now), tip)
    if connected:
        return LinkWords("good", _green(link, now), tip)
    return LinkWords("caution", _amber(link, now), tip)


def waiting_words(link: Link) -> str:
    """How many events and attachments wait; empty where none do."""
    if link.events and link.files:
        words = QCoreApplication.translate("Connection", "{n} 条、{m} 个附件待上传")
    elif link.events:
        words = QCoreApplication.translate("Connection", "{n} 条待上传")
    elif link.files:
        words = QCoreApplication.translate("Connection", "{m} 个附件待上传")
    else:
        return ""
    return words.format(n=link.events, m=link.files)


def shown_time(moment: datetime, now: datetime, *, seconds: bool = False) -> str:
    """A moment as the hall's clock shows it; with the day where it is another one."""
    at, today = moment.astimezone(CHINA), now.astimezone(CHINA).date()
    clock = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    if at.date() == today:
        return clock
    return f"{at:%m-%d} {clock}" if at.year == today.year else f"{at:%Y-%m-%d} {clock}"


def lasted(since: datetime, now: datetime) -> str:
    """How long something has lasted: 14 分钟, 3 小时, 2 天."""
    minutes = max(int((now - since).total_seconds() // 60), 0)
    if minutes < 60:
        return QCoreApplication.translate("Connection", "{n} 分钟").format(n=max(minutes, 1))
    if minutes < 48 * 60:
        return QCoreApplication.translate("Connection", "{n} 小时").format(n=minutes // 60)
    return QCoreApplication.translate("Connection", "{n} 天").format(n=minutes // (24 * 60))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _oldest(link: Link, now: datetime) -> str:
    if link.oldest is None:
        return ""
    return QCoreApplication.translate("Connection", "最早 {at}").format(at=shown_time(link.oldest, now))


def _green(link: Link, now: datetime) -> tuple[str, ...]:
    head = QCoreApplication.translate("Connection", "已连接")
    waiting = waiting_words(link)
    if waiting:
        return _joined(head, waiting, _oldest(link, now)), _joined(head, waiting), head
    at = shown_time(link.succeeded, now, seconds=True) if link.succeeded is not None else ""
    return _joined(head, QCoreApplication.translate("Connection", "全部已上传"), at), _joined(head, at), head


def _amber(link: Link, now: datetime) -> tuple[str, ...]:
    if link.age is None and not link.error:
        head = QCoreApplication.translate("Connection", "正在连接")
        return _joined(head, waiting_words(link)), head
    head = QCoreApplication.translate("Connection", "断网")
    lengthy = f"{head} {lasted(link.since, now)}" if link.since is not None else head
    waiting = waiting_words(link)
    if not waiting:
        waiting = QCoreApplication.translate("Connection", "没有待上传")
        return _joined(lengthy, waiting), _joined(head, waiting), head
    return (
        _joined(lengthy, waiting, _oldest(link, now)),
        _joined(head, waiting, _oldest(link, now)),
        _joined(head, waiting),
        head,
    )


def _alarmed(link: Link, now: datetime) -> tuple[str, ...]:
    head = QCoreApplication.translate("Connection", "上传已停")
    call = QCoreApplication.translate("Connection", "请看“传输”")
    waiting = waiting_words(link)
    return _joined(head, call, waiting, _oldest(link, now)), _joined(head, call, waiting), _joined(head, call), head


def _lines(link: Link, now: datetime, *, connected: bool) -> list[str]:
    """Everything, for the tip and the exchange page."""
    since = shown_time(link.since, now) if link.since is not None else ""
    if connected:
        first = QCoreApplication.translate("Connection", "已连接")
        lines = [QCoreApplication.translate("Connection", "已连接，自 {at} 起").format(at=since) if since else first]
    elif since:
        words = QCoreApplication.translate("Connection", "断网，自 {at} 起（{long}）；照常受理，连上后自动上传")
        lines = [words.format(at=since, long=lasted(link.since or now, now))]
    else:
        lines = [QCoreApplication.translate("Connection", "还没有连上；照常受理，连上后自动上传")]
    if link.succeeded is not None:
        at = shown_time(link.succeeded, now, seconds=True)
        lines.append(QCoreApplication.translate("Connection", "最近一次成功：{at}").format(at=at))
    waiting = waiting_words(link) or QCoreApplication.translate("Connection", "全部已上传")
    oldest = _oldest(link, now)
    both = QCoreApplication.translate("Connection", "{waiting}（{oldest}）")
    lines.append(both.format(waiting=waiting, oldest=oldest) if oldest else waiting)
    lines.extend(words for words in (link.alarm, link.behind) if words)
    if link.error:
        lines.append(QCoreApplication.translate("Connection", "最近的问题：{error}").format(error=link.error))
    lines.append(QCoreApplication.translate("Connection", "服务器：{server}").format(server=link.server))
    return lines
