"""领证凭证: the results that are handed out, counted by both; several together 两证同发. Rule: LAW-44-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, clerk_text, contact_text, or_dash, person_line, you
from app.receipts.documents.parts import columns, letter, numbered, owed
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import ResultReceipt
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording

_RESULTS: Shape = (
    ("index", 8, "center"), ("name", 32, "left"), ("number", 28, "left"), ("count", 13, "center"),
    ("valid", 19, "center"),
)  # fmt: skip


def compose(document: ResultReceipt, density: Density) -> Composition:
    """The receipt as blocks; IncompletePaper where it names no result."""
    words = wording("result-receipt")
    form = form_of("result-receipt", document.item.kind)
    owed(form.title, [("结果名称", "".join(line.name for line in document.results))])
    items = tuple(dict.fromkeys(line.item for line in document.results if line.item))
    name = document.item.name
    if len(items) > 1:
        name += words.text("several", count=str(len(items)))
    body = words.spans(f"body.{document.manner}", you=you(document.party), item=name, on=chinese_date(document.on))
    rows = numbered(
        (line.name + _of(line.item, document.item.name), or_dash(line.number), line.count, or_dash(line.valid))
        for line in document.results
    )
    sign = (
        words.text("sign.collector"),
        words.text("sign.date"),
        words.text("sign.clerk", clerk=clerk_text(document.clerk)),
    )
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(body, keep=True),
        list_grid(columns(words, "results", _RESULTS), rows, density.grid, density.gap),
        facts_grid(_facts(document, words), density.grid, density.gap),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=False, lines=sign, size=12),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot"))


def _of(item: str, whole: str) -> str:
    """The item that a result belongs to, where it is another than the receipt's."""
    return f"（{item}）" if item and item != whole else ""


def _facts(document: ResultReceipt, words: Wording) -> list[tuple[str, Spans]]:
    facts = [("manner", words.text(f"manner.{document.manner}"))]
    if document.waybill:
        facts.append(("waybill", document.waybill))
    if document.collector is not None:
        facts.append(("collector", person_line(document.collector)))
    return [(words.text(f"facts.{key}"), plain(value)) for key, value in facts]


def _notes(document: ResultReceipt, words: Wording) -> list[str]:
    notes = [words.text("together")] if len(document.results) > 1 else []
    return [*notes, words.text(f"note.{document.manner}"), words.text("contact", **contact_text(document.contact))]
