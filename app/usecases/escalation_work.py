"""The “办不成事” desk bound to one workplace: a table of contents of the use cases behind it. For the store's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.usecases import escalations as x
from app.usecases.numbering import NumberedPaper

if TYPE_CHECKING:
    from app.domain.escalation.events import ConfirmedHow
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Beginning:
    """Whom and what a matter starts with: the applicant of a case, and who is at work as its owner."""

    case_no: str = ""
    item_name: str = ""
    name: str = ""
    phone: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Registered:
    """A matter was registered: its number, the papers to print, what screens may be stale."""

    number: str
    papers: tuple[NumberedPaper, ...]
    changed: frozenset[str]


class EscalationWork:
    """The use cases of one counter."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def rows(self, words: str) -> tuple[x.EscalationRow, ...]:
        """All matters of the hall, those overdue first."""
        return x.list_escalations(self._workplace, "all", words)

    def view(self, number: str) -> x.EscalationView:
        """One matter with its time line."""
        return x.escalation_view(self._workplace, number)

    def beginning(self, case_no: str) -> Beginning:
        """Whom and what a matter about this case starts with; without a case only its owner is known."""
        owner = self._workplace.store.account.name
        if not case_no:
            return Beginning(owner=owner)
        state = self._workplace.find_case(case_no)
        who = state.filing.applicant
        return Beginning(state.case_no, state.item_name, who.name, who.phone or "", owner)

    def open(self, text: str, wanted: str, name: str, phone: str, owner: str, case_no: str) -> Registered:
        """Register a matter."""
        wish = x.Escalate(text, wanted, name, phone, owner)
        done = x.open_escalation(self._workplace, wish, case_no=case_no)
        return Registered(done.state.number, done.papers, done.changed)

    def answer(self, number: str, answer: str, owner: str, until: str) -> x.EscalationDone:
        """Tell the person how it stands."""
        return x.answer_escalation(self._workplace, number, answer, owner=owner, until=until)

    def step(self, number: str, text: str) -> x.EscalationDone:
        """Something was done about it."""
        return x.add_step(self._workplace, number, text)

    def close(
        self, number: str, outcome: str, confirmed_with: str, how: ConfirmedHow, *, solved: bool
    ) -> x.EscalationDone:
        """End it with what became of it."""
        return x.close_escalation(self._workplace, number, outcome, confirmed_with, how=how, solved=solved)
