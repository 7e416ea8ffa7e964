"""A ledger on each kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.pens import make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.central.ledger import Ledger


@pytest.fixture
def ledger(central_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """A migrated ledger without journals."""
    made = make_ledger(central_url, tmp_path)
    yield made
    made.store.close()
