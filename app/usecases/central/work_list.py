"""What waits for a department 待办办件, by the day on which it is due: read from the heads by one index, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from sqlalchemy import bindparam, func, literal_column, or_, select, text, tuple_

from app.domain.case.waiting import Stage
from app.store.central.query import Query
from app.usecases.central.knowledge import knowledge
from db.central.ledger import case_heads, tasks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy import Connection, Select

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
_URGED = Query(
    select(_t.subject_id, _t.detail)
    .where(_t.area == bindparam("in_area"), _t.done_at.is_(None), _t.kind == literal_column(f"'{URGED}'"))
    .order_by(_t.created_at)
    .limit(500)
)
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
    shape, given = _Shape(len(query.departments), bool(query.hall)), _given(ledger.area, query, today)
    with ledger.store.read() as connection:
        urged = _urged(connection, ledger.area)
        counts = _counts(connection, shape, given, urged)
        found = _found(connection, query, shape, given, urged)
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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What distinguishes the statements of two lists: how many departments, one hall or all."""

    departments: int
    hall: bool


class _Line(NamedTuple):
    case_id: str
    case_no: str
    item_name: str
    masked_name: str
    department: str
    stage: Stage
    due: str
    contested: bool
    package: str
    accepted_on: str


def _given(area: str, query: WorkQuery, today: date) -> dict[str, str]:
    """The values of every statement of a list."""
    due, case_id = _place(query.after)
    given = {
        "in_area": area, "hall": query.hall, "day": today.isoformat(), "soon": (today + timedelta(SOON)).isoformat(),
        "after_due": due, "after_id": case_id,
    }  # fmt: skip
    return given | {f"department_{place}": name for place, name in enumerate(query.departments)}


def _base(shape: _Shape) -> list[Any]:
    """What every view has in common. What runs at the counter is listed once it is deemed accepted."""
    base = [
        _h.area == bindparam("in_area"),
        text("case_heads.stage <> ''"),  # as the partial indexes have it: a bound value would not find them
        or_(_h.stage != "counter", _h.due < bindparam("day")),
    ]
    if shape.departments:
        base.append(_h.department.in_([bindparam(f"department_{place}") for place in range(shape.departments)]))
    if shape.hall:
        base.append(_h.hall == bindparam("hall"))
    return base


def _of_view(view: View, urged: Iterable[str] = ()) -> list[Any]:
    day: Any = bindparam("day")
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
        return [running, _h.due >= day, _h.due < bindparam("soon")]
    return []


def _listed(shape: _Shape, view: View, after: str, urged: Iterable[str] = ()) -> Select[Any]:
    wanted = select(*(_h[name] for name in _Line._fields)).where(*_base(shape), *_of_view(view, urged))
    if after:
        wanted = wanted.where(tuple_(_h.due, _h.case_id) > tuple_(bindparam("after_due"), bindparam("after_id")))
    return wanted.order_by(_h.due, _h.case_id).limit(PAGE + 1)


@cache
def _listing(shape: _Shape, view: View, after: str) -> Query:
    return Query(_listed(shape, view, after))


@cache
def _counting(shape: _Shape) -> Query:
    return Query(select(_h.stage, _h.due, func.count()).where(*_base(shape)).group_by(_h.stage, _h.due))


def _found(
    connection: Connection, query: WorkQuery, shape: _Shape, given: dict[str, str], urged: dict[str, str]
) -> list[_Line]:
    """The rows of a page, and one more where there is another page."""
    after = "after" if query.after else ""
    if query.view == "urged":
        rows = connection.execute(_listed(shape, "urged", after, urged), given)
        return [_Line(*row) for row in rows]
    return [_Line(*row) for row in _listing(shape, query.view, after).rows(connection, **given)]


def _counts(connection: Connection, shape: _Shape, given: dict[str, str], urged: dict[str, str]) -> dict[str, int]:
    """How many cases each view has; by the index alone."""
    counts: dict[str, int] = dict.fromkeys(VIEWS, 0)
    day, soon = given["day"], given["soon"]
    for stage, due, n in _counting(shape).rows(connection, **given):
        counts["all"] += n
        for view, of_view in _STAGES.items():
            counts[view] += n if stage == of_view else 0
        if stage != "suspended":
            counts["overdue"] += n if due < day else 0
            counts["today"] += n if due == day else 0
            counts["week"] += n if day <= due < soon else 0
    if urged:
        wanted = select(func.count()).select_from(case_heads).where(*_base(shape), *_of_view("urged", urged))
        counts["urged"] = int(connection.execute(wanted, given).scalar_one())
    return counts


def _urged(connection: Connection, area: str) -> dict[str, str]:
    """The cases that somebody urges, with his words."""
    return {case_id: detail for case_id, detail in _URGED.rows(connection, in_area=area)}


def _place(after: str) -> tuple[str, str]:
    due, _, case_id = after.partition("~")
    return due[:10], case_id[:64]


def _row(row: _Line, today: date, calendar: WorkCalendar, urged: dict[str, str]) -> WorkRow:
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
