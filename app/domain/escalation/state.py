"""The state of an escalation, folded from its events; whatever the order in which two counters' events come together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.case.terms import DatedLimit
from app.domain.escalation.events import (
    EscalationAnswered,
    EscalationClosed,
    EscalationOpened,
    EscalationStep,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class EscalationState:
    """An escalation. `until` is the day that was promised last; `answers` counts what the person was told.

    `closed` is the first end it was given: of two counters that closed it while apart the later one only adds a step.
    """

    id: str
    number: str
    text: str
    hall: str
    owner: str
    opened_on: str
    answer_by: DatedLimit
    until: str
    wanted: str = ""
    name: str = ""
    phone: str = ""
    case_no: str = ""
    case_id: str = ""
    item_name: str = ""
    refusal: str = ""
    counter: str = ""
    answers: int = 0
    answered_on: str = ""
    answer: str = ""
    steps: int = 0
    postponed: int = 0
    closed: EscalationClosed | None = None

    def overdue(self, today: str) -> bool:
        """Whether the promised day has passed without an end (ISO dates)."""
        return self.closed is None and self.until < today

    @property
    def in_time(self) -> bool:
        """Whether it ended, or was answered first, by the day that was promised first."""
        first = self.answered_on or (self.closed.on if self.closed else "")
        return bool(first) and first <= self.answer_by.date


def evolve_escalation(identity: str, state: EscalationState | None, event: object) -> EscalationState | None:
    """The next state. What comes before the opening, or is none of these events, changes nothing."""
    if state is None:
        return _opened(identity, event) if isinstance(event, EscalationOpened) else None
    match event:
        case EscalationAnswered():
            moved = event.until > state.until
            return replace(
                state, owner=event.owner or state.owner, until=event.until or state.until, answers=state.answers + 1,
                answered_on=state.answered_on or event.on, answer=event.answer, postponed=state.postponed + moved,
            )  # fmt: skip
        case EscalationStep():
            return replace(state, steps=state.steps + 1)
        case EscalationClosed() if state.closed is None:
            return replace(state, closed=event)
        case EscalationClosed():
            return replace(state, steps=state.steps + 1)
    return state


def fold_escalation(identity: str, events: Iterable[object]) -> EscalationState | None:
    """The state after these events, None where it was never opened."""
    state: EscalationState | None = None
    for event in events:
        state = evolve_escalation(identity, state, event)
    return state


def _opened(identity: str, event: EscalationOpened) -> EscalationState:
    return EscalationState(
        id=identity, number=event.number, text=event.text, hall=event.hall, owner=event.owner,
        opened_on=event.opened_on, answer_by=event.answer_by, until=event.answer_by.date, wanted=event.wanted,
        name=event.name, phone=event.phone, case_no=event.case_no, case_id=event.case_id, item_name=event.item_name,
        refusal=event.refusal, counter=event.counter,
    )  # fmt: skip
