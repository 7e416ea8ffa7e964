"""What screens and commands read: plain SELECTs that return small frozen rows.

What today makes of them is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal_column, or_, select

from app.domain.case.status import STATUS_ZH, Status, overdue, running, status
from app.store.case_projection import decode_dates, decode_state
from app.store.event import Erased, Subject, Unreadable
from app.store.prepared import Prepared
from db.desk.projections import cases, documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection
    from sqlalchemy.sql.elements import ColumnClause

    from app.domain.case.state import CaseState
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
    kept: bytes = field(repr=False)

    @cached_property
    def state(self) -> CaseState:
        """The whole state; lists do without."""
        return decode_state(self.kept)

    @property
    def status_text(self) -> str:
        """The status in Chinese."""
        return STATUS_ZH[self.status]


_c = cases.c
PLACE: ColumnClause[Any] = literal_column("cases.rowid")
"""Where a row stands: every index tells it without the row being read."""
_SHOWN = select(
    _c.case_id, _c.case_no, _c.item_code, _c.item_name, _c.applicant_name, _c.department, _c.verdict, _c.contested,
    _c.next_date, _c.clerk, _c.opened_at, _c.state,
)  # fmt: skip
_NEWEST_FIRST = _c.opened_at.desc()
_ALL = Prepared(_SHOWN.order_by(_NEWEST_FIRST))
_BY_NUMBER = Prepared(_SHOWN.where(_c.case_no == bindparam("number")))
_PERSON = or_(_c.applicant_id == bindparam("number"), _c.human_id == bindparam("number"))
_OF_PERSON = Prepared(_SHOWN.where(_PERSON).order_by(_NEWEST_FIRST).limit(bindparam("most")))
_NEWEST = Prepared(select(PLACE).select_from(cases).order_by(_NEWEST_FIRST).limit(bindparam("most")))
_SEARCHED = (
    _c.case_no, _c.case_tail, _c.applicant_name, _c.applicant_initials, _c.applicant_id, _c.human_id, _c.applicant_phone,
)  # fmt: skip
_PREFIX = {
    column.name: Prepared(
        select(PLACE).where(column >= bindparam("low"), column < bindparam("high")).limit(bindparam("most"))
    )
    for column in _SEARCHED
}
_listed = func.json_each(bindparam("places")).table_valued("value")
_AT = Prepared(_SHOWN.add_columns(PLACE).where(PLACE.in_(select(_listed.c.value))))
LAST = "\U0010ffff"
"""Sorts behind every character of a name or number."""


def case_row(data: Sequence[Any], today: date) -> CaseRow:
    """A row of the table, as the driver gives it, with what today makes of it."""
    case_id, case_no, code, name, applicant, department, verdict, contested, next_date, clerk, opened_at, kept = data
    dates = decode_dates(kept)
    clocks = running(dates, today)
    return CaseRow(
        case_id=case_id,
        case_no=case_no,
        item_code=code,
        item_name=name,
        applicant=applicant,
        department=department,
        status=status(dates, today),
        verdict=verdict,
        overdue=overdue(dates, today),
        contested=bool(contested),
        promised=clocks.promised,
        legal=clocks.legal,
        answer=clocks.answer,
        provisional=clocks.provisional,
        next_date=next_date,
        clerk=clerk,
        opened_at=datetime.fromisoformat(opened_at),
        kept=kept,
    )


def list_cases(
    workplace: Workplace, today: date, *, wanted: Status | None = None, due_before: date | None = None
) -> Iterator[CaseRow]:
    """All cases of this store, newest first; narrowed by status and by a running date before a day."""
    with workplace.store.read() as connection:
        for data in _ALL.run(connection):
            row = case_row(data, today)
            nearest = row.promised or row.answer
            if wanted is not None and row.status != wanted:
                continue
            if due_before is not None and (nearest is None or nearest >= due_before.isoformat()):
                continue
            yield row


def search_cases(connection: Connection, words: str, today: date, limit: int = 50) -> list[CaseRow]:
    """Cases by prefix: number, its tail, name, initials, identity number, phone. Index ranges, never a scan or a sort.

    What is found is looked up in the indexes first; only the rows that are shown are read.
    """
    wanted = words.strip()
    if not wanted:
        return _rows_at(connection, [row[0] for row in _NEWEST.run(connection, most=limit)], today)
    places: dict[int, None] = {}
    for column, prefix in prefixes(wanted):
        found = _PREFIX[column].run(connection, low=prefix, high=prefix + LAST, most=limit)
        places.update((row[0], None) for row in found)
        if len(places) >= limit:
            break
    return _rows_at(connection, list(places)[:limit], today)


def prefixes(wanted: str) -> list[tuple[str, str]]:
    """The columns that may begin with these words, and the words in the column's spelling; the likeliest first."""
    if not wanted.isascii():
        return [(_c.applicant_name.name, wanted)]
    upper, lower = wanted.upper(), wanted.lower()
    spelt = {_c.applicant_name.name: wanted, _c.applicant_initials.name: lower}
    return [(column.name, spelt.get(column.name, upper)) for column in _SEARCHED]


def _rows_at(connection: Connection, places: Sequence[int], today: date) -> list[CaseRow]:
    """The rows at these places, in their order."""
    found = {place: data for *data, place in _AT.run(connection, places=f"[{','.join(map(str, places))}]")}
    return [case_row(found[place], today) for place in places]


def cases_by_number(connection: Connection, numbers: Iterable[str], today: date) -> list[CaseRow]:
    """The cases with these numbers; a number that is not here is left out."""
    found = (_BY_NUMBER.first(connection, number=number) for number in numbers)
    return [case_row(data, today) for data in found if data is not None]


def cases_of_person(connection: Connection, id_number: str, today: date, limit: int = 20) -> list[CaseRow]:
    """Earlier cases of a person or a business by number, newest first."""
    return [case_row(data, today) for data in _OF_PERSON.run(connection, number=id_number, most=limit)]


def documents_of(connection: Connection, case_id: str) -> list[Any]:
    """Rows of a case's documents in the order they were meant."""
    query = (
        select(documents).where(documents.c.subject_id == case_id).order_by(documents.c.meant_at, documents.c.number)
    )
    return list(connection.execute(query))


def story_of(workplace: Workplace, case_id: str) -> list[dict[str, Any]]:
    """The events of a case in their order: kind, time, who, and what the server ruled (null: it has not yet)."""
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
                "ruling": event.ruling,
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
