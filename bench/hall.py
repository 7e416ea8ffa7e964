"""A hall for the benchmarks: a server that knows two desks, of which one has 10,000 events to send; each round on copies.

Real processes and real code: `yichuang-central serve` on SQLite or PostgreSQL, the desks' store and exchange.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from app.store import keyring
from app.store.exchange import packed
from app.store.outbox import batches
from app.sync.client import compressed
from app.sync.push import BATCH_BYTES
from tests.builders.cluster import ServerProcess
from tests.builders.quick_passwords import quick_parameters
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders.postgres import Postgres

EVENTS = 10_000
Database = Literal["sqlite", "postgres"]
Desk = Literal["sender", "reader"]


class BenchHall:
    """Homes of a server and of two desks of one hall as they were when the line was cut; rounds work on copies.

    `batches` are the sender's bytes as they go over the wire: journal, how many events, zstd of the batch. `bodies` are
    the bytes of each event alone.
    """

    def __init__(self, folder: Path, postgres: Postgres | None) -> None:
        keyring.fresh_parameters = quick_parameters
        self.folder, self.postgres = folder, postgres
        self._database = None if postgres is None else postgres.database()
        self._copies = 0
        with ServerProcess.made(folder / "central", self._database) as server:
            self.port = server.port
            self._enrol(server, "sender", "C01")
            self._enrol(server, "reader", "C02")
            server.stop()
        self.batches: list[tuple[str, int, bytes]] = []
        self.bodies: list[bytes] = []
        self._work()

    def _enrol(self, server: ServerProcess, name: Desk, counter: str) -> None:
        desk = SimulatedDesk.enrolled(self.folder / name, server.url, server.code(counter, "H1"), name)
        desk.sync()
        desk.close()

    def _work(self) -> None:
        desk = SimulatedDesk.opened(self.folder / "sender")
        while desk.workplace.store.last_arrival() < EVENTS:
            desk.hand.accept()
        for batch in batches(desk.workplace.store, BATCH_BYTES):
            self.batches.append((batch.journal, len(batch.events), compressed(packed(batch))))
            self.bodies += [e.header + (e.salt or b"") + (e.body or b"") for e in batch.events]
        desk.close()

    @property
    def raw_bytes(self) -> int:
        """Bytes of all events that wait, before they are packed."""
        return sum(map(len, self.bodies))

    @contextmanager
    def server(self) -> Iterator[ServerProcess]:
        """The server in a process, on a copy that has seen none of the events."""
        home = self._copy("central")
        url = None
        if self.postgres is not None and self._database is not None:
            url = self.postgres.database(self._database.partition("@/")[2].partition("?")[0])
        server = ServerProcess(home, url)
        server.port = self.port  # where the desks were told that it is
        server.start()
        with server:
            yield server
        if self.postgres is not None and url is not None:
            self.postgres.drop(url)
        shutil.rmtree(home)

    @contextmanager
    def desk(self, name: Desk) -> Iterator[SimulatedDesk]:
        """A copy of a desk."""
        folder = self._copy(name)
        desk = SimulatedDesk.opened(folder)
        try:
            yield desk
        finally:
            desk.close()
            shutil.rmtree(folder)

    @contextmanager
    def bare(self) -> Iterator[str]:
        """The bare server on an empty database of the same kind; its URL."""
        empty = f"sqlite:///{self._place('bare')}.db" if self.postgres is None else self.postgres.database()
        command = [sys.executable, "-m", "bench.bare_server", empty]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
            process.communicate()
        if self.postgres is not None:
            self.postgres.drop(empty)

    def _copy(self, name: str) -> Path:
        place = self._place(name)
        shutil.copytree(self.folder / name, place)
        return place

    def _place(self, name: str) -> Path:
        self._copies += 1
        return self.folder / f"{name}-{self._copies}"
