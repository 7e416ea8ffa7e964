"""The department's review 审查 of a case: which points of its stage were looked at, by whom, with what result. Pure.

Cases of one theme package are reviewed together: a paper that two departments want is looked at once, and what one of
them found is shown to the other. A subject of the server's own; its id is the package's, else the case's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Found = Literal["pass", "fail", "n/a"]

FOUND_ZH: dict[Found, str] = {"pass": "合格", "fail": "不合格", "n/a": "不适用"}


@dataclass(frozen=True, slots=True)
class PointTicked:
    """A point of a material was looked at. `material` is its identity: the same for the same paper in other items.

    `by` is the account, `on` the day; `remark` says what was found. The last word on a point holds.
    """

    case_id: str
    case_no: str
    material: str
    material_name: str
    point: str
    text: str
    found: Found
    remark: str
    department: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class ReviewState:
    """What was looked at: by material and point, the last word of each department."""

    id: str
    ticks: Mapping[str, PointTicked] = field(default_factory=dict)
    seq: int = 0

    def of(self, case_id: str, material: str, point: str) -> PointTicked | None:
        """The last word on a point of a case."""
        return self.ticks.get(f"{case_id}|{material}|{point}")

    def of_material(self, material: str, case_id: str) -> tuple[PointTicked, ...]:
        """What others found on the same paper for other cases, in the order in which they did."""
        return tuple(t for t in self.ticks.values() if t.material == material and t.case_id != case_id)


def evolve_review(state: ReviewState, event: PointTicked) -> ReviewState:
    """The review after an event."""
    key = f"{event.case_id}|{event.material}|{event.point}"
    ticks = {k: v for k, v in state.ticks.items() if k != key}
    return replace(state, ticks={**ticks, key: event}, seq=state.seq + 1)


REVIEW = "review"
REVIEW_KINDS: dict[str, tuple[int, type]] = {"review.point-ticked": (1, PointTicked)}
