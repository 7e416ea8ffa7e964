"""What happens to a queue ticket 号票, and to a counter that calls. No event holds a name or an identity number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TICKET = "ticket"
"""Kind of a ticket's subject; of a counter's pauses too, whose id is the journal's."""

TICKET_DAYS = 7
"""So many days a desk keeps tickets of other counters, and the server sends them."""

Priority = Literal["", "elderly", "disabled", "serviceman"]
PRIORITY_ZH: dict[Priority, str] = {"": "", "elderly": "老年人", "disabled": "残疾人", "serviceman": "军人"}

PauseReason = Literal["noon", "rest", "away"]
PAUSE_ZH: dict[PauseReason, str] = {"noon": "午休", "rest": "暂停", "away": "离席"}

Outcome = Literal["served", "left", "void"]
OUTCOME_ZH: dict[Outcome, str] = {"served": "已办理", "left": "已离开", "void": "作废"}


@dataclass(frozen=True, slots=True)
class TicketIssued:
    """A number was taken. `standing` is the moment from which it counts in the queue; `system`: whose number it is.

    `series` and `serial` are the number's own: a series belongs to one journal mark, so that numbers never collide.
    """

    number: str
    day: str
    group: str
    series: str
    serial: int
    standing: str
    priority: Priority = ""
    system: str = ""


@dataclass(frozen=True, slots=True)
class TicketCalled:
    """A counter called the number."""

    counter: str


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    """The counter that had called it called it again."""

    counter: str


@dataclass(frozen=True, slots=True)
class TicketMissed:
    """Nobody came 过号."""

    counter: str


@dataclass(frozen=True, slots=True)
class TicketReturned:
    """Who had missed the call came after all, and waits again from `standing`."""

    standing: str


@dataclass(frozen=True, slots=True)
class TicketServing:
    """The person is at the counter: the sitting begins."""

    counter: str


@dataclass(frozen=True, slots=True)
class TicketTransferred:
    """The person goes to another counter (empty: to whichever calls first), with what he has filed."""

    counter: str
    to: str
    cases: tuple[str, ...] = ()
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TicketRelieved:
    """Another clerk goes on with the same person: relief at noon without closing the sitting."""

    counter: str
    giver: str
    taker: str


@dataclass(frozen=True, slots=True)
class TicketEnded:
    """The sitting is over, or the person went away."""

    counter: str
    outcome: Outcome = "served"


@dataclass(frozen=True, slots=True)
class CallingPaused:
    """The counter calls nobody for now; a sitting that goes on goes on."""

    counter: str
    reason: PauseReason = "rest"


@dataclass(frozen=True, slots=True)
class CallingResumed:
    """The counter calls again."""

    counter: str


TICKET_KINDS: dict[str, tuple[int, type]] = {
    "ticket.issued": (1, TicketIssued),
    "ticket.called": (1, TicketCalled),
    "ticket.recalled": (1, TicketRecalled),
    "ticket.missed": (1, TicketMissed),
    "ticket.returned": (1, TicketReturned),
    "ticket.serving": (1, TicketServing),
    "ticket.transferred": (1, TicketTransferred),
    "ticket.relieved": (1, TicketRelieved),
    "ticket.ended": (1, TicketEnded),
    "calling.paused": (1, CallingPaused),
    "calling.resumed": (1, CallingResumed),
}
