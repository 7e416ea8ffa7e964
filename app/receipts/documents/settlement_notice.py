"""文书核对处理告知书: two counters issued papers on one application while apart; which hold, which are void."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, clerk_text, contact_text, you
from app.receipts.documents.parts import columns, letter, numbered
from app.receipts.grid import list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import SettlementNotice
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.wording import Wording

_PAPERS: Shape = (
    ("index", 7, "center"), ("title", 17, "left"), ("number", 37, "left"), ("issued", 21, "center"),
    ("result", 18, "center"),
)  # fmt: skip
_RESULT = {"holds": "result.holds", "void-back": "result.void_back", "void-out": "result.void_out"}


def compose(document: SettlementNotice, density: Density) -> Composition:
    """The notice as blocks."""
    words, page = wording("settlement-notice"), wording("page")
    form = form_of("settlement-notice", document.item.kind)
    body = words.spans(
        "body",
        you=you(document.party),
        received=chinese_date(document.received_on),
        item=document.item.name,
    )
    rows = numbered(
        (p.title, p.number, chinese_date(p.issued_on), words.text(_RESULT[p.result])) for p in document.papers
    )
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(body, keep=True),
        list_grid(columns(words, "papers", _PAPERS), rows, density.grid, density.gap),
    ]
    if document.answer:
        answer = words.spans("answer", you=you(document.party), answer=document.answer)
        blocks.append(density.body(answer))
    blocks += [
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), words.text("sign"), page.text("effect"))


def _notes(document: SettlementNotice, words: Wording) -> list[str]:
    notes = [words.text("out")] if any(p.result == "void-out" for p in document.papers) else []
    notes.append(words.text("all", you=you(document.party)))
    notes.append(words.text("contact", **contact_text(document.contact)))
    return [*notes, words.text("teller", clerk=clerk_text(document.clerk))]
