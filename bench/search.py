"""One key in the search of 10,000 items and of 200,000 cases: what is searched, and the painted list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import case_search, item_search

if TYPE_CHECKING:
    from pathlib import Path

    from bench.figure import Figure


def figures(folder: Path) -> list[Figure]:
    """Both searches."""
    return [*item_search.figures(folder), *case_search.figures()]
