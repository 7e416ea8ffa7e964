"""The server's migrations: one head, equal to the tables as they are declared, on both databases, and never backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.domain.refusal import InputProblem
from app.errors import EnvironmentFailure
from app.store.central import schema
from app.store.central.engine import DatabaseAway, open_central
from app.store.failures import CorruptStore, NewerStore, ReadOnlyHome
from db.central import central_metadata
from db.central.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.postgres import Postgres


def test_there_is_one_head_and_it_is_the_programs() -> None:
    assert ScriptDirectory(schema.folder()).get_heads() == [schema.REVISION]


def test_migrations_make_the_tables_that_are_declared(central_url: str) -> None:
    assert TABLES
    store = open_central(central_url)
    assert not store.is_current()
    store.migrate()
    assert store.is_current()
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, central_metadata)
    assert differences == []
    store.migrate()
    store.close()


def test_a_database_of_a_newer_program_is_left_alone(central_url: str) -> None:
    store = open_central(central_url)
    store.migrate()
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStore):
        store.is_current()
    with pytest.raises(NewerStore):
        store.migrate()
    store.close()


@pytest.mark.parametrize("url", ["", "mysql://a/b", "sqlite://", "nonsense", "postgresql+asyncpg://x/y"])
def test_an_address_that_is_no_database_of_ours_is_wrong_input(url: str) -> None:
    with pytest.raises(InputProblem) as refused:
        open_central(url)
    assert refused.value.place == "database"


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "central.db"
    path.write_bytes(b"no database at all, and long enough to be read as one" * 200)
    with pytest.raises(CorruptStore):
        open_central(f"sqlite:///{path}")
    with pytest.raises(ReadOnlyHome):
        open_central(f"sqlite:///{tmp_path / 'nowhere' / 'central.db'}")


def test_a_database_that_goes_away_is_told_apart_and_comes_back(postgres: Postgres) -> None:
    url = postgres.database()
    store = open_central(url)
    postgres.stop()
    with pytest.raises(DatabaseAway) as away, store.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    assert away.value.code == "STORE-AWAY"
    assert "postgres@" in away.value.place
    with pytest.raises(EnvironmentFailure):
        open_central(url)
    postgres.start()
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    store.close()
