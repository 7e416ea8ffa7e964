"""HTTP/1.1 messages as bytes, whole: what the faulty line needs to know of them, and no more."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A request or a response: its head with the empty line, and its body as it was on the wire."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """All its bytes."""
        return self.head + self.body

    @property
    def path(self) -> str:
        """The target of a request, without its query."""
        return self.head.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")

    @property
    def method(self) -> str:
        """The method of a request."""
        return self.head.partition(b" ")[0].decode("latin-1")

    @property
    def last(self) -> bool:
        """Whether the connection ends with this message."""
        return header(self.head, b"connection").lower() == b"close"


def header(head: bytes, name: bytes) -> bytes:
    """The value of a header; empty where there is none."""
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip()
    return b""


async def read_request(reader: asyncio.StreamReader) -> Message | None:
    """Read the next request; None where the other side has closed, in the middle of one too."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        return Message(head, await _body(reader, head, until_close=False))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


async def read_response(reader: asyncio.StreamReader, method: str) -> Message | None:
    """Read the answer to a request of this method; None where the server has closed."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if method == "HEAD" or status in {204, 304}:
            return Message(head, b"")
        return Message(head, await _body(reader, head, until_close=True))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


async def _body(reader: asyncio.StreamReader, head: bytes, *, until_close: bool) -> bytes:
    length = header(head, b"content-length")
    if length:
        return await reader.readexactly(int(length))
    if header(head, b"transfer-encoding").lower() == b"chunked":
        return await _chunks(reader)
    return await reader.read() if until_close else b""


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while True:
        line = await reader.readuntil(b"\r\n")
        size = int(line.partition(b";")[0], 16)
        parts += [line, await reader.readexactly(size + 2)]
        if not size:
            return b"".join(parts)
