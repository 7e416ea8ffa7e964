"""Fifty desks that come back at once after an outage and push what waited: the server's memory, and that all get through.

The server is a real process on its embedded database; each desk has 250 events in one batch, asks as desks do, and
waits as long as it is told to when the server is busy.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import TYPE_CHECKING

import httpx
import msgspec
import psutil
import zstandard

from app.store.central.devices import CounterRow, add_counter, add_device
from app.store.exchange import packed
from app.store.exchange_admission import Challenge, SessionOpened, SessionRequest
from app.sync.client import PACKED
from app.sync.session import CONTEXT
from bench.figure import Figure, limited
from tests.builders.cluster import AREA, ServerProcess
from tests.builders.pens import CLERK, HALL, Pen, stand

if TYPE_CHECKING:
    from pathlib import Path

DESKS = 50
EVENTS = 250
LIMIT_MB = 400.0
LOOK_SECONDS = 0.1


def figures(folder: Path) -> list[Figure]:
    """Memory before, the most while all push, and how long it takes until the last one is through."""
    pens = [Pen(f"C{n:02}", "A", HALL, evaluation=True) for n in range(1, DESKS + 1)]
    bodies = [_batch(pen) for pen in pens]
    with ServerProcess.made(folder / "central") as server:
        _admit(server, pens)
        before = _resident(server)
        peak, ended = [before], Event()
        watch = Thread(target=_watch, args=(server, peak, ended))
        watch.start()
        start = time.perf_counter()
        with ThreadPoolExecutor(DESKS) as pool:
            told = list(pool.map(lambda pen, body: _push(server.url, pen, body), pens, bodies))
        spent = (time.perf_counter() - start) * 1000
        ended.set()
        watch.join()
    events = sum(len(pen.sent) for pen in pens)
    assert all(told), "a desk did not get through"
    return [
        limited(f"server memory while {DESKS} desks push", "MB", [max(peak)], LIMIT_MB, f"{LIMIT_MB:g} MB"),
        limited("server memory before", "MB", [before], LIMIT_MB, f"{LIMIT_MB:g} MB"),
        limited(
            f"{DESKS} desks at once, {events:,} events, until the last is through", "ms", [spent], 60_000, "a minute"
        ),
    ]


def _batch(pen: Pen) -> bytes:
    pen.open()
    while pen.last < EVENTS:
        pen.case()
    return zstandard.ZstdCompressor(level=3).compress(packed(pen.batch()))


def _admit(server: ServerProcess, pens: list[Pen]) -> None:
    """Let the devices be known, as an enrolment does."""
    with server.opened() as opened, opened.store.write() as connection:
        stand(connection, CLERK, "clerk")
        for pen in pens:
            add_counter(connection, AREA, CounterRow(pen.counter, HALL, pen.counter))
            add_device(connection, AREA, pen.device)


def _push(url: str, pen: Pen, body: bytes) -> bool:
    """Open a session and push, waiting where the server asks for it; whether everything was taken."""
    with httpx.Client(base_url=f"{url}/api/v1/", timeout=60, trust_env=False) as client:
        challenge = _patiently(client, "challenges", msgspec.json.encode({"device": pen.device_id}))
        one = msgspec.json.decode(challenge.content, type=Challenge).challenge
        request = SessionRequest(
            device=pen.device_id, challenge=one, signature=pen.key.sign(CONTEXT + one), protocol=1,
            program="bench", wall=pen.at, journals=[], epoch="", position=0,
        )  # fmt: skip
        opened = _patiently(client, "sessions", msgspec.json.encode(request))
        client.headers["Authorization"] = f"Bearer {msgspec.json.decode(opened.content, type=SessionOpened).token}"
        return _patiently(client, f"journals/{pen.id}/batches", body, **PACKED).status_code == 200


def _patiently(client: httpx.Client, path: str, body: bytes, **headers: str) -> httpx.Response:
    """Post, again as often as the server says that it is busy."""
    while True:
        answer = client.post(path, content=body, headers={"Content-Type": "application/json", **headers})
        if answer.status_code not in (429, 503):
            return answer.raise_for_status()
        time.sleep(float(answer.headers.get("Retry-After", "1")))


def _resident(server: ServerProcess) -> float:
    return float(psutil.Process(server.pid).memory_info().rss) / 1e6


def _watch(server: ServerProcess, peak: list[float], ended: Event) -> None:
    while not ended.wait(LOOK_SECONDS):
        peak.append(_resident(server))
