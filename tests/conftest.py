"""What every test shares: accounts whose passwords cost little, and the databases that a server can stand on.

The cost is data of the account, not of the code; the real cost has a test of its own in tests/unit/crypto.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import coverage
import pytest

from app.store import keyring
from tests.builders.postgres import Postgres
from tests.builders.quick_passwords import quick_parameters

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path


COUNTED = os.environ.get("COUNTED_TESTS", "tests/unit tests/integration/catalog tests/integration/usecases").split()
"""Folders of the tests that coverage counts, and in which it runs: it doubles the time of all that is run under it."""


def pytest_configure(config: pytest.Config) -> None:
    """What the tests start counts nothing, unless everything is to be counted; the workers of xdist count."""
    if COUNTED != ["tests"] and (hasattr(config, "workerinput") or not config.getoption("numprocesses")):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)


LONG = ("tests/gui/test_demo", "tests/life", "tests/faults", "tests/web", "tests/integration")
"""What takes longest begins first: files are dealt out whole, and the last one should be a short one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, in the order of `LONG`."""
    items.sort(key=lambda item: next((n for n, place in enumerate(LONG) if item.nodeid.startswith(place)), len(LONG)))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage pauses while a test runs that does not count."""
    counting = coverage.Coverage.current()
    if counting is None or item.nodeid.startswith(tuple(COUNTED)):
        return (yield)
    counting.stop()
    try:
        return (yield)
    finally:
        counting.start()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """New accounts of this run get the least parameters of Argon2id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "fresh_parameters", quick_parameters)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for this run (for each worker its own); what is not installed is an error that says so."""
    cluster = Postgres()
    yield cluster
    cluster.close()


@pytest.fixture(params=["sqlite", "postgres"])
def central_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database for a server, of both kinds in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'central.db'}"
        return
    cluster: Postgres = request.getfixturevalue("postgres")
    url = cluster.database()
    yield url
    cluster.drop(url)
