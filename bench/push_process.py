"""The floor of a push: the same HTTP stack, the same structures read, the same bytes in one bare table.

    python -m bench.push_process DATABASE

Prints its address once it listens. No chain, no signature, no right, no ruling, no projection, no encryption.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import sys
from typing import TYPE_CHECKING, Any

import msgspec
import psycopg
import uvicorn
import zstandard
from litestar import Litestar, Request, Response, post

from app.central.serve import PatientProtocol
from app.store.exchange import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = "position, journal, seq, header, salt, body"
decode = msgspec.msgpack.Decoder(Batch).decode


def sqlite_writer(path: str) -> Callable[[list[tuple[Any, ...]]], None]:
    """A table in an SQLite file, as durable as the server's: WAL, FULL."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE bare (position INTEGER PRIMARY KEY, journal TEXT, seq INTEGER, header BLOB, salt BLOB, body BLOB,"
        " UNIQUE (journal, seq))"
    )

    def write(rows: list[tuple[Any, ...]]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO bare ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")

    return write


def postgres_writer(url: str) -> Callable[[list[tuple[Any, ...]]], None]:
    """The same table in PostgreSQL."""
    connection = psycopg.connect(url.replace("postgresql+psycopg", "postgresql"))
    connection.execute(
        "CREATE TABLE bare (position BIGINT PRIMARY KEY, journal TEXT, seq BIGINT, header BYTEA, salt BYTEA, body BYTEA,"
        " UNIQUE (journal, seq))"
    )
    connection.commit()

    def write(rows: list[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO bare ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)", rows)
        connection.commit()

    return write


def application(write: Callable[[list[tuple[Any, ...]]], None]) -> Litestar:
    """One route that takes a batch."""
    last = 0

    def take(body: bytes) -> bytes:
        nonlocal last
        batch = decode(zstandard.ZstdDecompressor().decompress(body, max_output_size=16 * 1024 * 1024))
        rows = [
            (last + number, batch.journal, batch.first + number - 1, event.header, event.salt, event.body)
            for number, event in enumerate(batch.events, start=1)
        ]
        write(rows)
        last += len(rows)
        return msgspec.msgpack.encode(last)

    @post("/batches", status_code=200)
    async def push(request: Request[Any, Any, Any]) -> Response[bytes]:
        body = await request.body()
        return Response(await asyncio.to_thread(take, body), media_type="application/msgpack")

    return Litestar([push], openapi_config=None, logging_config=None)


def main(database: str) -> None:
    """Serve until the end."""
    write = sqlite_writer(database.removeprefix("sqlite:///")) if "sqlite" in database else postgres_writer(database)
    listening = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(application(write), http=PatientProtocol, ws="none", log_config=None, access_log=False)
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(sys.argv[1])
