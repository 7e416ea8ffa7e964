"""材料总清单: what a package consists of, who waits for what, each material once, one promise, what it saves.

The applicant signs that what waits for another result is filed on the day of that result.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, clerk_text, contact_text, date_text, due_text, or_dash, you
from app.receipts.documents.parts import columns, letter, numbered, owed
from app.receipts.grid import list_grid
from app.receipts.page import TABLES, Closing, Composition, Density
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import CoverMaterial, CoverMember, PackageCover, Savings
    from app.receipts.documents.parts import Shape
    from app.receipts.flow import Block
    from app.receipts.wording import Wording

_MEMBERS: Shape = (
    ("index", 8, "center"), ("item", 30, "left"), ("authority", 26, "left"), ("mode", 30, "left"),
    ("promised", 22, "center"),
)  # fmt: skip
_MATERIALS: Shape = (
    ("index", 8, "center"), ("name", 50, "left"), ("form", 16, "center"), ("copies", 8, "center"),
    ("used", 22, "center"),
)  # fmt: skip


def compose(document: PackageCover, density: Density) -> Composition:
    """The list as blocks; IncompletePaper where it has no member."""
    words = wording("package-cover")
    density = replace(TABLES, size=density.size, leading=density.leading)
    form = form_of("package-cover", "service")
    owed(form.title, [("套餐事项", "".join(m.item.name for m in document.members))])
    body = words.spans(
        "body",
        you=you(document.party),
        package=document.package,
        count=str(len(document.members)),
    )
    sign = (
        words.text("sign.applicant"),
        words.text("sign.date"),
        words.text("sign.clerk", clerk=clerk_text(document.clerk)),
    )
    blocks: list[Block] = [letter(density, addressee(document.party)), density.body(body, after=0)]
    if document.promised is not None:
        blocks.append(density.body(words.spans("promise", due=due_text(document.promised))))
    blocks += [
        *_members(document, density, words),
        *_materials(document, density, words),
        *_savings(document.savings, density, words),
        *density.notes(_notes(document, words)),
        Closing(document.heading, seal=False, lines=sign, size=12),
    ]
    return Composition(form.title, tuple(blocks), words.text("foot"))


def _members(document: PackageCover, density: Density, words: Wording) -> list[Block]:
    rows = numbered((m.item.name, m.authority, _mode(m, words), date_text(m.promised)) for m in document.members)
    grid = list_grid(columns(words, "members", _MEMBERS), rows, density.grid, density.gap)
    return [density.caption(words.text("members_title")), grid]


def _mode(member: CoverMember, words: Wording) -> str:
    told = words.text(f"mode.{member.mode}", items="、".join(member.waits_for))
    return told + (words.text("case", number=member.case_no) if member.case_no else "")


def _materials(document: PackageCover, density: Density, words: Wording) -> list[Block]:
    if not document.materials:
        return []
    places = {m.item.name: str(n) for n, m in enumerate(document.members, 1)}
    rows = numbered((m.name, m.form, or_dash(m.copies), _used(m, places, words)) for m in document.materials)
    grid = list_grid(columns(words, "materials", _MATERIALS), rows, density.grid, density.gap)
    return [density.caption(words.text("materials_title", count=str(len(rows)))), grid]


def _used(material: CoverMaterial, places: dict[str, str], words: Wording) -> str:
    """The members that use a material, by their numbers in the table above; one that is not there by its name."""
    if set(places) <= set(material.used_by):
        return words.text("all")
    return "、".join(places.get(name, name) for name in material.used_by)


def _savings(savings: Savings | None, density: Density, words: Wording) -> list[Block]:
    if savings is None:
        return []
    pairs = {"materials": savings.materials, "steps": savings.steps, "visits": savings.visits}
    counts = {f"{name}_{when}": str(pair[n]) for name, pair in pairs.items() for n, when in enumerate(("alone", "now"))}
    return [density.note(words.spans("savings", **counts))]


def _notes(document: PackageCover, words: Wording) -> list[str]:
    notes = [words.text("number", number=document.package_no)] if document.package_no else []
    if any(m.mode == "waiting" for m in document.members):
        notes.append(words.text("waiting"))
    notes.append(words.text("one"))
    if document.collect:
        notes.append(words.text("collect", collect=document.collect))
    dues = (document.promised, *(m.promised for m in document.members))
    if any(due is not None and due.provisional for due in dues):
        notes.append(words.text("provisional"))
    return [*notes, words.text("contact", **contact_text(document.contact))]
