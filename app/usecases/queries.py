"""What screens and commands read: plain SELECTs that return small frozen rows.

What today makes of them is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from app.domain.case.state import CaseState
from app.domain.case.status import STATUS_ZH, Status, overdue, running, status
from app.store.case_projection import decode_state
from app.store.event import Erased, Subject, Unreadable
from db.desk.projections import cases, documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class CaseRow:
    """A case in a list."""

    case_id: str
    case_no: str
    item_code: str
    item_name: str
    applicant: str
    department: str
    status: Status
    verdict: str
    overdue: bool
    contested: bool
    promised: str | None
    legal: str | None
    answer: str | None
    provisional: bool
    next_date: str | None
    clerk: str
    opened_at: datetime
    state: CaseState

    @property
    def status_text(self) -> str:
        """The status in Chinese."""
        return STATUS_ZH[self.status]


def case_row(data: Any, today: date) -> CaseRow:
    """A row of the table with what today makes of it."""
    state = decode_state(data.state)
    clocks = running(state, today)
    return CaseRow(
        case_id=state.case_id,
        case_no=state.case_no,
        item_code=state.item_code,
        item_name=state.item_name,
        applicant=state.filing.applicant.name,
        department=state.department,
        status=status(state, today),
        verdict=state.verdict,
        overdue=overdue(state, today),
        contested=data.contested,
        promised=clocks.promised,
        legal=clocks.legal,
        answer=clocks.answer,
        provisional=clocks.provisional,
        next_date=data.next_date,
        clerk=data.clerk,
        opened_at=data.opened_at,
        state=state,
    )


def list_cases(
    workplace: Workplace, today: date, *, wanted: Status | None = None, due_before: date | None = None
) -> Iterator[CaseRow]:
    """All cases of this store, newest first; narrowed by status and by a running date before a day."""
    with workplace.store.read() as connection:
        for data in connection.execute(select(cases).order_by(cases.c.opened_at.desc())):
            row = case_row(data, today)
            nearest = row.promised or row.answer
            if wanted is not None and row.status != wanted:
                continue
            if due_before is not None and (nearest is None or nearest >= due_before.isoformat()):
                continue
            yield row


def search_cases(connection: Connection, words: str, today: date, limit: int = 50) -> list[CaseRow]:
    """Cases by prefix: number, its tail, name, initials, identity number, phone. Five index ranges, never a scan."""
    wanted = words.strip()
    if not wanted:
        query = select(cases).order_by(cases.c.opened_at.desc()).limit(limit)
        return [case_row(r, today) for r in connection.execute(query)]
    upper = wanted.upper()
    ranges = [
        (cases.c.case_no, upper),
        (cases.c.case_tail, upper),
        (cases.c.applicant_name, wanted),
        (cases.c.applicant_initials, wanted.lower()),
        (cases.c.applicant_id, upper),
        (cases.c.human_id, upper),
        (cases.c.applicant_phone, wanted),
    ]
    found: dict[str, Any] = {}
    for column, prefix in ranges:
        query = select(cases).where(column >= prefix, column < prefix + "\U0010ffff").limit(limit)
        for row in connection.execute(query):
            found.setdefault(row.case_id, row)
        if len(found) >= limit:
            break
    return [case_row(r, today) for r in list(found.values())[:limit]]


def cases_of_person(connection: Connection, id_number: str, today: date, limit: int = 20) -> list[CaseRow]:
    """Earlier cases of a person or a business by number, newest first."""
    query = (
        select(cases)
        .where(or_(cases.c.applicant_id == id_number, cases.c.human_id == id_number))
        .order_by(cases.c.opened_at.desc())
        .limit(limit)
    )
    return [case_row(r, today) for r in connection.execute(query)]


def documents_of(connection: Connection, case_id: str) -> list[Any]:
    """Rows of a case's documents in the order they were meant."""
    query = (
        select(documents).where(documents.c.subject_id == case_id).order_by(documents.c.meant_at, documents.c.number)
    )
    return list(connection.execute(query))


def story_of(workplace: Workplace, case_id: str) -> list[dict[str, Any]]:
    """The events of a case in their order: kind, time, who, and what it says."""
    story = []
    for event in workplace.store.events_of(Subject("case", case_id)):
        unreadable = isinstance(event.body, (Erased, Unreadable))
        story.append(
            {
                "id": event.id,
                "kind": event.kind,
                "at": event.at.isoformat(),
                "actor": event.actor,
                "readable": not unreadable,
            }
        )
    return story


def due_json(state: CaseState, today: date) -> dict[str, Any]:
    """`due` of COMMANDS.md: a clock that does not run is null; provisional dates are marked."""
    clocks = running(state, today)
    return _due(clocks.promised, clocks.legal, clocks.answer, provisional=clocks.provisional)


def due_json_of(row: CaseRow) -> dict[str, Any]:
    """`due` of a case in a list."""
    return _due(row.promised, row.legal, row.answer, provisional=row.provisional)


def _due(promised: str | None, legal: str | None, answer: str | None, *, provisional: bool) -> dict[str, Any]:
    due: dict[str, Any] = {"promised": promised, "legal": legal}
    if answer:
        due["answer"] = answer
    if provisional:
        due["provisional"] = True
    return due
