"""A time limit as the catalogue states it: a number and a unit, never a bare number of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LimitUnit = Literal["workday", "day", "month"]

UNIT_ZH: dict[str, str] = {"workday": "个工作日", "day": "日", "month": "个月"}


@dataclass(frozen=True, slots=True)
class Limit:
    """`n` units; `n` = 0 means on the spot 当场."""

    n: int
    unit: LimitUnit = "workday"

    @property
    def text(self) -> str:
        """The limit in words for paper and screen: 5个工作日, 当场."""
        return "当场办结" if self.n == 0 else f"{self.n}{UNIT_ZH[self.unit]}"
