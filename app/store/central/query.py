"""SELECTs of the pages: written with SQLAlchemy, compiled once for each kind of database, run on the driver's own cursor.

SQLAlchemy builds a statement, makes a key of it, looks it up and wraps its result for each execution; for a page of ten
small look-ups that is most of its time. Types are the columns' own on the way in and on the way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary

from app.store.central.bulk import cursor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Select
    from sqlalchemy.engine import Dialect


class Query:
    """One SELECT whose parameters are given by name. Lists in it (`IN`) can't be prepared."""

    def __init__(self, statement: Select[Any]) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def rows(self, connection: Connection, /, **parameters: Any) -> list[tuple[Any, ...]]:
        """Every row, its values of the columns' Python types."""
        ready = self._of(connection.dialect)
        found = cursor_of(connection).execute(ready.sql, ready.bound(parameters)).fetchall()
        return [ready.read(row) for row in found] if ready.outwards else found

    def first(self, connection: Connection, /, **parameters: Any) -> tuple[Any, ...] | None:
        """The first row, None where there is none."""
        ready = self._of(connection.dialect)
        row = cursor_of(connection).execute(ready.sql, ready.bound(parameters)).fetchone()
        return None if row is None else ready.read(row)

    def value(self, connection: Connection, /, **parameters: Any) -> Any:
        """The first value of the first row, None where there is none."""
        row = self.first(connection, **parameters)
        return None if row is None else row[0]

    def _of(self, dialect: Dialect) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready(self._statement, dialect)
        return ready


class _Ready:
    """The text for one kind of database, how its parameters are given to the driver, how its columns are read."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        made = statement.compile(dialect=dialect)
        self.sql = str(made)
        self._names: list[str] | None = made.positiontup
        binds = [(name, bind) for bind, name in made.bind_names.items()]
        self._fixed = {name: bind.effective_value for name, bind in binds if not bind.required}
        self._inwards = [(name, _inward(bind.type, dialect)) for name, bind in binds]
        columns = enumerate(statement.selected_columns)
        read = [(place, _outward(column.type, dialect)) for place, column in columns]
        self.outwards = [(place, convert) for place, convert in read if convert is not None]

    def bound(self, given: dict[str, Any]) -> list[Any] | dict[str, Any]:
        """The parameters as the driver takes them; KeyError names one that is missing."""
        values = {**self._fixed, **given}
        bound = {n: values[n] if convert is None else convert(values[n]) for n, convert in self._inwards}
        return bound if self._names is None else [bound[name] for name in self._names]

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row with its values as the columns have them in Python."""
        if not self.outwards:
            return row
        values = list(row)
        for place, convert in self.outwards:
            values[place] = convert(values[place])
        return tuple(values)


def _inward(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a value of a type is given to the driver; None as it is. Bytes need no wrapping."""
    return None if isinstance(kind, LargeBinary) else kind.dialect_impl(dialect).bind_processor(dialect)


def _outward(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a value that the driver gave is read; None as it is."""
    convert: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return convert
