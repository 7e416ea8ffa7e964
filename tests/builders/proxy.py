"""A bad line between desk and server, on loopback: it does, seeded or by script, what lines and middle boxes do.

    with FaultyLine(("127.0.0.1", port), seed=1, mix={"drop": 0.05, "duplicate": 0.05}) as line:
        desk.sync(line.url)

It reads whole HTTP/1.1 requests and answers, so that it can cut at a byte, send twice, or let a later one overtake.
`plain=False` knows no HTTP: bytes pass (TLS too) and connections are cut, delayed or swallowed as such.

As a process of its own (`LineProcess`): python -m tests.builders.proxy PORT SEED '{"drop": 0.05}' says its port, does
what is written to it (cut, mend, calm, rough) and ends with its stdin.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Literal, Self

from tests.builders.http_bytes import Message, read_request, read_response

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

Kind = Literal[
    "pass",
    "drop",  # the connection ends before the server has seen the request
    "drop-answer",  # the server has done it, the answer is lost
    "delay",  # both arrive, late
    "duplicate",  # the server gets the request twice, the client the second answer
    "hold",  # the client sees a lost connection; the request arrives after later ones
    "cut-request",  # the server gets the first bytes only
    "cut-answer",  # the client gets the first bytes only
    "blackhole",  # nothing comes, nothing ends, until the client gives up
    "unavailable",  # 503 with Retry-After, not from the server
]

EVERYTHING: dict[Kind, float] = {
    "drop": 0.04,
    "drop-answer": 0.04,
    "delay": 0.05,
    "duplicate": 0.05,
    "hold": 0.04,
    "cut-request": 0.04,
    "cut-answer": 0.04,
    "unavailable": 0.02,
}
"""Every third request meets something. A blackhole costs the time that a client waits, so it is asked for by name."""

PROBLEM = b'{"status":503,"title":"Out of service."}'
UNAVAILABLE = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Type: application/problem+json\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(PROBLEM), PROBLEM)
)


@dataclass(frozen=True)
class Fault:
    """What happens to one request. `at`: the byte of a cut (None: anywhere). `seconds`: of a delay.

    `after`: how many later requests overtake one that is held.
    """

    kind: Kind = "pass"
    at: int | None = None
    seconds: float = 0.02
    after: int = 1


class FaultyLine:
    """A proxy in a thread of its own. `met` counts what was done to requests; `seen` lists method and path of each.

    `carried` counts the bytes that went through, both ways.
    """

    def __init__(
        self,
        target: tuple[str, int],
        seed: int = 1,
        mix: Mapping[Kind, float] | None = None,
        *,
        plain: bool = True,
        port: int = 0,
    ) -> None:
        self.target, self.plain = target, plain
        self.mix = dict(mix or {})
        self.chance = random.Random(seed)
        self.met: Counter[str] = Counter()
        self.seen: list[tuple[str, str]] = []
        self.carried = 0
        self._scripted: deque[tuple[str, Fault]] = deque()
        self._held: list[tuple[int, Message]] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._busy: set[asyncio.Task[Any]] = set()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self.port = port
        started = Event()
        self._thread = Thread(target=self._serve, args=(started,), name="faulty line", daemon=True)
        self._thread.start()
        started.wait()

    @property
    def url(self) -> str:
        """Where a client reaches the server through this line."""
        return f"http{'' if self.plain else 's'}://127.0.0.1:{self.port}"

    def script(self, *faults: Fault, on: str = "") -> None:
        """Do these to the next requests (connections, where the line is not plain), in order, before the mix.

        With `on` (`PUT /api/v1/blobs`) only to requests whose method and path begin so; others pass meanwhile.
        """
        self._scripted.extend((on, fault) for fault in faults)

    def skip(self) -> None:
        """Forget what was scripted and has not been met."""
        self._scripted.clear()

    def cut(self) -> None:
        """Take the line down: connections end, new ones are refused."""
        self._call(self._down())

    def mend(self) -> None:
        """Bring the line up again, on the same port."""
        self._call(self._up())

    def lead_to(self, target: tuple[str, int]) -> None:
        """Lead to another place from now on; connections end."""
        self.target = target
        self._call(self._hang_up())

    def close(self) -> None:
        """End it and its thread."""
        if self._thread.is_alive():
            self._call(self._down())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=10)
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, started: Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._up())
        started.set()
        self._loop.run_forever()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    async def _up(self) -> None:
        handle = self._talk if self.plain else self._relay
        self._server = await asyncio.start_server(handle, "127.0.0.1", self.port, limit=2**26)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _down(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        await self._hang_up()

    async def _hang_up(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()
        for task in list(self._busy):
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def _fault(self, asked: str = "") -> Fault:
        if self._scripted:
            on, fault = self._scripted[0]
            if not asked.startswith(on):
                return Fault()
            self._scripted.popleft()
            return fault
        drawn = self.chance.random()
        for kind, share in self.mix.items():
            drawn -= share
            if drawn < 0:
                return Fault(kind, seconds=self.chance.random() * 0.05, after=self.chance.randint(1, 4))
        return Fault()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._enter(writer)
        upstream = _Upstream(self.target)
        try:
            while (request := await read_request(reader)) is not None:
                if not await self._request(request, upstream, reader, writer):
                    break
                self._deliver_held()
        except (ConnectionError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            upstream.close()
            self._leave(writer)

    async def _request(
        self, request: Message, upstream: _Upstream, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Pass one request on, or not; whether the connection goes on."""
        fault = self._fault(f"{request.method} {request.path}")
        self.met[fault.kind] += 1
        self.seen.append((request.method, request.path))
        match fault.kind:
            case "drop":
                return False
            case "hold":
                self._held.append((fault.after, request))
                return False
            case "unavailable":
                return await _say(writer, UNAVAILABLE)
            case "blackhole":
                await reader.read(1)
                return False
            case "cut-request":
                await upstream.send_part(request.raw[: self._place(fault, len(request.raw))])
                return False
            case "delay":
                await asyncio.sleep(fault.seconds)
            case "duplicate":
                await upstream.ask(request)
        answer = await upstream.ask(request)
        self.carried += len(request.raw) + (0 if answer is None else len(answer.raw))
        if answer is None or fault.kind == "drop-answer":
            return False
        if fault.kind == "cut-answer":
            await _say(writer, answer.raw[: self._place(fault, len(answer.raw))])
            return False
        return await _say(writer, answer.raw) and not answer.last

    def _place(self, fault: Fault, size: int) -> int:
        """The byte before which the line is cut; never the whole message."""
        return self.chance.randrange(size) if fault.at is None else min(fault.at, size - 1)

    def _deliver_held(self) -> None:
        """After each request that went through: what was held back long enough goes to the server now."""
        self._held = [(after - 1, message) for after, message in self._held]
        for after, message in list(self._held):
            if after <= 0:
                self._held.remove((after, message))
                task = self._loop.create_task(self._late(message))
                self._busy.add(task)
                task.add_done_callback(self._busy.discard)

    async def _late(self, message: Message) -> None:
        upstream = _Upstream(self.target)
        try:
            await upstream.ask(message)
        finally:
            upstream.close()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._enter(writer)
        fault = self._fault()
        self.met[fault.kind] += 1
        try:
            if fault.kind == "drop":
                return
            if fault.kind == "blackhole":
                await reader.read()
                return
            if fault.kind == "delay":
                await asyncio.sleep(fault.seconds)
            await self._both_ways(fault, reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._leave(writer)

    async def _both_ways(self, fault: Fault, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy bytes; a cut counts those of its own direction."""
        answer, request = await asyncio.open_connection(*self.target)
        size = {"cut-request": 4096, "cut-answer": 16384}.get(fault.kind, 0)
        at = self._place(fault, fault.at + 1 if fault.at is not None else size) if size else None
        there = asyncio.ensure_future(_copy(reader, request, at if fault.kind == "cut-request" else None))
        back = asyncio.ensure_future(_copy(answer, writer, at if fault.kind == "cut-answer" else None))
        try:
            await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (there, back):
                task.cancel()
            await asyncio.gather(there, back, return_exceptions=True)
            request.transport.abort()

    def _enter(self, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)

    def _leave(self, writer: asyncio.StreamWriter) -> None:
        self._open.discard(writer)
        task = asyncio.current_task()
        assert task is not None
        self._busy.discard(task)
        writer.close()


class _Upstream:
    """The connection to the server that belongs to one of a client's; opened when it is needed."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, request: Message) -> Message | None:
        """Send a request and read its answer; once more where the server had closed a kept connection."""
        for kept in (self.streams is not None, False):
            with suppress(ConnectionError):
                reader, writer = await self._connect()
                writer.write(request.raw)
                await writer.drain()
                answer = await read_response(reader, request.method)
                if answer is not None:
                    if answer.last:
                        self.close()
                    return answer
            self.close()
            if not kept:
                return None
        return None

    async def send_part(self, data: bytes) -> None:
        """Send the first bytes of a request and hang up."""
        with suppress(ConnectionError):
            _, writer = await self._connect()
            writer.write(data)
            await writer.drain()
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.streams is None:
            self.streams = await asyncio.open_connection(*self.target, limit=2**26)
        return self.streams


async def _say(writer: asyncio.StreamWriter, data: bytes) -> bool:
    writer.write(data)
    await writer.drain()
    return True


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at: int | None) -> None:
    """Copy until the end, or up to a byte."""
    left = at
    while data := await reader.read(65536):
        part = data if left is None else data[:left]
        writer.write(part)
        await writer.drain()
        if left is not None:
            left -= len(part)
            if left <= 0:
                return


class LineProcess:
    """A bad line in a process of its own, for whoever forks or has little time."""

    def __init__(self, port: int, seed: int = 1, mix: Mapping[Kind, float] | None = None) -> None:
        command = [sys.executable, "-m", "tests.builders.proxy", str(port), str(seed), json.dumps(dict(mix or {}))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self._said())

    @property
    def url(self) -> str:
        """Where a client reaches the server through this line."""
        return f"http://127.0.0.1:{self.port}"

    def tell(self, word: Literal["cut", "mend", "calm", "rough"]) -> None:
        """Take it down, bring it up, let everything pass, or do again what the mix says; returns when it is so."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        self._said()

    def close(self) -> dict[str, int]:
        """End it; what requests met, counted."""
        said, _ = self._process.communicate()
        met: dict[str, int] = json.loads(said)
        return met

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def main(arguments: list[str]) -> None:
    """Run as a process: the port on a line, an answer to each word, at the end of stdin what was met as JSON."""
    port, seed, mix = int(arguments[0]), int(arguments[1]), json.loads(arguments[2])
    with FaultyLine(("127.0.0.1", port), seed, mix) as line:
        print(line.port, flush=True)
        words = {
            "cut": line.cut,
            "mend": line.mend,
            "calm": line.mix.clear,
            "rough": lambda: line.mix.update(mix),
        }
        for word in sys.stdin:
            words[word.strip()]()
            print(word.strip(), flush=True)
        print(json.dumps(line.met), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
