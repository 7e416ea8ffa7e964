"""The to-do 待办 of a counter: every task of every open case, the overdue first. No list is cut short."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, or_, select, text, union_all

from app.domain.case.ruling import group_id
from app.domain.case.tasks import Task, TaskKind, requested, stopped, tasks
from app.domain.case.tasks import overruled as overruled_task
from app.domain.documents.kinds import NOTICES
from app.domain.refusal import Refusal
from app.store.case_projection import CASE, decode_state, read_state
from app.store.changes import overruled
from app.store.registers import register_of
from app.store.settings import read_setting, write_setting
from app.usecases.online_requests import waiting_requests
from app.usecases.package_todo import package_tasks_here
from app.usecases.rights import allowed, own_hall, require
from app.usecases.settling import brief, contested_view
from app.usecases.workplace import Workplace, chinese_time
from db.desk.exchange import registers
from db.desk.projections import cases, documents, keepers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.package.state import PackageState
    from app.store.changes import Overruled
    from app.usecases.online_requests import RequestRow

Group = Literal["conflict", "clock", "tell", "correction", "deferral", "online", "other"]
GROUP_OF: Mapping[TaskKind, Group] = {
    "contested": "conflict",
    "overruled": "conflict",
    "answer": "clock",
    "deemed": "clock",
    "verdict": "clock",
    "tell": "tell",
    "correction": "correction",
    "deferral": "deferral",
    "calendar": "other",
    "void": "other",
    "reissue": "other",
    "stopped": "other",
    "result": "tell",
    "returned": "other",
    "procedure": "clock",
    "file-member": "other",
    "package-decision": "other",
    "filed-twice": "conflict",
    "request": "online",
}
"""The filters of the list; each kind of task belongs to one."""

CALENDAR_DONE = "calendar.replaced"
"""Setting: the hash of the calendar by which provisional dates were last looked through."""


@dataclass(frozen=True)
class TodoRow:
    """A task of a case. `clerk` is the account that keeps the case, `mine` says that it is the one at work.

    What is contested is `mine` for those who wrote one of the versions, and for a lead who may settle it.
    """

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    clerk: str
    mine: bool
    task: Task

    @property
    def of_package(self) -> bool:
        """It is about a member of a package that has no case; `case_no` is the package's number."""
        return self.task.kind in ("file-member", "package-decision")

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

    Cases of the counter are everybody's at the counter; drafts are not and never stand here. Of other counters' cases
    only what is contested stands here, for those whom it concerns.
    """
    with workplace.store.read() as connection:
        found = _waiting(connection, workplace.calendar.hash)
        lost = overruled(connection)
        hall = own_hall(connection)
        of_packages = list(package_tasks_here(workplace, connection, hall))
    lister = _Lister(workplace, workplace.today(), hall)
    rows = [row for data, keeper in found for row in lister.rows(decode_state(data), keeper)]
    rows += [row for groups in _by_subject(lost) if (row := lister.overruled(groups)) is not None]
    rows += [_package_row(workplace, state, task) for state, task in of_packages]
    rows += [row for request in waiting_requests(workplace) if (row := lister.request(request)) is not None]
    rows.sort(key=lambda r: (not r.task.overdue, r.task.due, not r.mine, r.case_no))
    return Todo(tuple(rows))


def _package_row(workplace: Workplace, state: PackageState, task: Task) -> TodoRow:
    """A row for a member of a package; its number is that of the package, the task names the item."""
    mine, me = state.counter == workplace.counter, workplace.store.account.id
    if task.kind == "filed-twice":
        return TodoRow(state.package_id, task.subject, state.name, state.applicant.name, me, True, task)
    return TodoRow(state.package_id, state.package_no, state.name, state.applicant.name, me if mine else "", mine, task)


@dataclass(frozen=True)
class _Lister:
    """Makes the rows of one list: which tasks concern this counter, and whose they are."""

    workplace: Workplace
    today: date
    hall: str | None

    def rows(self, state: CaseState, keeper: str) -> Iterator[TodoRow]:
        """The rows of one case."""
        w = self.workplace
        ours = self._is_ours(state, keeper)
        if self._is_elsewhere(state):
            return
        for task in tasks(state, self.today, w.calendar):
            if task.kind == "contested":
                yield from self._contested(state, keeper, task)
            elif ours:
                yield self._row(state, keeper, task, mine=keeper == w.store.account.id)
        item = w.catalogue.by_code.get(state.item_code)
        if ours and item is not None and item.stopped and not state.ended:
            task = stopped(self.today, w.calendar, item.name, item.stopped)
            yield self._row(state, keeper, task, mine=keeper == w.store.account.id)

    def _is_ours(self, state: CaseState, keeper: str) -> bool:
        """A case of this counter, one kept by who is at work, or for a lead one that was given to the hall."""
        if self.hall is None or state.counter == self.workplace.counter or keeper == self.workplace.store.account.id:
            return True
        return state.hall == self.hall and allowed(self.workplace, "transfer")

    def _is_elsewhere(self, state: CaseState) -> bool:
        """Whether another hall has the case; what did not come into force here is then told by itself."""
        return self.hall is not None and state.hall not in ("", self.hall)

    def _contested(self, state: CaseState, keeper: str, task: Task) -> Iterator[TodoRow]:
        view = contested_view(self.workplace, state.case_no)
        concerned = allowed(self.workplace, "settle") or (view is not None and any(v.mine for v in view.versions))
        if concerned or self._is_ours(state, keeper):
            detail = task.detail if view is None else brief(view)
            yield self._row(state, keeper, replace(task, detail=detail), mine=concerned)

    def _row(self, state: CaseState, keeper: str, task: Task, *, mine: bool) -> TodoRow:
        return TodoRow(state.case_id, state.case_no, state.item_name, state.filing.applicant.name, keeper, mine, task)

    def request(self, request: RequestRow) -> TodoRow | None:
        """A row for what an applicant asked for online about a case of this counter, or that is begun here."""
        w = self.workplace
        with w.store.read() as connection:
            state = read_state(connection, request.case_id)
            keeper = _keeper(connection, request.case_id)
        if state is None or self._is_elsewhere(state) or not (request.mine or self._is_ours(state, keeper)):
            return None
        since = f"{chinese_time(request.filed_at):%m-%d %H:%M} 提交"
        if request.taken_by and not request.mine:
            since = f"{request.taken_by.removeprefix('C')} 窗正在办"
        more = request.overtaken or request.summary
        task = requested(self.today, w.calendar, request.kind_zh, more, since, request.id)
        return self._row(state, keeper, task, mine=request.mine or keeper == w.store.account.id)

    def overruled(self, groups: Sequence[Overruled]) -> TodoRow | None:
        """A row for what was done here on one subject without force, but for what waits as contested in its case."""
        w, one = self.workplace, groups[0]
        with w.store.read() as connection:
            state = read_state(connection, one.subject.id) if one.subject.kind == CASE else None
            register = register_of(connection, one.subject.id) if one.subject.kind == CASE else None
            if read_setting(connection, _seen_key(one.journal, one.subject.id), default=0) >= groups[-1].first:
                return None
        if state is not None and not self._is_elsewhere(state) and _waits(state, groups):
            return None
        kinds = dict.fromkeys(KINDS_ZH[kind] for group in groups for kind in group.kinds if kind in KINDS_ZH)
        holder = (state.hall if state else "") or (register.hall if register and register.why == "transferred" else "")
        subject = group_id(one.journal, groups[-1].first)
        task = overruled_task(self.today, w.calendar, "、".join(kinds) or "一条记录", _why(one.reason, holder, state))
        task = replace(task, subject=subject)
        number, item = (state.case_no, state.item_name) if state else ("", "")
        if state is None and register is not None:
            number, item = register.case_no, register.item_name
        name = state.filing.applicant.name if state else register.masked_name if register else ""
        return TodoRow(one.subject.id, number, item, name, one.actor, one.actor == w.store.account.id, task)


KINDS_ZH: Mapping[str, str] = {
    "case.received": "收件",
    "case.accepted": "受理",
    "case.correction-required": "一次性告知补正",
    "case.correction-received": "收到补正",
    "case.not-accepted": "不予受理",
    "case.not-required": "不需要许可",
    "case.verdict-proposed": "建议结论",
    "case.deferred-supplied": "补交容缺材料",
    "case.withdrawn": "申请人撤回",
    "case.record-corrected": "更正录入",
    "case.extended": "延期",
    "case.opined": "审查意见",
    "case.granted": "准予",
    "case.refused": "不予",
    "case.returned": "退回窗口",
    "case.return-answered": "答复退回",
    "case.procedure-started": "特别程序",
    "case.procedure-ended": "特别程序结束",
    "case.issued": "出件",
    "case.transferred": "转办",
    "case.settled": "核对处理",
    "case.originals-returned": "退还原件",
    "package.opened": "受理套餐",
    "package.member-filed": "提出套餐里的事项",
    "package.member-dropped": "登记不再办理套餐里的事项",
    "document.told": "登记送达",
    "document.voided": "作废文书",
    "document.meant": "出具文书",
    "subject.erased": "依法删除",
}
"""What a group did, by the kinds of its events; the kinds that go along with them are not named."""


def _by_subject(lost: Sequence[Overruled]) -> list[list[Overruled]]:
    """Groups that do not stand, those on one subject together, in their order."""
    found: dict[tuple[str, str], list[Overruled]] = {}
    for one in lost:
        found.setdefault((one.journal, one.subject.id), []).append(one)
    return list(found.values())


def _waits(state: CaseState, groups: Sequence[Overruled]) -> bool:
    """Whether all of them are contested versions of their case, waiting or settled."""
    known = {*state.contested, *state.settled}
    return all(group_id(one.journal, one.first) in known for one in groups)


def _why(reason: str, holder: str, state: CaseState | None) -> str:
    """Why something did not come into force, who has the case where another hall does, and what to do."""
    from app.usecases.central.rulings import words_of

    words = words_of(reason) or "服务器没有采纳这一步。"
    if holder:
        since = f"自 {state.transferred_on} 起" if state is not None and state.transferred_on else "现在"
        words += f"本件{since}由{holder}办理，请联系那里。"
    return words + "有文书在外的，请组长处理。"


def _seen_key(journal: str, subject: str) -> str:
    return f"overruled:{journal}:{subject}"


def acknowledge(workplace: Workplace, row: TodoRow) -> None:
    """A lead has seen to something that did not come into force; it leaves the list of this desk."""
    require(workplace, "settle")
    if row.task.kind != "overruled":
        raise Refusal("STATE-TASK", "这项待办要办完才会消失，不能直接划掉。")
    journal, _, first = row.task.subject.rpartition(":")
    with workplace.store.write_local() as connection:
        write_setting(connection, _seen_key(journal, row.case_id), int(first))


def tasks_of(workplace: Workplace, case_no: str) -> tuple[Task, ...]:
    """The tasks of one case."""
    return tasks(workplace.find_case(case_no), workplace.today(), workplace.calendar)


def _keeper(connection: Connection, case_id: str) -> str:
    """Who keeps a case: a hand-over gives it to another."""
    joined = cases.outerjoin(keepers, keepers.c.case_no == cases.c.case_no)
    query = select(func.coalesce(keepers.c.clerk, cases.c.clerk)).select_from(joined)
    return connection.execute(query.where(cases.c.case_id == case_id)).scalar() or ""


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
    gone = select(registers.c.case_id).where(registers.c.why == "transferred")
    query = query.where(cases.c.case_id.in_(union_all(*parts)), cases.c.erased.is_(False))
    query = query.where(or_(cases.c.contested.is_(True), cases.c.case_id.not_in(gone)))
    return [(row[0], row[1]) for row in connection.execute(query)]
