"""容缺受理承诺书: what is brought later, until when, and what follows if not. Rule: DEFER-LOCAL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, contact_text, due_text, or_dash
from app.receipts.documents.parts import columns, letter, numbered
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import DeferralCommitment
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_DEFERRALS: Shape = (("index", 8, "center"), ("name", 40, "left"), ("until", 30, "left"), ("basis", 24, "left"))


def compose(document: DeferralCommitment, density: Density) -> Composition:
    """The commitment as blocks."""
    words = wording("deferral-commitment")
    form = form_of("deferral-commitment", document.item.kind)
    rows = numbered((d.material, due_text(d.until), or_dash(d.basis)) for d in document.deferrals)
    blocks: list[Block] = [
        letter(density, document.contact.department),
        density.body(words.spans("body", item=document.item.name), keep=True),
        list_grid(columns(words, "deferrals", _DEFERRALS), rows, density.grid, density.gap),
        density.body(words.spans("promise"), after=0),
        density.body(words.spans("consequence", department=document.contact.department)),
        density.body(plain(words.text("applicant", party=addressee(document.party)))),
        *density.notes([words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=False, lines=(words.text("sign"), words.text("date")), size=13),
    ]
    return Composition(form.title, tuple(blocks))
