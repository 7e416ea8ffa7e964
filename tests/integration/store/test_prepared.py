"""Statements of the hot paths say and store exactly what SQLAlchemy's own execution would."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, insert, select, update

from app.store.engine import open_engine
from app.store.prepared import Prepared
from db.base import projection_metadata
from db.desk.projections import visits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

KEY = bytes(range(32))
ROW = {
    "event": "j:1", "kind": "filing", "case_no": "1", "item": "GT-04", "day": "2026-11-23",
    "at": datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC), "clerk": "a",
}  # fmt: skip
_INSERT = Prepared(insert(visits))
_AT = Prepared(select(visits.c.at).where(visits.c.event == bindparam("wanted")))
_RENAME = Prepared(update(visits).where(visits.c.event == bindparam("wanted")).values(kind="enquiry"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_engine(tmp_path / "store.db", KEY, create=True)
    with engine.connect() as opened:
        projection_metadata.create_all(opened)
        opened.commit()
        yield opened
    engine.dispose()


def test_values_are_written_as_the_columns_types_want_them(connection: Connection) -> None:
    _INSERT.run(connection, **ROW)
    assert connection.execute(select(visits)).one()._mapping == ROW


def test_rows_come_back_as_the_driver_gives_them(connection: Connection) -> None:
    connection.execute(insert(visits), ROW)
    assert _AT.first(connection, wanted="j:1") == ("2026-11-23T01:02:03.000000Z",)
    assert _AT.first(connection, wanted="j:2") is None


def test_values_of_the_statement_itself_need_not_be_given(connection: Connection) -> None:
    _INSERT.run_many(connection, [ROW, {**ROW, "event": "j:2"}])
    _RENAME.run(connection, wanted="j:2")
    assert connection.execute(select(visits.c.kind).order_by(visits.c.event)).scalars().all() == ["filing", "enquiry"]


def test_it_begins_the_transaction_that_is_rolled_back(connection: Connection) -> None:
    _INSERT.run(connection, **ROW)
    assert connection.in_transaction()
    connection.rollback()
    assert connection.execute(select(visits)).all() == []


def test_a_missing_value_is_named(connection: Connection) -> None:
    with pytest.raises(KeyError, match="clerk"):
        _INSERT.run(connection, **{name: value for name, value in ROW.items() if name != "clerk"})
