"""送达回证: which papers reached whom, when and how, with places to sign; it stays in the file. Rule: LAW-44-1."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from app.domain.documents.kinds import form_of
from app.receipts.data_results import ServiceManner
from app.receipts.data_text import addressee, chinese_date, clerk_text, contact_text, or_dash, person_line
from app.receipts.documents.parts import columns, numbered
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import ServiceRecord
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording

_PAPERS: Shape = (("index", 8, "center"), ("title", 38, "left"), ("number", 42, "left"), ("copies", 12, "center"))
_CHOSEN = {True: "■", False: "□"}


def compose(document: ServiceRecord, density: Density) -> Composition:
    """The record as blocks."""
    words = wording("service-record")
    form = form_of("service-record", document.item.kind)
    rows = numbered((paper.title, or_dash(paper.number), paper.copies) for paper in document.papers)
    lines = (
        words.text("sign.receiver"),
        words.text("sign.date"),
        words.text("sign.server", clerk=clerk_text(document.clerk)),
        words.text("sign.second"),
    )
    blocks: list[Block] = [
        list_grid(columns(words, "papers", _PAPERS), rows, density.grid, density.gap),
        facts_grid(_facts(document, words), density.grid, density.gap),
        *density.notes([words.text("note"), words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=False, lines=lines, size=12),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot"))


def _facts(document: ServiceRecord, words: Wording) -> list[tuple[str, Spans]]:
    manners = "　".join(
        f"{_CHOSEN[manner == document.manner]}{words.text(f'manner.{manner}')}" for manner in get_args(ServiceManner)
    )
    facts = [
        ("addressee", addressee(document.party)),
        ("item", document.item.name),
        ("manner", manners),
        ("place", or_dash(document.place)),
        ("day", chinese_date(document.on)),
    ]
    if document.collector is not None:
        facts.append(("receiver", person_line(document.collector)))
    if document.waybill:
        facts.append(("waybill", document.waybill))
    if document.late:
        facts.append(("late", document.late))
    if document.manner == "left" or document.refusal_note:
        facts.append(("refusal", document.refusal_note or "　"))
        facts.append(("witnesses", "、".join(document.witnesses) or "　"))
    return [(words.text(f"facts.{key}"), plain(value)) for key, value in facts]
