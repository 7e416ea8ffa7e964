"""What a ruled group does to cases and to halls' scopes: the one fold that taking in and rebuilding share.

Deterministic: the same events with the same rulings in the same order give the same heads and the same scope entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.area import AREA
from app.domain.case.events import RecordCorrected
from app.domain.case.ruling import group_id, take
from app.domain.scope import HALL_KINDS, hall_of
from app.store.case_projection import CASE
from app.store.central.heads import CaseWork, decode_state, encode_state, opens
from app.store.central.ledger import EVERYBODY
from app.store.clock import CHINA
from app.store.journal_events import SubjectErased

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.case.state import CaseState
    from app.store.central.journals import JournalRow
    from app.store.event import Header

ERASURE = "erasure"
"""Kind of the subject of an erasure's event."""

Key = tuple[str, str]
"""Kind and id of a subject."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The ruling on a group's events of one subject; `reason` is empty where they stand."""

    ruling: str = "stands"
    reason: str = ""


STANDS = Judged()


@dataclass(slots=True)
class Entry:
    """A case came into a hall's scope, or left it."""

    hall: str
    way: str
    case_id: str
    why: str


@dataclass(slots=True)
class Folded:
    """What came of a group: the hall that is sent each subject's events, scope entries, what was erased."""

    halls: dict[Key, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    erased: list[Key] = field(default_factory=list)


def fold_group(
    works: Mapping[str, CaseWork],
    group: Sequence[tuple[Header, Any]],
    judged: dict[Key, Judged],
    journal: JournalRow,
    position: int,
    after: Mapping[str, CaseState] | None = None,
) -> Folded:
    """Fold one group: headers with bodies, the ruling on each subject, the journal that it stands in.

    `works` holds every case that the group is about, `position` is that of the group's last event. A case that the
    bodies cannot be folded into, well-formed as they are, is added to `judged` as unreadable. `after` are states that
    the ruling has folded already.
    """
    folded = Folded()
    name = group_id(journal.known_as, group[0][0].group.first)
    by_case: dict[str, list[tuple[Header, Any]]] = {}
    for header, body in group:
        subject = header.subject
        if subject.kind == CASE:
            by_case.setdefault(subject.id, []).append((header, body))
        elif isinstance(body, SubjectErased) and judged.get((subject.kind, subject.id), STANDS).ruling == "stands":
            folded.erased.append((body.subject_kind, body.subject_id))
    companions = ""
    for case_id, events in by_case.items():
        if works[case_id].state is None:
            works[case_id].hall = journal.hall
        state = _state_after(works[case_id], events, judged, name, (after or {}).get(case_id))
        hall = _fold_case(works[case_id], state, events[-1][0], position, folded)
        folded.halls[CASE, case_id] = hall
        companions = companions or hall
    for header, body in group:
        key = (header.subject.kind, header.subject.id)
        if key[0] in HALL_KINDS:
            folded.halls[key] = folded.halls.get(key) or hall_of(journal.hall, body)
        elif key not in folded.halls:
            folded.halls[key] = EVERYBODY if key[0] in (AREA, ERASURE) else companions
    for kind, identity in folded.erased:
        if kind == CASE and identity in works:
            forget(works[identity])
    return folded


def forget(work: CaseWork) -> None:
    """What an erasure does to a case at hand: nothing of it is kept, and nothing is folded any more."""
    work.state, work.open, work.erased, work.touched = None, False, True, True


def _state_after(
    work: CaseWork, events: Sequence[tuple[Header, Any]], judged: dict[Key, Judged], name: str, known: CaseState | None
) -> CaseState | None:
    """The state that a group leaves a case in. Whatever a hostile body trips over is a ruling, not an exception."""
    ruling = judged.get((CASE, work.case_id), STANDS).ruling
    if work.erased or ruling not in ("stands", "contested"):
        return work.state
    try:
        bodies = [body for _, body in events]
        state = known or take(work.case_id, work.state, name, bodies, stands=ruling == "stands")
        if state is not None and not _storable(state, bodies):
            raise ValueError
    except Exception:
        judged[CASE, work.case_id] = Judged("unreadable", "BODY-STATE")
        return work.state
    return state


def _storable(state: CaseState, bodies: Sequence[object]) -> bool:
    """Whether the state is one: columns of text can show it, and what was put into a field by its name is of its type."""
    if any(isinstance(body, RecordCorrected) for body in bodies):
        decode_state(encode_state(state))
    shown = (
        state.case_no, state.item_code, state.item_name, state.department, state.received_on, state.accepted_on,
        state.counter, state.hall, state.answer_due.date, state.filing.applicant.name,
    )  # fmt: skip
    return "\0" not in "".join(shown)


def _fold_case(work: CaseWork, state: CaseState | None, last: Header, position: int, folded: Folded) -> str:
    """Put a case into its next state; returns the hall whose desks are sent these events."""
    if work.erased or state is None:
        work.mentioned = True
        return ""
    before, hall, was_open = work.state, work.hall, work.open
    work.state = state
    work.touched = True
    work.position = position
    work.case_no = state.case_no
    work.ended_on = _ended_on(work, state, last)
    work.hall = state.hall or hall
    work.open = opens(state)
    _move(work, before, was_open=was_open, hall=hall, folded=folded)
    return hall if was_open or _is_new(work, before) else ""


def _is_new(work: CaseWork, before: CaseState | None) -> bool:
    """Whether a case begins with this group: who has it needs no history."""
    return before is None and not work.mentioned


def _move(work: CaseWork, before: CaseState | None, *, was_open: bool, hall: str, folded: Folded) -> None:
    """The scope entries that follow: transferred, closed, opened again, or closed as ever with another line."""
    here = was_open or _is_new(work, before)
    if work.hall != hall:
        if here:
            folded.entries.append(Entry(hall, "out", work.case_id, "transferred"))
        if work.open:
            folded.entries.append(Entry(work.hall, "in", work.case_id, "transferred"))
    elif here and not work.open:
        folded.entries.append(Entry(hall, "out", work.case_id, "closed"))
    elif not here and work.open:
        folded.entries.append(Entry(hall, "in", work.case_id, "opened"))
    elif not here and work.state is not None and (before is None or before.phase != work.state.phase):
        folded.entries.append(Entry(hall, "out", work.case_id, "closed"))


def _ended_on(work: CaseWork, state: CaseState, last: Header) -> str:
    if not state.ended:
        return ""
    return work.ended_on or last.at.astimezone(CHINA).date().isoformat()
