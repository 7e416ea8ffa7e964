"""准予决定书: what is granted, for how long, when it is delivered; several items may be one decision 多审合一.

Rules: LAW-38-1, LAW-44-1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, date_text, or_dash, you
from app.receipts.documents.parts import columns, ended, letter, numbered, owed, paragraphs
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.domain.documents.kinds import DocumentForm
    from app.receipts.data import DecisionGrant, Granted
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording

_GRANTED: Shape = (
    ("index", 8, "center"), ("item", 24, "left"), ("content", 30, "left"), ("result", 24, "left"),
    ("valid", 18, "center"),
)  # fmt: skip

_SHORT = 120
"""Characters of a content that still reads well in a column of a table."""


def compose(document: DecisionGrant, density: Density) -> Composition:
    """The decision as blocks; IncompletePaper where what is granted is not said."""
    words, page = wording("decision-grant"), wording("page")
    form = form_of("decision-grant", document.item.kind)
    owed(form.title, [("决定内容", "；".join(g.content for g in document.granted))])
    several = len(document.granted) > 1
    blocks: list[Block] = [letter(density, addressee(document.party))]
    blocks.append(density.body(_sentence(document, form, words), keep=True))
    if several:
        blocks += _several(document, density, words)
    else:
        blocks += _one(document.granted[0], density, words)
    blocks += [density.body(plain(text)) for text in _delivery(document, words)]
    blocks += [
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _sentence(document: DecisionGrant, form: DocumentForm, words: Wording) -> Spans:
    lawful = document.item.kind == "licence"
    bases = tuple(dict.fromkeys(b for g in document.granted for b in g.item.basis))
    return words.spans(
        "body.several" if len(document.granted) > 1 else "body.one",
        you=you(document.party),
        item=document.item.name,
        count=str(len(document.granted)),
        accepted=chinese_date(document.accepted_on),
        conditions=words.text("conditions.lawful" if lawful else "conditions.stated"),
        basis=form.basis(bases),
        verb=form.verb,
    )


def _one(granted: Granted, density: Density, words: Wording) -> list[Block]:
    facts = [(words.text("facts.result"), granted.result), (words.text("facts.number"), granted.licence_no)]
    facts.append((words.text("facts.valid"), _validity(granted, words) if _dated(granted) else ""))
    shown = [(label, plain(value)) for label, value in facts if value]
    grid = [facts_grid(shown, density.grid, density.gap)] if shown else []
    return [*paragraphs(density, words.spans("content", content=ended(granted.content))), *grid]


def _several(document: DecisionGrant, density: Density, words: Wording) -> list[Block]:
    """All that is granted: as a table where its contents are short, one below the other where one of them is long."""
    cases = "、".join(dict.fromkeys(g.case_no for g in document.granted if g.case_no))
    together = [facts_grid([(words.text("facts.cases"), plain(cases))], density.grid, density.gap)] if cases else []
    if all(len(g.content) <= _SHORT for g in document.granted):
        return [_table(document, density, words), *together]
    blocks: list[Block] = []
    for n, granted in enumerate(document.granted, 1):
        caption = words.text("granted.caption", number=str(n), item=granted.item.name)
        blocks += [density.caption(caption), *_one(granted, density, words)]
    return [*blocks, *together]


def _table(document: DecisionGrant, density: Density, words: Wording) -> Block:
    rows = numbered(
        (
            g.item.name,
            g.content,
            or_dash(" ".join(part for part in (g.result, g.licence_no) if part)),
            _validity(g, words),
        )
        for g in document.granted
    )
    return list_grid(columns(words, "granted", _GRANTED), rows, density.grid, density.gap)


def _dated(granted: Granted) -> bool:
    return granted.valid_from is not None or granted.valid_to is not None


def _validity(granted: Granted, words: Wording) -> str:
    start, end = granted.valid_from, granted.valid_to
    if start and end:
        return words.text("valid.both", start=chinese_date(start), end=chinese_date(end))
    if end:
        return words.text("valid.until", end=chinese_date(end))
    return words.text("valid.from", start=chinese_date(start)) if start else or_dash("")


def _delivery(document: DecisionGrant, words: Wording) -> list[str]:
    """When the result is delivered, and how it is renewed: the sentences that stand under the decision."""
    named = "、".join(dict.fromkeys(g.result for g in document.granted if g.result))
    result, who, due = named or words.text("deliver.unnamed"), you(document.party), document.serve_by
    licence = document.item.kind == "licence"
    said: list[str] = []
    if document.at_once:
        said.append(words.text("deliver.at_once", result=result))
    elif due is not None:
        date = date_text(due)
        key = "deliver.licence" if licence and due.limit else "deliver.other"
        said.append(words.text(key, limit=due.limit, date=date, you=who, result=result))
    if licence and any(g.valid_to for g in document.granted):
        said.append(words.text("renew"))
    return said


def _notes(document: DecisionGrant, words: Wording) -> list[str]:
    due = document.serve_by
    notes = [words.text("provisional")] if due is not None and due.provisional else []
    return [*notes, words.text("contact", **contact_text(document.contact))]
