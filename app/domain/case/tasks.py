"""What is to be done on a case today 待办: computed from its state, the day and the calendar; nothing is written.

The words are the clerk's. A task ends when the state of the case says so, never by being ticked off.
Rules: LAW-32-4, LAW-32-9, LAW-44-1, LAW-45-1, DEFER-LOCAL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.case.calendar_change import replaced_dues
from app.domain.case.issuing import DECISIONS
from app.domain.case.procedures import PROCEDURE_ZH
from app.domain.case.status import is_deemed_accepted, told_in_time
from app.domain.documents.kinds import ACCEPTING, KIND_TITLE, NOTICES, DocumentKind
from app.domain.law.calendar import WEEKDAYS_ZH, WorkCalendar
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.state import CaseState, DocumentState

TaskKind = Literal[
    "answer", "deemed", "verdict", "tell", "deferral", "correction", "calendar", "void", "reissue", "contested",
    "overruled", "stopped", "file-member", "package-decision", "filed-twice", "result", "returned", "procedure",
    "request",
]  # fmt: skip

REMIND = Limit(5)
"""An internal reminder of a correction that nobody brings comes round each five workdays; it is no limit of law."""

WARN_FROM = 3
"""On this workday after receipt, and on each that follows, the answering clock is warned of."""

TODAY_ZH = "今天"

VERDICT_ZH = {
    "received": "收件",
    "accepted": "受理",
    "accepted-deferred": "容缺受理",
    "correction-notice": "一次性告知补正",
    "not-accepted": "不予受理",
    "not-required": "不需要许可",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `due` orders it, `when` and `note` say it in the first column, `text` and `detail` beside them.

    `overdue`: its day has passed; `warn`: it is near and something happens by law when it passes. `subject` is the
    material or the number of the document that it is about, empty where it is the case as a whole.
    """

    kind: TaskKind
    due: date
    overdue: bool
    warn: bool
    when: str
    note: str
    text: str
    detail: str
    subject: str = ""

    @property
    def due_today(self) -> bool:
        """Its day is today."""
        return self.when == TODAY_ZH


@dataclass(frozen=True)
class _Day:
    """The day and the calendar, with the words for dates."""

    today: date
    calendar: WorkCalendar

    def task(self, kind: TaskKind, due: date, text: str, detail: str, **more: str | bool) -> Task:
        """Make a task; it is overdue once its day has passed."""
        late = bool(more.get("overdue", self.today > due))
        return Task(
            kind=kind,
            due=due,
            overdue=late,
            warn=bool(more.get("warn", False)),
            when=self.when(due, late=late),
            note=str(more.get("note") or self.left(due)),
            text=text,
            detail=detail,
            subject=str(more.get("subject", "")),
        )

    def when(self, due: date, *, late: bool) -> str:
        """The first column: 11-20 已满, 今天, 11-27 周五."""
        if late:
            return f"{short(due, self.today)} 已满"
        return TODAY_ZH if due == self.today else f"{short(due, self.today)} {WEEKDAYS_ZH[due.weekday()]}"

    def left(self, due: date) -> str:
        """Workdays left, or past: 还有 4 个工作日, 已过 2 个工作日."""
        days = self.calendar.workdays_between(self.today, due)
        if days > 0:
            return f"还有 {days} 个工作日"
        if due >= self.today:
            return "今天到期"
        return f"已过 {-days} 个工作日" if days else "已过期限"


def short(day: date, today: date) -> str:
    """A day as lists show it: 11-20, with the year where it is another one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def tasks(state: CaseState, today: date, calendar: WorkCalendar) -> tuple[Task, ...]:
    """Everything to be done on a case as things stand, the earliest day first. Time alone ends no deferral."""
    day = _Day(today, calendar)
    found = [
        *_contested(state, day),
        *_answering(state, day),
        *_untold(state, day),
        *_deferred(state, day),
        *_returned(state, day),
        *_procedure(state, day),
        *_result(state, day),
        *_correcting(state, day),
        *_provisional(state, day),
        *_voided(state, day),
    ]
    return tuple(sorted(found, key=lambda t: (not t.overdue, t.due)))


def _contested(state: CaseState, day: _Day) -> Iterator[Task]:
    """What two counters did while apart waits for a lead."""
    if state.contested:
        text = "两个窗口的记录不一致，请核对处理"
        yield day.task("contested", day.today, text, "断网期间各办了一次", note="由组长处理", overdue=False)


def overruled(today: date, calendar: WorkCalendar, what: str, why: str) -> Task:
    """Something done here that did not come into force: what it was, and why."""
    text = f"没有生效：{what}"
    return _Day(today, calendar).task("overruled", today, text, why, note="已原样保留", overdue=False)


def requested(today: date, calendar: WorkCalendar, what: str, more: str, since: str, subject: str) -> Task:
    """What the applicant asked for online 网上申请: it waits for an answer since he filed it. `subject` is its id."""
    text = f"网上申请：{what}"
    return _Day(today, calendar).task("request", today, text, more, note=since, overdue=False, subject=subject)


def stopped(today: date, calendar: WorkCalendar, item: str, why: str) -> Task:
    """An open case of an item that has been stopped by law since."""
    text = f"“{item}”已停止办理，请与部门核对本件"
    return _Day(today, calendar).task("stopped", today, text, why, note="事项库已更新", overdue=False)


def _answering(state: CaseState, day: _Day) -> Iterator[Task]:
    """The five-day clock, the verdict that waits for one with the power, the acceptance that time has brought about."""
    received, due = date.fromisoformat(state.received_on), date.fromisoformat(state.answer_due.date)
    since = f"{short(received, day.today)} 收件，5 个工作日"
    if is_deemed_accepted(state, day.today):
        text = "视为受理已生效：打印并送达受理通知书"
        detail = f"期内未告知补正，自 {short(received, day.today)} 收到之日起即为受理"
        yield day.task("deemed", due, text, detail, overdue=True, note=since)
        return
    if state.phase != "received" or (state.for_authority and state.foreign_number):
        return
    elapsed = day.calendar.workdays_between(received, day.today)
    warn = elapsed >= WARN_FROM and day.today <= due
    provisional = "（预计）" if state.answer_due.provisional else ""
    note = f"收件第 {elapsed} 个工作日{provisional}" if warn else since + provisional
    if day.today > due:
        note = since
    yield day.task(*_answer_words(state, day, due), note=note, warn=warn)


def _answer_words(state: CaseState, day: _Day, due: date) -> tuple[TaskKind, date, str, str]:
    if state.for_authority:
        return "answer", due, f"转送{state.for_authority}，记下对方编号", "代收件：由该机关作出受理、补正或者不予受理"
    if state.proposed is not None:
        verdict = VERDICT_ZH[state.proposed]
        places = f"，{len(state.reasons)} 处" if state.proposed == "correction-notice" else ""
        return "verdict", due, f"建议{verdict}{places}：等有权限的人作出", _expiry(state, day, due)
    what = "补正材料已收到" if state.resubmitted else "已收件"
    return "answer", due, f"{what}：核对后受理，或者一次性告知补正", _expiry(state, day, due)


def _expiry(state: CaseState, day: _Day, due: date) -> str:
    """What happens when the five days are over; licences only are deemed accepted."""
    if state.item_kind == "licence":
        return f"{short(due, day.today)} 前未告知补正的，自收到之日起即为受理"
    return "收件已满 5 个工作日，请尽快作出结论" if day.today > due else f"请在 {short(due, day.today)} 前作出结论"


def _untold(state: CaseState, day: _Day) -> Iterator[Task]:
    """Notices in force that are not in the applicant's hand: printed is not told. Rule: LAW-32-9."""
    over = is_deemed_accepted(state, day.today) or state.deemed
    for document in state.documents.values():
        if document.kind not in NOTICES or document.told or document.voided:
            continue
        if document.kind in DECISIONS and state.decided and not state.served_on:
            continue  # served together with the result
        title = KIND_TITLE[document.kind]
        if document.kind == "correction-notice" and over:
            text, detail = f"作废没有送达的{title}", "期内没有送达，已视为受理，不再要求补正"
            yield day.task("void", day.today, text, detail, overdue=False, subject=document.number)
            continue
        yield _telling(state, day, document, title)


def _telling(state: CaseState, day: _Day, document: DocumentState, title: str) -> Task:
    issued = date.fromisoformat(document.issued_on)
    awaited = document.kind == "correction-notice" and state.phase == "correction"
    due = date.fromisoformat(state.answer_due.date) if awaited else issued
    text = f"送达{title}，登记方式" if document.printed else f"打印并送达{title}"
    detail = "已打印，还没有登记送达" if document.printed else "还没有确认出纸"
    detail += "，5 个工作日的期限照常计算" if awaited else f" · {document.number}"
    note = "" if awaited else f"{short(issued, day.today)} 出具"
    return day.task("tell", due, text, detail, note=note, subject=document.number)


def _deferred(state: CaseState, day: _Day) -> Iterator[Task]:
    """Deferred materials still owed; a late one goes to the department for a written decision. Rule: DEFER-LOCAL."""
    if state.phase != "accepted":
        return
    for deferral in state.deferrals:
        if deferral.material not in state.open_deferrals:
            continue
        due = date.fromisoformat(deferral.until)
        if day.today > due:
            text = f"容缺到期未补：{deferral.name}"
            detail = f"送{state.department}书面决定；补交仍可收下，注明逾期"
        else:
            text = f"容缺材料未补：{deferral.name}"
            detail = f"到期未补，送{state.department}书面决定"
        yield day.task("deferral", due, text, detail, subject=deferral.material)


def _returned(state: CaseState, day: _Day) -> Iterator[Task]:
    """What the department returned 驳回; internal: the applicant is asked for nothing. Rule: LAW-32-4."""
    if state.sent_back is None:
        return
    due = date.fromisoformat(state.sent_back.on)
    text = f"{state.department}退回：核对后答复"
    detail = f"{state.sent_back.reason}；受理以后不再要求申请人补正，期限照常计算"
    yield day.task("returned", due, text, detail, note=f"{short(due, day.today)} 退回", overdue=False)


def _procedure(state: CaseState, day: _Day) -> Iterator[Task]:
    """A special procedure that was to have ended: the clock stands still until somebody says so. Rule: LAW-45-1."""
    going = state.suspended
    if going is None or day.today <= (due := date.fromisoformat(going.until)):
        return
    text = f"特别程序（{PROCEDURE_ZH[going.procedure]}）预计已结束：请{state.department}登记结束日期"
    detail = f"{short(date.fromisoformat(going.start), day.today)} 开始，登记以前期限不计算"
    yield day.task("procedure", due, text, detail)


def _result(state: CaseState, day: _Day) -> Iterator[Task]:
    """A decision that has not reached the person: ten workdays from the decision. Rule: LAW-44-1."""
    decision = state.grant or state.refusal
    if decision is None or state.ended or state.served_on:
        return
    due = date.fromisoformat(decision.serve_by.date)
    granted = state.grant is not None
    text = "通知申请人领取结果，登记出件" if granted else "送达不予决定书，登记出件"
    by_post = "申请人要求邮寄" if state.filing.service == "post" else ""
    detail = "；".join(filter(None, (f"{decision.on} 作出决定", f"{short(due, day.today)} 前送达", by_post)))
    yield day.task("result", due, text, detail)


def _correcting(state: CaseState, day: _Day) -> Iterator[Task]:
    """A correction that the applicant knows of and has not brought; an internal reminder, unless a rule sets a date."""
    if state.phase != "correction" or not told_in_time(state):
        return
    count = len({(r.material, r.point) for r in state.reasons})
    if state.bring_by:
        due = date.fromisoformat(state.bring_by)
        late = day.today > due
        text = f"补正期限已过，申请人没有来（{count} 处）" if late else f"申请人还没来补正（{count} 处）"
        detail = "不自动终止：请联系申请人，补来仍可收下" if late else "按本事项的规定，应在这一天前补正"
        yield day.task("correction", due, text, detail)
        return
    if not state.remind_on:
        return
    first = date.fromisoformat(state.remind_on)
    due, last = next_reminder(first, day.today, day.calendar)
    today = due == day.today
    text = f"提醒申请人补正（{count} 处）" if today else f"申请人还没来补正（{count} 处）"
    detail = "补正后随时可交" + (f"；上次提醒日 {short(last, day.today)}" if last else "")
    yield day.task("correction", due, text, detail, note="内部提醒")


def next_reminder(first: date, today: date, calendar: WorkCalendar) -> tuple[date, date | None]:
    """The next day of the internal reminder, today included, and the one before it (None before the first)."""
    due, last = first, None
    while due < today:
        due, last = calendar.add(due, REMIND).date, due
    return due, last


def _provisional(state: CaseState, day: _Day) -> Iterator[Task]:
    """Provisional dates 预计 that a calendar published since can replace."""
    if not replaced_dues(state, day.calendar):
        return
    text = "放假安排已公布：把预计日期换成正式日期，并告知申请人"
    yield day.task("calendar", day.today, text, "日期有变的，重新出具通知书", note="日历已更新")


_IN_FORCE: dict[str, tuple[DocumentKind, ...]] = {
    "received": ("intake-receipt",),
    "correction": ("correction-notice",),
    "accepted": ACCEPTING,
    "not-accepted": ("non-acceptance-notice",),
    "not-required": ("non-acceptance-notice",),
    "granted": ("decision-grant",),
    "refused": ("decision-refusal",),
}


def without_successor(state: CaseState) -> tuple[DocumentState, ...]:
    """Voided documents that the case still needs and that nothing has replaced, in the order they were made.

    A notice of acceptance that told other cases too is needed by them, whatever has become of this one; the cover list
    of a package while its case goes on.
    """
    needed = (*_IN_FORCE.get(state.phase, ()), *(() if state.ended else ("package-cover",)))
    standing = {d.kind for d in state.documents.values() if not d.voided}
    last = {
        d.kind: d
        for d in state.documents.values()
        if d.voided and d.kind not in standing and (d.kind in needed or (d.also and d.kind in ACCEPTING))
    }
    return tuple(last.values())


def _voided(state: CaseState, day: _Day) -> Iterator[Task]:
    if is_deemed_accepted(state, day.today):
        return
    for document in without_successor(state):
        text = f"补发{KIND_TITLE[document.kind]}" if document.kind in KIND_TITLE else "补发文书"
        detail = f"已作废，没有新的文书代替 · {document.number}"
        yield day.task("reissue", day.today, text, detail, note="用新文号", overdue=False, subject=document.number)
