"""Projections: tables that a screen reads, written with the event, and made again from the journals at any time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import MetaData, Table, inspect
from sqlalchemy.schema import CreateIndex, CreateTable

from app.store.journal import all_events, events_of
from app.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from app.store.codec import EventTypes
    from app.store.event import StoredEvent, Subject

_SETTING = "projections"
_STEP = 500


class Projector(Protocol):
    """Folds events into tables of its own. The tables hold nothing that events do not say.

    `apply` must give the same rows whenever it sees the same events in the same order: no clock, no randomness, no
    other table. It is given every event, `Erased` and `Unreadable` bodies included, and passes over what is not its.
    """

    @property
    def name(self) -> str:
        """What the projector is called; never changes."""

    @property
    def version(self) -> str:
        """Another version means that the tables are made again."""

    @property
    def tables(self) -> Sequence[Table]:
        """The tables, each after those that it refers to."""

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold events into the tables, in their order: a whole group, or what several groups say of one subject."""

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete what the tables hold of a subject; what is left of its events comes again, in another order perhaps."""


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """How many tables and rows were made; `differences` names tables and how many rows differ (check only)."""

    tables: int
    rows: int
    differences: list[dict[str, Any]]


def versions_of(projectors: Sequence[Projector]) -> dict[str, str]:
    """Return name and version of each projector, as kept in the settings."""
    return {projector.name: projector.version for projector in projectors}


def is_current(connection: Connection, projectors: Sequence[Projector], types: EventTypes) -> bool:
    """Say whether the store's projection tables were made by these projectors, from all that the program can read."""
    kept = read_setting(connection, _SETTING, {})
    return bool(kept.get("versions") == versions_of(projectors) and kept.get("readable") == types.readable())


def rebuild(
    connection: Connection,
    projectors: Sequence[Projector],
    types: EventTypes,
    progress: Callable[[int], None] | None = None,
) -> RebuildReport:
    """Drop every projection table, those of older programs included, and make them again from the events.

    Runs inside the caller's IMMEDIATE transaction: until it commits the old rows stand. `progress` is told the
    number of events done.
    """
    for name in read_setting(connection, _SETTING, {}).get("tables", []):
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
    tables = _tables(projectors)
    for table in tables:
        table.drop(connection, checkfirst=True)
        table.create(connection)
    _replay(connection, projectors, types, progress)
    kept = {
        "versions": versions_of(projectors),
        "readable": types.readable(),
        "tables": [str(table.name) for table in tables],
    }
    write_setting(connection, _SETTING, kept)
    return RebuildReport(len(tables), _count(connection, "main", tables), [])


def rebuild_check(
    connection: Connection,
    projectors: Sequence[Projector],
    types: EventTypes,
    progress: Callable[[int], None] | None = None,
) -> RebuildReport:
    """Make every projection again in temporary tables and compare row for row; nothing is changed.

    A temporary table hides the one of the same name, so the projectors write there without knowing. They live in
    memory: temporary files would not be encrypted.
    """
    tables = _tables(projectors)
    existing = set(inspect(connection).get_table_names())
    shadow = MetaData()
    for table in tables:
        copy = table.to_metadata(shadow, schema="temp")
        connection.execute(CreateTable(copy))
        for index in copy.indexes:
            connection.execute(CreateIndex(index))
    _replay(connection, projectors, types, progress)
    differences = [row for table in tables if (row := _compare(connection, table, existing)) is not None]
    rows = _count(connection, "temp", tables)
    for table in reversed(tables):
        connection.exec_driver_sql(f'DROP TABLE temp."{table.name}"')
    return RebuildReport(len(tables), rows, differences)


def apply_all(connection: Connection, projectors: Sequence[Projector], stored: Sequence[StoredEvent]) -> None:
    """Fold events of one group, or of one subject, into every projection."""
    for projector in projectors:
        projector.apply(connection, stored)


def refold(connection: Connection, projectors: Sequence[Projector], types: EventTypes, subject: Subject) -> None:
    """Fold a subject again from its events as they count now: others came before them, were ruled or erased."""
    for projector in projectors:
        projector.forget(connection, subject)
    apply_all(connection, projectors, events_of(connection, types, subject))


def _tables(projectors: Sequence[Projector]) -> list[Table]:
    return [table for projector in projectors for table in projector.tables]


def _replay(
    connection: Connection,
    projectors: Sequence[Projector],
    types: EventTypes,
    progress: Callable[[int], None] | None,
) -> None:
    done = 0
    told = 0
    for _, group in groupby(all_events(connection, types), key=lambda event: event.group):
        events = list(group)
        apply_all(connection, projectors, events)
        done += len(events)
        if progress is not None and done - told >= _STEP:
            told = done
            progress(done)
    if progress is not None:
        progress(done)


def _compare(connection: Connection, table: Table, existing: set[str]) -> dict[str, Any] | None:
    """Count the rows that only one side has; None if there are none."""
    if table.name not in existing:
        return {"table": table.name, "missing": _rows(connection, "temp", table.name), "surplus": 0}
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    kept = f'SELECT {columns}, count(*) FROM main."{table.name}" GROUP BY {columns}'  # noqa: S608 (own names)
    made = f'SELECT {columns}, count(*) FROM temp."{table.name}" GROUP BY {columns}'  # noqa: S608 (own names)
    count = "SELECT count(*) FROM ({} EXCEPT {})"
    missing = connection.exec_driver_sql(count.format(made, kept)).scalar_one()
    surplus = connection.exec_driver_sql(count.format(kept, made)).scalar_one()
    if not missing and not surplus:
        return None
    return {"table": table.name, "missing": missing, "surplus": surplus}


def _count(connection: Connection, schema: str, tables: Sequence[Table]) -> int:
    return sum(_rows(connection, schema, table.name) for table in tables)


def _rows(connection: Connection, schema: str, name: str) -> int:
    counted = connection.exec_driver_sql(f'SELECT count(*) FROM {schema}."{name}"')  # noqa: S608 (own names)
    return int(counted.scalar_one())
