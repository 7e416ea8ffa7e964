"""A real server process on the loopback, desks that it takes in, a line between them that a test can spoil."""

from __future__ import annotations

import itertools
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.builders.cluster import ServerProcess
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """An evaluation server on SQLite that nobody kills."""
    with ServerProcess.made(tmp_path_factory.mktemp("shared") / "central") as running:
        yield running


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of the test's own, which it may stop, kill and change."""
    with ServerProcess.made(tmp_path / "central") as running:
        yield running


class Hall:
    """A hall of one test's own: its counters have numbers that no other test uses."""

    def __init__(self, server: ServerProcess, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.name = f"大厅{next(_HALLS)}"
        self.desks: list[SimulatedDesk] = []

    def counter(self) -> str:
        """The number of another counter."""
        return f"C{next(_COUNTERS)}"

    def join(self, url: str = "", hall: str = "") -> SimulatedDesk:
        """Take in a desk; `url` where its line does not go straight to the server."""
        counter = self.counter()
        code = self.server.code(counter, hall or self.name)
        desk = SimulatedDesk.enrolled(self.folder / counter, url or self.server.url, code, f"员{counter}")
        self.desks.append(desk)
        return desk

    def close(self) -> None:
        """Close every store."""
        for desk in self.desks:
            desk.close()


_COUNTERS = itertools.count(100)
_HALLS = itertools.count(1)


@pytest.fixture
def hall(server: ServerProcess, tmp_path: Path) -> Iterator[Hall]:
    """A hall at the shared server."""
    made = Hall(server, tmp_path)
    yield made
    made.close()


@pytest.fixture
def mortal_hall(mortal: ServerProcess, tmp_path: Path) -> Iterator[Hall]:
    """A hall at the test's own server."""
    made = Hall(mortal, tmp_path)
    yield made
    made.close()


class Awaited:
    """Wakes whoever waits for a condition each time that an exchange says that something changed."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._changed = threading.Condition()

    def __call__(self, names: frozenset[str]) -> None:
        with self._changed:
            self.names |= names
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool], seconds: float = 120.0) -> bool:
        """Whether `holds` became true; asked after each change, and now and then. Patient: the machine may be busy."""
        end = time.monotonic() + seconds
        with self._changed:
            while not holds():
                if time.monotonic() > end:
                    return False
                self._changed.wait(0.1)
        return True
