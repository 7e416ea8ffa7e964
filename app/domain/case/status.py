"""What today makes of a case: status, overdue, the clocks that run. Time alone writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case.events import DatedLimit, DecisionClocks, Procedure
    from app.domain.case.state import DocumentState, Phase

Status = Literal[
    "received", "deemed-accepted", "correction", "accepted", "suspended", "granted", "refused", "issued",
    "withdrawn", "not-accepted", "not-required",
]  # fmt: skip

STATUS_ZH: dict[Status, str] = {
    "received": "已收件",
    "deemed-accepted": "视为受理",
    "correction": "待补正",
    "accepted": "已受理",
    "suspended": "中止计时",
    "granted": "准予",
    "refused": "不予",
    "issued": "已出件",
    "withdrawn": "已撤回",
    "not-accepted": "不予受理",
    "not-required": "不需要许可",
}


class Dated(Protocol):
    """What has to be known of a case to say how it stands today; a `CaseState` is one."""

    @property
    def phase(self) -> Phase:
        """Where the case stands by its events."""

    @property
    def answer_due(self) -> DatedLimit:
        """The end of the five days."""

    @property
    def if_deemed(self) -> DecisionClocks | None:
        """The dates that hold should nobody be told within the five days."""

    @property
    def legal(self) -> DatedLimit | None:
        """The legal date of the decision."""

    @property
    def promised(self) -> DatedLimit | None:
        """The promised date of the decision."""

    @property
    def suspended(self) -> Procedure | None:
        """The special procedure that goes on."""

    @property
    def documents(self) -> Mapping[str, DocumentState]:
        """The documents by number."""


@dataclass(frozen=True, slots=True)
class Running:
    """The dates of the clocks that run now (ISO), None for a clock that does not run."""

    promised: str | None
    legal: str | None
    answer: str | None
    provisional: bool


def is_deemed_accepted(state: Dated, today: date) -> bool:
    """Whether the five days ran out without the person having been told what is missing.

    The case is accepted as of the day of receipt without anybody confirming it; a notice that was printed but not
    told stops nothing. Licences only: other kinds have no such rule in law. Rule: LAW-32-4.
    """
    if state.if_deemed is None:
        return False
    if today <= date.fromisoformat(state.answer_due.date):
        return False
    return state.phase == "received" or (state.phase == "correction" and not told_in_time(state))


def told_in_time(state: Dated) -> bool:
    """Whether the last correction notice was told within its five days. Rule: LAW-32-4."""
    notices = [d for d in state.documents.values() if d.kind == "correction-notice" and not d.voided]
    last = notices[-1] if notices else None
    return last is not None and bool(last.told) and last.told_on <= state.answer_due.date


def status(state: Dated, today: date) -> Status:
    """The status of COMMANDS.md, computed on reading."""
    if state.suspended is not None:
        return "suspended"
    return "deemed-accepted" if is_deemed_accepted(state, today) else state.phase


def stands_still(state: Dated, due: DatedLimit) -> bool:
    """Whether the clock of this date stands still: a special procedure began before it ran out. Rule: LAW-45-1."""
    return state.suspended is not None and due.date >= state.suspended.start


def ran_out(state: Dated, due: DatedLimit, today: date) -> bool:
    """Whether a clock of the decision has run out: its date has passed, and it does not stand still."""
    return today > date.fromisoformat(due.date) and not stands_still(state, due)


def running(state: Dated, today: date) -> Running:
    """The clocks that run: the answer's until there is a verdict that was told, the decision's after acceptance.

    None of a clock that a special procedure has stopped. Rule: LAW-45-1.
    """
    clocks = state.if_deemed if is_deemed_accepted(state, today) else None
    legal, promised = (clocks.legal, clocks.promised) if clocks else (state.legal, state.promised)
    if (state.phase == "accepted" or clocks) and legal and promised:
        dates = [due for due in (promised, legal) if not stands_still(state, due)]
        return Running(
            promised.date if promised in dates else None,
            legal.date if legal in dates else None,
            None,
            provisional=any(due.provisional for due in dates),
        )
    if state.phase == "received" or (state.phase == "correction" and not told_in_time(state)):
        return Running(None, None, state.answer_due.date, state.answer_due.provisional)
    return Running(None, None, None, provisional=False)


def overdue(state: Dated, today: date) -> bool:
    """Whether a running date has passed: the promise after acceptance, the five days before; no suspended day counts."""
    clocks = running(state, today)
    nearest = clocks.promised or clocks.legal or clocks.answer
    return nearest is not None and today > date.fromisoformat(nearest)
