"""What a theme package saves, and how long it takes: computed from its members.

Steps: each member alone goes through its own steps; together the acceptance and the issue are done once for all.
Visits: each member alone asks for its own visits; together the applicant comes as often as the most demanding of them
asks for (what has to wait is filed without a further visit).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalog.spans import workdays_needed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.catalog.service_item import ServiceItem

_DONE_ONCE = 2  # acceptance and issue


@dataclass(frozen=True, slots=True)
class Saving:
    """A count without and with the package."""

    before: int
    after: int

    @property
    def saved(self) -> int:
        """The difference, never below zero."""
        return max(0, self.before - self.after)


@dataclass(frozen=True, slots=True)
class Savings:
    """Materials to hand in, steps of handling, visits to the hall."""

    materials: Saving
    steps: Saving
    visits: Saving


def savings(items: Sequence[ServiceItem], materials_before: int, materials_after: int) -> Savings:
    """The savings for the members that apply; materials are counted by the caller, who has merged them."""
    steps_alone = sum(i.steps for i in items)
    steps_together = sum(max(0, i.steps - _DONE_ONCE) for i in items) + (_DONE_ONCE if items else 0)
    return Savings(
        materials=Saving(materials_before, materials_after),
        steps=Saving(steps_alone, min(steps_alone, steps_together)),
        visits=Saving(sum(i.visits for i in items), max((i.visits for i in items), default=0)),
    )


def critical_path(items: Sequence[ServiceItem], waits_for: Mapping[str, Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """The longest path of promised limits along the waiting, in workdays, and the codes on it.

    `items` come in an order in which each stands after those it waits for.
    """
    longest: dict[str, tuple[int, tuple[str, ...]]] = {}
    for item in items:
        before = [longest[code] for code in waits_for.get(item.code, ()) if code in longest]
        days, path = max(before, key=lambda found: found[0], default=(0, ()))
        longest[item.code] = (days + workdays_needed(item.promised), (*path, item.code))
    return max(longest.values(), key=lambda found: found[0], default=(0, ()))
