"""The to-do 待办 of a counter: every task of every open case, the overdue first. No list is cut short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select, text, union_all

from app.domain.case.tasks import Task, TaskKind, tasks
from app.domain.documents.kinds import NOTICES
from app.store.case_projection import decode_state
from app.store.settings import read_setting
from db.desk.projections import cases, documents, keepers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace

Group = Literal["clock", "tell", "correction", "deferral", "other"]
GROUP_OF: Mapping[TaskKind, Group] = {
    "answer": "clock",
    "deemed": "clock",
    "verdict": "clock",
    "tell": "tell",
    "correction": "correction",
    "deferral": "deferral",
    "calendar": "other",
    "void": "other",
    "reissue": "other",
}
"""The filters of the list; each kind of task belongs to one."""

CALENDAR_DONE = "calendar.replaced"
"""Setting: the hash of the calendar by which provisional dates were last looked through."""


@dataclass(frozen=True)
class TodoRow:
    """A task of a case. `clerk` is the account that keeps the case, `mine` says that it is the one at work."""

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    clerk: str
    mine: bool
    task: Task

    @property
    def group(self) -> Group:
        """The filter that it belongs to."""
        return GROUP_OF[self.task.kind]


@dataclass(frozen=True)
class Todo:
    """All tasks in their order; `pressing` are those overdue or due today."""

    rows: tuple[TodoRow, ...]

    @property
    def pressing(self) -> int:
        """How many are overdue or due today: the number at the rail."""
        return sum(row.task.overdue or row.task.due_today for row in self.rows)

    def counts(self) -> dict[Group, int]:
        """How many of each filter, zero included."""
        counted: dict[Group, int] = dict.fromkeys(GROUP_OF.values(), 0)
        for row in self.rows:
            counted[row.group] += 1
        return counted

    def of(self, group: Group | None = None, *, mine: bool = False) -> Todo:
        """Those of one filter, or those of the clerk's own cases."""
        rows = (r for r in self.rows if (group is None or r.group == group) and (r.mine or not mine))
        return Todo(tuple(rows))


def read_todo(workplace: Workplace) -> Todo:
    """The to-do of this counter: the overdue first, then by day, own cases before others of the same day.

    Cases of the counter are everybody's at the counter; drafts are not and never stand here.
    """
    today, me = workplace.today(), workplace.store.account.id
    with workplace.store.read() as connection:
        found = _waiting(connection, workplace.calendar.hash)
    rows = [
        TodoRow(s.case_id, s.case_no, s.item_name, s.filing.applicant.name, keeper, keeper == me, task)
        for s, keeper in ((decode_state(data), keeper) for data, keeper in found)
        for task in tasks(s, today, workplace.calendar)
    ]
    rows.sort(key=lambda r: (not r.task.overdue, r.task.due, not r.mine, r.case_no))
    return Todo(tuple(rows))


def tasks_of(workplace: Workplace, case_no: str) -> tuple[Task, ...]:
    """The tasks of one case."""
    return tasks(workplace.find_case(case_no), workplace.today(), workplace.calendar)


_NEXT = select(cases.c.case_id).where(cases.c.next_date > "")
_VOIDED = select(documents.c.subject_id).where(text("voided <> ''"), documents.c.kind.in_((*NOTICES, "intake-receipt")))
_PROVISIONAL = select(cases.c.case_id).where(text("provisional = 1"))


def _waiting(connection: Connection, calendar: str) -> list[tuple[bytes, str]]:
    """States of the cases on which something may be to do, and whose they are: a hand-over gives them to another.

    Found by indexes alone: a counter with years of closed cases opens its to-do as quickly as a new one.
    """
    parts = [_NEXT, _VOIDED]
    if read_setting(connection, CALENDAR_DONE, default="") != calendar:
        parts.append(_PROVISIONAL)
    keeper = func.coalesce(keepers.c.clerk, cases.c.clerk)
    joined = cases.outerjoin(keepers, keepers.c.case_no == cases.c.case_no)
    query = select(cases.c.state, keeper).select_from(joined)
    query = query.where(cases.c.case_id.in_(union_all(*parts)), cases.c.erased.is_(False))
    return [(row[0], row[1]) for row in connection.execute(query)]
