"""补正材料一次性告知书: every defect at once, a date only where the item's rule sets one. Rule: LAW-32-4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, clerk_text, contact_text, or_dash, you
from app.receipts.documents.parts import columns, letter, numbered
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import CorrectionNotice
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans

_DEFECTS: Shape = (
    ("index", 7, "center"), ("material", 18, "left"), ("problem", 24, "left"), ("requirement", 30, "left"),
    ("basis", 21, "left"),
)  # fmt: skip


def compose(document: CorrectionNotice, density: Density) -> Composition:
    """The notice as blocks."""
    words, page = wording("correction-notice"), wording("page")
    form = form_of("correction-notice", document.item.kind, "incomplete")
    tone = "licence" if document.item.kind == "licence" else "other"
    body = words.spans(
        f"body.{tone}",
        you=you(document.party),
        received=chinese_date(document.received_on),
        item=document.item.name,
        basis=form.basis(document.item.basis),
    )
    rows = numbered((d.material, d.problem, d.requirement, or_dash(d.basis)) for d in document.defects)
    blocks: list[Block] = [letter(density, addressee(document.party)), density.body(body, keep=True)]
    blocks += [
        list_grid(columns(words, "defects", _DEFECTS), rows, density.grid, density.gap),
        density.body(_afterwards(document, words, tone)),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), words.text("sign"), page.text("effect"))


def _afterwards(document: CorrectionNotice, words: Wording, tone: str) -> Spans:
    """When and how to bring it; a date only with the rule that sets it."""
    if document.bring_by and document.bring_by_basis:
        when = words.spans("when.dated", date=chinese_date(document.bring_by), rule=document.bring_by_basis)
    else:
        when = words.spans("when.open")
    return (*when, *words.spans(f"after.{tone}", when="", you=you(document.party)))


def _notes(document: CorrectionNotice, words: Wording) -> list[str]:
    notes = [words.text("papers.back" if document.papers_back else "papers.kept")]
    if document.heading.code:
        notes.append(words.text("scan"))
    if document.second_reason:
        notes.append(words.text("again", reason=document.second_reason))
    notes.append(words.text("contact", **contact_text(document.contact)))
    notes.append(words.text("teller", clerk=clerk_text(document.clerk)))
    return notes
