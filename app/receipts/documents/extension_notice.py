"""延长办理期限告知书: why the decision takes longer, who approved it, and the new date. Rules: LAW-42-1, LAW-42-2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, due_spans, you
from app.receipts.documents.parts import letter
from app.receipts.grid import facts_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import ExtensionNotice
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording


def compose(document: ExtensionNotice, density: Density) -> Composition:
    """The notice as blocks."""
    words, page = wording("extension-notice"), wording("page")
    form = form_of("extension-notice", document.item.kind, "extended-jointly" if document.jointly else "extended")
    body = words.spans(
        "body",
        you=you(document.party),
        item=document.item.name,
        accepted=chinese_date(document.accepted_on),
        reason=document.reason.rstrip("。"),
        limit=document.limit,
        basis=form.basis(document.item.basis),
        approver=document.approver,
        before=chinese_date(document.before),
        days=document.extended_by,
    )
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(body, keep=True),
        facts_grid(_facts(document, words), density.grid, density.gap),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), words.text("sign"), page.text("effect"))


def _facts(document: ExtensionNotice, words: Wording) -> list[tuple[str, Spans]]:
    facts = [
        (words.text("facts.accepted"), plain(chinese_date(document.accepted_on))),
        (words.text("facts.before"), plain(chinese_date(document.before))),
        (words.text("facts.legal"), due_spans(document.legal)),
    ]
    if document.promised is not None:
        facts.append((words.text("facts.promised"), due_spans(document.promised)))
    return facts


def _notes(document: ExtensionNotice, words: Wording) -> list[str]:
    notes = [words.text("note", you=you(document.party))]
    if document.legal.provisional or (document.promised is not None and document.promised.provisional):
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
