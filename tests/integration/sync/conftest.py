"""A real server process on the loopback, desks that it takes in, a line between them that a test can spoil."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.builders.cluster import ServerProcess
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """An evaluation server on SQLite."""
    with ServerProcess.made(tmp_path / "central") as running:
        yield running


@pytest.fixture
def join(tmp_path: Path, server: ServerProcess) -> Iterator[Callable[..., SimulatedDesk]]:
    """Take in a desk at a counter; `url` where its line goes another way than straight to the server."""
    desks: list[SimulatedDesk] = []

    def joined(counter: str = "C03", clerk: str = "", url: str = "", hall: str = "") -> SimulatedDesk:
        clerk = clerk or f"员{counter}"
        desk = SimulatedDesk.enrolled(tmp_path / counter, url or server.url, server.code(counter, hall), clerk)
        desks.append(desk)
        return desk

    yield joined
    for desk in desks:
        desk.close()


class Awaited:
    """Wakes whoever waits for a condition each time that an exchange says that something changed."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._changed = threading.Condition()

    def __call__(self, names: frozenset[str]) -> None:
        with self._changed:
            self.names |= names
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool], seconds: float = 30.0) -> bool:
        """Whether `holds` became true; asked after each change, and now and then."""
        with self._changed:
            for _ in range(int(seconds / 0.1)):
                if holds():
                    return True
                self._changed.wait(0.1)
        return holds()
