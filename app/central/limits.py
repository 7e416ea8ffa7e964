"""Bounds on what one request, one address and all of them together may take: bytes, time, threads, tries."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import anyio
import anyio.to_thread

from app.central.problems import HttpProblem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from litestar import Request
    from prometheus_client import Gauge

P = ParamSpec("P")
R = TypeVar("R")

JSON = "application/json"
MSGPACK = "application/msgpack"
BYTES = "application/octet-stream"
FORM = "application/x-www-form-urlencoded"
_CHUNKED_GUESS = 64 * 1024
_BYTES_A_SECOND = 32 * 1024
"""Slowest line on which a large body still gets through."""
_BASE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Takes:
    """What a route takes as its body: media type, most bytes on the wire, most bytes unpacked (0: not packed)."""

    media_type: str
    most: int
    unpacked: int = 0
    shape: type | None = None

    @property
    def seconds(self) -> float:
        """How long the whole body may take to arrive."""
        return _BASE_SECONDS + self.most / _BYTES_A_SECOND


class BodyBudget:
    """Bytes of request bodies that all requests together may hold."""

    def __init__(self, total: int, gauge: Gauge) -> None:
        self._left = total
        self._gauge = gauge

    @contextlib.contextmanager
    def reserve(self, size: int) -> Iterator[None]:
        """Hold `size` bytes until the end of the block; 503 where all of them are held by others."""
        if size > self._left:
            raise busy()
        self._left -= size
        self._gauge.inc(size)
        try:
            yield
        finally:
            self._left += size
            self._gauge.dec(size)


class Lane:
    """Threads for one kind of blocking work, and how many requests may wait for one of them."""

    def __init__(self, kind: str, threads: int, waiting: int, gauge: Gauge) -> None:
        self._limiter = anyio.CapacityLimiter(threads)
        self._room = threads + waiting
        self._inside = 0
        self._gauge = gauge.labels(kind)

    def check_room(self) -> None:
        """503 where too many wait already: said before a large body is read."""
        if self._inside >= self._room:
            raise busy()

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do blocking work in a thread of this lane; 503 where too many wait already."""
        self.check_room()
        self._inside += 1
        self._gauge.inc()
        try:
            return await anyio.to_thread.run_sync(lambda: work(*args, **kwargs), limiter=self._limiter)
        finally:
            self._inside -= 1
            self._gauge.dec()


class Tries:
    """How often an address may try something: `burst` at once, then `a_minute`. Remembers the latest addresses only."""

    _REMEMBERED = 20_000

    def __init__(self, a_minute: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = a_minute / 60
        self._burst = burst
        self._clock = clock
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, address: str) -> None:
        """Take one try; 429 with the seconds to wait where none is left."""
        now = self._clock()
        left, at = self._seen.pop(address, (float(self._burst), now))
        left = min(float(self._burst), left + (now - at) * self._rate)
        allowed = left >= 1
        self._seen[address] = (left - 1 if allowed else left, now)
        if len(self._seen) > self._REMEMBERED:
            self._seen.popitem(last=False)
        if not allowed:
            wait = int((1 - left) / self._rate) + 1
            raise HttpProblem("RATE", 429, "这个地址的请求过于频繁，请稍后再试。", wait=wait)

    def give_back(self, address: str) -> None:
        """The try succeeded: it was no guess, and a hall behind one address takes in its desks one after another."""
        left, at = self._seen.get(address, (float(self._burst), self._clock()))
        self._seen[address] = (min(float(self._burst), left + 1), at)


def busy() -> HttpProblem:
    """503: others are at work; the peer waits and comes again."""
    return HttpProblem("BUSY", 503, "服务器正在处理其他窗口的上传，请稍后再试；没有丢失任何内容。", wait=2)


@contextlib.asynccontextmanager
async def body_of(request: Request[Any, Any, Any], takes: Takes, budget: BodyBudget) -> AsyncIterator[bytes]:
    """The bytes of a request's body, within the limits of its route; held in the budget until the end of the block."""
    _check_media_type(request, takes)
    declared = _declared_length(request)
    if declared is not None and declared > takes.most:
        raise too_large(takes.most)
    with budget.reserve(takes.most if declared is None and takes.most > _CHUNKED_GUESS else declared or _CHUNKED_GUESS):
        try:
            async with asyncio.timeout(takes.seconds):
                body = await _read(request, takes.most)
        except TimeoutError:
            raise HttpProblem("SLOW", 408, "请求内容没有在规定时间内收到。") from None
        yield body


async def _read(request: Request[Any, Any, Any], most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise HttpProblem("BODY-FORM", 400, "连接在请求内容收完之前断开。")
        body = message.get("body")
        part = body if isinstance(body, bytes) else b""
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def too_large(most: int) -> HttpProblem:
    """413: more bytes than the route takes."""
    return HttpProblem("BODY-SIZE", 413, f"请求内容超过上限（{most // 1024} KB）。")


def _declared_length(request: Request[Any, Any, Any]) -> int | None:
    text = request.headers.get("content-length")
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _check_media_type(request: Request[Any, Any, Any], takes: Takes) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packing = request.headers.get("content-encoding", "").strip().lower()
    if given != takes.media_type:
        raise HttpProblem("BODY-TYPE", 415, f"这个地址只接受 {takes.media_type}。")
    if packing not in ({"", "identity", "zstd"} if takes.unpacked else {"", "identity"}):
        raise HttpProblem("BODY-TYPE", 415, "这个地址不接受这种压缩方式。")


def address_of(request: Request[Any, Any, Any]) -> str:
    """The peer's address, for limits; a proxy in front counts as one peer."""
    return request.client.host if request.client else ""
