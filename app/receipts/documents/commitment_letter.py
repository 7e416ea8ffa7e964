"""告知承诺书: what the authority tells, what the applicant promises, both on one paper. Rule: COMMIT-42."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, contact_text, or_dash
from app.receipts.documents.parts import columns, numbered, signatures
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import CommitmentLetter
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_COMMITMENTS: Shape = (("index", 8, "center"), ("name", 28, "left"), ("text", 46, "left"), ("basis", 24, "left"))


def compose(document: CommitmentLetter, density: Density) -> Composition:
    """The letter as blocks."""
    words, page = wording("commitment"), wording("page")
    form = form_of("commitment", document.item.kind)
    rows = numbered((c.material, c.text, or_dash(c.basis)) for c in document.commitments)
    told = words.spans("told", party=addressee(document.party), item=document.item.name)
    blocks: list[Block] = [
        density.caption(words.text("told_title")),
        density.body(told, keep=True),
        list_grid(columns(words, "commitments", _COMMITMENTS), rows, density.grid, density.gap),
        density.body(words.spans("liability")),
        density.caption(words.text("promise_title")),
        density.body(words.spans("promise")),
        signatures(density, (words.text("sign.applicant"), words.text("sign.date"))),
        *density.notes([words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), effect=page.text("effect"))
