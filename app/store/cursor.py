"""How far this store has read the area's one order of events: (epoch, position). Stands in every event written after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.store.settings import read_bytes, write_bytes

if TYPE_CHECKING:
    from sqlalchemy import Connection

CURSOR = "sync.cursor"


class Cursor(msgspec.Struct, frozen=True):
    """The last position read, and the epoch of the server that counted it; ("", 0) before the first exchange.

    Up to `base` the order is that of the epoch before: what came after that has been told in this one.
    """

    epoch: str = ""
    position: int = 0
    base: int = 0


_NOWHERE = Cursor()
_decode = msgspec.json.Decoder(Cursor).decode


def cursor(connection: Connection) -> Cursor:
    """Return how far this store has read."""
    kept = read_bytes(connection, CURSOR)
    return _NOWHERE if kept is None else _decode(kept)


def write_cursor(connection: Connection, reached: Cursor) -> None:
    """Note how far this store has read; in the transaction that took what was read."""
    write_bytes(connection, CURSOR, msgspec.json.encode(reached))
