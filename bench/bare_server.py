"""The floor of a push: the same HTTP stack, the same bytes, one insert into the same database, and nothing else.

    python -m bench.bare_server URL

No hash, no signature, no rights, no rulings, no projections. Says its port on a line and ends with its stdin.
"""

from __future__ import annotations

import socket
import sqlite3
import sys
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import psycopg
import uvicorn
import zstandard
from litestar import Litestar, Request, post
from litestar.datastructures import State
from sqlalchemy import make_url

from app.store.exchange import Batch

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[str, int, bytes, bytes | None, bytes | None]

TABLE = """CREATE TABLE events (position {serial}, journal text NOT NULL, seq bigint NOT NULL, header {bytes} NOT NULL,
salt {bytes}, body {bytes}, UNIQUE (journal, seq))"""


class Sink(Protocol):
    """Where rows go, a batch in a transaction."""

    def insert(self, rows: Sequence[Row]) -> None:
        """Insert and commit."""


class SqliteSink:
    """SQLite as the server uses it: WAL, every commit durable."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(TABLE.format(serial="integer PRIMARY KEY", bytes="blob"))

    def insert(self, rows: Sequence[Row]) -> None:
        """Insert and commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO events (journal,seq,header,salt,body) VALUES (?,?,?,?,?)", rows)
        self._connection.execute("COMMIT")


class PostgresSink:
    """PostgreSQL by psycopg."""

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        where: dict[str, Any] = {"host": parts.query.get("host") or parts.host, "user": parts.username}
        self._connection = psycopg.connect(dbname=parts.database, port=parts.port, password=parts.password, **where)
        self._connection.execute(TABLE.format(serial="bigserial PRIMARY KEY", bytes="bytea").encode())
        self._connection.commit()

    def insert(self, rows: Sequence[Row]) -> None:
        """Insert and commit."""
        with self._connection.cursor() as cursor:
            cursor.executemany("INSERT INTO events (journal,seq,header,salt,body) VALUES (%s,%s,%s,%s,%s)", rows)
        self._connection.commit()


@post("/batches")
async def take(request: Request[Any, Any, State], state: State) -> dict[str, int]:
    """Unpack a batch and insert its rows."""
    packed = await request.body()
    batch = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed), type=Batch)
    numbered = enumerate(batch.events, batch.first)
    state.sink.insert([(batch.journal, seq, event.header, event.salt, event.body) for seq, event in numbered])
    return {"taken": len(batch.events)}


def main(url: str) -> None:
    """Serve on a free port of loopback until stdin ends."""
    sink = PostgresSink(url) if url.startswith("postgresql") else SqliteSink(make_url(url).database or "")
    app = Litestar([take], state=State({"sink": sink}), request_max_body_size=2**26)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", access_log=False))
    Thread(target=_wait, args=(server,), daemon=True).start()
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    server.run(sockets=[listening])


def _wait(server: uvicorn.Server) -> None:
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    main(sys.argv[1])
