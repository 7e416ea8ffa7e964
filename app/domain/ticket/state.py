"""A ticket as its events leave it. What cannot follow changes nothing and is remembered: the server's order decides.

Two desks that called one ticket while they were apart see the same afterwards: the call that has the first position
stands, the other one is in `overruled`, and the counter that made it is told in one line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.domain.ticket.events import (
    CallingPaused,
    CallingResumed,
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

Phase = Literal["waiting", "called", "serving", "missed", "ended"]
PHASE_ZH: dict[Phase, str] = {
    "waiting": "等候", "called": "已叫号", "serving": "办理中", "missed": "过号", "ended": "已结束",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stay:
    """One call at one counter: since when the person was ready, when called, when the sitting began and ended.

    Moments are ISO texts in UTC; empty where it did not come to it. `clerk` is the account that served last, `how` it ended.
    """

    counter: str
    ready_at: str
    called_at: str
    clerk: str = ""
    served_at: str = ""
    left_at: str = ""
    how: Literal["", "missed", "transferred", "ended"] = ""


@dataclass(frozen=True, slots=True)
class Overruled:
    """A call that came second."""

    counter: str
    at: str


@dataclass(frozen=True, slots=True)
class TicketState:
    """A ticket. `counter` has called it or serves it; `target` is the only one that may call it; `calls` since then."""

    id: str
    number: str
    day: str
    group: str
    series: str
    serial: int
    standing: str
    issued_at: str
    ready_at: str
    priority: Priority = ""
    system: str = ""
    phase: Phase = "waiting"
    counter: str = ""
    target: str = ""
    calls: int = 0
    called_at: str = ""
    cases: tuple[str, ...] = ()
    note: str = ""
    outcome: Outcome | Literal[""] = ""
    stays: tuple[Stay, ...] = ()
    overruled: tuple[Overruled, ...] = ()

    @property
    def served_at(self) -> str:
        """When the sitting that goes on began; empty where none does."""
        return self.stays[-1].served_at if self.phase == "serving" else ""

    @property
    def clerk(self) -> str:
        """Account that has the person now; empty where nobody has."""
        return self.stays[-1].clerk if self.phase in ("called", "serving") else ""

    @property
    def place(self) -> tuple[str, str, int, str]:
        """Its place in the queue; total, the same on every desk."""
        return (self.standing, self.series, self.serial, self.id)


@dataclass(frozen=True, slots=True)
class CallingState:
    """Whether a counter calls: empty `reason` means that it does."""

    counter: str = ""
    reason: str = ""
    since: str = ""


def evolve(identity: str, state: TicketState | None, event: object, at: str, by: str = "") -> TicketState | None:
    """The ticket after one more event, which happened `at` (ISO, UTC) by an account."""
    if isinstance(event, TicketIssued):
        return first_state(identity, event, at) if state is None else state
    if state is None:
        return None
    match event:
        case TicketCalled() if state.phase == "waiting":
            stay = Stay(event.counter, state.ready_at, at, by)
            return replace(
                state, phase="called", counter=event.counter, calls=1, called_at=at, stays=(*state.stays, stay)
            )
        case TicketCalled():
            return replace(state, overruled=(*state.overruled, Overruled(event.counter, at)))
        case TicketReturned() if state.phase == "missed":
            return replace(state, phase="waiting", standing=event.standing, ready_at=at, counter="", calls=0)
    if getattr(event, "counter", None) != state.counter or state.phase not in ("called", "serving"):
        return state
    return _at_counter(state, event, at, by)


def first_state(identity: str, event: TicketIssued, at: str) -> TicketState:
    """A number of another system has waited since it says; one of ours since it was taken."""
    since = event.standing if event.system else at
    return TicketState(
        id=identity, number=event.number, day=event.day, group=event.group, series=event.series, serial=event.serial,
        standing=event.standing, issued_at=since, ready_at=since, priority=event.priority, system=event.system,
    )  # fmt: skip


def _at_counter(state: TicketState, event: object, at: str, by: str) -> TicketState:
    """What the counter does that has the person."""
    match event:
        case TicketRecalled() if state.phase == "called":
            return replace(state, calls=state.calls + 1, called_at=at)
        case TicketMissed() if state.phase == "called":
            return replace(_left(state, at, "missed"), phase="missed")
        case TicketServing() if state.phase == "called":
            return replace(state, phase="serving", stays=_last(state, replace(state.stays[-1], served_at=at, clerk=by)))
        case TicketRelieved():
            return replace(state, stays=_last(state, replace(state.stays[-1], clerk=event.taker)))
        case TicketTransferred():
            return replace(
                _left(state, at, "transferred"), phase="waiting", counter="", target=event.to, calls=0, ready_at=at,
                cases=tuple(dict.fromkeys((*state.cases, *event.cases))), group=event.group or state.group,
                note=event.note,
            )  # fmt: skip
        case TicketEnded():
            return replace(_left(state, at, "ended"), phase="ended", outcome=event.outcome)
    return state


def _left(state: TicketState, at: str, how: Literal["missed", "transferred", "ended"]) -> TicketState:
    return replace(state, stays=_last(state, replace(state.stays[-1], left_at=at, how=how)))


def _last(state: TicketState, stay: Stay) -> tuple[Stay, ...]:
    return (*state.stays[:-1], stay)


def evolve_calling(state: CallingState, event: object, at: str) -> CallingState:
    """The counter after one more event."""
    match event:
        case CallingPaused():
            return CallingState(event.counter, event.reason, at)
        case CallingResumed():
            return CallingState(event.counter, "", at)
    return state
