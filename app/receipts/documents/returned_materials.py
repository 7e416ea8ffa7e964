"""材料退还清单: what the applicant takes home, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, clerk_text, contact_text, or_dash, you
from app.receipts.documents.parts import columns, letter, numbered, signatures
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import ReturnedMaterials
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_MATERIALS: Shape = (
    ("index", 8, "center"), ("name", 56, "left"), ("form", 18, "center"), ("copies", 9, "center"),
    ("pages", 9, "center"),
)  # fmt: skip


def compose(document: ReturnedMaterials, density: Density) -> Composition:
    """The list as blocks."""
    words = wording("returned-materials")
    form = form_of("returned-materials", document.item.kind)
    rows = numbered((m.name, m.form, or_dash(m.copies), or_dash(m.pages)) for m in document.materials)
    party = document.party
    sign = (words.text("sign.applicant"), words.text("sign.clerk", clerk=clerk_text(document.clerk)))
    blocks: list[Block] = [
        letter(density, addressee(party)),
        density.body(words.spans("body", you=you(party), item=document.item.name, reason=document.reason), keep=True),
        list_grid(columns(words, "materials", _MATERIALS), rows, density.grid, density.gap),
        *density.notes([words.text("note", you=you(party)), words.text("contact", **contact_text(document.contact))]),
        signatures(density, sign),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot"))
