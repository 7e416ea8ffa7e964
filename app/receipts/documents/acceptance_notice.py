"""受理通知书, with deferrals and commitments where there are. Rules: LAW-32-5, LAW-32-4 (deemed), LAW-45-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import GUIDE, DocumentForm, form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, due_spans, due_text, or_dash, person_line, you
from app.receipts.documents.parts import columns, letter, material_grid, numbered
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import Spans, plain
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import AcceptanceNotice
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_DEFERRALS: Shape = (("index", 8, "center"), ("name", 40, "left"), ("until", 30, "left"), ("basis", 24, "left"))
_COMMITMENTS: Shape = (("index", 8, "center"), ("name", 28, "left"), ("text", 42, "left"), ("basis", 24, "left"))


def compose(document: AcceptanceNotice, density: Density) -> Composition:
    """The notice as blocks."""
    if document.several:
        from app.receipts.documents.acceptance_of_several import compose_several

        return compose_several(document, density)
    words, page = wording("acceptance-notice"), wording("page")
    form = form_of("acceptance-notice", document.item.kind, document.ground)
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body(_sentence(document, form, words)),
        _facts(document, density, words),
        material_grid(document.materials, density, words),
        *promised_later(document, density, words),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _sentence(document: AcceptanceNotice, form: DocumentForm, words: Wording) -> Spans:
    ground = document.ground
    if ground == "deferred":
        basis = "、".join(dict.fromkeys(d.basis for d in document.deferrals if d.basis)) or GUIDE
    else:
        basis = form.basis(document.item.basis)
    key = ground if ground == "deferred" or document.item.kind == "licence" else f"{ground}_other"
    return words.spans(
        f"ground.{key}",
        you=you(document.party),
        received=chinese_date(document.received_on),
        accepted=chinese_date(document.accepted_on),
        item=document.item.name,
        basis=basis,
        verb=form.verb,
    )


def _facts(document: AcceptanceNotice, density: Density, words: Wording) -> Block:
    pairs: list[tuple[str, Spans]] = [
        (words.text("facts.accepted"), plain(chinese_date(document.accepted_on))),
        (words.text("facts.situation"), plain(or_dash(document.situation))),
        (words.text("facts.legal"), plain(due_text(document.legal))),
        (words.text("facts.promised"), due_spans(document.promised)),
        (words.text("facts.collect"), plain(document.collect)),
        (words.text("facts.fee"), plain(document.fee)),
    ]
    if document.party.agent:
        pairs.append((words.text("facts.agent"), plain(person_line(document.party.agent))))
    if document.for_authority:
        pairs.append((words.text("facts.authority"), plain(document.for_authority)))
    return facts_grid(pairs, density.grid, density.gap)


def promised_later(document: AcceptanceNotice, density: Density, words: Wording) -> list[Block]:
    """The tables of what was deferred, and of what a commitment stands in for."""
    blocks: list[Block] = []
    if document.deferrals:
        rows = numbered((d.material, due_text(d.until), or_dash(d.basis)) for d in document.deferrals)
        blocks.append(list_grid(columns(words, "deferrals", _DEFERRALS), rows, density.grid, density.gap))
    if document.commitments:
        rows = numbered((c.material, c.text, or_dash(c.basis)) for c in document.commitments)
        blocks.append(list_grid(columns(words, "commitments", _COMMITMENTS), rows, density.grid, density.gap))
    return blocks


def _notes(document: AcceptanceNotice, words: Wording) -> list[str]:
    notes = []
    if document.item.kind == "licence":
        notes.append(words.text("special"))
    if document.deferrals:
        notes.append(words.text("deferral_note"))
    if document.for_authority:
        notes.append(words.text("delegated", authority=document.for_authority))
    if any(d is not None and d.provisional for d in (document.legal, document.promised)):
        notes.append(words.text("provisional"))
    notes.append(words.text("contact", **contact_text(document.contact)))
    return notes
