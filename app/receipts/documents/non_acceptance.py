"""不予受理决定书 or 通知书: reason, competent authority, remedies, never without them. Rules: LAW-32-1, LAW-32-2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import Ground, form_of
from app.receipts.data_text import addressee, chinese_date, contact_text, you
from app.receipts.documents.parts import IncompleteRefusal, letter, owed
from app.receipts.page import Closing, Composition, Density
from app.receipts.wording import Wording, wording

if TYPE_CHECKING:
    from app.receipts.data import NonAcceptance
    from app.receipts.flow import Block
    from app.receipts.text import Spans


def compose(document: NonAcceptance, density: Density) -> Composition:
    """The notice as blocks; IncompleteRefusal where something the applicant is owed is empty."""
    _complete(document)
    words, page = wording("non-acceptance-notice"), wording("page")
    ground: Ground = "not-competent" if document.verdict == "not-accepted" else "not-required"
    form = form_of("non-acceptance-notice", document.item.kind, ground)
    remedies = words.spans(
        "remedies" if ground == "not-competent" else "remedies_notice",
        reconsideration=document.remedies.reconsideration,
        court=document.remedies.court,
    )
    verdict = words.spans("verdict", basis=form.basis(document.item.basis), verb=form.verb)
    blocks: list[Block] = [
        letter(density, addressee(document.party)),
        density.body((*_facts(document, words), *_why(document, words), *verdict)),
        density.body(remedies),
        *density.notes([words.text("contact", **contact_text(document.contact))]),
        Closing(document.heading, seal=form.sealed, size=min(density.size, 14)),
    ]
    return Composition(form.title, tuple(blocks), page.text("sign.receiver"), page.text("effect"))


def _complete(document: NonAcceptance) -> None:
    authority = document.authority if document.verdict == "not-accepted" else "—"
    said = (
        ("理由", "".join(document.reasons)),
        ("复议机关", document.remedies.reconsideration),
        ("管辖法院", document.remedies.court),
        ("有权办理的机关", authority),
    )
    owed("不予受理文书", said, IncompleteRefusal)


def _facts(document: NonAcceptance, words: Wording) -> Spans:
    key = f"body.{document.verdict}"
    if document.verdict == "not-required" and document.item.kind != "licence":
        key += "_other"
    details = [words.text("address", address=document.address)] if document.address else []
    if document.phone:
        details.append(words.text("phone", phone=document.phone))
    return words.spans(
        key,
        you=you(document.party),
        received=chinese_date(document.received_on),
        item=document.item.name,
        authority=document.authority,
        where=words.text("where", details="，".join(details)) if details else "",
    )


def _why(document: NonAcceptance, words: Wording) -> Spans:
    # The sentence before it names the competent authority; a reason that says the same is not said twice.
    further = [r for r in document.reasons if not (document.authority and document.authority in r)]
    reasons = "；".join(reason.rstrip("。；") for reason in further)
    why = words.spans("reasons", reasons=reasons) if reasons else ()
    bases = "、".join(dict.fromkeys(b for b in document.bases if b))
    return (*why, *words.spans("bases", bases=bases)) if bases else why
