"""Issuance 出件: the result, or the decision to refuse, reaches the person, with a record of who took it. Pure.

Rule: LAW-44-1 (within ten workdays of the decision; later is a mark, never a refusal).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.decide import PHASE_ZH
from app.domain.checklist.entry import refuse_bad_agent, refuse_bad_person
from app.domain.refusal import Refusal
from app.domain.rights import refuse_without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.commands import Issue
    from app.domain.case.decide import Surroundings
    from app.domain.case.state import CaseState
    from app.domain.checklist.filing import Agent, Filing, Person

DECISIONS = ("decision-grant", "decision-refusal")
"""Kinds of documents that are served together with what they decide."""

WITNESSES = 2
"""How many see that a receiver will not sign."""

_HOW: dict[e.IssueManner, e.ToldHow] = {"counter": "handed-over", "post": "posted", "electronic": "electronic"}


def issue(state: CaseState, command: Issue, around: Surroundings) -> list[Any]:
    """Handed out, posted or sent: recorded once, and the decision in writing is served by it. Rule: LAW-44-1."""
    _refuse_nothing_to_issue(state)
    if not around.issuing and not around.item.immediate:
        refuse_without("clerk", "issue")
    refuse_bad_person(command.collector, "collector", around.today)
    if command.manner == "post" and not command.waybill.strip():
        raise Refusal("ENTRY-WAYBILL", "邮寄送达须写明运单号。", "waybill")
    witnesses = _witnesses(command)
    agent = _collecting_for(state.filing, command, around.today)
    decision = state.grant or state.refusal
    late = decision is not None and around.today > date.fromisoformat(decision.serve_by.date)
    event = e.CaseIssued(
        collector=command.collector,
        agent=agent,
        manner=command.manner,
        waybill=command.waybill.strip(),
        licence_no=state.grant.licence_no if state.grant else "",
        on=around.today.isoformat(),
        late=late,
        immediate=around.item.immediate,
        refused_to_sign=command.refused_to_sign.strip(),
        witnesses=witnesses,
    )
    return [event, *_served(state, event)]


def _witnesses(command: Issue) -> tuple[str, ...]:
    """Who saw that the receiver would not sign; empty where he did. A refusal is noted with its cause and two of them."""
    names = tuple(dict.fromkeys(name.strip() for name in command.witnesses if name.strip()))
    if not command.refused_to_sign.strip():
        if names:
            raise Refusal("ENTRY-REASON", "有见证人的，请写明拒绝签收的事由。", "refused_to_sign")
        return ()
    if command.manner != "counter":
        raise Refusal("ENTRY-MANNER", "邮寄、电子送达没有当面拒绝签收，请按实际送达方式登记。", "manner")
    if len(names) < WITNESSES:
        raise Refusal("ENTRY-WITNESS", "拒绝签收须由两位见证人见证，请写明两人的姓名。", "witnesses")
    return names


def _refuse_nothing_to_issue(state: CaseState) -> None:
    if state.issued is not None or state.served_on:
        raise Refusal("STATE-ISSUED", f"{state.case_no} 的结果已于 {state.served_on} 送达，不能再次出件。")
    if state.phase not in ("granted", "refused"):
        raise Refusal("STATE-UNDECIDED", f"{state.case_no} 还没有作出决定（{PHASE_ZH[state.phase]}），没有可出的结果。")
    if state.contested:
        raise Refusal("STATE-CONTESTED", "两个窗口的记录不一致，由组长核对处理以后再出件。")


def _collecting_for(filing: Filing, command: Issue, today: date) -> Agent | None:
    """On what grounds the collector takes it: as the applicant himself, or as an agent with his authorisation."""
    collector = command.collector
    if command.agent is not None:
        refuse_bad_agent(command.agent, today)
        if command.agent.person.id_number != collector.id_number:
            raise Refusal("ENTRY-COLLECTOR", "代领人与领取人的证件号码不一致，请核对。", "agent.person")
        _refuse_other_name(collector, command.agent.person.name)
        return command.agent
    applicant, known = filing.applicant, filing.agent
    for number, name in ((p.id_number, p.name) for p in (applicant, applicant.natural_person)):
        if collector.id_number == number:
            _refuse_other_name(collector, name)
            return None
    if known is not None and known.person.id_number == collector.id_number:
        _refuse_other_name(collector, known.person.name)
        refuse_bad_agent(known, today)
        return known
    raise Refusal("ENTRY-COLLECTOR", "领取人不是申请人：请登记代领人和他的授权。", "collector")


def _refuse_other_name(collector: Person, name: str) -> None:
    """The number of one and the name of another is a slip of the pen, or somebody else: either is looked at first."""
    if "".join(collector.name.split()) != "".join(name.split()):
        message = "领取人的证件号码已有登记，姓名却不一致：请对照证件核对；登记有误的，先更正。"
        raise Refusal("ENTRY-COLLECTOR", message, "collector.name")


def _served(state: CaseState, event: e.CaseIssued) -> Iterator[e.DocumentTold]:
    """The decisions in writing that are in force and not in the person's hand yet."""
    for document in state.documents.values():
        if document.kind in DECISIONS and not document.told and not document.voided:
            how: e.ToldHow = "refused-to-sign" if event.refused_to_sign else _HOW[event.manner]
            seen = "、".join(event.witnesses)
            yield e.DocumentTold(
                document.number, how, event.on, seen, waybill=event.waybill, note=event.refused_to_sign
            )
