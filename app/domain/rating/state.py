"""The state of a rating, and what is still to do about a bad one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from app.domain.law.counting import count
from app.domain.law.limit import Limit
from app.domain.rating.events import FollowStep, RatingFollowed, RatingGiven

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.law.calendar import WorkCalendar

BAD = 2
"""This level and those below are bad 差评: 不满意, 非常不满意."""

Standing = Literal["counts", "invalidated"]
ORDER: tuple[FollowStep, ...] = ("contacted", "verified", "righted", "answered")
"""What is done about every bad rating, in this order. Rule: RATING-51 (every one is called back)."""


@dataclass(frozen=True, slots=True)
class RatingLimits:
    """Working days from the rating: for the call, for finding out, for putting right, for the answer."""

    contact: int = 1
    verify: int = 3
    right: int = 5
    answer: int = 5

    def of(self, step: FollowStep) -> int:
        """The limit of a step."""
        return {"contacted": self.contact, "verified": self.verify, "righted": self.right}.get(step, self.answer)


@dataclass(frozen=True, slots=True)
class RatingState:
    """A rating with the steps that were done and their days; nothing of what the person gave ever changes."""

    id: str
    given: RatingGiven
    done: tuple[tuple[FollowStep, str], ...] = ()

    @property
    def bad(self) -> bool:
        """Whether it is one to follow up."""
        return self.given.level <= BAD

    @property
    def steps(self) -> tuple[FollowStep, ...]:
        """The steps that were done, in their order."""
        return tuple(step for step, _ in self.done)

    @property
    def appealed(self) -> bool:
        """Whether an appeal waits for its answer."""
        last = [step for step in self.steps if step in ("appealed", "upheld", "invalidated")]
        return bool(last) and last[-1] == "appealed"

    @property
    def invalidated(self) -> bool:
        """Whether it was found not to hold 不成立; it stays, and is listed separately."""
        return "invalidated" in self.steps

    @property
    def next_step(self) -> FollowStep | None:
        """What is to be done next; None for one that is not bad, not valid, or done with."""
        if not self.bad or self.invalidated:
            return None
        return next((step for step in ORDER if step not in self.steps), None)

    @property
    def ended(self) -> bool:
        """Whether nothing is left to do."""
        return self.next_step is None and not self.appealed


def evolve_rating(identity: str, state: RatingState | None, event: object) -> RatingState | None:
    """The next state; a second giving, or a step before the first, changes nothing."""
    if state is None:
        return RatingState(identity, event) if isinstance(event, RatingGiven) else None
    if isinstance(event, RatingFollowed):
        return replace(state, done=(*state.done, (event.step, event.on)))
    return state


def fold_rating(identity: str, events: Iterable[object]) -> RatingState | None:
    """The state after these events."""
    state: RatingState | None = None
    for event in events:
        state = evolve_rating(identity, state, event)
    return state


def due_of(state: RatingState, calendar: WorkCalendar, given: date, limits: RatingLimits) -> str:
    """By when the next step is to be done (ISO), empty where there is none; counted from the day of the rating."""
    step = state.next_step
    if step is None:
        return ""
    return count(calendar, given, Limit(limits.of(step), "workday")).date.isoformat()
