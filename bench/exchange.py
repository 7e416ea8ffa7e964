"""A desk's exchange of 10,000 real events against PouchDB, on both databases of the server.

Each round, one after another: a desk does its whole exchange (reads its store, packs, sends, keeps the receipts and what
was ruled); another desk of the hall reads everything and folds it; both ask again in vain; PouchDB replicates as many
documents of the same size up and down, and in vain.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from app.cli.running import OBJECTS_OF_A_COMMAND
from app.sync.line import open_line
from app.sync.loop import Exchange
from app.sync.pull import pull
from app.sync.push import push
from bench.figure import Figure, timed
from bench.hall import BenchHall
from bench.pouchdb import Peer
from tests.builders.postgres import Postgres

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.simulated_desk import SimulatedDesk

ROUNDS = 5
VAIN = 20
POUCH = "PouchDB, leveldb, batches of 500"


def figures(folder: Path) -> list[Figure]:
    """All rounds on SQLite, then on PostgreSQL, the peer beside both."""
    gc.set_threshold(OBJECTS_OF_A_COMMAND)  # as `yichuang sync` runs; the window collects on another thread
    postgres = Postgres(durable=True)
    try:
        return [
            *_on(folder / "sqlite", None, "SQLite"),
            *_on(folder / "postgres", postgres, "PostgreSQL"),
        ]
    finally:
        postgres.close()


class Rounds:
    """What was measured, in milliseconds; `read` counts the events that the reading desk took."""

    def __init__(self) -> None:
        self.pushed: list[float] = []
        self.pulled: list[float] = []
        self.vain: list[float] = []
        self.peer_push: list[float] = []
        self.peer_pull: list[float] = []
        self.peer_vain: list[float] = []
        self.sent, self.read = 0, 0


def _on(folder: Path, postgres: Postgres | None, name: str) -> list[Figure]:
    folder.mkdir()
    hall, found = BenchHall(folder, postgres), Rounds()
    with Peer(folder.parent / f"pouchdb-{folder.name}", hall.documents) as peer:
        for _ in range(ROUNDS):
            _round(hall, peer, found)
    found.sent = sum(len(data) for _, _, data in hall.batches)
    of = f"{len(hall.documents):,} events"
    each = len(hall.documents) / found.read
    return [
        Figure(f"push {of}, whole exchange of a desk, {name}", "ms", found.pushed, found.peer_push, POUCH, 1 / 3),
        Figure(
            f"pull into a store, as many events, {name}",
            "ms",
            [ms * each for ms in found.pulled],
            found.peer_pull,
            POUCH,
            1 / 3,
        ),
        Figure(f"nothing new to push or pull, {name}", "ms", found.vain, found.peer_vain, POUCH, 0.2),
        Figure(f"wire of a push, {name}", "bytes", [found.sent], [hall.raw_bytes], "bytes of the events", 0.4),
    ]


def _round(hall: BenchHall, peer: Peer, found: Rounds) -> None:
    with hall.server():
        with hall.desk("sender") as desk:
            exchange = Exchange(desk.workplace.store)
            start = time.perf_counter()
            report = exchange.once()
            found.pushed.append((time.perf_counter() - start) * 1000)
            assert report.pushed == len(hall.documents), report
        with hall.desk("reader") as desk:
            _read(desk, found)
    of_peer = peer.round()
    found.peer_push.append(of_peer.push)
    found.peer_pull.append(of_peer.pull)
    found.peer_vain += [up + down for up, down in zip(of_peer.nothing_push, of_peer.nothing_pull, strict=True)]


def _read(desk: SimulatedDesk, found: Rounds) -> None:
    """Read everything, then ask in vain on the same line."""
    line = open_line(desk.workplace.store)
    line.session.require(line.link)
    found.pulled.append(timed(lambda: pull(line)))
    found.read = line.report.pulled
    for _ in range(VAIN):
        found.vain.append(timed(lambda: (push(line), pull(line))))
    line.close()
