"""80 mm tickets as ESC/POS bytes: GB 18030 after ESC @ and FS &. No name, no identity number ever stands on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from app.receipts.data import Code, Due
from app.receipts.data_text import chinese_time, due_text
from app.receipts.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = 48
_RESET, _CHINESE = b"\x1b@", b"\x1c&"
_LEFT, _CENTRE = b"\x1ba\x00", b"\x1ba\x01"
_PLAIN, _LARGE, _HUGE = b"\x1d!\x00", b"\x1d!\x11", b"\x1d!\x22"
_CUT = b"\x1dVB\x00"
_MODULE = 4


@dataclass(frozen=True, slots=True)
class TicketData:
    """What a ticket says. `title` 收件小票 or the queue's; empty lines are left out; `code` prints as a QR code."""

    hall: str
    title: str
    at: datetime
    case_no: str = ""
    item: str = ""
    due: Due | None = None
    counter: str = ""
    query_code: str = ""
    code: Code | None = None
    evaluation: bool = False


@dataclass(frozen=True, slots=True)
class QueueSlip:
    """What the slip of a queue number says: the number, when it was taken, the business, how many wait before it."""

    hall: str
    number: str
    at: datetime
    business: str
    ahead: int
    priority: str = ""
    evaluation: bool = False


def queue_slip(data: QueueSlip) -> bytes:
    """The slip 叫号小票 as the printer takes it. No name and no identity number stands on it."""
    words = wording("ticket")
    parts = [_RESET, _CHINESE, _CENTRE]
    if data.evaluation:
        parts.append(_line(words.text("sample")))
    parts += [_line(data.hall), _HUGE, _line(data.number), _PLAIN, _LEFT, _line("-" * COLUMNS)]
    facts = [("business", data.business), ("taken_at", chinese_time(data.at)), ("ahead", str(data.ahead))]
    for label, value in [*facts, ("priority", data.priority)]:
        if value:
            parts += [_line(text) for text in _folded(f"{words.text(label)}：{value}")]
    parts.append(_line("-" * COLUMNS))
    parts += [_line(text) for text in _folded(words.text("queue_note"))]
    return b"".join([*parts, b"\n\n", _CUT])


def ticket(data: TicketData) -> bytes:
    """The ticket's bytes, for a file, a network socket or a USB port; the cut is at its end."""
    words = wording("ticket")
    parts = [_RESET, _CHINESE, _CENTRE]
    if data.evaluation:
        parts.append(_line(words.text("sample")))
    parts += [_line(data.hall), _LARGE, _line(data.title), _PLAIN, _LEFT, _line("-" * COLUMNS)]
    for label, value in _facts(data):
        if value:
            parts += [_line(text) for text in _folded(f"{words.text(label)}：{value}")]
    parts.append(_line("-" * COLUMNS))
    if data.code:
        parts += [_CENTRE, *_qr(data.code.text), _line(f"{words.text('check')} {data.code.check}"), _LEFT]
    parts += [_line(text) for text in _folded(words.text("note"))]
    return b"".join([*parts, b"\n\n", _CUT])


def _facts(data: TicketData) -> list[tuple[str, str]]:
    return [
        ("case_no", data.case_no),
        ("item", data.item),
        ("at", chinese_time(data.at)),
        ("due", due_text(data.due) if data.due else ""),
        ("counter", data.counter),
        ("query", data.query_code),
    ]


def _line(text: str) -> bytes:
    return text.encode("gb18030") + b"\n"


def _folded(text: str) -> Iterator[str]:
    """The text in lines of at most 48 half-width columns."""
    line, used = "", 0
    for c in text:
        wide = 2 if east_asian_width(c) in "WF" else 1
        if used + wide > COLUMNS:
            yield line
            line, used = "", 0
        line += c
        used += wide
    yield line


def _qr(text: str) -> Iterator[bytes]:
    """A QR code drawn by the printer itself: model 2, four dots a module, error level M."""
    data = text.encode("ascii")
    for function in (b"1A2\x00", bytes((0x31, 0x43, _MODULE)), b"1E1", b"1P0" + data, b"1Q0"):
        yield b"\x1d(k" + len(function).to_bytes(2, "little") + function
    yield b"\n"
