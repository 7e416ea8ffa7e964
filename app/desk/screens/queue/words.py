"""The queue in words: numbers, waiting times, pauses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.domain.ticket.figures import Times
    from app.domain.ticket.state import TicketState

PRIORITIES = {
    "elderly": QT_TRANSLATE_NOOP("Queue", "老年人"),
    "disabled": QT_TRANSLATE_NOOP("Queue", "残疾人"),
    "serviceman": QT_TRANSLATE_NOOP("Queue", "军人"),
}
PAUSES = {
    "noon": QT_TRANSLATE_NOOP("Queue", "午休"),
    "rest": QT_TRANSLATE_NOOP("Queue", "暂停"),
    "away": QT_TRANSLATE_NOOP("Queue", "离席"),
}
PHASES = {
    "waiting": QT_TRANSLATE_NOOP("Queue", "等候"),
    "called": QT_TRANSLATE_NOOP("Queue", "已叫号"),
    "serving": QT_TRANSLATE_NOOP("Queue", "办理中"),
    "missed": QT_TRANSLATE_NOOP("Queue", "过号"),
    "ended": QT_TRANSLATE_NOOP("Queue", "已结束"),
}


def said(table: dict[str, str], key: str) -> str:
    """A word of a table, in the language of the interface; empty for what is not in it."""
    words = table.get(key, "")
    return QCoreApplication.translate("Queue", words) if words else ""


def counter_words(counter: str) -> str:
    """A counter as it is called out: 03 窗口."""
    return QCoreApplication.translate("Queue", "{n} 窗口").format(n=counter.removeprefix("C"))


def seconds_between(first: str, last: str) -> int:
    """Whole seconds between two moments; never less than none."""
    return max(0, int((datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds()))


def clock(seconds: int) -> str:
    """Minutes and seconds: 06:12; with hours from one on."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def minutes_words(seconds: float | None) -> str:
    """A time in minutes; a dash where nothing was measured."""
    if seconds is None:
        return "–"
    return QCoreApplication.translate("Queue", "{n} 分").format(n=f"{seconds / 60:.1f}")


def times_words(times: Times) -> str:
    """Mean and p90 of times."""
    if times.mean is None:
        return "–"
    words = QCoreApplication.translate("Queue", "平均 {mean} · 九成在 {p90} 内")
    return words.format(mean=minutes_words(times.mean), p90=minutes_words(times.p90))


def ticket_words(ticket: TicketState, seconds: int) -> str:
    """The ticket at the counter, as the top bar shows it: A03-042 号 · 已服务 06:12."""
    if ticket.phase == "called":
        words = QCoreApplication.translate("Queue", "{number} 号 · 已叫 {times} 次 {clock}")
        return words.format(number=ticket.number, times=ticket.calls, clock=clock(seconds))
    words = QCoreApplication.translate("Queue", "{number} 号 · 已服务 {clock}")
    return words.format(number=ticket.number, clock=clock(seconds))
