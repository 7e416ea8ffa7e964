"""撤回申请书, filled for the applicant's signature: his right until the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import form_of
from app.receipts.data_text import addressee, chinese_date, contact_text
from app.receipts.documents.parts import letter
from app.receipts.page import Closing, Composition, Density
from app.receipts.text import plain
from app.receipts.wording import wording

if TYPE_CHECKING:
    from app.receipts.data import Withdrawal
    from app.receipts.flow import Block


def compose(document: Withdrawal, density: Density) -> Composition:
    """The request as blocks."""
    words = wording("withdrawal")
    form = form_of("withdrawal", document.item.kind)
    if document.accepted_on:
        state = words.text("state.accepted", accepted=chinese_date(document.accepted_on))
    else:
        state = words.text("state.received")
    body = words.spans(
        "body",
        received=chinese_date(document.received_on),
        item=document.item.name,
        state=state,
        reason=document.reason.rstrip("。"),
    )
    listed = "、".join(document.returned)
    returned = words.spans("returned", materials=listed) if listed else words.spans("kept_none")
    blocks: list[Block] = [
        letter(density, document.contact.department),
        density.body(body),
        density.body(returned),
        density.body(words.spans("known")),
        density.body(plain(words.text("applicant", party=addressee(document.party)))),
        *density.notes([words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=False, lines=(words.text("sign"), words.text("date")), size=13),
    ]
    return Composition(form.title, tuple(blocks))
