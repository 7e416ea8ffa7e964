"""“办不成事”登记单: what could not be done, who sees to it, and by when there is an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import chinese_time, clerk_text, contact_text, due_text, or_dash
from app.receipts.documents.parts import letter, owed, paragraphs
from app.receipts.grid import facts_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain, strong
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import EscalationReceipt
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording


def compose(document: EscalationReceipt, density: Density) -> Composition:
    """The receipt as blocks; IncompletePaper where nobody is responsible or nothing is told."""
    words = wording("escalation-receipt")
    form = form_of("escalation-receipt", "service")
    owed(form.title, (("反映的情况", document.text), ("负责人", document.owner)))
    at, due = chinese_time(document.received_at), due_text(document.answer_by)
    body = words.spans("body", at=at, owner=document.owner, due=due)
    sign = (
        words.text("sign.person"),
        words.text("sign.date"),
        words.text("sign.clerk", clerk=clerk_text(document.clerk)),
    )
    blocks: list[Block] = [
        letter(density, document.person),
        density.body(body, keep=True),
        facts_grid(_facts(document, words), density.grid, density.gap),
        density.caption(words.text("told")),
        *paragraphs(density, plain(document.text)),
    ]
    if document.wanted.strip():
        blocks += [density.caption(words.text("wanted")), *paragraphs(density, plain(document.wanted))]
    blocks += [*density.notes(_notes(document, words)), Closing(document.heading, seal=False, lines=sign, size=12)]
    return Composition(form.title, tuple(blocks), words.text("foot"))


def _facts(document: EscalationReceipt, words: Wording) -> list[tuple[str, Spans]]:
    facts = [("person", plain(document.person)), ("phone", plain(or_dash(document.phone_shown)))]
    if document.item_name:
        facts.append(("item", plain(document.item_name)))
    facts += [("owner", plain(document.owner)), ("due", strong(due_text(document.answer_by)))]
    return [(words.text(f"facts.{key}"), value) for key, value in facts]


def _notes(document: EscalationReceipt, words: Wording) -> list[str]:
    notes = [words.text("steps"), words.text("unaffected")]
    if document.answer_by.provisional:
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
