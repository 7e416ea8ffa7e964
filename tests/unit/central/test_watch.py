"""The watcher wakes who waits: on what this process gave positions to, on what another did, and when the server ends."""

from __future__ import annotations

import asyncio

import anyio.lowlevel
import pytest

from app.central.watch import Watcher

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


class Position:
    """The area's last position, and whether the database is there."""

    def __init__(self) -> None:
        self.now = 0
        self.asked = 0
        self.away = False

    async def read(self) -> int:
        self.asked += 1
        if self.away:
            raise OSError
        return self.now


async def running(watcher: Watcher) -> asyncio.Task[None]:
    return asyncio.create_task(watcher.run())


async def test_what_was_announced_wakes_at_once():
    watcher = Watcher(Position().read)
    waiting = asyncio.create_task(watcher.beyond(3, 10))
    await anyio.lowlevel.checkpoint()
    watcher.announce(3)
    await anyio.lowlevel.checkpoint()
    assert not waiting.done()
    watcher.announce(4)
    assert await waiting is True


async def test_what_another_process_wrote_is_found():
    position = Position()
    watcher = Watcher(position.read)
    task = await running(watcher)
    position.now = 9
    assert await watcher.beyond(8, 10) is True
    watcher.stop()
    await task


async def test_it_asks_again_after_the_database_was_away():
    position = Position()
    position.away = True
    watcher = Watcher(position.read)
    task = await running(watcher)
    waiting = asyncio.create_task(watcher.beyond(0, 20))
    while not position.asked:
        await anyio.lowlevel.checkpoint()
    position.away, position.now = False, 1
    assert await waiting is True
    watcher.stop()
    await task


async def test_nobody_waits_beyond_his_time():
    assert await Watcher(Position().read).beyond(0, 0.01) is False


async def test_the_end_wakes_everybody():
    watcher = Watcher(Position().read)
    waits = [asyncio.create_task(watcher.beyond(0, 60)) for _ in range(5)]
    await anyio.lowlevel.checkpoint()
    watcher.stop()
    assert await asyncio.gather(*waits) == [False] * 5
    await asyncio.wait_for(watcher.run(), 5)


async def test_while_nobody_waits_nothing_is_asked():
    position = Position()
    watcher = Watcher(position.read)
    task = await running(watcher)
    await anyio.lowlevel.checkpoint()
    assert position.asked == 0
    watcher.stop()
    await task
