"""不予决定书: facts, reasons, basis and remedies, never without one of them. Rules: LAW-38-2, RECON-20, LITIG-46."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, you
from app.receipts.documents.parts import IncompleteRefusal, ended, letter, owed, paragraphs
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import DecisionRefusal
    from app.receipts.flow import Block


def compose(document: DecisionRefusal, density: Density) -> Composition:
    """The decision as blocks; IncompleteRefusal where something the applicant is owed is empty."""
    words, page = wording("decision-refusal"), wording("page")
    form = form_of("decision-refusal", document.item.kind)
    owed(
        form.title,
        (
            ("事实", document.facts),
            ("理由", document.reasons),
            ("依据", document.basis),
            ("救济途径", document.remedies),
        ),
        IncompleteRefusal,
    )
    names = "、".join(dict.fromkeys(item.name for item in (document.item, *document.also)))
    about = {"you": you(document.party), "accepted": chinese_date(document.accepted_on)}
    first = words.spans("several", items=names, **about) if document.also else words.spans("body", item=names, **about)
    verdict = "verdict.licence" if document.item.kind == "licence" else "verdict.other"
    blocks: list[Block] = [letter(density, addressee(document.party)), density.body(first, keep=True)]
    for key, text in (("facts", document.facts), ("reasons", document.reasons), ("basis", document.basis)):
        blocks += paragraphs(density, words.spans(key, text=ended(text)))
    blocks += [
        density.body(words.spans(verdict, basis=form.basis(document.item.basis), verb=form.verb)),
        *paragraphs(density, plain(document.remedies)),
        *density.notes([words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))
