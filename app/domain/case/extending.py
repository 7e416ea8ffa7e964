"""Extension 延期 of the limit of a decision: once, before it runs out, approved by the head who may. Pure.

Rules: LAW-42-1 (ten workdays, the head of the body), LAW-42-2 (fifteen, the head of the government, where several
departments handle the matter jointly). Items that are no licences have no such rule in law.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.decide import PHASE_ZH, as_accepted
from app.domain.case.status import ran_out
from app.domain.law.limit import Limit
from app.domain.law.periods import DECIDE_EXTENSION, DECIDE_JOINTLY, DECIDE_JOINTLY_EXTENSION
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from app.domain.case.commands import Extend
    from app.domain.case.decide import Surroundings
    from app.domain.case.state import CaseState
    from app.domain.law.calendar import WorkCalendar

APPROVER_ZH: dict[e.ApproverLevel, str] = {"agency-head": "本机关负责人", "government-head": "本级人民政府负责人"}


def extend(state: CaseState, command: Extend, around: Surroundings) -> list[Any]:
    """The limit runs on from its date; what time had brought about (a deemed acceptance) is recorded first.

    The promise runs on as well, as far as it is not broken yet and never past the limit of the law.
    """
    happened, state = as_accepted(state, around)
    legal = _running(state, around)
    promised = state.promised or legal
    _refuse_unfounded(state, command, legal, around.today)
    later = extended(legal, command.days, around.calendar)
    if not ran_out(state, promised, around.today):
        moved = extended(promised, command.days, around.calendar)
        promised = moved if moved.date <= later.date else replace(moved, date=later.date)
    event = e.CaseExtended(
        days=command.days,
        reason=command.reason.strip(),
        approved_by=command.approved_by.strip(),
        approver_level=command.approver_level,
        before=legal.date,
        legal=later,
        promised=promised,
        on=around.today.isoformat(),
    )
    return [*happened, event]


def rule_of(legal: e.DatedLimit) -> str:
    """The paragraph that an extension of this limit stands on: joint handling has forty-five workdays."""
    return "LAW-42-2" if (legal.limit_n, legal.limit_unit) == (DECIDE_JOINTLY.n, DECIDE_JOINTLY.unit) else "LAW-42-1"


def extended(due: e.DatedLimit, days: int, calendar: WorkCalendar) -> e.DatedLimit:
    """The date some workdays later; provisional where either part is."""
    found = calendar.add(date.fromisoformat(due.date), Limit(days))
    return replace(
        due,
        date=found.date.isoformat(),
        provisional=due.provisional or found.provisional,
        calendar=calendar.hash,
        extended=due.extended + days,
    )


def _running(state: CaseState, around: Surroundings) -> e.DatedLimit:
    """The legal limit of a licence that is being decided on."""
    if state.phase != "accepted" or state.legal is None:
        raise Refusal("STATE-EXTEND", f"{state.case_no} 不在办理期限内（{PHASE_ZH[state.phase]}），不能延期。")
    if around.item.kind != "licence":
        raise Refusal("STATE-EXTEND", f"“{around.item.name}”不是行政许可，期限由本事项自己的规定确定，不能这样延期。")
    return state.legal


def _refuse_unfounded(state: CaseState, command: Extend, legal: e.DatedLimit, today: date) -> None:
    """Refuse what the law does not allow, each with its paragraph. Rules: LAW-42-1, LAW-42-2."""
    rule = rule_of(legal)
    longest = DECIDE_JOINTLY_EXTENSION if rule == "LAW-42-2" else DECIDE_EXTENSION
    level: e.ApproverLevel = "government-head" if rule == "LAW-42-2" else "agency-head"
    if state.extension is not None:
        raise Refusal(rule, f"只能延期一次，本件已于 {state.extension.on} 延期。")
    if ran_out(state, legal, today):
        raise Refusal(rule, f"延期须在期限届满以前批准，本件的法定办结日期 {legal.date} 已过。")
    if command.approver_level != level:
        raise Refusal(rule, f"本件延期由{APPROVER_ZH[level]}批准。", "approver_level")
    if not 1 <= command.days <= longest.n:
        raise Refusal(rule, f"最多可以延长{longest.text}。", "days")
    if not command.reason.strip():
        raise Refusal(rule, "延长期限的理由要告知申请人，请写明。", "reason")
    if not command.approved_by.strip():
        raise Refusal(rule, f"请写明批准延期的{APPROVER_ZH[level]}。", "approved_by")
