"""空白收件凭证, pre-numbered: written by hand in a blackout, entered afterwards (补录). Rule: LAW-32-4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import contact_text
from app.receipts.documents.parts import columns, signatures
from app.receipts.grid import Cell, Grid, Row, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import BlankIntakeReceipt
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_MATERIALS: Shape = (
    ("index", 8, "center"), ("name", 46, "left"), ("form", 18, "center"), ("copies", 10, "center"),
    ("pages", 10, "center"), ("custody", 14, "center"),
)  # fmt: skip


def compose(document: BlankIntakeReceipt, density: Density) -> Composition:
    """The blank as blocks: rows high enough to write in."""
    words = wording("blank-intake-receipt")
    form = form_of("blank-intake-receipt", "service")
    rows = [(str(n), "", "", "", "", "") for n in range(1, document.rows + 1)]
    contact = contact_text(document.contact) | {"hall": document.hall}
    blocks: list[Block] = [
        _facts(density, words),
        density.body(words.spans("body"), indent=0),
        list_grid(columns(words, "materials", _MATERIALS), rows, replace(density.grid, least=25), density.gap),
        density.body(words.spans("clause")),
        *density.notes([words.text("contact", **contact)]),
        signatures(density, (words.text("sign.applicant"), words.text("sign.clerk"))),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14), dated=False),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot"))


def _facts(density: Density, words: Wording) -> Grid:
    """Boxes to write in: who, which number, which item, and when."""
    pairs = [("applicant", ""), ("number", ""), ("agent", ""), ("phone", "")]
    rows: list[Row] = [
        tuple(cell for key, _ in half for cell in (Cell(plain(words.text(f"facts.{key}")), 13, "center"), Cell((), 36)))
        for half in (pairs[:2], pairs[2:])
    ]
    for key, value in (("item", ""), ("received", words.text("received"))):
        rows.append((Cell(plain(words.text(f"facts.{key}")), 13, "center"), Cell(plain(value), 85)))
    return Grid(rows, replace(density.grid, least=27), after=density.gap)
