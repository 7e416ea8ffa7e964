"""申请书, filled from what was entered, with the declaration of truth and the way of service. Rules: LAW-29, LAW-31."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import or_dash, person_line
from app.receipts.documents.parts import label_value_grid, letter
from app.receipts.grid import facts_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import Spans, plain
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import Application
    from app.receipts.flow import Block


def compose(document: Application, density: Density) -> Composition:
    """The form as blocks."""
    words = wording("application")
    form = form_of("application", document.item.kind)
    situation = words.text("situation", text=document.situation) if document.situation else ""
    blocks: list[Block] = [
        letter(density, document.contact.department),
        density.body(words.spans("intro", item=document.item.name, situation=situation)),
        density.caption(words.text("party")),
        facts_grid(_party(document, words), density.grid, density.gap),
    ]
    for section in document.sections:
        if section.fields:
            blocks += [density.caption(section.title), label_value_grid(section.fields, density)]
    if document.materials:
        listed = "；".join(f"{n}．{name}" for n, name in enumerate(document.materials, 1))
        blocks += [density.caption(words.text("materials")), density.note(plain(f"{listed}。"))]
    declaration = words.text("declaration") + (words.text("agent_clause") if document.party.agent else "")
    lines = [words.text("sign.applicant"), words.text("sign.date")]
    if document.party.agent:
        lines.insert(1, words.text("sign.agent"))
    blocks += [
        density.caption(words.text("declaration_title")),
        density.body(plain(declaration), keep=True),
        Closing(document.heading, seal=False, lines=tuple(lines), size=12),
    ]
    return Composition(form.title, tuple(blocks))


def _party(document: Application, words: Wording) -> list[tuple[str, Spans]]:
    party = document.party
    facts = [
        (words.text("facts.person" if party.kind == "person" else "facts.name"), plain(party.name)),
        (words.text("facts.number", label=party.id_label), plain(or_dash(party.id_shown))),
    ]
    if party.behind:
        role = party.behind.role
        facts.append((words.text("facts.behind", role=role), plain(party.behind.name)))
        if party.behind.id_shown:
            shown = f"{party.behind.id_label}{party.behind.id_shown}"
            facts.append((words.text("facts.behind_number", role=role), plain(shown)))
    facts.append((words.text("facts.phone"), plain(or_dash(party.phone))))
    if party.contact:
        facts.append((words.text("facts.contact"), plain(party.contact)))
    if party.agent:
        facts.append((words.text("facts.agent"), plain(person_line(party.agent))))
    facts.append((words.text("facts.service"), plain(words.text(f"service.{document.service}"))))
    return facts
