"""A figure beside its floor: measured in the same run, round by round, so that a drifting machine touches both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Figure:
    """What was measured in each round, and its floor in the same rounds; `goal` is the largest ratio that will do.

    Of a limit (a frame, a second) the floor is the limit itself and the goal 1.
    """

    name: str
    unit: str
    values: Sequence[float]
    floors: Sequence[float]
    floor_of: str
    goal: float

    @property
    def value(self) -> float:
        """The median of the rounds."""
        return statistics.median(self.values)

    @property
    def floor(self) -> float:
        """The median of the floor's rounds."""
        return statistics.median(self.floors)

    @property
    def ratio(self) -> float:
        """Median over median; judged by `goal`."""
        return self.value / self.floor

    @property
    def ratio_min(self) -> float:
        """Least over least: what the machine can do when nothing else disturbs it. Shown, never judged."""
        return min(self.values) / min(self.floors)

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal

    def row(self) -> dict[str, Any]:
        """The row of `results.json`."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": round(self.floor, 4),
            "floor_of": self.floor_of,
            "ratio": round(self.ratio, 3),
            "goal": f"≤ {self.goal:g} × floor",
            "met": self.met,
            "goal_ratio": self.goal,
            "value_min": round(min(self.values), 4),
            "floor_min": round(min(self.floors), 4),
            "ratio_min": round(self.ratio_min, 3),
            "rounds": len(self.values),
        }


def limited(name: str, unit: str, values: Sequence[float], limit: float, limit_of: str) -> Figure:
    """A figure that must stay under a limit that is no measurement."""
    return Figure(name, unit, values, [limit], f"limit: {limit_of}", 1)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def p95(values: Iterable[float]) -> float:
    """The value that nineteen of twenty stay under."""
    return percentile(values, 0.95)
