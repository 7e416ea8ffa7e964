"""The department's acts on an accepted case 审批: opinion, decision, return to the counter. Pure.

Rules: LAW-37 (by the procedure, in time), LAW-38-1 (granted in writing), LAW-38-2 (refused in writing, with reasons and
remedies), LAW-34-2 (on the spot), LAW-44-1 (delivery within ten workdays), LAW-32-4 (no second correction after
acceptance: a return is internal). A late decision is a decision, and marked. Items that are no licences are decided in
the same way by their own rules.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.decide import PHASE_ZH, as_accepted, dated
from app.domain.case.status import ran_out
from app.domain.law.periods import DELIVER
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without

if TYPE_CHECKING:
    from app.domain.case.commands import AnswerReturn, Grant, Opine, Refuse, Return
    from app.domain.case.decide import Surroundings
    from app.domain.case.state import CaseState


def opine(state: CaseState, command: Opine, around: Surroundings) -> list[Any]:
    """The department's opinion; an objection says why. It decides nothing."""
    happened, state = as_accepted(state, around)
    _refuse_undecidable(state)
    text = command.text.strip()
    if command.result == "object" and not text:
        raise Refusal("ENTRY-TEXT", "不同意的，请写明理由。", "text")
    department = command.department or around.department
    return [*happened, e.CaseOpined(command.result, text, department, around.today.isoformat())]


def grant(state: CaseState, command: Grant, around: Surroundings) -> list[Any]:
    """Granted in writing. Rules: LAW-38-1, LAW-34-2 (at the counter), DEFER-LOCAL, LAW-44-1."""
    happened, state = as_accepted(state, around)
    _refuse_undecidable(state)
    _refuse_decision(state)
    if not around.deciding:
        _refuse_counter(state, around)
    if state.open_deferrals:
        names = "、".join(d.name for d in state.deferrals if d.material in state.open_deferrals)
        raise Refusal("DEFER-LOCAL", f"容缺材料还没有补交（{names}）：补交以后才能准予，或者书面不予。")
    if not command.content.strip():
        raise Refusal("LAW-38-1", "决定要写明准予的内容。", "content")
    _refuse_validity(command)
    event = e.CaseGranted(
        content=command.content.strip(),
        licence_no=command.licence_no.strip(),
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        department=around.department,
        on=around.today.isoformat(),
        serve_by=_serve_by(around),
        immediate=not around.deciding or (around.item.immediate and around.accepted_here),
        late=_is_late(state, around.today),
    )
    return [*happened, event]


def refuse(state: CaseState, command: Refuse, around: Surroundings) -> list[Any]:
    """Refused in writing, with reasons and remedies; a deferral that is still owed can be the reason. Rule: LAW-38-2."""
    happened, state = as_accepted(state, around)
    _refuse_undecidable(state)
    _refuse_decision(state)
    wanted = {
        "facts": (command.facts, "请写明查明的事实。"),
        "reasons": (command.reasons, "不予的决定应当说明理由，请写明。"),
        "basis": (command.basis, "请写明不予所依据的规定。"),
        "remedies": (command.remedies, "救济途径不能空：请先在设置里填好行政复议机关和管辖法院。"),
    }
    rule = "LAW-38-2" if around.item.kind == "licence" else "ENTRY-REASONS"
    for place, (text, words) in wanted.items():
        if not text.strip():
            raise Refusal(rule, words, place)
    event = e.CaseRefused(
        facts=command.facts.strip(),
        reasons=command.reasons.strip(),
        basis=command.basis.strip(),
        remedies=command.remedies.strip(),
        department=around.department,
        on=around.today.isoformat(),
        serve_by=_serve_by(around),
        late=_is_late(state, around.today),
    )
    return [*happened, event]


def send_back(state: CaseState, command: Return, around: Surroundings) -> list[Any]:
    """Return to the counter with a reason 驳回: the applicant is asked for nothing, no clock stops. Rule: LAW-32-4."""
    happened, state = as_accepted(state, around)
    _refuse_undecidable(state)
    if state.sent_back is not None:
        raise Refusal("STATE-RETURNED", f"{state.sent_back.on} 已经退回窗口，窗口还没有答复。")
    if not command.reason.strip():
        raise Refusal("ENTRY-REASON", "请写明退回窗口的理由。", "reason")
    return [*happened, e.CaseReturned(command.reason.strip(), around.department, around.today.isoformat())]


def answer_return(state: CaseState, command: AnswerReturn, around: Surroundings) -> list[Any]:
    """The counter answers; what it says is the department's to weigh."""
    if state.sent_back is None:
        raise Refusal("STATE-RETURNED", f"{state.case_no} 没有等待答复的退回。")
    if not command.text.strip():
        raise Refusal("ENTRY-TEXT", "请写明核对的结果。", "text")
    return [e.ReturnAnswered(command.text.strip(), around.today.isoformat())]


def _refuse_undecidable(state: CaseState) -> None:
    """Only of an accepted case, once. Rule: LAW-37."""
    decision = state.grant or state.refusal
    if decision is not None:
        words = f"{state.case_no} 已于 {decision.on} 作出决定（{PHASE_ZH[state.phase]}），不能再次作出。"
        raise Refusal("STATE-DECIDED", words)
    if state.phase != "accepted":
        raise Refusal("STATE-DECISION", f"{state.case_no} 不在审批阶段（{PHASE_ZH[state.phase]}）。")


def _refuse_decision(state: CaseState) -> None:
    """No decision while a special procedure goes on, nor while two versions of the case wait for a lead."""
    if state.suspended is not None:
        raise Refusal("STATE-PROCEDURE", f"特别程序（{state.suspended.start} 起）还没有结束，结束以后再作决定。")
    if state.contested:
        raise Refusal("STATE-CONTESTED", "两个窗口的记录不一致，由组长核对处理以后再作决定。")


def _refuse_counter(state: CaseState, around: Surroundings) -> None:
    """On the spot by the counter: as far as the authorisation goes, and by a second person. Rule: LAW-34-2."""
    item = around.item
    until = item.authorisation.valid_until
    expired = bool(until) and date.fromisoformat(until) < around.today
    if not item.immediate or expired or "decide" not in item.authorisation.powers:
        refuse_without("clerk", "grant")
    if around.accepted_here and not item.authorisation.one_person:
        words = "受理和决定不能是同一个人：请另一位有权限的同事用自己的账号确认。"
        raise Refusal("RIGHT-SECOND", words, "second")


def _refuse_validity(command: Grant) -> None:
    """Dates of the licence, where it has any: real ones, in their order."""
    for place, text in (("valid_from", command.valid_from), ("valid_to", command.valid_to)):
        try:
            _ = date.fromisoformat(text) if text else None
        except ValueError:
            raise InputProblem("ENTRY-DATE", "日期请写成 2026-11-23 的样子。", place) from None
    if command.valid_from and command.valid_to and command.valid_to < command.valid_from:
        raise Refusal("ENTRY-VALIDITY", "有效期的终止日期早于起始日期，请核对。", "valid_to")


def _serve_by(around: Surroundings) -> e.DatedLimit:
    """Until when the decision is in the person's hand. Rule: LAW-44-1; other kinds by analogy, in the item's name."""
    rule = "LAW-44-1" if around.item.kind == "licence" else "ITEM"
    return dated(around.today, DELIVER, rule, around.calendar)


def _is_late(state: CaseState, today: date) -> bool:
    """After the date that the law sets. Rule: LAW-42-1."""
    return state.legal is not None and ran_out(state, state.legal, today)
