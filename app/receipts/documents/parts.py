"""Parts that several documents share: the salutation, numbered rows, the table of materials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.receipts.data_text import or_dash
from app.receipts.grid import Grid, list_grid
from app.receipts.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.receipts.data import MaterialLine
    from app.receipts.page import Density
    from app.receipts.text import Align, TextBlock
    from app.receipts.wording import Wording

    Shape = Sequence[tuple[str, float, Align]]


def letter(density: Density, name: str) -> TextBlock:
    """The salutation, flush left, with the colon."""
    return density.body(plain(f"{name}："), indent=0, after=0, keep=True)


def numbered(rows: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Rows with their number in front, from 1."""
    return [(str(n), *row) for n, row in enumerate(rows, 1)]


def columns(words: Wording, prefix: str, shape: Shape) -> list[tuple[str, float, Align]]:
    """Columns whose titles stand in the wording under `prefix`."""
    return [(words.text(f"{prefix}.{key}"), share, align) for key, share, align in shape]


def material_grid(materials: Sequence[MaterialLine], density: Density, words: Wording) -> Grid:
    """The table of materials received: number, name, form, copies, what became of the original."""
    shape: Shape = (
        ("index", 8, "center"), ("name", 54, "left"), ("form", 16, "center"), ("copies", 9, "center"),
        ("custody", 15, "center"),
    )  # fmt: skip
    rows = numbered((m.name, m.form, or_dash(m.copies), or_dash(m.custody)) for m in materials)
    return list_grid(columns(words, "materials", shape), rows, density.grid, density.gap)
