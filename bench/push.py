"""Push and pull of 10,000 real events, against the bare insert of the same bytes, and against PouchDB.

Each round, one after another: the bare server takes the batches; the real one takes the same batches (chain and
signature verified, ruled, positioned, projected); a desk does its whole exchange (reads its store, packs, sends, keeps
the receipts); another desk of the hall reads everything; PouchDB replicates as many documents of the same size up and down.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx

from app.store.exchange import Signed
from app.sync.client import PACKED, read_answer
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
BARE = "bare insert of the same bytes through the same HTTP stack"
POUCH = "PouchDB, leveldb, batches of 500"


def figures(folder: Path) -> list[Figure]:
    """All rounds on SQLite, then on PostgreSQL, the peer beside both."""
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
        self.bare: list[float] = []
        self.taken: list[float] = []
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
    with Peer(folder.parent / f"pouchdb-{folder.name}", hall.bodies) as peer:
        for _ in range(ROUNDS):
            _round(hall, peer, found)
    of = f"{len(hall.bodies):,} events"
    each = len(hall.bodies) / found.read
    return [
        Figure(f"push {of} on {name}, taken in by the server", "ms", found.taken, found.bare, BARE, 2.5),
        Figure(f"push {of} on {name}, whole exchange of a desk", "ms", found.pushed, found.peer_push, POUCH, 1 / 3),
        Figure(
            f"pull into a store from {name}, as many events",
            "ms",
            [ms * each for ms in found.pulled],
            found.peer_pull,
            POUCH,
            1 / 3,
        ),
        Figure(f"nothing new, {name}, push and pull", "ms", found.vain, found.peer_vain, POUCH, 0.2),
        Figure(f"wire of a push, {name}", "bytes", [found.sent], [hall.raw_bytes], "bytes of the events", 0.4),
    ]


def _round(hall: BenchHall, peer: Peer, found: Rounds) -> None:
    with hall.bare() as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        found.bare.append(timed(lambda: _post_bare(hall, client)))
    with hall.server(), hall.desk("sender") as desk:
        found.taken.append(_taken(hall, desk))
    with hall.server():
        with hall.desk("sender") as desk:
            exchange = Exchange(desk.workplace.store)
            start = time.perf_counter()
            report = exchange.once()
            found.pushed.append((time.perf_counter() - start) * 1000)
            assert report.pushed == len(hall.bodies), report
        with hall.desk("reader") as desk:
            _read(desk, found)
    of_peer = peer.round()
    found.peer_push.append(of_peer.push)
    found.peer_pull.append(of_peer.pull)
    found.peer_vain += [up + down for up, down in zip(of_peer.nothing_push, of_peer.nothing_pull, strict=True)]


def _post_bare(hall: BenchHall, client: httpx.Client) -> None:
    for _, _, data in hall.batches:
        client.post("/batches", content=data).raise_for_status()


def _taken(hall: BenchHall, desk: SimulatedDesk) -> float:
    """Milliseconds in which the real server takes the batches; each is answered before the next goes."""
    line = open_line(desk.workplace.store)
    line.session.require(line.link)
    start = time.perf_counter()
    for journal, _, data in hall.batches:
        answer = line.link.send("POST", f"journals/{journal}/batches", data, dict(PACKED))
        receipt = line.session.receipt(read_answer(answer, Signed))
    spent = (time.perf_counter() - start) * 1000
    assert receipt.acked == len(hall.bodies), receipt
    line.close()
    return spent


def _read(desk: SimulatedDesk, found: Rounds) -> None:
    """Read everything, then ask in vain on the same line."""
    line = open_line(desk.workplace.store)
    line.session.require(line.link)
    found.pulled.append(timed(lambda: pull(line)))
    found.read = line.report.pulled
    for _ in range(VAIN):
        found.vain.append(timed(lambda: (push(line), pull(line))))
    line.close()
