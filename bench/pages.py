"""Pages of the server over 1.5 million cases on PostgreSQL, against the bare queries that they need.

Some real cases are taken at a desk and sent; their heads are then multiplied in the database (a copy keeps what is
looked up and listed, not the folded state, which only the page of that one case reads). One case in seventy-five waits
for a department. A page is one request over a connection that is kept open, by the standard library's plain client: how long
a browser's own work takes is not the server's. Its floor are the same reading statements, as the program sends them, sent
again by the bare driver in one transaction of its own. What the page writes (that a record was opened, with its commit) has
no floor here.
"""

from __future__ import annotations

import io
import json
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import psycopg
from sqlalchemy import event

from app.store import keyring
from app.usecases.central.accounts import add_user
from bench.figure import Figure, limited, p95, timed
from tests.builders.cluster import ServerProcess
from tests.builders.filings import item_of
from tests.builders.http_central import Served
from tests.builders.postgres import Postgres
from tests.builders.quick_passwords import quick_parameters
from tests.builders.simulated_desk import SimulatedDesk
from tests.life.town import Web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


COUNT = 1_500_000
REAL = 40
WAITING = 75
"""One case of so many waits for a department; the others are closed."""
ROUNDS = 40
LIMIT = 50.0
NAME, PASSWORD = "周岚", "部门-密码-77"
ITEM = "GT-04"
_COPY = """
INSERT INTO case_heads ({columns})
SELECT {values} FROM case_heads c, generate_series(1, {times}) n
"""
Statement = tuple[str, Any]


def figures(folder: Path) -> list[Figure]:
    """Make the database, then time each page beside its queries."""
    keyring.fresh_parameters = quick_parameters
    postgres = Postgres()
    try:
        url = postgres.database()
        with ServerProcess.made(folder / "central", url) as server:
            codes = _taken(server, folder / "desk")
            with server.opened() as opened:
                add_user(opened, NAME, "approver", password=PASSWORD, department=item_of(ITEM).department)
            _multiply(url)
            return _measured(server, url, codes)
    finally:
        postgres.close()


def _taken(server: ServerProcess, folder: Path) -> list[str]:
    """Take real cases at a desk and send them; the case number and the code of a receipt."""
    desk = SimulatedDesk.enrolled(folder, server.url, server.code("C01", "H1"), "窗口一")
    dones = [desk.hand.accept(ITEM) for _ in range(REAL)]
    desk.sync()
    last = dones[-1]
    qr = next(text for p in last.papers if (text := _code_in(p.meant.data)))
    desk.close()
    return [last.state.case_no, qr.partition("/q/1/")[2]]


def _code_in(data: Any) -> str:
    """The address of a document's code, wherever it stands in what is printed."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    at = text.find("/q/1/")
    return "" if at < 0 else text[at : text.find('"', at)]


def _multiply(url: str) -> None:
    """Copy the heads until there are 1.5 million, each under an id and a number of its own."""
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        found = connection.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'case_heads'")
        names = [row[0] for row in found]
        open_one = f"n % {WAITING} = 0"
        changed = {
            "case_id": "md5(c.case_id || n)",
            "case_no": "left(c.case_no, 20) || '-' || to_char(n, 'FM000000') || right(c.case_no, 6)",
            "stage": f"CASE WHEN {open_one} THEN c.stage ELSE '' END",
            "due": "to_char(c.due::date + (n % 40)::int - 5, 'YYYY-MM-DD')",
            "open": open_one,
            "state": "substring(c.state from 1 for 64)",
        }
        for name in ("id_key", "name_key", "phone_key"):
            changed[name] = f"substring(sha256(c.{name} || int4send(n)) from 1 for length(c.{name}))"
        values = ", ".join(changed.get(name, f"c.{name}") for name in names)
        copy = _COPY.format(columns=", ".join(names), values=values, times=COUNT // REAL)
        connection.execute(copy.encode())
        connection.execute("VACUUM ANALYZE case_heads")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")


def _measured(server: ServerProcess, url: str, codes: list[str]) -> list[Figure]:
    case_no, code = codes
    pages = [
        ("approver's work list", "/console/work"),
        ("approver's page of a case", f"/console/cases/{case_no}"),
        ("public page of a receipt's code", f"/q/1/{code}"),
    ]
    with _noted(server, [path for _, path in pages]) as noted:
        statements = dict(noted)
    visitor = _Visitor(server.url)
    found = [figure for name, path in pages for figure in _page(visitor, url, name, path, statements[path])]
    visitor.close()
    return found


class _Visitor:
    """An approver's browser, cut down to its line: one connection, his cookie."""

    def __init__(self, url: str) -> None:
        web = Web.at(url)
        web.submit(web.page("/console/log-in"), "/console/log-in", name=NAME, password=PASSWORD)
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in web.client.cookies.items())}
        web.client.close()
        place = urlsplit(url)
        self._line = HTTPConnection(place.hostname or "", place.port)

    def open(self, path: str) -> None:
        """Ask for a page and read it whole."""
        self._line.request("GET", path, headers=self._headers)
        answer = self._line.getresponse()
        answer.read()
        if answer.status != 200:
            raise ValueError(path)

    def close(self) -> None:
        """Hang up."""
        self._line.close()


@contextmanager
def _noted(server: ServerProcess, paths: list[str]) -> Iterator[Iterator[tuple[str, list[Statement]]]]:
    """The reading statements of each page with who is logged in, as a server in this process sends them once it is warm.

    What the server does beside it now and then is none of them: of several openings the one with the fewest counts.
    """
    seen: list[Statement] = []

    class Noting(psycopg.Cursor[Any]):
        """The driver's cursor, which remembers what it was given."""

        def execute(self, query: Any, params: Any = None, **how: Any) -> Self:
            """Execute as ever."""
            if str(query).lstrip().upper().startswith("SELECT"):
                seen.append((str(query), params))
            return super().execute(query, params, **how)

    def note(connection: Any, _record: object) -> None:
        connection.cursor_factory = Noting

    def asked(visitor: _Visitor, path: str) -> list[Statement]:
        found = []
        for _ in range(5):
            seen.clear()
            visitor.open(path)
            found.append(list(seen))
        return min(found[1:], key=len)

    with server.opened() as opened:
        opened.store.close()
        event.listen(opened.store.engine, "connect", note)
        with Served(opened, io.StringIO()) as served:
            visitor = _Visitor(served.url)
            yield ((path, asked(visitor, path)) for path in paths)
            visitor.close()


def _page(visitor: _Visitor, url: str, name: str, path: str, statements: list[Statement]) -> list[Figure]:
    """The page's time beside its queries', and under the limit."""
    ours: list[float] = []
    bare: list[float] = []
    with psycopg.connect(_plain(url)) as connection:
        for warming in (True, False):
            for _ in range(8 if warming else ROUNDS):  # psycopg prepares a statement at the fifth time
                page, queries = timed(lambda: visitor.open(path)), timed(lambda: _sent(connection, statements))
                if not warming:
                    ours.append(page)
                    bare.append(queries)
    of = f"{name}, 1.5 million cases"
    return [
        Figure(of, "ms", ours, bare, f"its {len(statements)} queries, bare", 2),
        limited(f"{of}, p95", "ms", [p95(ours)], LIMIT, "50 ms"),
    ]


def _sent(connection: psycopg.Connection[Any], statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement.encode(), parameters)
            cursor.fetchall()
    connection.rollback()
