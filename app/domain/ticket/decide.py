"""What a counter may do with a ticket now, as events, or a refusal in the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from app.domain.refusal import InputProblem, Refusal
from app.domain.ticket.events import (
    OUTCOME_ZH,
    Outcome,
    Priority,
    TicketCalled,
    TicketEnded,
    TicketIssued,
    TicketMissed,
    TicketRecalled,
    TicketRelieved,
    TicketReturned,
    TicketServing,
    TicketTransferred,
)
from app.domain.ticket.numbers import series_of, spoken
from app.domain.ticket.order import RETURN_BEHIND, returned_standing, standing_of
from app.domain.ticket.state import PHASE_ZH, TicketState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

CALLS_BEFORE_MISSED = 2
"""So often a number is called before it may be passed over."""


def issue(
    group: str, letter: str, priority: Priority, mark: str, last: int, day: str, at: datetime, *, head_start: timedelta
) -> TicketIssued:
    """A number of the series of this group and this journal's mark (C03A), after the `last` of the day."""
    if priority not in get_args(Priority):
        raise InputProblem("INPUT-PRIORITY", "优先的种类不认识。", "priority")
    series = series_of(letter, mark)
    return TicketIssued(
        number=spoken(series, last + 1),
        day=day,
        group=group,
        series=series,
        serial=last + 1,
        standing=standing_of(at, priority, head_start),
        priority=priority,
    )


def call(state: TicketState, counter: str) -> TicketCalled:
    """Call a number that waits."""
    if state.phase != "waiting":
        raise Refusal("STATE-TICKET", f"{state.number} 号{_where(state)}，不能再叫。", state.number)
    if state.target not in ("", counter):
        raise Refusal(
            "STATE-TICKET-TARGET", f"{state.number} 号已转 {_shown(state.target)} 窗口，由那边叫。", state.number
        )
    return TicketCalled(counter)


def recall(state: TicketState, counter: str) -> TicketRecalled:
    """Call again a number that was called here and has not come."""
    _refuse_unless(state, counter, "called")
    return TicketRecalled(counter)


def miss(state: TicketState, counter: str) -> TicketMissed:
    """Pass over a number that was called often enough."""
    _refuse_unless(state, counter, "called")
    if state.calls < CALLS_BEFORE_MISSED:
        raise Refusal(
            "STATE-TICKET-CALLS", f"{state.number} 号只叫过 {state.calls} 次，请重呼一次再过号。", state.number
        )
    return TicketMissed(counter)


def come_back(state: TicketState, waiting: Sequence[TicketState], now: datetime) -> TicketReturned:
    """Let somebody who missed the call wait again: behind the next three who wait for the same business."""
    if state.phase != "missed":
        raise Refusal("STATE-TICKET", f"{state.number} 号{_where(state)}，不用恢复。", state.number)
    same = [one for one in waiting if one.group == state.group]
    return TicketReturned(returned_standing(same, now, RETURN_BEHIND))


def serve(state: TicketState, counter: str) -> TicketServing:
    """The person is here."""
    _refuse_unless(state, counter, "called")
    return TicketServing(counter)


def transfer(
    state: TicketState, counter: str, to: str, *, cases: Sequence[str] = (), group: str = "", note: str = ""
) -> TicketTransferred:
    """Send the person on, with the numbers of his cases; he keeps his place: he waited here already."""
    _refuse_unless(state, counter, "called", "serving")
    if to == counter:
        raise InputProblem("INPUT-COUNTER", "这就是本窗口，请选别的窗口。", "to")
    return TicketTransferred(counter, to, tuple(cases), group, note)


def relieve(state: TicketState, counter: str, taker: str) -> TicketRelieved:
    """Another clerk goes on with the person who sits here."""
    _refuse_unless(state, counter, "called", "serving")
    if state.clerk == taker:
        raise Refusal("STATE-TICKET-MINE", f"{state.number} 号本来就由您办理。", state.number)
    return TicketRelieved(counter, state.clerk, taker)


def end(state: TicketState, counter: str, outcome: Outcome = "served") -> TicketEnded:
    """The sitting is over."""
    if outcome not in OUTCOME_ZH:
        raise InputProblem("INPUT-OUTCOME", "办理结果不认识。", "outcome")
    _refuse_unless(state, counter, "called", "serving")
    return TicketEnded(counter, outcome)


def _refuse_unless(state: TicketState, counter: str, *phases: str) -> None:
    if state.phase not in phases or state.counter != counter:
        raise Refusal("STATE-TICKET", f"{state.number} 号{_where(state)}，这一步现在不能办。", state.number)


def _where(state: TicketState) -> str:
    if state.phase in ("called", "serving"):
        return f"在 {_shown(state.counter)} 窗口{PHASE_ZH[state.phase]}"
    return PHASE_ZH[state.phase]


def _shown(counter: str) -> str:
    return counter.removeprefix("C")
