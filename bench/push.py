"""A push of 10,000 events against the bare insert of the same bytes through the same HTTP stack, on both databases.

What is pushed are acceptances as a counter writes them: five events each, 1.6 KB an event. The server verifies the
chain and one signature a batch, rules, positions, encrypts and projects.
"""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import msgspec
import zstandard

from app.domain.case.events import DocumentMeant
from app.store.central.devices import CounterRow, add_counter, add_device, counter_of
from app.store.exchange import Receipt, Signed, packed
from bench.figure import Figure
from tests.builders.pens import CLERK, HALL, Pen, stand
from tests.builders.postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS = 10_000
BATCH = 500
ROUNDS = 5
FLOOR = "bare insert of the same bytes, same HTTP stack"
ROOT = Path(__file__).resolve().parents[1]
NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def figures(folder: Path) -> list[Figure]:
    """Each round: a fresh journal of 10,000 events to the server, and the same bytes to the bare table."""
    found = []
    for kind in NAMES:
        place = folder / kind
        place.mkdir()
        with contextlib.ExitStack() as stack:
            cluster = None
            if kind == "postgres":
                cluster = Postgres(durable=True)
                stack.callback(cluster.close)
            found.append(_pushed(place, kind, cluster, stack))
    return found


def _pushed(folder: Path, kind: str, cluster: Postgres | None, stack: contextlib.ExitStack) -> Figure:
    home = folder / "home"
    pens = [Pen("C03", mark, HALL) for mark in "BCDEFGH"[: ROUNDS + 1]]
    for pen in pens:
        pen.key, pen.device_id = pens[0].key, pens[0].device_id
    database = cluster.database() if cluster else None
    _make_server(home, database, pens[0])
    server = stack.enter_context(
        _serving("app.cli.central", "serve", "--home", str(home), "--port", "0", "--tls", "off")
    )
    bare_url = cluster.database() if cluster else f"sqlite:///{folder / 'bare.db'}"
    bare = stack.enter_context(_serving("bench.push_process", bare_url))
    values, floors = [], []
    paper = _paper()
    with httpx.Client(base_url=server, timeout=60) as client, httpx.Client(base_url=bare, timeout=60) as floor:
        token = _session(client, pens[0])
        for number, pen in enumerate(pens):
            batches = _batches(pen, paper)
            least = _time_bare(floor, batches)
            took = _time_push(client, token, pen, batches)
            if number:
                values.append(took)
                floors.append(least)
    return Figure(f"push of 10,000 events, {NAMES[kind]}", "ms", values, floors, FLOOR, 2.5)


def _make_server(home: Path, database: str | None, pen: Pen) -> None:
    from app.central_program import Wanted, central_home, create_server

    made = create_server(central_home(home), Wanted(database=database, password="bench-密码-1"))
    with made.server.store.write() as connection:
        if counter_of(connection, "500106", "C03") is None:
            add_counter(connection, "500106", CounterRow("C03", HALL, "C03"))
        stand(connection, CLERK, "clerk")
        add_device(connection, "500106", pen.device)
    made.server.close()


@contextlib.contextmanager
def _serving(*arguments: str) -> Iterator[str]:
    """A server in a process of its own; its address, which it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        yield line[line.index("http") :]
    finally:
        process.terminate()
        process.wait(20)


def _session(client: httpx.Client, pen: Pen) -> str:
    challenge = client.post("/api/v1/challenges", json={"device": pen.device_id}).raise_for_status().json()
    said = msgspec.convert(challenge, dict[str, object])["challenge"]
    from base64 import b64decode, b64encode

    raw = b64decode(str(said))
    request = {
        "device": pen.device_id,
        "challenge": said,
        "signature": b64encode(pen.key.sign(b"yichuang session 1\0" + raw)).decode(),
        "protocol": 1,
        "program": "bench",
        "wall": "2026-11-23T01:00:00Z",
    }
    return str(client.post("/api/v1/sessions", json=request).raise_for_status().json()["token"])


def _paper() -> DocumentMeant:
    """A notice with forty lines of text, as long as a real one."""
    words = random.Random(5)
    lines = [
        {"label": f"项目{n}", "value": "".join(chr(words.randrange(0x4E00, 0x9000)) for _ in range(9))}
        for n in range(38)
    ]
    return DocumentMeant("x", "acceptance-notice", 2, 1, "2026-11-23", {"title": "受理通知书", "lines": lines})


def _batches(pen: Pen, paper: DocumentMeant) -> list[bytes]:
    """The journal of one round in batches of whole groups, packed and compressed as a desk sends them."""
    pen.open()
    starts = [1]
    while pen.last < EVENTS:
        starts.append(pen.last + 1)
        pen.acceptance(paper)
    pack = zstandard.ZstdCompressor(level=3).compress
    found, first = [], 1
    while first <= pen.last:
        end = max((s for s in [*starts, pen.last + 1] if s <= first + BATCH), default=first)
        found.append(pack(packed(pen.batch(first, end - 1))))
        first = end
    return found


def _time_bare(client: httpx.Client, batches: list[bytes]) -> float:
    start = time.perf_counter()
    for batch in batches:
        client.post("/batches", content=batch).raise_for_status()
    return (time.perf_counter() - start) * 1000


def _time_push(client: httpx.Client, token: str, pen: Pen, batches: list[bytes]) -> float:
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/msgpack",
        "Content-Encoding": "zstd",
    }
    address = f"/api/v1/journals/{pen.id}/batches"
    start = time.perf_counter()
    answers = [client.post(address, content=batch, headers=headers) for batch in batches]
    took = (time.perf_counter() - start) * 1000
    for answer in answers:
        answer.raise_for_status()
    last = msgspec.msgpack.decode(msgspec.msgpack.decode(answers[-1].content, type=Signed).data, type=Receipt)
    if (last.acked, last.state, last.ruled) != (pen.last, "open", []):
        raise AssertionError(f"the server did not take everything: {last.acked} of {pen.last}, {last.state}")
    return took
