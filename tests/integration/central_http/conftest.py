"""A server that answers over HTTP, on both databases."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from tests.builders.http_central import Served, make_central

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def log():
    """What the server writes into its log."""
    return io.StringIO()


@pytest.fixture
def served(tmp_path: Path, log: io.StringIO) -> Iterator[Served]:
    """A server on its embedded database."""
    server = make_central(tmp_path / "home")
    with Served(server, log) as running:
        yield running
    server.close()


@pytest.fixture
def served_on_both(tmp_path: Path, central_url: str, log: io.StringIO) -> Iterator[Served]:
    """A server on each database in turn."""
    server = make_central(tmp_path / "home", central_url)
    with Served(server, log) as running:
        yield running
    server.close()
