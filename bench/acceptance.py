"""A durable acceptance against the bare SQLCipher transaction that writes the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from app.bootstrap import create_workplace, places
from app.store.event import NewEvent, Subject
from app.store.journal_events import JOURNAL
from app.usecases.accept import accept
from bench.figure import Figure, limited, timed
from tests.builders.filings import complete_filing, item_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace

WARM = 30
ROUNDS = 300
FLOOR = "bare sqlcipher3, WAL, FULL, the same rows"
KEY = "ab" * 32
TABLES = ("events", "cases", "originals", "documents", "series", "visits")

Rows = list[tuple[str, list[tuple[Any, ...]]]]
"""Table and rows, in the order in which they are written."""


def figures(folder: Path) -> list[Figure]:
    """Each round: one acceptance; its events written again by a second store; its rows written again bare."""
    workplace, second = _workplace(folder / "first"), _workplace(folder / "second")
    bare = Bare(workplace, folder / "bare.db")
    filing = complete_filing(item_of("GT-04"), workplace.today())
    whole, part, floor = [], [], []
    commits: list[int] = []
    event.listen(workplace.store.engine, "commit", lambda _connection: commits.append(1))
    for _ in range(WARM + ROUNDS):
        after = workplace.store.last_arrival()
        whole.append(timed(lambda: accept(workplace, filing)))
        events, rows = _written(workplace, after)
        part.append(timed(lambda events=events: _store(second, events)))  # type: ignore[misc]  # bound at once
        floor.append(timed(lambda rows=rows: bare.write(rows)))  # type: ignore[misc]  # bound at once
    each = len(commits) / (WARM + ROUNDS)
    for place in (workplace, second):
        place.store.close()
    least = floor[WARM:]
    return [
        Figure("acceptance, durable: store part", "ms", part[WARM:], least, FLOOR, 2.5),
        Figure("acceptance, durable: whole use case", "ms", whole[WARM:], least, FLOOR, 6),
        limited("acceptance, durable: commits, each with one fsync", "", [each], 1, "one"),
    ]


def _workplace(home: Path) -> Workplace:
    return create_workplace(places(home), "王芳", "bench-密码-1", "C03", "500106", evaluation=True)


def _store(workplace: Workplace, events: list[NewEvent]) -> None:
    """The store part: begin, read head and clock, append, project, commit. What is stored was decided before."""
    with workplace.store.write() as uow:
        uow.append(events)
        uow.commit()


def _written(workplace: Workplace, after: int) -> tuple[list[NewEvent], Rows]:
    """What one acceptance wrote: its events as they were before they were stored, and its rows in every table."""
    types = workplace.store.program.types
    with workplace.store.read() as connection:
        arrived = connection.exec_driver_sql("SELECT * FROM events WHERE arrival > ?", (after,)).all()
        stored = [types.decode(row.kind, 1, row.body) for row in arrived]
        subjects = [Subject(row.subject_kind, row.subject_id) for row in arrived]
        case = next(s.id for s in subjects if s.kind == "case")
        rows = _rows(connection, case, after)
    assert JOURNAL not in {s.kind for s in subjects}
    return [NewEvent(s, body) for s, body in zip(subjects, stored, strict=True)], rows


def _rows(connection: Connection, case: str, after: int) -> Rows:
    case_no = connection.exec_driver_sql("SELECT case_no FROM cases WHERE case_id = ?", (case,)).scalar_one()
    wanted = {
        "events": ("arrival > ?", after),
        "cases": ("case_id = ?", case),
        "originals": ("case_id = ?", case),
        "documents": ("subject_id = ?", case),
        "series": ("key LIKE 'case:%' OR key IN (SELECT series FROM documents WHERE subject_id = ?)", case),
        "visits": ("case_no = ?", case_no),
    }
    found = {t: connection.exec_driver_sql(f"SELECT * FROM {t} WHERE {w}", (v,)).all() for t, (w, v) in wanted.items()}
    return [(table, [tuple(row) for row in found[table]]) for table in TABLES]


class Bare:
    """The same database by the bare driver: same schema, same pragmas that decide durability."""

    def __init__(self, workplace: Workplace, path: Path) -> None:
        from sqlcipher3 import dbapi2

        self._connection = dbapi2.connect(str(path), isolation_level=None, cached_statements=256)
        self._connection.execute(f"PRAGMA key=\"x'{KEY}'\"")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type DESC"
        with workplace.store.read() as source:
            for (sql,) in source.exec_driver_sql(schema):
                self._connection.execute(sql)
            (journal,) = source.exec_driver_sql("SELECT * FROM journals").all()
        self._insert("journals", [tuple(journal)])

    def write(self, rows: Rows) -> None:
        """One transaction with the rows of one acceptance."""
        self._connection.execute("BEGIN IMMEDIATE")
        for table, values in rows:
            if values:
                self._insert(table, values)
        self._connection.execute("COMMIT")

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        marks = ",".join("?" * len(rows[0]))
        verb = "INSERT OR REPLACE" if table == "series" else "INSERT"
        self._connection.executemany(f"{verb} INTO {table} VALUES ({marks})", rows)
