"""The tests' own PostgreSQL: fresh databases, copies of a prepared one, and what a power cut leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.builders import postgres as builder
from tests.builders.postgres import Postgres, PostgresMissing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def durable() -> Iterator[Postgres]:
    cluster = Postgres(durable=True)
    yield cluster
    cluster.close()


def run(url: str, *statements: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            last = [connection.execute(text(statement)) for statement in statements][-1]
            return list(last.scalars()) if last.returns_rows else []
    finally:
        engine.dispose()


def test_each_database_is_empty(postgres: Postgres) -> None:
    first, second = postgres.database(), postgres.database()
    run(first, "CREATE TABLE a (n int)")
    assert run(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'a'") == [0]


def test_a_template_is_filled_once_and_copied(postgres: Postgres) -> None:
    filled: list[str] = []

    def fill(url: str) -> None:
        filled.append(url)
        run(url, "CREATE TABLE a (n int)", "INSERT INTO a VALUES (3)")

    copies = [postgres.database(postgres.template("prepared", fill)) for _ in range(2)]
    assert [run(url, "SELECT n FROM a") for url in copies] == [[3], [3]]
    assert len(filled) == 1


def test_what_was_committed_is_there_after_a_power_cut(durable: Postgres) -> None:
    url = durable.database()
    run(url, "CREATE TABLE a (n int)", "INSERT INTO a VALUES (1)")
    durable.kill()
    with pytest.raises(DBAPIError):
        run(url, "SELECT 1")
    durable.start()
    assert run(url, "SELECT n FROM a") == [1]


def test_a_dropped_database_is_gone(postgres: Postgres) -> None:
    url = postgres.database()
    postgres.drop(url)
    with pytest.raises(DBAPIError):
        run(url, "SELECT 1")


def test_a_machine_without_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(builder, "Path", lambda *_: tmp_path)
    with pytest.raises(PostgresMissing, match="apt-get install postgresql"):
        builder.programs()
