"""Past-tense events of an escalation 办不成事. Bodies hold personal data; every one names the hall whose desks see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from app.domain.case.terms import DatedLimit

ESCALATION = "escalation"
"""Kind of the subject."""

ConfirmedHow = Literal["in-person", "telephone", "message", "letter"]
CONFIRMED_HOW: tuple[ConfirmedHow, ...] = get_args(ConfirmedHow)
HOW_ZH: dict[ConfirmedHow, str] = {"in-person": "当面", "telephone": "电话", "message": "短信或留言", "letter": "书面"}


@dataclass(frozen=True, slots=True)
class EscalationOpened:
    """Somebody could not get something done: what, what is wanted, who asks, who answers for it, by when.

    `case_no` and `case_id` are empty where no case came of it; `refusal` is the code of what was said at the counter.
    """

    number: str
    text: str
    hall: str
    owner: str
    opened_on: str
    answer_by: DatedLimit
    wanted: str = ""
    name: str = ""
    phone: str = ""
    case_no: str = ""
    case_id: str = ""
    item_name: str = ""
    refusal: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True)
class EscalationAnswered:
    """The person was answered; another owner or another promised day only together with the answer that says so."""

    answer: str
    owner: str
    until: str
    hall: str
    on: str


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """Something was done about it."""

    text: str
    hall: str
    on: str


@dataclass(frozen=True, slots=True)
class EscalationClosed:
    """What became of it, and how and when it was confirmed with the person. `solved`: the matter could be done."""

    outcome: str
    solved: bool
    confirmed_with: str
    how: ConfirmedHow
    confirmed_on: str
    hall: str
    on: str


EscalationEvent = EscalationOpened | EscalationAnswered | EscalationStep | EscalationClosed

ESCALATION_KINDS: dict[str, tuple[int, type]] = {
    "escalation.opened": (1, EscalationOpened),
    "escalation.answered": (1, EscalationAnswered),
    "escalation.step": (1, EscalationStep),
    "escalation.closed": (1, EscalationClosed),
}
