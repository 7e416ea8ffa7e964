"""A figure, its floor and its goal; rounds are interleaved so that a drifting machine touches both alike."""

from __future__ import annotations

import statistics
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Figure:
    """`value` and `floor` in `unit`; `goal` is the largest ratio that is good enough, 0 where there is only a limit."""

    name: str
    value: float
    unit: str
    floor: float
    floor_of: str
    goal: float
    limit: float = 0.0

    @property
    def ratio(self) -> float:
        """Value over floor."""
        return self.value / self.floor if self.floor else 0.0

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return (not self.goal or self.ratio <= self.goal) and (not self.limit or self.value <= self.limit)

    def row(self) -> dict[str, Any]:
        """The row of `results.json`."""
        goal = f"≤ {self.goal}× floor" if self.goal else f"≤ {self.limit} {self.unit}"
        kept = {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items() if k not in ("goal", "limit")}
        return kept | {"ratio": round(self.ratio, 3), "goal": goal, "met": self.met}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Iterable[float]) -> float:
    """The middle value."""
    return statistics.median(values)
