"""Making the rows of escalations, ratings, office days and online requests again, and comparing them.

Notices are never made again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from app.store.central import office, online_requests
from app.store.central.values import read_value, write_value
from app.store.projections import RebuildReport
from app.usecases.central.following import OFFICE, follow, follow_within

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.central.server import Server

TABLES = ("office_escalations", "office_ratings", "office_days", "online_requests")


class _Undone(Exception):
    """Ends the write of a comparison, which is rolled back."""


def rebuild_office(server: Server) -> RebuildReport:
    """Make the rows again from the events."""
    with server.store.write() as connection:
        write_value(connection, server.area, OFFICE, 0)
        _forget_all(connection, server.area)
    follow(server)
    with server.store.read() as connection:
        rows = _everything(server, connection)
    return RebuildReport(len(TABLES), sum(map(len, rows.values())), [])


def check_office(server: Server) -> RebuildReport:
    """Compare the rows with those that the events make; nothing is changed: what was made is rolled back."""
    follow(server)
    kept: dict[str, list[Any]] = {}
    made: dict[str, list[Any]] = {}
    try:
        with server.store.write() as connection:
            kept = _everything(server, connection)
            _forget_all(connection, server.area)
            _make(server, connection)
            made = _everything(server, connection)
            raise _Undone
    except _Undone:
        pass
    found = [_difference(table, kept[table], made[table]) for table in TABLES]
    rows = sum(map(len, made.values()))
    return RebuildReport(len(TABLES), rows, [one for one in found if one["missing"] or one["surplus"]])


def _forget_all(connection: Connection, area: str) -> None:
    office.forget_all(connection, area)
    online_requests.forget_all(connection, area)


def _everything(server: Server, connection: Connection) -> dict[str, list[Any]]:
    found = office.everything(connection, server.area, server.ledger.vault)
    requests = online_requests.everything(connection, server.area, server.ledger.vault)
    return {**found, "online_requests": requests}


def _make(server: Server, connection: Connection) -> None:
    end = int(read_value(connection, server.area, OFFICE, 0))
    write_value(connection, server.area, OFFICE, 0)
    while int(read_value(connection, server.area, OFFICE, 0)) < end:
        follow_within(server, connection)


def _difference(table: str, kept: list[Any], made: list[Any]) -> dict[str, Any]:
    left, right = Counter(kept), Counter(made)
    return {"table": table, "missing": sum((right - left).values()), "surplus": sum((left - right).values())}
