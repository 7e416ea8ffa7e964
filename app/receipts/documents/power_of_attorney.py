"""授权委托书, blank or with what is known already. Rule: LAW-29."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import chinese_date
from app.receipts.grid import facts_grid
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import Spans, plain
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import PowerOfAttorney
    from app.receipts.flow import Block


def compose(document: PowerOfAttorney, density: Density) -> Composition:
    """The form as blocks."""
    words = wording("power-of-attorney")
    form = form_of("power-of-attorney", document.item.kind if document.item else "service")
    item = words.text("item_known", item=document.item.name) if document.item else words.text("item_blank")
    until = chinese_date(document.valid_until) if document.valid_until else words.text("until_blank")
    lines = tuple(words.text(f"sign.{key}") for key in ("principal", "agent", "date"))
    blocks: list[Block] = [
        facts_grid(_facts(document, words), replace(density.grid, least=28), density.gap * 2),
        density.body(words.spans("body", item=item)),
        density.caption(words.text("scope_title")),
        density.body(words.spans("scope", scope=document.scope or words.text("long"))),
        density.body(words.spans("until", until=until)),
        *density.notes([words.text("note")]),
        Closing(document.heading, seal=False, lines=lines, size=13),
    ]
    return Composition(form.title, tuple(blocks))


def _facts(document: PowerOfAttorney, words: Wording) -> list[tuple[str, Spans]]:
    blank, party = "", document.party
    agent = party.agent if party else None
    values = {
        "principal": party.name if party else blank,
        "principal_number": party.id_shown if party else blank,
        "behind": party.behind.name if party and party.behind else blank,
        "agent": agent.name if agent else blank,
        "agent_number": agent.id_shown if agent and agent.id_shown else blank,
        "agent_phone": agent.phone if agent and agent.phone else blank,
    }
    if party and party.kind == "person":
        del values["behind"]
    return [(words.text(f"facts.{key}"), plain(value)) for key, value in values.items()]
