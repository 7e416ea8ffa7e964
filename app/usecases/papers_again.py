"""Papers about papers: those of a package that are made again, and the notice that says which of a case's papers hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.documents.kinds import KIND_TITLE
from app.usecases.papers import contact_of, due_of, heading_of, item_ref, party

if TYPE_CHECKING:
    from app.receipts import data as paper
    from app.usecases.papers import Occasion


def _joint(o: Occasion, number: str) -> paper.JointAcceptanceNotice:
    """The notice of whoever accepts for all, made again: what it said, with the dates that hold now. Rule: LAW-26-2."""
    from app.receipts import data as paper

    if not isinstance(o.earlier, paper.JointAcceptanceNotice):
        raise AssertionError("a joint notice is first made with its package")
    states = {x.state.case_no: x.state for x in (o, *o.accepted_with)}
    head = heading_of(o, number)
    lines = ((line, states[line.case_no]) for line in o.earlier.items if line.case_no in states)
    return replace(
        o.earlier,
        heading=replace(head, case_no=o.earlier.heading.case_no, seal=o.department.seal),
        items=tuple(
            replace(
                line, legal=due_of(s.legal) if s.legal else None, promised=due_of(s.promised) if s.promised else None
            )
            for line, s in lines
        ),
    )


def _cover(o: Occasion, number: str) -> paper.PackageCover:
    """The cover list of a package made again: what it said, by whoever makes it now."""
    from app.receipts import data as paper

    if not isinstance(o.earlier, paper.PackageCover):
        raise AssertionError("a cover list is first made with its package")
    said = o.earlier.heading
    head = replace(heading_of(o, number, hall=True), author=said.author, case_no=said.case_no, seal=said.seal)
    return replace(o.earlier, heading=head, clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number))


def _settlement(o: Occasion, number: str) -> paper.SettlementNotice:
    from app.receipts import data as paper

    s, settled = o.state, o.state.settlement
    if settled is None:
        raise AssertionError("only what was settled is told by this paper")
    titles = {str(kind): title for kind, title in KIND_TITLE.items()}
    return paper.SettlementNotice(
        heading=heading_of(o, number),
        party=party(s.filing),
        item=item_ref(o.item),
        received_on=date.fromisoformat(s.applied_on),
        papers=tuple(
            paper.PaperStanding(
                titles.get(p.kind, "文书"),
                p.number,
                date.fromisoformat(p.issued_on),
                "holds" if p.holds else "void-out" if p.told and not p.back else "void-back",
            )
            for p in settled.papers
        ),
        contact=contact_of(o.department, o.stationery),
        clerk=paper.Clerk(o.stationery.clerk, o.stationery.clerk_number),
        answer=settled.applicant_says,
    )


MAKERS_AGAIN: dict[str, Any] = {
    "joint-acceptance-notice": _joint,
    "package-cover": _cover,
    "settlement-notice": _settlement,
}
