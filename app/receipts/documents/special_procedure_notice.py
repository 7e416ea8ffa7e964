"""特别程序告知书: which procedure the law wants, how long it takes, and that its days do not count. Rule: LAW-45-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, due_spans, you
from app.receipts.documents.parts import letter
from app.receipts.grid import facts_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain, strong
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import SpecialProcedureNotice
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording


def compose(document: SpecialProcedureNotice, density: Density) -> Composition:
    """The notice as blocks."""
    words, page = wording("special-procedure-notice"), wording("page")
    form = form_of("special-procedure-notice", document.item.kind)
    body = words.spans(
        "body",
        you=you(document.party),
        item=document.item.name,
        accepted=chinese_date(document.accepted_on),
        procedure=words.text(f"procedure.{document.procedure}"),
        days=document.days,
        start=chinese_date(document.start),
        until=chinese_date(document.until),
        basis=form.basis(document.item.basis),
    )
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(body, keep=True),
        facts_grid(_facts(document, words), density.grid, density.gap),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _facts(document: SpecialProcedureNotice, words: Wording) -> list[tuple[str, Spans]]:
    facts = [
        (words.text("facts.procedure"), plain(words.text(f"procedure.{document.procedure}"))),
        (words.text("facts.days"), plain(document.days)),
        (words.text("facts.start"), plain(chinese_date(document.start))),
        (words.text("facts.until"), strong(chinese_date(document.until))),
    ]
    dues = (("before", document.before), ("legal", document.legal), ("promised", document.promised))
    return [*facts, *((words.text(f"facts.{key}"), due_spans(due)) for key, due in dues if due is not None)]


def _notes(document: SpecialProcedureNotice, words: Wording) -> list[str]:
    notes = [words.text("note")]
    if any(due is not None and due.provisional for due in (document.legal, document.promised)):
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
