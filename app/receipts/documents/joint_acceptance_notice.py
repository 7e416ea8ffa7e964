"""统一受理通知书: one authority, named to do so, accepts for all that decide. Rules: LAW-26-2, LAW-32-5."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, date_text, due_spans, or_dash, you
from app.receipts.documents.parts import bases, columns, letter, material_grid, numbered, owed
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import TABLES, Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import JointAcceptanceNotice, JointItem
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording

_ITEMS: Shape = (
    ("index", 8, "center"), ("item", 22, "left"), ("authority", 20, "left"), ("case", 22, "left"),
    ("legal", 23, "center"), ("promised", 23, "center"),
)  # fmt: skip


def compose(document: JointAcceptanceNotice, density: Density) -> Composition:
    """The notice as blocks; IncompletePaper where it tells no item."""
    words, page = wording("joint-acceptance-notice"), wording("page")
    density = replace(TABLES, size=density.size, leading=density.leading)
    form = form_of("joint-acceptance-notice", "licence")
    owed(form.title, [("事项", "".join(i.item.name for i in document.items))])
    body = words.spans(
        "body",
        you=you(document.party),
        received=chinese_date(document.received_on),
        package=document.package,
        count=str(len(document.items)),
        named=document.named_by.rstrip("。，；") or words.text("named", package=document.package),
        verb=form.verb,
        basis=bases("joint-acceptance-notice", [i.item for i in document.items], words, "basis.mixed"),
    )
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(body, keep=True),
        facts_grid(_facts(document, words), density.grid, density.gap),
        list_grid(columns(words, "items", _ITEMS), _rows(document.items), density.grid, density.gap),
    ]
    if document.materials:
        blocks.append(material_grid(document.materials, density, words))
    blocks += [
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _rows(items: tuple[JointItem, ...]) -> list[tuple[str, ...]]:
    return numbered(
        (i.item.name, i.authority, or_dash(i.case_no), date_text(i.legal), date_text(i.promised)) for i in items
    )


def _facts(document: JointAcceptanceNotice, words: Wording) -> list[tuple[str, Spans]]:
    facts = [
        (words.text("facts.accepted"), plain(chinese_date(document.accepted_on))),
        (words.text("facts.promised"), due_spans(document.promised)),
        (words.text("facts.package"), plain(or_dash(document.package_no))),
    ]
    if document.collect:
        facts.append((words.text("facts.collect"), plain(document.collect)))
    return facts


def _notes(document: JointAcceptanceNotice, words: Wording) -> list[str]:
    notes = [words.text("special")] if any(i.item.kind == "licence" for i in document.items) else []
    notes.append(words.text("one"))
    dues = (document.promised, *(due for i in document.items for due in (i.legal, i.promised)))
    if any(due is not None and due.provisional for due in dues):
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
