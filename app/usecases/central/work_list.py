"""What waits for a department 待办办件, by the day on which it is due: read from the heads by one index, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import and_, func, or_, select, text, tuple_

from app.domain.case.waiting import Stage
from app.usecases.central.knowledge import knowledge
from db.central.ledger import case_heads, tasks

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection

    from app.domain.law.calendar import WorkCalendar
    from app.store.central.ledger import Ledger

View = Literal["all", "overdue", "today", "week", "proposed", "returned", "suspended", "result", "urged"]
VIEWS: tuple[View, ...] = get_args(View)
PAGE = 50
URGED = "urged"
"""Kind of the task by which somebody urges a case."""
REMIND_DAYS = 2
"""Workdays before a limit from which the list reminds of it; nothing is stored for that."""
SOON = 7
_h, _t = case_heads.c, tasks.c
_STAGES: dict[View, Stage] = {
    "proposed": "proposed", "returned": "returned", "suspended": "suspended", "result": "result",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkQuery:
    """Whose work, and which part of it. `departments` are full names (empty: all); `after` is where the page before ended."""

    view: View = "all"
    departments: tuple[str, ...] = ()
    hall: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One case of the list. `left` is in workdays (negative: past); `remind`: its limit is near; `deemed` by time alone."""

    case_no: str
    item_name: str
    masked_name: str
    department: str
    stage: Stage
    due: str
    left: int | None
    overdue: bool
    remind: bool
    deemed: bool
    contested: bool
    urged: str
    package: bool
    accepted_on: str


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the list, how many cases each view has, and where the next page begins (empty: there is none)."""

    rows: tuple[WorkRow, ...]
    counts: dict[str, int]
    following: str


def work_list(ledger: Ledger, query: WorkQuery, today: date) -> WorkPage:
    """The cases of a view, the earliest day first."""
    base = _base(ledger, query, today)
    with ledger.store.read() as connection:
        urged = _urged(connection, ledger.area)
        counts = _counts(connection, base, today, urged)
        wanted = select(
            _h.case_id, _h.case_no, _h.item_name, _h.masked_name, _h.department, _h.stage, _h.due, _h.contested,
            _h.package, _h.accepted_on,
        ).where(*base, *_of_view(query.view, today, urged))  # fmt: skip
        if query.after:
            wanted = wanted.where(tuple_(_h.due, _h.case_id) > tuple_(*_place(query.after)))
        found = list(connection.execute(wanted.order_by(_h.due, _h.case_id).limit(PAGE + 1)))
    calendar = knowledge().calendar
    rows = tuple(_row(row, today, calendar, urged) for row in found[:PAGE])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return WorkPage(rows, counts, f"{last.due}~{last.case_id}" if last else "")


def departments_named(words: str) -> tuple[str, ...]:
    """Full names of the departments that an account's words mean: key, name, full name or a part of it.

    Words that the catalogue does not know stand for themselves: cases of other releases may bear them.
    """
    if not words:
        return ()
    starting = knowledge().starting
    known = starting.departments if starting is not None else ()
    found = [d.full_name for d in known if words in (d.key, d.name) or words in d.full_name]
    return tuple(found) or (words,)


def _base(ledger: Ledger, query: WorkQuery, today: date) -> list[Any]:
    """What every view has in common. What runs at the counter is listed once it is deemed accepted."""
    base = [
        _h.area == ledger.area,
        text("case_heads.stage <> ''"),  # as the partial indexes have it: a bound value would not find them
        or_(_h.stage != "counter", _h.due < today.isoformat()),
    ]
    if query.departments:
        base.append(_h.department.in_(query.departments))
    if query.hall:
        base.append(_h.hall == query.hall)
    return base


def _of_view(view: View, today: date, urged: dict[str, str]) -> list[Any]:
    day = today.isoformat()
    if view in _STAGES:
        return [_h.stage == _STAGES[view]]
    if view == "urged":
        return [_h.case_id.in_(list(urged)), _h.stage.not_in(("counter", "result"))]
    running = _h.stage != "suspended"
    if view == "overdue":
        return [running, _h.due < day]
    if view == "today":
        return [running, _h.due == day]
    if view == "week":
        return [running, _h.due >= day, _h.due < (today + timedelta(SOON)).isoformat()]
    return []


def _counts(connection: Connection, base: list[Any], today: date, urged: dict[str, str]) -> dict[str, int]:
    """How many cases each view has; by the index alone."""
    grouped = select(_h.stage, _h.due, func.count().label("n")).where(*base).group_by(_h.stage, _h.due)
    counts: dict[str, int] = dict.fromkeys(VIEWS, 0)
    day, soon = today.isoformat(), (today + timedelta(SOON)).isoformat()
    for stage, due, n in connection.execute(grouped):
        counts["all"] += n
        for view, of_view in _STAGES.items():
            counts[view] += n if stage == of_view else 0
        if stage != "suspended":
            counts["overdue"] += n if due < day else 0
            counts["today"] += n if due == day else 0
            counts["week"] += n if day <= due < soon else 0
    if urged:
        wanted = select(func.count()).select_from(case_heads).where(*base, *_of_view("urged", today, urged))
        counts["urged"] = int(connection.execute(wanted).scalar_one())
    return counts


def _urged(connection: Connection, area: str) -> dict[str, str]:
    """The cases that somebody urges, with his words."""
    wanted = select(_t.subject_id, _t.detail).where(and_(_t.area == area, _t.done_at.is_(None), _t.kind == URGED))
    return {case_id: detail for case_id, detail in connection.execute(wanted.order_by(_t.created_at).limit(500))}


def _place(after: str) -> tuple[str, str]:
    due, _, case_id = after.partition("~")
    return due[:10], case_id[:64]


def _row(row: Any, today: date, calendar: WorkCalendar, urged: dict[str, str]) -> WorkRow:
    running = row.stage != "suspended"
    due = date.fromisoformat(row.due) if row.due else None
    left = calendar.workdays_between(today, due) if due else None
    late = due is not None and today > due
    return WorkRow(
        case_no=row.case_no,
        item_name=row.item_name,
        masked_name=row.masked_name,
        department=row.department,
        stage=row.stage,
        due=row.due,
        left=left,
        overdue=late and running,
        remind=bool(running and not late and left is not None and left <= REMIND_DAYS),
        deemed=row.stage == "counter" and late,
        contested=bool(row.contested),
        urged=urged.get(row.case_id, "") if row.stage not in ("counter", "result") else "",
        package=bool(row.package),
        accepted_on=row.accepted_on,
    )


__all__ = ["PAGE", "URGED", "VIEWS", "View", "WorkPage", "WorkQuery", "WorkRow", "departments_named", "work_list"]
