"""The critical path 关键路径 of a project: the chain of cases, one needing the result of the other, that ends last. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Leg:
    """A case on its way. `due` is its promised or legal day (empty: no clock runs), `after` the cases that it waits for.

    `done`: it is decided, or has ended otherwise: nothing waits for it any more.
    """

    case_no: str
    after: tuple[str, ...]
    due: str
    done: bool


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The chain, in the order in which it is gone, and the day on which it ends (None: nothing remains, or no day is known)."""

    cases: tuple[str, ...]
    ends_on: date | None


def critical_path(legs: Sequence[Leg], today: date) -> CriticalPath:
    """The chain that ends last. A case never ends before those that it waits for; a day that has passed counts as today."""
    by_number = {leg.case_no: leg for leg in legs}
    ends: dict[str, tuple[date, tuple[str, ...]]] = {}
    for leg in legs:
        _end_of(leg, by_number, ends, today, frozenset())
    if not ends:
        return CriticalPath((), None)
    last, chain = max(ends.values(), key=lambda found: (found[0], len(found[1])))
    return CriticalPath(chain, last)


def _end_of(
    leg: Leg,
    legs: Mapping[str, Leg],
    ends: dict[str, tuple[date, tuple[str, ...]]],
    today: date,
    above: frozenset[str],
) -> tuple[date, tuple[str, ...]] | None:
    if leg.done or leg.case_no in above:
        return None
    if leg.case_no in ends:
        return ends[leg.case_no]
    before = [
        found
        for number in leg.after
        if number in legs and (found := _end_of(legs[number], legs, ends, today, above | {leg.case_no})) is not None
    ]
    if not leg.due and not before:
        return None
    own = max(date.fromisoformat(leg.due), today) if leg.due else today
    start, chain = max(before, key=lambda found: found[0], default=(own, ()))
    ends[leg.case_no] = (max(own, start), (*chain, leg.case_no))
    return ends[leg.case_no]
