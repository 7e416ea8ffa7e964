"""Past-tense events of an office day, its state and its decisions. Written at the server only; no personal data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

OFFICE_DAY = "office-day"
"""Kind of the subject."""


@dataclass(frozen=True, slots=True)
class OfficeDayPlanned:
    """A leader 一把手 will be in the hall on a day (ISO)."""

    leader: str
    post: str
    department: str
    hall: str
    day: str


@dataclass(frozen=True, slots=True)
class OfficeDayHeld:
    """It took place: what was handled; `escalations` are numbers of what was taken up."""

    handled: tuple[str, ...]
    escalations: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class ProcessChanged:
    """What changed in a process afterwards, and since when (ISO)."""

    what: str
    since: str
    on: str


@dataclass(frozen=True, slots=True)
class OfficeDayCancelled:
    """It did not take place, and why."""

    reason: str
    on: str


OFFICE_DAY_KINDS: dict[str, tuple[int, type]] = {
    "office-day.planned": (1, OfficeDayPlanned),
    "office-day.held": (1, OfficeDayHeld),
    "office-day.changed": (1, ProcessChanged),
    "office-day.cancelled": (1, OfficeDayCancelled),
}


@dataclass(frozen=True, slots=True)
class OfficeDayState:
    """An office day with what came of it."""

    id: str
    planned: OfficeDayPlanned
    held: OfficeDayHeld | None = None
    changes: tuple[ProcessChanged, ...] = ()
    cancelled: OfficeDayCancelled | None = None


def evolve_office_day(identity: str, state: OfficeDayState | None, event: object) -> OfficeDayState | None:
    """The next state; what does not follow from the present one changes nothing."""
    match event:
        case OfficeDayPlanned() if state is None:
            return OfficeDayState(identity, event)
        case OfficeDayHeld() if state is not None and state.held is None:
            return replace(state, held=event)
        case ProcessChanged() if state is not None:
            return replace(state, changes=(*state.changes, event))
        case OfficeDayCancelled() if state is not None and state.held is None:
            return replace(state, cancelled=event)
    return state


def fold_office_day(identity: str, events: Iterable[object]) -> OfficeDayState | None:
    """The state after these events, None where it was never planned."""
    state: OfficeDayState | None = None
    for event in events:
        state = evolve_office_day(identity, state, event)
    return state


def plan(leader: str, post: str, department: str, hall: str, day: date) -> OfficeDayPlanned:
    """Put a day on the roster; Refusal ENTRY-EMPTY without a leader."""
    if not leader.strip():
        raise Refusal("ENTRY-EMPTY", "请写明由谁到大厅办公。", "leader")
    return OfficeDayPlanned(leader.strip(), post.strip(), department.strip(), hall, day.isoformat())


def hold(state: OfficeDayState, handled: tuple[str, ...], escalations: tuple[str, ...], today: date) -> OfficeDayHeld:
    """Note what was handled; Refusal STATE-OFFICE-DAY (not yet, cancelled, or noted already), ENTRY-EMPTY."""
    if state.held is not None or state.cancelled is not None:
        raise Refusal("STATE-OFFICE-DAY", "这一天已经登记过，或者已经取消。")
    if state.planned.day > today.isoformat():
        raise Refusal("STATE-OFFICE-DAY", f"{state.planned.day} 还没有到。")
    if not handled and not escalations:
        raise Refusal("ENTRY-EMPTY", "请写明处理了什么；没有人来的，也请写明。", "handled")
    return OfficeDayHeld(handled, escalations, today.isoformat())


def change(state: OfficeDayState, what: str, since: date, today: date) -> ProcessChanged:
    """Note what changed in a process; Refusal STATE-OFFICE-DAY before it was held, ENTRY-EMPTY."""
    if state.held is None:
        raise Refusal("STATE-OFFICE-DAY", "先登记当天处理了什么，再登记流程的变化。")
    if not what.strip():
        raise Refusal("ENTRY-EMPTY", "请写明流程改了什么。", "what")
    return ProcessChanged(what.strip(), since.isoformat(), today.isoformat())


def cancel(state: OfficeDayState, reason: str, today: date) -> OfficeDayCancelled:
    """Cancel it, with the reason; Refusal STATE-OFFICE-DAY, ENTRY-EMPTY."""
    if state.held is not None or state.cancelled is not None:
        raise Refusal("STATE-OFFICE-DAY", "这一天已经登记过，或者已经取消。")
    if not reason.strip():
        raise Refusal("ENTRY-EMPTY", "请写明原因。", "reason")
    return OfficeDayCancelled(reason.strip(), today.isoformat())
