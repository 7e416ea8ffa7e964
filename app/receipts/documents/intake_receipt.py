"""申请材料收件凭证: what was handed over and when; it is no acceptance and says so. Rule: LAW-32-4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_time, clerk_text, contact_text, due_text, or_dash, you
from app.receipts.documents.parts import columns, letter, numbered, signatures
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import IntakeReceipt
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans

_MATERIALS: Shape = (
    ("index", 8, "center"), ("name", 38, "left"), ("form", 17, "center"), ("copies", 8, "center"),
    ("pages", 8, "center"), ("checked", 13, "center"), ("custody", 13, "center"),
)  # fmt: skip


def compose(document: IntakeReceipt, density: Density) -> Composition:
    """The receipt as blocks."""
    words = wording("intake-receipt")
    form = form_of("intake-receipt", document.item.kind)
    rows = numbered(
        (m.name, m.form, or_dash(m.copies), or_dash(m.pages), or_dash(m.checked), or_dash(m.custody))
        for m in document.materials
    )
    sign = (words.text("sign.applicant"), words.text("sign.clerk", clerk=clerk_text(document.clerk)))
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(_opening(document, words), keep=True),
        list_grid(columns(words, "materials", _MATERIALS), rows, density.grid, density.gap),
        density.body(_clause(document, words)),
        *density.notes(_notes(document, words)),
        signatures(density, sign),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot", copies="两"))


def _opening(document: IntakeReceipt, words: Wording) -> Spans:
    situation = words.text("situation", text=document.situation) if document.situation else ""
    return words.spans(
        "again" if document.resubmission else "body",
        you=you(document.party),
        received=chinese_time(document.received_at),
        department=document.for_authority or document.contact.department,
        item=document.item.name,
        situation=situation,
    )


def _clause(document: IntakeReceipt, words: Wording) -> Spans:
    """Only on licences does silence accept (LAW-32-4); other items promise an answer."""
    return words.spans(
        "clause.licence" if document.item.kind == "licence" else "clause.other",
        department=document.for_authority or document.contact.department,
        due=due_text(document.answer_due),
    )


def _notes(document: IntakeReceipt, words: Wording) -> list[str]:
    notes = []
    if document.resubmission:
        notes.append(words.text("again_clause"))
    if document.for_authority:
        notes.append(words.text("delegated", authority=document.for_authority))
    if document.backfill:
        notes.append(words.text("backfill", number=document.backfill))
    contact = words.text("contact", **contact_text(document.contact))
    query = words.text("query", code=document.query_code) + "　" if document.query_code else ""
    return [*notes, query + contact]
