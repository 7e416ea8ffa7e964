"""An appearance 到场 of a person at the counter.

One key, one event, no personal data, so that visits can be counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VisitKind = Literal["enquiry", "filing", "correction", "collection", "misdirected"]

VISIT_ZH: dict[VisitKind, str] = {
    "enquiry": "咨询",
    "filing": "申请",
    "correction": "补正",
    "collection": "领取",
    "misdirected": "指错来此",
}


@dataclass(frozen=True, slots=True)
class VisitRecorded:
    """Somebody came. `case_no` where it was about a case, `item` where it was about an item, `ticket` of the queue."""

    kind: VisitKind
    case_no: str = ""
    item: str = ""
    ticket: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SittingEnded:
    """The person left: `cases` filed in the sitting, `originals` handed back, `papers` handed over."""

    cases: tuple[str, ...]
    originals_back: bool
    papers_over: bool


VISIT_KINDS: dict[str, tuple[int, type]] = {
    "visit.recorded": (1, VisitRecorded),
    "visit.ended": (1, SittingEnded),
}
