"""A workplace for each test, copied from one that is made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.office import CLERK, LEAD, make_template, open_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.workplace import Workplace


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh store with its accounts."""
    folder = tmp_path_factory.mktemp("office") / "home"
    make_template(folder)
    return folder


@pytest.fixture
def workplace(office_template: Path, tmp_path: Path) -> Iterator[Workplace]:
    """The counter with its lead at work."""
    opened = open_copy(office_template, tmp_path / "home", LEAD)
    yield opened
    opened.store.close()


@pytest.fixture
def clerks_place(office_template: Path, tmp_path: Path) -> Iterator[Workplace]:
    """The same counter with a clerk at work, who is no lead."""
    opened = open_copy(office_template, tmp_path / "home", CLERK)
    yield opened
    opened.store.close()
