"""A counter's real store under the screens of the office: printing and the shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.office import LEAD, MemoryPrinter, OnePrinter, make_template, open_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.desk.background import Background
    from app.usecases.workplace import Workplace


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh store with its accounts."""
    folder = tmp_path_factory.mktemp("office") / "home"
    make_template(folder)
    return folder


@pytest.fixture
def workplace(office_template: Path, tmp_path: Path, background: Background) -> Iterator[Workplace]:
    """The counter with its lead at work; closed after the background has ended."""
    opened = open_copy(office_template, tmp_path / "home", LEAD)
    yield opened
    background.close()
    opened.store.close()


@pytest.fixture
def printers() -> OnePrinter:
    """Two printers that keep what they are given."""
    return OnePrinter(MemoryPrinter("柜台激光"), MemoryPrinter("后台激光"))
