"""A hall that is ready at once: a server that knows two desks, made once and copied for each test.

The desks know the server by the port of the line, which every copy takes up again.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.builders.cluster import ServerProcess, free_port
from tests.builders.proxy import FaultyLine
from tests.builders.shared_clock import SharedClock
from tests.builders.simulated_desk import SimulatedDesk
from tests.faults.hall_proof import Proof, take_proof

if TYPE_CHECKING:
    from tests.builders.postgres import Postgres

COUNTERS = {"a": ("C01", "H1"), "b": ("C02", "H1")}


@dataclass(frozen=True)
class Prepared:
    """The hall as it was when both desks had joined. `database` is a template of PostgreSQL, or None for SQLite."""

    folder: Path
    port: int
    database: str | None
    evaluation: bool

    @classmethod
    def made(cls, folder: Path, postgres: Postgres | None, *, evaluation: bool = True) -> Self:
        """Make the server and let the desks join."""
        url = None if postgres is None else postgres.database()
        clock, port = SharedClock(folder / "clock"), free_port()
        with (
            ServerProcess.made(folder / "central", url, clock, evaluation=evaluation) as server,
            FaultyLine(server.address, port=port) as line,
        ):
            for name, (counter, hall) in COUNTERS.items():
                code = server.code(counter, hall)
                desk = SimulatedDesk.enrolled(folder / name, line.url, code, f"窗口{name}", clock.clock())
                desk.sync()
                desk.close()
            server.stop()
        return cls(folder, port, url, evaluation)


@dataclass
class RunningHall:
    """A copy of it at work. Desks are opened when they are asked for."""

    folder: Path
    server: ServerProcess
    line: FaultyLine
    clock: SharedClock
    desks: dict[str, SimulatedDesk] = field(default_factory=dict)

    @classmethod
    def begun(cls, prepared: Prepared, folder: Path, postgres: Postgres | None) -> Self:
        """Copy it and start the server."""
        shutil.copytree(prepared.folder, folder)
        url = None
        if postgres is not None and prepared.database is not None:
            url = postgres.database(prepared.database.partition("@/")[2].partition("?")[0])
        clock = SharedClock(folder / "clock")
        server = ServerProcess(folder / "central", url, clock)
        server.start()
        return cls(folder, server, FaultyLine(server.address, port=prepared.port), clock)

    def desk(self, name: str) -> SimulatedDesk:
        """An open desk."""
        if name not in self.desks:
            self.desks[name] = SimulatedDesk.opened(self.folder / name, self.clock.clock(), seed=len(self.desks))
        return self.desks[name]

    def close_desk(self, name: str) -> None:
        """Close a desk, as at night or before it is killed."""
        if name in self.desks:
            self.desks.pop(name).close()

    def join(self, name: str, counter: str, hall: str = "H1", seed: int = 9, clerk: str = "") -> SimulatedDesk:
        """Let another desk join, or one again whose store was restored."""
        code = self.server.code(counter, hall)
        folder = self.folder / name
        self.desks[name] = SimulatedDesk.enrolled(
            folder, self.line.url, code, clerk or f"窗口{name}", self.clock.clock(), seed
        )
        return self.desks[name]

    def proof(self, *names: str) -> Proof:
        """Let the desks exchange until all are level, and take the proof; they are closed then."""
        names = names or tuple(dict.fromkeys((*COUNTERS, *self.desks)))
        for _ in range(2):
            for name in names:
                self.desk(name).sync()
        for name in list(self.desks):
            self.close_desk(name)
        return take_proof(self.server, [self.folder / name for name in names], self.clock)

    def end(self) -> None:
        """Close everything."""
        for name in list(self.desks):
            self.close_desk(name)
        self.line.close()
        self.server.kill()
