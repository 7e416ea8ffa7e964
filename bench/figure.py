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


@dataclass(frozen=True)
class Spent:
    """Milliseconds of the clock on the wall, and of the processor in all threads of this process."""

    wall: float
    processor: float


def within(name: str, rounds: Sequence[Spent], limit: float, limit_of: str) -> list[Figure]:
    """Two figures under one limit: the time that passed, and the processor's, which other processes do not lengthen."""
    return [
        limited(name, "ms", [spent.wall for spent in rounds], limit, limit_of),
        limited(f"{name}, processor", "ms", [spent.processor for spent in rounds], limit, limit_of),
    ]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def spent(work: Callable[[], object]) -> Spent:
    """What a piece of work takes of both clocks."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return Spent((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000)


def p95_of(all_spent: Sequence[Spent]) -> Spent:
    """The value of each clock that nineteen of twenty stay under."""
    return Spent(p95(s.wall for s in all_spent), p95(s.processor for s in all_spent))


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def p95(values: Iterable[float]) -> float:
    """The value that nineteen of twenty stay under."""
    return percentile(values, 0.95)
