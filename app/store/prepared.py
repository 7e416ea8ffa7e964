"""Statements of the hot paths: written with SQLAlchemy, compiled once, run on the driver's own cursor.

SQLAlchemy looks a statement up, wraps parameters and makes a result for each execution; that is half of the time of an
acceptance's transaction. Types are still the columns' own on the way in; rows come back as the driver gives them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection
    from sqlalchemy.engine import Dialect


class Prepared:
    """One statement whose parameters are given by name. Lists in the statement (`IN`) can't be prepared."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, /, **parameters: Any) -> Any:
        """Execute inside the connection's transaction; return the driver's cursor."""
        compiled = self._of(connection.dialect)
        return _cursor(connection).execute(compiled.sql, compiled.bound(parameters))

    def run_many(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute once for each row."""
        compiled = self._of(connection.dialect)
        _cursor(connection).executemany(compiled.sql, [compiled.bound(row) for row in rows])

    def first(self, connection: Connection, /, **parameters: Any) -> tuple[Any, ...] | None:
        """Return the first row as the driver gives it, or None."""
        row: tuple[Any, ...] | None = self.run(connection, **parameters).fetchone()
        return row

    def _of(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, dialect)
        return compiled


class _Compiled:
    """The text for one kind of database, and how each place in it is filled."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        made = statement.compile(dialect=dialect)
        self.sql = str(made)
        binds = [(name, made.binds[name]) for name in made.positiontup]
        self._fixed = {name: bind.effective_value for name, bind in binds if not bind.required}
        self._places = [(name, _converter(bind.type, dialect)) for name, bind in binds]

    def bound(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters in the order of the text; KeyError names one that is missing."""
        values = {**self._fixed, **given} if self._fixed else given
        return [values[name] if convert is None else convert(values[name]) for name, convert in self._places]


def _converter(kind: Any, dialect: Dialect) -> Any:
    """How a value of a type is given to the driver; None as it is. Bytes need no wrapping."""
    from sqlalchemy import LargeBinary

    return None if isinstance(kind, LargeBinary) else kind.dialect_impl(dialect).bind_processor(dialect)


def _cursor(connection: Connection) -> Any:
    """A cursor in the connection's transaction, which begins here as SQLAlchemy would begin it."""
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.cursor()
