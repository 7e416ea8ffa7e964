"""One 受理通知书 for several items that one authority decides, of one sitting: each with its case and its own dates.

Rules: LAW-32-5, LAW-45-1.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import GUIDE, form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, date_text, or_dash, person_line, you
from app.receipts.documents.acceptance_notice import promised_later
from app.receipts.documents.parts import bases, columns, letter, material_grid, numbered, owed
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import TABLES, Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import AcceptanceNotice, AcceptedItem
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.text import Spans
    from app.receipts.wording import Wording

_ITEMS: Shape = (
    ("index", 8, "center"), ("item", 33, "left"), ("case", 25, "left"), ("legal", 21, "center"),
    ("promised", 21, "center"),
)  # fmt: skip


def compose_several(document: AcceptanceNotice, density: Density) -> Composition:
    """The notice as blocks; IncompletePaper where an item or its case is not named."""
    words, page = wording("acceptance-notice"), wording("page")
    tight = density.grid.leading < TABLES.grid.leading  # where the page would not hold it otherwise
    density = density if tight else replace(TABLES, size=density.size, leading=density.leading)
    kinds = {one.item.kind for one in document.several}
    form = form_of("acceptance-notice", document.item.kind, document.ground)
    title = form.title if len(kinds) == 1 else words.text("several.title")
    owed(title, [(label, text) for one in document.several for label, text in _owed(one)])
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(_sentence(document, form.verb, words), keep=True),
        list_grid(columns(words, "several", _ITEMS), _rows(document.several), density.grid, density.gap),
        facts_grid(_facts(document, words), density.grid, density.gap),
        material_grid(document.materials, density, words),
        *promised_later(document, density, words),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _owed(one: AcceptedItem) -> tuple[tuple[str, str], ...]:
    return ("事项", one.item.name), ("办件编号", one.case_no)


def _sentence(document: AcceptanceNotice, verb: str, words: Wording) -> Spans:
    items = [one.item for one in document.several]
    who, lawful = you(document.party), all(item.kind == "licence" for item in items)
    basis = bases("acceptance-notice", items, words, "several.mixed")
    state = words.text("several.lawful" if lawful else "several.stated")
    if document.deferrals:
        state = words.text("several.deferred", you=who)
        rules = "、".join(dict.fromkeys(d.basis for d in document.deferrals if d.basis)) or GUIDE
        basis += words.text("several.deferring", basis=rules)
    received, count = chinese_date(document.received_on), str(len(items))
    return words.spans("several.body", you=who, received=received, count=count, state=state, basis=basis, verb=verb)


def _rows(several: tuple[AcceptedItem, ...]) -> list[tuple[str, ...]]:
    return numbered(
        (
            f"{one.item.name}（{one.situation}）" if one.situation else one.item.name,
            one.case_no,
            date_text(one.legal),
            date_text(one.promised),
        )
        for one in several
    )


def _facts(document: AcceptanceNotice, words: Wording) -> list[tuple[str, Spans]]:
    pairs = [
        (words.text("facts.accepted"), plain(chinese_date(document.accepted_on))),
        (words.text("facts.collect"), plain(document.collect)),
        (words.text("facts.fee"), plain(_fees(document.several))),
    ]
    if document.party.agent:
        pairs.append((words.text("facts.agent"), plain(person_line(document.party.agent))))
    if document.for_authority:
        pairs.append((words.text("facts.authority"), plain(document.for_authority)))
    return pairs


def _fees(several: tuple[AcceptedItem, ...]) -> str:
    """What is paid: once where it is the same for all, else item by item."""
    if len({one.fee for one in several}) == 1:
        return or_dash(several[0].fee)
    return "；".join(f"{one.item.name}：{or_dash(one.fee)}" for one in several)


def _notes(document: AcceptanceNotice, words: Wording) -> list[str]:
    notes = [words.text("special")] if any(one.item.kind == "licence" for one in document.several) else []
    if document.deferrals:
        notes.append(words.text("deferral_note"))
    notes.append(words.text("several.one"))
    if document.for_authority:
        notes.append(words.text("delegated", authority=document.for_authority))
    if any(due is not None and due.provisional for one in document.several for due in (one.legal, one.promised)):
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
