"""Trusted time: the last trusted moment plus the monotonic time since, within one boot.

After a reboot without a server the wall clock counts if it is not before the last event nor more than ten days after
it; else a person confirms the date. Order is by sequence, never by time. Only another *day* touches legal dates.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
SHOWN = timedelta(minutes=2)
FURTHEST = timedelta(days=10)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment that was trusted, and where the monotonic clock of that boot stood then (seconds)."""

    moment: datetime
    boot: str
    monotonic: float


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What time it is.

    `raw` is the wall clock, `effective` what counts, `offset` raw − effective. `astray`: more than two minutes off.
    `needs-confirmation`: nobody knows; `effective` is only a guess until a person has confirmed the date.
    """

    raw: datetime
    effective: datetime
    state: Literal["ok", "astray", "needs-confirmation"]
    offset: timedelta

    @property
    def today(self) -> date:
        """The effective day, by Chinese time."""
        return self.effective.astimezone(CHINA).date()


def boot_id() -> str:
    """Name this boot of the machine; where the system has no name for it, by the hour it was started."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return f"{platform.node()}:{int((time.time() - time.monotonic()) // 3600)}"


def monotonic_seconds() -> float:
    """Seconds that no clock setting changes, sleep of the machine included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def wall_time() -> datetime:
    """The machine's own idea of now, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads the machine's clocks; tests give their own."""

    wall: Callable[[], datetime] = wall_time
    monotonic: Callable[[], float] = monotonic_seconds
    boot: Callable[[], str] = boot_id

    def anchor(self, moment: datetime) -> Anchor:
        """Say that `moment` is now: a server, a person, or a wall clock that could be believed said so."""
        return Anchor(moment, self.boot(), self.monotonic())

    def read(self, anchor: Anchor | None, last_event: datetime | None) -> ClockReading:
        """Read the time of a store in service."""
        raw = self.wall()
        if anchor is not None and anchor.boot == self.boot():
            effective = anchor.moment + timedelta(seconds=self.monotonic() - anchor.monotonic)
            offset = raw - effective
            return ClockReading(raw, effective, "astray" if abs(offset) > SHOWN else "ok", offset)
        if last_event is None or last_event - SHOWN <= raw <= last_event + FURTHEST:
            effective = raw if last_event is None else max(raw, last_event)
            return ClockReading(raw, effective, "ok", raw - effective)
        return ClockReading(raw, raw, "needs-confirmation", raw - last_event)

    def read_evaluation(self, last_event: datetime | None, on: date | None) -> ClockReading:
        """Read the time of an evaluation store: 09:00 of `on`, else the later of the wall and the last event."""
        raw = self.wall()
        if on is not None:
            effective = datetime(on.year, on.month, on.day, 9, tzinfo=CHINA).astimezone(UTC)
        else:
            effective = raw if last_event is None else max(raw, last_event)
        return ClockReading(raw, effective, "ok", raw - effective)
