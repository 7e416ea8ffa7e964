"""The projector of cases: one row a case with its folded state, its documents, its originals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.case.events import DatedLimit, DecisionClocks, Procedure
from app.domain.case.ruling import fits, group_id, take
from app.domain.case.state import CaseState, DocumentState, Phase, going_on
from app.domain.documents.kinds import NOTICES
from app.domain.refusal import Refusal
from app.store.event import Unreadable
from app.store.initials import initials
from app.store.prepared import Prepared
from db.desk import projections as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

CASE = "case"
"""Kind of the subject of a case."""

_decode = msgspec.json.Decoder(CaseState).decode
_encode = msgspec.json.Encoder().encode

_NOTHING = ("unauthorised", "unreadable")
"""Rulings by which a group changes nothing and is no version of the case either."""

_FIRST = ("case_id", "clerk", "opened_at")
"""Columns that the first event of a case decides; no later one changes them."""

_READ = Prepared(select(t.cases.c.state).where(t.cases.c.case_id == bindparam("id")))
_UNREADABLE = Prepared(select(t.cases.c.unreadable).where(t.cases.c.case_id == bindparam("id")))
_CASE = insert(t.cases)
_LATER = {c.name: _CASE.excluded[c.name] for c in t.cases.columns if c.name not in _FIRST}
_WRITE = Prepared(
    _CASE.on_conflict_do_update(
        index_elements=["case_id"],
        set_=_LATER | {"unreadable": func.max(t.cases.c.unreadable, _CASE.excluded.unreadable)},
    )
)
_KEPT = insert(t.originals)
_ORIGINAL = Prepared(
    _KEPT.on_conflict_do_update(
        index_elements=["case_id", "material"], set_={"returned_on": _KEPT.excluded.returned_on}
    )
)


class CaseProjector:
    """Folds case events into `cases` and `originals`. Rows hold dates, never what today makes of them.

    What the server ruled counts. Of what nobody has ruled yet (the own events that wait) a group counts if it fits the
    state that it meets here; else it is contested, as the server will say.
    """

    name = "cases"
    version = "3"
    tables: Sequence[Table] = (t.cases, t.originals)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold events: each case's row is read and written once."""
        by_case: dict[str, list[StoredEvent]] = {}
        for event in events:
            if event.subject.kind == CASE:
                by_case.setdefault(event.subject.id, []).append(event)
        for case_id, own in by_case.items():
            self._fold(connection, case_id, own)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the rows of a case; its events come again."""
        if subject.kind == CASE:
            connection.execute(delete(t.cases).where(t.cases.c.case_id == subject.id))
            connection.execute(delete(t.originals).where(t.originals.c.case_id == subject.id))

    def _fold(self, connection: Connection, case_id: str, events: Sequence[StoredEvent]) -> None:
        state = read_state(connection, case_id)
        columns: dict[str, Any] = {}
        unreadable = False
        for _, together in groupby(events, key=lambda event: event.group):
            group = list(together)
            before, first = state, group[0]
            if first.superseded or first.ruling in _NOTHING:
                continue
            stands = _stands(before, group)
            name = group_id(first.journal, first.header.group.first)
            state = take(case_id, before, name, [event.body for event in group], stands=stands)
            if state is None:
                continue
            unreadable = unreadable or (stands and any(isinstance(event.body, Unreadable) for event in group))
            columns = {"clerk": first.actor, "opened_at": first.at, **columns, "changed_at": group[-1].at}
            if before is None or state.filing is not before.filing or state.returned is not before.returned:
                _keep_originals(connection, state)
        if state is not None and columns:
            _WRITE.run(connection, **row_of(state), **columns, unreadable=unreadable)


def _stands(state: CaseState | None, events: Sequence[StoredEvent]) -> bool:
    """Whether a group counts for a case: as it was ruled, or as it will be, as far as this store knows."""
    first = events[0]
    if first.ruling is not None:
        return first.stands
    version = 0 if state is None else state.seq
    known = first.header.seen.version == version
    return not fits(state, [event.body for event in events], known=known)


def refuse_unreadable(connection: Connection, case_id: str) -> None:
    """Refuse to act on a case with an event that this program cannot read; it can be seen and printed."""
    row = _UNREADABLE.first(connection, id=case_id)
    if row is not None and row[0]:
        raise Refusal(
            "STATE-UNREADABLE",
            "这件里有本机程序还读不懂的记录（由更新的版本写成），可以查看和打印；要办理请先升级本机程序。",
        )


def read_state(connection: Connection, case_id: str) -> CaseState | None:
    """The folded state of a case, or None."""
    row = _READ.first(connection, id=case_id)
    return _decode(row[0]) if row else None


def decode_state(data: bytes) -> CaseState:
    """A state from its column."""
    return _decode(data)


@dataclass(frozen=True, slots=True)
class CaseDates:
    """The part of a state that a list needs to say how a case stands today; read in a third of the time."""

    phase: Phase
    answer_due: DatedLimit
    if_deemed: DecisionClocks | None
    legal: DatedLimit | None = None
    promised: DatedLimit | None = None
    documents: Mapping[str, DocumentState] = field(default_factory=dict)
    procedures: tuple[Procedure, ...] = ()

    @property
    def suspended(self) -> Procedure | None:
        """The special procedure that goes on."""
        return going_on(self.phase, self.procedures)


decode_dates = msgspec.json.Decoder(CaseDates).decode
"""The dates of a state from its column."""


def row_of(state: CaseState) -> dict[str, Any]:
    """The columns of a case that follow from its state."""
    applicant = state.filing.applicant
    legal, promised = state.legal, state.promised
    return {
        "case_id": state.case_id,
        "case_no": state.case_no,
        "case_tail": "-".join(state.case_no.split("-")[-2:]),
        "item_code": state.item_code,
        "item_name": state.item_name,
        "department": state.department,
        "applicant_name": applicant.name,
        "applicant_initials": initials(applicant.name),
        "applicant_id": applicant.id_number,
        "applicant_phone": applicant.phone or "",
        "human_id": applicant.natural_person.id_number,
        "counter": state.counter,
        "phase": state.phase,
        "verdict": state.verdict,
        "proposed": state.proposed,
        "received_on": state.received_on,
        "answer_due": state.answer_due.date,
        "accepted_on": state.accepted_on or None,
        "legal_due": legal.date if legal else None,
        "promised_due": promised.date if promised else None,
        "next_date": next_date(state),
        "untold": len(untold(state)),
        "provisional": bool((legal and legal.provisional) or (promised and promised.provisional)),
        "contested": bool(state.contested),
        "erased": state.erased,
        "version": state.seq,
        "state": _encode(state),
    }


def untold(state: CaseState) -> tuple[str, ...]:
    """Numbers of notices in force that are not yet in the applicant's hand."""
    return tuple(d.number for d in state.documents.values() if d.kind in NOTICES and not d.told and not d.voided)


def next_date(state: CaseState) -> str | None:
    """The date that orders a case in the to-do: the answer's, a deferral's, a reminder's.

    None where nothing is to be done.
    """
    if state.contested:
        return state.received_on
    waiting = untold(state)
    if state.phase == "received":
        return state.answer_due.date
    if state.phase == "correction":
        return state.answer_due.date if waiting else (state.bring_by or state.remind_on or None)
    decision = state.grant or state.refusal
    if decision is not None and not state.ended:
        return decision.serve_by.date
    if state.phase == "accepted":
        dates = [d.until for d in state.deferrals if d.material in state.open_deferrals]
        dates += [state.suspended.until] if state.suspended else []
        dates += [state.sent_back.on] if state.sent_back else []
        return min(dates + ([state.accepted_on] if waiting else []), default=None)
    return state.received_on if waiting else None


def _keep_originals(connection: Connection, state: CaseState) -> None:
    """Rows of originals: kept while in hand, returned when given back."""
    kept = [k for k, entry in state.filing.materials.items() if "original-kept" in entry.provided]
    if not kept:
        return
    rows = [
        {
            "case_id": state.case_id,
            "material": key,
            "case_no": state.case_no,
            "kept_on": state.received_on,
            "returned_on": state.returned.get(key, ""),
        }
        for key in kept
    ]
    _ORIGINAL.run_many(connection, rows)
