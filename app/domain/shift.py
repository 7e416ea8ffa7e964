"""A shift 班次 at a counter: opened, handed over 交接, closed with the day's end 日结.

Blank sheets lent for outages 补录.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ShiftOpened:
    """A clerk began work; `seals` are those that lie at the counter."""

    clerk: str
    seals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftHandedOver:
    """One clerk hands cases, drafts, originals and seals to another. Nothing passes silently."""

    giver: str
    taker: str
    drafts: tuple[str, ...]
    cases: tuple[str, ...]
    originals: int
    seals: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayClosed:
    """The day's end, as computed from the events when it was printed.

    `difference` is what did not add up, explained.
    """

    clerk: str
    day: str
    figures: Mapping[str, Any]
    differences: tuple[str, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class BlanksLent:
    """Pre-numbered blank intake receipts were printed: numbers lent from a series of their own."""

    numbers: tuple[str, ...]
    series: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class BlankUsed:
    """A blank sheet was entered: its number and the case that came of it."""

    number: str
    case_no: str


@dataclass(frozen=True, slots=True)
class BlankVoided:
    """A blank sheet was spoiled or lost, with the reason."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClockConfirmed:
    """The date was confirmed by a clerk (and a second person where there was one) after an offline start."""

    raw: str
    confirmed: str
    by: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class ClockCorrected:
    """The server's time put the desk on another day, or back before its last event; effective time starts again.

    `raw` is the wall clock, `before` what had counted until then (a guess where it was not `known`), `corrected` what
    counts from now on; `offset` says by how many seconds the wall clock is ahead.
    """

    raw: str
    before: str
    corrected: str
    offset: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class ClerkAdded:
    """An account was added at this desk."""

    name: str
    role: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class ClerkRemoved:
    """An account was removed; the database was keyed anew."""

    name: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueInForce:
    """A release of the catalogue came into force at this desk."""

    number: int
    hash: str


SHIFT_KINDS: dict[str, tuple[int, type]] = {
    "shift.opened": (1, ShiftOpened),
    "shift.handed-over": (1, ShiftHandedOver),
    "shift.day-closed": (1, DayClosed),
    "blanks.lent": (1, BlanksLent),
    "blanks.used": (1, BlankUsed),
    "blanks.voided": (1, BlankVoided),
    "desk.clock-confirmed": (1, ClockConfirmed),
    "desk.clock-corrected": (1, ClockCorrected),
    "desk.clerk-added": (1, ClerkAdded),
    "desk.clerk-removed": (1, ClerkRemoved),
    "desk.catalogue-in-force": (1, CatalogueInForce),
}
