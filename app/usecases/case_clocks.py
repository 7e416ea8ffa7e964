"""The clocks of a case in words: what each is, its day, how it stands, and the stretches in which it runs or rests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.case.procedures import clock_of
from app.domain.case.status import is_deemed_accepted, stands_still, told_in_time
from app.domain.law.calendar import WEEKDAYS_ZH
from app.domain.law.citations import RULES_BY_ID
from app.domain.law.clocks import Clock, intervals
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.events import DatedLimit
    from app.domain.case.state import CaseState
    from app.domain.law.calendar import WorkCalendar

Tone = Literal["good", "caution", "bad", "plain"]


@dataclass(frozen=True)
class ClockLine:
    """A clock: what it is, its date, whether that is provisional 预计, how it stands, and its stretches in words."""

    title: str
    due: str
    provisional: bool
    state: str
    tone: Tone
    stretches: tuple[str, ...]


def clocks_of(state: CaseState, today: date, calendar: WorkCalendar) -> Iterator[ClockLine]:
    """Answering, promised and legal limit as far as they run, and that of service once it was decided."""
    deemed = is_deemed_accepted(state, today)
    clocks = state.if_deemed if deemed else None
    legal, promised = (clocks.legal, clocks.promised) if clocks else (state.legal, state.promised)
    answered = _answered(state, deemed=deemed)
    yield _clock("5 个工作日内答复", state.answer_due, state.received_on, today, calendar, answered)
    start = state.received_on if deemed else state.accepted_on
    ended = {"withdrawn": "申请已撤回，不再计时"}.get(state.phase, "已作出决定" if state.decided else "")
    for title, due in (("承诺办结", promised), ("法定办结", legal)):
        if due is not None and start:
            stopped = "特别程序中，暂停计时" if stands_still(state, due) else ""
            clock = None if deemed else clock_of(state, due)
            yield _clock(title, due, start, today, calendar, ended or stopped, clock)
    decision = state.grant or state.refusal
    if decision is not None:
        sent = f"{state.served_on} 已送达" if state.served_on else ""
        yield _clock("送达", decision.serve_by, decision.on, today, calendar, sent)


def _answered(state: CaseState, *, deemed: bool) -> str:
    """Why the answering clock no longer runs; empty while it does."""
    if deemed or state.deemed:
        return "期满，视为受理"
    if state.phase == "received" or (state.phase == "correction" and not told_in_time(state)):
        return ""
    return {"correction": "已告知补正", "accepted": "已受理", "withdrawn": "申请已撤回"}.get(state.phase, "已告知结论")


def _clock(
    title: str,
    due: DatedLimit,
    start: str,
    today: date,
    calendar: WorkCalendar,
    ended: str,
    clock: Clock | None = None,
) -> ClockLine:
    """A clock in words; `clock` where its intervals are those of a case that was accepted."""
    limit = Limit(due.limit_n, due.limit_unit)  # type: ignore[arg-type]  # stored as it was written by us
    last = date.fromisoformat(due.date)
    citation = _cited({"PROMISE": "办事指南的承诺", "ITEM": "本事项的规定"}.get(due.rule, due.rule))
    words, tone = _standing(last, today, calendar, ended)
    whole = clock or Clock(date.fromisoformat(start), limit)
    stretches = tuple(
        f"{i.from_:%m-%d} 至 {i.until:%m-%d} {'计时' if i.kind == 'running' else '不计时'} · {i.why}"
        + (f" · {_cited(i.citation)}" if i.citation else "")
        for i in intervals(replace(whole, citation=citation), calendar)
        if i.until is not None
    )
    return ClockLine(title, f"{last} {WEEKDAYS_ZH[last.weekday()]}", due.provisional, words, tone, stretches)


def _cited(rule: str) -> str:
    """A rule as it is cited; other words as they are."""
    known = RULES_BY_ID.get(rule)
    return known.citation if known else rule


def _standing(last: date, today: date, calendar: WorkCalendar, ended: str) -> tuple[str, Tone]:
    if ended:
        return ended, "plain"
    left = calendar.workdays_between(today, last)
    if today > last:
        return f"已过 {-left} 个工作日" if left else "已过期限", "bad"
    return ("今天到期", "caution") if last == today else (f"还有 {left} 个工作日", "caution" if left <= 1 else "good")
