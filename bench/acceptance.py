"""A durable acceptance against the bare SQLCipher transaction that writes the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.bootstrap import create_workplace, places
from app.usecases.accept import accept
from bench.figure import Figure, median, timed
from tests.builders.filings import complete_filing, item_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.usecases.workplace import Workplace

ROUNDS = 300
TABLES = ("events", "cases", "documents", "originals", "visits")
KEY = "ab" * 32


def figures(folder: Path) -> list[Figure]:
    """Store part and whole use case, each over the same rows written bare."""
    workplace = create_workplace(places(folder / "acceptance"), "王芳", "bench-密码-1", "C03", "500106", evaluation=True)
    filing = complete_filing(item_of("GT-04"), workplace.today())
    for _ in range(20):
        accept(workplace, filing)
    whole = [timed(lambda: accept(workplace, filing)) for _ in range(ROUNDS)]
    part = [_store_part(workplace, filing) for _ in range(ROUNDS)]
    bare = Bare(workplace, folder / "bare.db")
    floor = [timed(lambda i=i: bare.write(i)) for i in range(len(bare.groups))]
    workplace.store.close()
    least = median(floor[20:])
    of = "bare sqlcipher3, WAL, FULL, the same rows"
    return [
        Figure("acceptance, durable: store part", median(part), "ms", least, of, 2.5),
        Figure("acceptance, durable: whole use case", median(whole), "ms", least, of, 6),
    ]


def _store_part(workplace: Workplace, filing: Any) -> float:
    """Only append, project and commit: the events were decided and the papers signed before the clock starts."""
    from app.store import unit_of_work as module

    spent = 0.0
    original = module.UnitOfWork.append
    commit = module.UnitOfWork.commit

    def timed_append(self: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal spent
        stored: list[Any] = []
        spent += timed(lambda: stored.extend(original(self, *args, **kwargs)))
        return stored

    def timed_commit(self: Any) -> None:
        nonlocal spent
        spent += timed(lambda: commit(self))

    module.UnitOfWork.append = timed_append  # type: ignore[method-assign]  # the benchmark's stop-watch
    module.UnitOfWork.commit = timed_commit  # type: ignore[method-assign]  # the benchmark's stop-watch
    try:
        accept(workplace, filing)
    finally:
        module.UnitOfWork.append = original  # type: ignore[method-assign]  # put back
        module.UnitOfWork.commit = commit  # type: ignore[method-assign]  # put back
    return spent


class Bare:
    """The rows of real acceptances, written again through the bare driver into a database of the same schema."""

    def __init__(self, workplace: Workplace, path: Path) -> None:
        from sqlcipher3 import dbapi2

        self.connection = dbapi2.connect(str(path), isolation_level=None)
        self.connection.execute(f"PRAGMA key=\"x'{KEY}'\"")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self.connection.execute(f"PRAGMA {pragma}")
        with workplace.store.read() as source:
            for (sql,) in source.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type DESC"
            ):
                self.connection.execute(sql)
            self._copy(source, "journals", "")
            self.groups = self._groups(source)

    def _copy(self, source: Any, table: str, where: str) -> None:
        rows = source.exec_driver_sql(f"SELECT * FROM {table} {where}").fetchall()
        marks = ",".join("?" * len(rows[0]))
        self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(r) for r in rows])

    def _groups(self, source: Any) -> list[list[tuple[str, list[tuple[Any, ...]]]]]:
        """Rows by case, table by table."""
        groups = []
        for case_id, case_no in source.exec_driver_sql("SELECT case_id, case_no FROM cases ORDER BY case_no").fetchall():
            first, last = source.exec_driver_sql(
                "SELECT min(seq), max(seq) FROM events WHERE subject_id = ?", (case_id,)
            ).one()
            wanted = {
                "events": f"WHERE seq BETWEEN {first - 1} AND {last + 1}",
                "cases": f"WHERE case_id = '{case_id}'",
                "documents": f"WHERE subject_id = '{case_id}'",
                "originals": f"WHERE case_id = '{case_id}'",
                "visits": f"WHERE case_no = '{case_no}'",
            }
            rows = [
                (table, [tuple(r) for r in source.exec_driver_sql(f"SELECT * FROM {table} {wanted[table]}").fetchall()])
                for table in TABLES
            ]
            groups.append(rows)
        return groups

    def write(self, index: int) -> None:
        """One transaction with the rows of one acceptance, and the series row that it moves on."""
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        for table, rows in self.groups[index]:
            if rows:
                marks = ",".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        execute("INSERT INTO series VALUES ('a', ?) ON CONFLICT (key) DO UPDATE SET last = excluded.last", (index,))
        execute("INSERT INTO series VALUES ('b', ?) ON CONFLICT (key) DO UPDATE SET last = excluded.last", (index,))
        execute("COMMIT")
