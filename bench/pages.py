"""Pages of the server over 1.5 million cases on PostgreSQL, against the bare queries that they need.

Some real cases are taken at a desk and sent; their heads are then multiplied in the database (a copy keeps what is
looked up and listed, not the folded state, which only the page of that one case reads). One case in seventy-five waits
for a department. A page is one request over a connection that is kept open; its floor are the same reading statements, as
the program sends them, sent again by the bare driver on a connection of its own.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import event

from app.store import keyring
from app.usecases.central.accounts import add_user
from app.usecases.central.acting import Actor
from app.usecases.central.case_page import case_page
from app.usecases.central.progress import progress_by_code
from app.usecases.central.work_list import WorkQuery, departments_named, work_list
from bench.figure import Figure, limited, p95, timed
from tests.builders.cluster import ServerProcess
from tests.builders.filings import item_of, starting_catalogue
from tests.builders.postgres import Postgres
from tests.builders.quick_passwords import quick_parameters
from tests.builders.simulated_desk import SimulatedDesk
from tests.life.town import Web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from app.usecases.central.server import Server

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
    web = Web.at(server.url)
    web.submit(web.page("/console/log-in"), "/console/log-in", name=NAME, password=PASSWORD)
    with server.opened() as opened:
        today = opened.now().date()
        department = departments_named(starting_catalogue().department_of(item_of(ITEM)).full_name)
        who = Actor(NAME, "approver")
        pages: list[tuple[str, str, Callable[[], object]]] = [
            ("approver's work list", "/console/work", lambda: work_list(opened.ledger, WorkQuery("all", department), today)),
            (
                "approver's page of a case",
                f"/console/cases/{case_no}",
                lambda: case_page(opened, case_no, who, "bench"),
            ),
            ("public page of a receipt's code", f"/q/1/{code}", lambda: progress_by_code(opened, code)),
        ]
        found = [figure for page in pages for figure in _page(web.client, opened, url, *page)]
    web.client.close()
    return found


def _page(
    client: httpx.Client, server: Server, url: str, name: str, path: str, work: Callable[[], object]
) -> list[Figure]:
    """The page's time beside its queries', and under the limit."""
    statements = _statements(server, work)
    ours: list[float] = []
    bare: list[float] = []
    with psycopg.connect(_plain(url)) as connection:
        for warming in (True, False):
            for _ in range(3 if warming else ROUNDS):
                page, queries = timed(lambda: _opened(client, path)), timed(lambda: _sent(connection, statements))
                if not warming:
                    ours.append(page)
                    bare.append(queries)
    of = f"{name}, 1.5 million cases"
    return [
        Figure(of, "ms", ours, bare, f"its {len(statements)} queries, bare", 2),
        limited(f"{of}, p95", "ms", [p95(ours)], LIMIT, "50 ms"),
    ]


def _opened(client: httpx.Client, path: str) -> None:
    client.get(path, follow_redirects=True).raise_for_status()


def _statements(server: Server, work: Callable[[], object]) -> list[Statement]:
    """The reading statements that a piece of work sends, once it is warm."""
    seen: list[Statement] = []
    engine = server.store.engine

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append((statement, parameters))

    work()
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return seen


def _sent(connection: psycopg.Connection[Any], statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for statement, parameters in statements:
            cursor.execute(statement.encode(), parameters)
            cursor.fetchall()
    connection.rollback()
