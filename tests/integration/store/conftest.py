"""A store on real files: made once, copied for each test, because Argon2id is slow on purpose."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.store.home import Home
from app.store.store import Counter, create_store, open_store
from tests.builders.store import CLERK, PASSWORD, make_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.store import Store


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh store."""
    folder = tmp_path_factory.mktemp("template") / "home"
    create_store(Home(folder), make_program(), Counter("500106", "C03"), CLERK, PASSWORD).close()
    return folder


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Home:
    """A home folder with a fresh store."""
    folder = tmp_path / "home"
    shutil.copytree(template, folder)
    return Home(folder)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    """An open store in service."""
    opened_store = open_store(home, make_program(), PASSWORD)
    yield opened_store
    opened_store.close()
