"""A hall for the benchmarks: a server that knows two desks, of which one has 10,000 events to send; each round on copies.

Real processes and real code: `yichuang-central serve` on SQLite or PostgreSQL, the desks' store and exchange.
"""

from __future__ import annotations

import shutil
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

    `batches` are the sender's bytes as they go over the wire: journal, how many events, zstd of the batch. `documents` are
    the readable part of each event, as much as a document of the peer holds; `raw_bytes` counts the events unpacked.
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
        self.documents: list[bytes] = []
        self.raw_bytes = 0
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
            self.raw_bytes += sum(len(e.header) + len(e.salt or b"") + len(e.body or b"") for e in batch.events)
            self.documents += [e.header + (e.body or b"") for e in batch.events]
        desk.close()

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

    def _copy(self, name: str) -> Path:
        place = self._place(name)
        shutil.copytree(self.folder / name, place)
        return place

    def _place(self, name: str) -> Path:
        self._copies += 1
        return self.folder / f"{name}-{self._copies}"
