"""Deciding on escalations: commands, and the events that follow or the refusal that stands against them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case.terms import DatedLimit
from app.domain.escalation.events import (
    CONFIRMED_HOW,
    ConfirmedHow,
    EscalationAnswered,
    EscalationClosed,
    EscalationOpened,
    EscalationStep,
)
from app.domain.identity.dates import require_date
from app.domain.law.counting import count
from app.domain.law.limit import Limit
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

    from app.domain.escalation.state import EscalationState
    from app.domain.law.calendar import WorkCalendar

MOST_DAYS = 60
"""An answer is not promised for later than this many days from the day on which it is promised."""


@dataclass(frozen=True, slots=True)
class Escalate:
    """What a person could not get done, in his words; what is wanted; whom to answer; who answers for it."""

    text: str
    wanted: str = ""
    name: str = ""
    phone: str = ""
    owner: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The case that an escalation starts from; empty where there is none."""

    case_no: str = ""
    case_id: str = ""
    item_name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the person; a new owner, a new promised day (ISO) where the matter needs longer."""

    answer: str
    owner: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """What became of it, with whom that was confirmed, how and on which day (ISO; empty: today)."""

    outcome: str
    confirmed_with: str
    how: ConfirmedHow = "telephone"
    confirmed_on: str = ""
    solved: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is registered: the hall whose desks see it, the counter, who is at work there."""

    hall: str
    counter: str
    me: str


def answer_limit(calendar: WorkCalendar, today: date, days: int) -> DatedLimit:
    """The day by which an answer is promised: `days` working days after today."""
    due = count(calendar, today, Limit(days, "workday"))
    return DatedLimit(due.date.isoformat(), days, "workday", due.provisional, calendar.hash, due.rule)


def open_escalation(
    command: Escalate, number: str, place: Place, about: About, answer_by: DatedLimit, today: date
) -> EscalationOpened:
    """Register it; Refusal ENTRY-EMPTY without words. Who is asked first answers for it unless somebody is named."""
    if not command.text.strip():
        raise Refusal("ENTRY-EMPTY", "请写明没办成的是什么事。", "text")
    return EscalationOpened(
        number=number, text=command.text, hall=place.hall, owner=command.owner.strip() or place.me,
        opened_on=today.isoformat(), answer_by=answer_by, wanted=command.wanted, name=command.name,
        phone=command.phone, case_no=about.case_no, case_id=about.case_id, item_name=about.item_name,
        refusal=command.refusal, counter=place.counter,
    )  # fmt: skip


def answer_escalation(state: EscalationState, command: Answer, today: date) -> EscalationAnswered:
    """Answer it; Refusal ENTRY-EMPTY, ENTRY-DATE, STATE-CLOSED."""
    _refuse_closed(state)
    if not command.answer.strip():
        raise Refusal("ENTRY-EMPTY", "请写明答复了什么。", "answer")
    until = _promised(command.until, today) if command.until else state.until
    return EscalationAnswered(
        command.answer, command.owner.strip() or state.owner, until, state.hall, today.isoformat()
    )


def add_step(state: EscalationState, text: str, today: date) -> EscalationStep:
    """Note what was done; Refusal ENTRY-EMPTY, STATE-CLOSED."""
    _refuse_closed(state)
    if not text.strip():
        raise Refusal("ENTRY-EMPTY", "请写明做了什么。", "text")
    return EscalationStep(text, state.hall, today.isoformat())


def close_escalation(state: EscalationState, command: Close, today: date) -> EscalationClosed:
    """End it; Refusal STATE-CLOSED, ENTRY-EMPTY (no outcome), STATE-UNCONFIRMED, ENTRY-DATE."""
    _refuse_closed(state)
    if not command.outcome.strip():
        raise Refusal("ENTRY-EMPTY", "请写明这件事最后怎样了。", "outcome")
    if not command.confirmed_with.strip():
        message = "要和本人确认过才能办结：请写明和谁确认的、怎样确认的。还没有联系上的，先记一步。"
        raise Refusal("STATE-UNCONFIRMED", message, "confirmed_with")
    if command.how not in CONFIRMED_HOW:
        raise Refusal("ENTRY-CHOICE", "确认方式只有：当面、电话、短信或留言、书面。", "how")
    day = require_date(command.confirmed_on, "confirmed_on") if command.confirmed_on else today
    if day > today or day.isoformat() < state.opened_on:
        raise Refusal("ENTRY-DATE", "确认的日期要在登记之后、今天或以前。", "confirmed_on")
    return EscalationClosed(
        command.outcome, command.solved, command.confirmed_with, command.how, day.isoformat(), state.hall,
        today.isoformat(),
    )  # fmt: skip


def _refuse_closed(state: EscalationState) -> None:
    if state.closed is not None:
        raise Refusal("STATE-CLOSED", f"{state.number} 已于 {state.closed.on} 办结；有新情况的，请另行登记。")


def _promised(text: str, today: date) -> str:
    day = require_date(text, "until")
    if day < today:
        raise Refusal("ENTRY-DATE", "答应的日期不能在今天以前。", "until")
    if (day - today).days > MOST_DAYS:
        raise Refusal("ENTRY-DATE", f"答应的日期不能晚于 {MOST_DAYS} 天；要更久的，先答复一次，到时再定。", "until")
    return day.isoformat()
