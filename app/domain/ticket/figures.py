"""Waiting and service times 等候与办理时间 of tickets: number, mean and p90, of the whole and by counter. Seconds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.ticket.state import TicketState


@dataclass(frozen=True, slots=True)
class Times:
    """Times of so many persons; nothing measured gives no mean, not 0."""

    count: int = 0
    mean: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True)
class CounterFigures:
    """One counter: persons called, served, missed, sent on; how long they had waited, how long they were served."""

    counter: str
    called: int = 0
    served: int = 0
    missed: int = 0
    transferred: int = 0
    waiting: Times = Times()
    service: Times = Times()


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """A day's queue. `whole` is of all counters together; its `counter` is empty."""

    issued: int = 0
    waiting_now: int = 0
    priority: int = 0
    whole: CounterFigures = CounterFigures("")
    counters: tuple[CounterFigures, ...] = ()


@dataclass(slots=True)
class _Sums:
    called: int = 0
    served: int = 0
    missed: int = 0
    transferred: int = 0
    waits: list[float] = field(default_factory=list)
    services: list[float] = field(default_factory=list)


def figures(tickets: Iterable[TicketState]) -> QueueFigures:
    """The figures of these tickets. A sitting that goes on has no service time yet."""
    every = list(tickets)
    whole, by_counter = _Sums(), defaultdict[str, _Sums](_Sums)
    for ticket in every:
        for stay in ticket.stays:
            for sums in (whole, by_counter[stay.counter]):
                sums.called += 1
                sums.waits.append(_seconds(stay.ready_at, stay.called_at))
                if stay.served_at and stay.left_at:
                    sums.served += 1
                    sums.services.append(_seconds(stay.served_at, stay.left_at))
                sums.missed += stay.how == "missed"
                sums.transferred += stay.how == "transferred"
    return QueueFigures(
        issued=len(every),
        waiting_now=sum(one.phase == "waiting" for one in every),
        priority=sum(bool(one.priority) for one in every),
        whole=_summed("", whole),
        counters=tuple(_summed(counter, by_counter[counter]) for counter in sorted(by_counter)),
    )


def times(seconds: Sequence[float]) -> Times:
    """Number, mean and 90th percentile (nearest rank)."""
    if not seconds:
        return Times()
    ordered = sorted(seconds)
    return Times(len(ordered), sum(ordered) / len(ordered), ordered[ceil(0.9 * len(ordered)) - 1])


def _summed(counter: str, sums: _Sums) -> CounterFigures:
    return CounterFigures(
        counter, sums.called, sums.served, sums.missed, sums.transferred, times(sums.waits), times(sums.services)
    )


def _seconds(first: str, last: str) -> float:
    """Never less than nothing: clocks of two desks may differ by seconds."""
    return max(0.0, (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds())
