"""Many rows at once by the driver's own fastest way: executemany on SQLite, COPY on PostgreSQL. No ORM, no wrapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, Text, literal

from db.types import Day, Flag, Moment, Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.engine import Dialect

YES, NO = literal(value=True, type_=Flag()), literal(value=False, type_=Flag())
"""For comparing a flag: `IS ?` is no SQL of PostgreSQL."""

CHUNK = 500
"""Most values of one IN list."""


class Rows:
    """Rows of some columns of one table, given as tuples in the order of the columns."""

    def __init__(self, table: Table, columns: Sequence[str] = ()) -> None:
        self.table = table
        self.columns = tuple(columns) or tuple(c.name for c in table.columns)
        self._ready: dict[str, tuple[str, list[tuple[int, Any]], list[str]]] = {}

    def insert(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write new rows; a key that is there already is the driver's error."""
        if not rows:
            return
        dialect = connection.dialect
        sql, converts, types = self._of(dialect)
        values = _converted(rows, converts)
        cursor = cursor_of(connection)
        if dialect.name == "sqlite" or len(rows) < 4:
            _send(cursor, sql, values)
            return
        names = ", ".join(f'"{name}"' for name in self.columns)
        with cursor.copy(f"COPY {self.table.name} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(types)
            write = copy.write_row
            for row in values:
                write(row)

    def put(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write rows in place of those with the same primary key."""
        if not rows:
            return
        sql, converts, _ = self._of(connection.dialect)
        keys = [column.name for column in self.table.primary_key]
        change = ", ".join(f'"{name}" = excluded."{name}"' for name in self.columns if name not in keys)
        conflict = ", ".join(f'"{name}"' for name in keys)
        _send(
            cursor_of(connection),
            f"{sql} ON CONFLICT ({conflict}) DO UPDATE SET {change}",
            _converted(rows, converts),
        )

    def _of(self, dialect: Dialect) -> tuple[str, list[tuple[int, Any]], list[str]]:
        ready = self._ready.get(dialect.name)
        if ready is None:
            columns = [self.table.c[name] for name in self.columns]
            mark = "?" if dialect.name == "sqlite" else "%s"
            names = ", ".join(f'"{name}"' for name in self.columns)
            marks = ", ".join([mark] * len(columns))
            sql = f"INSERT INTO {self.table.name} ({names}) VALUES ({marks})"  # noqa: S608 (own names)
            bound = [(i, c.type.dialect_impl(dialect).bind_processor(dialect)) for i, c in enumerate(columns)]
            wanted = [(i, convert) for i, convert in bound if convert is not None and not _is_bytes(columns[i].type)]
            ready = self._ready[dialect.name] = (sql, wanted, [_copy_type(c.type) for c in columns])
        return ready


def _send(cursor: Any, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Execute once for each row; for one row psycopg's `executemany` would open a pipeline and wait twice more."""
    if len(rows) == 1:
        cursor.execute(sql, rows[0])
    else:
        cursor.executemany(sql, rows)


def cursor_of(connection: Connection) -> Any:
    """The driver's cursor, in the connection's transaction."""
    return connection.connection.cursor()


def run(connection: Connection, sql: str, *values: Any) -> Any:
    """Execute a statement written with ? as the driver does it, for the hot paths; returns the cursor."""
    cursor = cursor_of(connection)
    cursor.execute(own_style(connection, sql), values)
    return cursor


def is_sqlite(connection: Connection) -> bool:
    """Whether this is SQLite, where a writer has the whole database to itself."""
    return connection.dialect.name == "sqlite"


def among(connection: Connection, wanted: str, where: str, area: str, values: Iterable[str]) -> Iterator[Any]:
    """Rows of `SELECT wanted` (columns and table) whose column is one of these values; `where` ends with the column.

    PostgreSQL looks each value up by itself: of a list it thinks, until the table was analysed, that half the rows
    match, and reads them all.
    """
    for part in chunks(values):
        if is_sqlite(connection):
            yield from run(
                connection, f"{wanted} WHERE {where} IN ({', '.join('?' * len(part))}) AND area = ?", *part, area
            )
        else:
            one = f"{wanted} WHERE {where} = given.id AND area = ? OFFSET 0"
            sql = f"SELECT found.* FROM unnest(?::text[]) AS given(id) CROSS JOIN LATERAL ({one}) AS found"  # noqa: S608 (own names)
            yield from run(connection, sql, part, area)


def own_style(connection: Connection, sql: str) -> str:
    """A statement written with ? for the driver's own cursor."""
    return sql if connection.dialect.name == "sqlite" else sql.replace("?", "%s")


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in lists short enough for one statement."""
    rest = list(values)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]


def _converted(rows: Sequence[tuple[Any, ...]], converts: list[tuple[int, Any]]) -> Sequence[Sequence[Any]]:
    if not converts:
        return rows
    changed: list[list[Any]] = []
    for row in rows:
        values = list(row)
        for place, convert in converts:
            values[place] = convert(values[place])
        changed.append(values)
    return changed


def _is_bytes(kind: Any) -> bool:
    return isinstance(kind, LargeBinary)


def _copy_type(kind: Any) -> str:
    """The name of a column's type as COPY wants it."""
    return next((name for family, name in _COPY_TYPES if isinstance(kind, family)), "int8")


_COPY_TYPES = (
    (LargeBinary, "bytea"),
    (Flag, "bool"),
    (Moment, "timestamptz"),
    (Day, "date"),
    (Text, "text"),
    (Structure, "text"),
)
