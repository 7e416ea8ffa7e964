"""Special procedures 特别程序 and the clocks of a case: dates computed from intervals, never typed. Pure.

Hearing, bidding, auction, inspection, testing, quarantine, appraisal and expert review take time that is not the
body's: no day of them counts, and the applicant is told in writing how long. A site check 现场核查 is not among them.
Rule: LAW-45-1. Items that are no licences have no such rule in law.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.decide import PHASE_ZH, as_accepted
from app.domain.law.clocks import Clock, Extension, Suspension
from app.domain.law.clocks import due as due_of
from app.domain.law.counting import DAY
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.commands import EndProcedure, StartProcedure
    from app.domain.case.decide import Surroundings
    from app.domain.case.state import CaseState
    from app.domain.law.calendar import WorkCalendar

RULE = "LAW-45-1"
LONGEST = 730
"""Days within which a special procedure is expected to end; more is a slip of the pen."""

PROCEDURE_ZH: dict[e.ProcedureKind, str] = {
    "hearing": "听证",
    "bidding": "招标",
    "auction": "拍卖",
    "inspection": "检验",
    "testing": "检测",
    "quarantine": "检疫",
    "appraisal": "鉴定",
    "expert-review": "专家评审",
}


def clock_of(state: CaseState, due: e.DatedLimit) -> Clock:
    """The clock of the decision that this date belongs to: its start, what stood still, what was added."""
    return Clock(
        start=date.fromisoformat(state.accepted_on),
        limit=Limit(due.limit_n, due.limit_unit),  # type: ignore[arg-type]  # as it was written
        suspensions=tuple(_suspension(p) for p in state.procedures),
        extensions=(Extension(due.extended, "workday", "延期", "LAW-42-1"),) if due.extended else (),
        citation=due.rule,
    )


def _suspension(procedure: e.Procedure) -> Suspension:
    """The interval of a procedure; of one that goes on, until its expected end."""
    until = date.fromisoformat(procedure.end or procedure.until)
    kind = procedure.procedure
    return Suspension(
        from_=date.fromisoformat(procedure.start),
        until=until,
        kind=kind,
        why=f"特别程序（{PROCEDURE_ZH[kind]}）",
        citation=RULE,
        ends_excluded=not procedure.ends_count,
    )


def redated(state: CaseState, due: e.DatedLimit, calendar: WorkCalendar) -> e.DatedLimit:
    """The same limit computed anew from the intervals of the case."""
    found = due_of(clock_of(state, due), calendar)
    if found is None:  # every interval here has an end
        return due
    return replace(
        due,
        date=found.date.isoformat(),
        provisional=found.provisional,
        calendar=calendar.hash,
        paused=len(_days_out(state.procedures, date.fromisoformat(state.accepted_on), found.date)),
    )


def _days_out(procedures: Sequence[e.Procedure], start: date, end: date) -> set[date]:
    """The days of procedures after the start and up to the end of a clock."""
    out: set[date] = set()
    for procedure in procedures:
        inset = DAY * procedure.ends_count
        day = max(date.fromisoformat(procedure.start) + inset, start + DAY)
        last = min(date.fromisoformat(procedure.end or procedure.until) - inset, end)
        out |= {day + DAY * i for i in range((last - day).days + 1)}
    return out


def dates(state: CaseState, calendar: WorkCalendar) -> tuple[e.DatedLimit | None, e.DatedLimit | None]:
    """The legal and the promised date of an accepted case; a promise never lies behind the law."""
    legal = redated(state, state.legal, calendar) if state.legal else None
    promised = redated(state, state.promised, calendar) if state.promised else None
    if legal is not None and promised is not None and promised.extended and promised.date > legal.date:
        promised = replace(promised, date=legal.date)
    return legal, promised


def start_procedure(state: CaseState, command: StartProcedure, around: Surroundings) -> list[Any]:
    """It begins: both clocks stand still until it ends; the dates are those to be expected. Rule: LAW-45-1."""
    happened, state = as_accepted(state, around)
    _refuse_unfounded(state, around)
    start = _day(command.start, around.today, "from")
    _refuse_bad_start(state, start, around.today)
    until = _until(command, start, around.calendar)
    days = command.days or max(around.calendar.workdays_between(start, until), 1)
    going = e.Procedure(command.procedure, days, start.isoformat(), until.isoformat(), ends_count=command.ends_count)
    legal, promised = dates(replace(state, procedures=(*state.procedures, going)), around.calendar)
    event = e.ProcedureStarted(
        procedure=command.procedure,
        days=days,
        start=going.start,
        until=going.until,
        legal=legal,
        promised=promised,
        on=around.today.isoformat(),
        before=state.legal.date if state.legal else "",
        ends_count=command.ends_count,
    )
    return [*happened, event]


def _refuse_unfounded(state: CaseState, around: Surroundings) -> None:
    if state.phase != "accepted" or state.legal is None:
        raise Refusal("STATE-PROCEDURE", f"{state.case_no} 不在办理期限内（{PHASE_ZH[state.phase]}），没有特别程序。")
    if around.item.kind != "licence":
        words = f"“{around.item.name}”不是行政许可，期限由本事项自己的规定确定，不能这样停止计算。"
        raise Refusal("STATE-PROCEDURE", words)
    going = state.suspended
    if going is not None:
        words = f"{PROCEDURE_ZH[going.procedure]}从 {going.start} 起正在进行，结束以后再登记下一个。"
        raise Refusal("STATE-PROCEDURE", words)


def _refuse_bad_start(state: CaseState, start: date, today: date) -> None:
    """A start can be entered some days later, but never so that a limit that ran out comes to life again."""
    if not date.fromisoformat(state.accepted_on) <= start <= today:
        words = f"开始日期应在受理之日（{state.accepted_on}）以后、今天以前，请核对。"
        raise Refusal("ENTRY-FROM", words, "from")
    if state.procedures and start.isoformat() < state.procedures[-1].end:
        raise Refusal("ENTRY-FROM", f"上一个特别程序到 {state.procedures[-1].end} 才结束，请核对。", "from")
    if start < today and state.legal is not None and today > date.fromisoformat(state.legal.date):
        words = f"本件的法定办结日期 {state.legal.date} 已过，不能补记从前开始的特别程序。"
        raise Refusal(RULE, words, "from")


def _until(command: StartProcedure, start: date, calendar: WorkCalendar) -> date:
    """The expected end: as given, or by the workdays that are needed. It has to be told. Rule: LAW-45-1."""
    if not command.until and command.days < 1:
        raise Refusal(RULE, "特别程序所需的时间要书面告知申请人，请写明天数或者预计结束日期。", "days")
    until = _day(command.until, start, "until") if command.until else calendar.add(start, Limit(command.days)).date
    if not 1 <= (until - start).days <= LONGEST:
        raise Refusal("ENTRY-UNTIL", "预计结束日期应在开始日期以后、两年以内，请核对。", "until")
    return until


def end_procedure(state: CaseState, command: EndProcedure, around: Surroundings) -> list[Any]:
    """It has ended: both clocks run on from the next day, whatever end was expected. Rule: LAW-45-1."""
    going = state.suspended
    if going is None:
        raise Refusal("STATE-PROCEDURE", f"{state.case_no} 没有正在进行的特别程序。")
    if (command.procedure or going.procedure, command.start or going.start) != (going.procedure, going.start):
        words = f"正在进行的是 {going.start} 开始的{PROCEDURE_ZH[going.procedure]}，请核对。"
        raise Refusal("STATE-PROCEDURE", words, "kind")
    end = _day(command.end, around.today, "until")
    if not date.fromisoformat(going.start) <= end <= around.today:
        raise Refusal("ENTRY-UNTIL", f"结束日期应在开始日期（{going.start}）以后、今天以前，请核对。", "until")
    ended = replace(going, end=end.isoformat())
    after = replace(state, procedures=tuple(ended if p is going else p for p in state.procedures))
    legal, promised = dates(after, around.calendar)
    return [e.ProcedureEnded(going.procedure, going.start, ended.end, legal, promised, around.today.isoformat())]


def _day(text: str, default: date, place: str) -> date:
    if not text:
        return default
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputProblem("ENTRY-DATE", "日期请写成 2026-11-23 的样子。", place) from None
