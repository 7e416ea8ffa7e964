"""办事一次性告知单: everything an item asks for in a situation, before anybody applies. Rules: LAW-30, LAW-31."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import chinese_date, contact_text, or_dash
from app.receipts.documents.parts import columns, numbered
from app.receipts.grid import facts_grid, list_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import Spans, plain, strong
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import GuideMaterial, GuideSheet
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block

_MATERIALS: Shape = (
    ("index", 8, "center"), ("name", 36, "left"), ("form", 17, "center"), ("count", 13, "center"),
    ("issuer", 16, "center"), ("notes", 24, "left"),
)  # fmt: skip


def compose(document: GuideSheet, density: Density) -> Composition:
    """The sheet as blocks."""
    words = wording("guide-sheet")
    form = form_of("guide-sheet", document.item.kind)
    rows = numbered(_material(m, words) for m in document.materials)
    notes = [
        words.text("rights"),
        words.text("contact", **contact_text(document.contact)),
        words.text("catalogue", catalogue=document.catalogue, date=chinese_date(document.heading.issued_on)),
    ]
    blocks: list[Block] = [
        density.body(words.spans("intro", item=document.item.name)),
        facts_grid(_facts(document, words), density.grid, density.gap),
        list_grid(columns(words, "materials", _MATERIALS), rows, density.grid, density.gap),
    ]
    if document.guide:
        blocks += [density.caption(words.text("guide_title")), density.note(plain(document.guide))]
    blocks += density.notes(notes)
    if document.heading.code:
        blocks.append(Closing(document.heading, seal=False))
    return Composition(form.title, tuple(blocks))


def _facts(document: GuideSheet, words: Wording) -> list[tuple[str, Spans]]:
    item = document.item
    basis, validity = document.fee_basis, document.result_validity
    fee = words.text("fee", fee=document.fee, basis=basis) if basis else document.fee
    result = words.text("result", result=document.result, validity=validity) if validity else document.result
    facts = [
        ("department", plain(document.contact.department)),
        ("kind", plain(words.text(f"kind.{item.kind}"))),
        ("applicants", plain(document.applicants)),
        ("situation", plain(or_dash(document.situation))),
        ("legal", plain(document.legal)),
        ("promised", strong(document.promised)),
        ("fee", plain(fee)),
        ("result", plain(or_dash(result))),
    ]
    if document.in_person:
        facts.append(("in_person", plain(document.in_person)))
    if document.prerequisites:
        facts.append(("prerequisites", plain(words.text("prerequisites", items="、".join(document.prerequisites)))))
    return [(words.text(f"facts.{key}"), value) for key, value in facts]


def _material(material: GuideMaterial, words: Wording) -> tuple[str, ...]:
    notes = (*(() if material.required else (words.text("optional"),)), *material.notes)
    return material.name, material.form, material.count, or_dash(material.issuer), or_dash("；".join(notes))
