"""A clock that several processes share and a test turns: the machine's own, so far ahead or behind as a file says.

It goes on between two turns as any clock does. `Clock` gets wall and monotonic from the same file, so that a turn is
time that has passed and no wall clock set wrong; for that there is `astray`.
"""

from __future__ import annotations

import mmap
import struct
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.store.clock import CHINA, Clock, boot_id, monotonic_seconds, wall_time

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = struct.Struct("<d")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=CHINA)


class SharedClock:
    """How many seconds ahead of the machine this world is; all processes that open the same file agree."""

    def __init__(self, file: Path, start: datetime = MONDAY) -> None:
        self.file = file
        if not file.exists():
            file.write_bytes(SECONDS.pack((start - wall_time()).total_seconds()))
        with file.open("r+b") as opened:
            self._bytes = mmap.mmap(opened.fileno(), SECONDS.size)

    @property
    def ahead(self) -> timedelta:
        """How far ahead it is."""
        return timedelta(seconds=SECONDS.unpack(self._bytes[:])[0])

    def pass_by(self, time: timedelta) -> None:
        """Let time pass at once."""
        self._bytes[:] = SECONDS.pack((self.ahead + time).total_seconds())

    def tomorrow(self) -> None:
        """Go to nine in the morning of the next day."""
        morning = (self.now().astimezone(CHINA) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        self.pass_by(morning - self.now())

    def now(self) -> datetime:
        """What time it is."""
        return wall_time() + self.ahead

    def clock(self, astray: timedelta = timedelta(0), boot: str = "") -> Clock:
        """The clocks of one machine; its wall clock may be set wrong, and another `boot` is a machine started anew."""
        return Clock(
            wall=lambda: self.now() + astray,
            monotonic=lambda: monotonic_seconds() + self.ahead.total_seconds(),
            boot=lambda: boot or boot_id(),
        )
