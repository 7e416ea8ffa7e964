"""窗口日结单: numbers, copies, seals and originals of a day, recomputed; what does not come out is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import chinese_date, chinese_time, clerk_text
from app.receipts.documents.parts import label_value_grid, ledger_blocks, signatures
from app.receipts.page import TABLES, Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import DayEnd
    from app.receipts.flow import Block


def compose(document: DayEnd, density: Density) -> Composition:
    """The statement as blocks."""
    words = wording("day-end")
    density = replace(TABLES, size=density.size, leading=density.leading)
    form = form_of("day-end", "service")
    intro = words.spans(
        "intro", counter=document.counter, day=chinese_date(document.day), made=chinese_time(document.made_at)
    )
    blocks: list[Block] = [density.body(intro)]
    if document.facts:
        blocks += [density.caption(words.text("facts_title")), label_value_grid(document.facts, density)]
    blocks += ledger_blocks(document.ledgers, density)
    if document.differences:
        blocks.append(density.caption(words.text("differences_title")))
        blocks += [
            density.note(plain(words.text("difference", n=str(n), text=text)))
            for n, text in enumerate(document.differences, 1)
        ]
    else:
        blocks += density.notes([words.text("balanced")])
    sign = (words.text("sign.clerk", clerk=clerk_text(document.clerk)), words.text("sign.lead"))
    blocks.append(signatures(density, sign))
    if document.heading.code:
        blocks.append(Closing(document.heading, seal=False))
    return Composition(form.title, tuple(blocks), words.text("foot"))
