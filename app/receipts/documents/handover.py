"""窗口交接单: what one clerk hands to the next, counted by both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import chinese_time, clerk_text
from app.receipts.documents.parts import label_value_grid, ledger_blocks, signatures
from app.receipts.page import TABLES, Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import Handover
    from app.receipts.flow import Block


def compose(document: Handover, density: Density) -> Composition:
    """The statement as blocks."""
    words = wording("handover")
    density = replace(TABLES, size=density.size, leading=density.leading)
    form = form_of("handover", "service")
    intro = words.spans("intro", counter=document.counter, at=chinese_time(document.at))
    blocks: list[Block] = [density.body(intro)]
    if document.facts:
        blocks += [density.caption(words.text("facts_title")), label_value_grid(document.facts, density)]
    blocks += ledger_blocks(document.ledgers, density)
    if document.remark:
        blocks.append(density.note(plain(words.text("remark", remark=document.remark))))
    blocks += [
        *density.notes([words.text("note")]),
        signatures(
            density,
            (
                words.text("sign.giver", clerk=clerk_text(document.giver)),
                words.text("sign.taker", clerk=clerk_text(document.taker)),
            ),
        ),
    ]
    if document.heading.code:
        blocks.append(Closing(document.heading, seal=False))
    return Composition(form.title, tuple(blocks), words.text("foot"))
