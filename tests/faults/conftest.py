"""Halls of real processes: one is made for the run, each test gets a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.running_hall import Prepared, RunningHall

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders.postgres import Postgres


@pytest.fixture(scope="session")
def sqlite_hall(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """On an embedded database."""
    return Prepared.made(tmp_path_factory.mktemp("hall"), None)


@pytest.fixture(scope="session")
def postgres_hall(tmp_path_factory: pytest.TempPathFactory, durable_postgres: Postgres) -> Prepared:
    """On PostgreSQL."""
    return Prepared.made(tmp_path_factory.mktemp("hall"), durable_postgres)


@pytest.fixture(scope="session")
def durable_postgres() -> Iterator[Postgres]:
    """A PostgreSQL that may be killed: what it has committed is on the disk."""
    from tests.builders.postgres import Postgres

    cluster = Postgres(durable=True)
    yield cluster
    cluster.close()


@pytest.fixture
def hall(sqlite_hall: Prepared, tmp_path: Path) -> Iterator[RunningHall]:
    """A server on SQLite and two desks, `a` and `b`, of one hall."""
    running = RunningHall.begun(sqlite_hall, tmp_path / "hall", None)
    yield running
    running.end()


@pytest.fixture
def hall_on_postgres(postgres_hall: Prepared, durable_postgres: Postgres, tmp_path: Path) -> Iterator[RunningHall]:
    """The same on PostgreSQL."""
    running = RunningHall.begun(postgres_hall, tmp_path / "hall", durable_postgres)
    yield running
    running.end()
