"""One watcher a process: notices new positions, also those another process gave, and wakes the desks that wait."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_LOOK_EVERY = 0.2
_AFTER_FAILURE = 1.0


class Watcher:
    """Knows the area's last position. Looks into the database only while somebody waits."""

    def __init__(self, read_position: Callable[[], Awaitable[int]]) -> None:
        self._read = read_position
        self._changed = asyncio.Event()
        self._wanted = asyncio.Event()
        self._waiting = 0
        self.position = 0
        self.stopping = False

    async def run(self) -> None:
        """Look for new positions until stopped; a database that is away is asked again a second later."""
        while not self.stopping:
            await self._wanted.wait()
            pause = _LOOK_EVERY
            try:
                self.announce(await self._read())
            except Exception:  # the waiting requests read themselves and answer with the reason
                pause = _AFTER_FAILURE
            await asyncio.sleep(pause)

    def announce(self, position: int) -> None:
        """Something has got positions up to this one."""
        if position > self.position:
            self.position = position
            self._wake()

    async def beyond(self, position: int, seconds: float) -> bool:
        """Wait until there is a position after this one; False where the time is up or the server stops."""
        self._waiting += 1
        self._wanted.set()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    while self.position <= position and not self.stopping:
                        await self._changed.wait()
        finally:
            self._waiting -= 1
            if not self._waiting and not self.stopping:
                self._wanted.clear()
        return self.position > position and not self.stopping

    def stop(self) -> None:
        """End every wait now."""
        self.stopping = True
        self._wanted.set()
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class Readers:
    """How far the devices that ask the feed have read, of those that were here lately."""

    _LATELY = 120.0
    _REMEMBERED = 5000

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._noted: dict[str, float] = {}

    def read_to(self, device: str, position: int) -> bool:
        """Note how far a device has read; say whether that is to be kept: true once a minute."""
        now = self._clock()
        self._seen.pop(device, None)
        self._seen[device] = (position, now)
        if len(self._seen) > self._REMEMBERED:
            self._noted.pop(self._seen.popitem(last=False)[0], None)
        due = now - self._noted.get(device, float("-inf")) > self._LATELY / 2
        if due:
            self._noted[device] = now
        return due

    def behind(self, device: str, position: int) -> int | None:
        """How many positions a device has not read; None for one that was not here lately."""
        read, at = self._seen.get(device, (0, float("-inf")))
        return position - read if at > self._clock() - self._LATELY else None

    def lag(self, position: int) -> int:
        """How many positions the one farthest behind has not read."""
        since = self._clock() - self._LATELY
        return max((position - read for read, at in self._seen.values() if at > since), default=0)
