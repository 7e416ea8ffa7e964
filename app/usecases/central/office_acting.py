"""Acts over the API: those of a case, and those that are not: escalations, and the applicant's rating without log-in."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import msgspec

from app.domain.case.status import status
from app.domain.escalation import decide as d
from app.domain.identity.typed_text import readable
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without
from app.store.central import office
from app.store.central.heads import read_heads
from app.store.clock import CHINA
from app.usecases.act_keys import key_of
from app.usecases.central.act_answers import first_answer, keep_answer
from app.usecases.central.acting import ActAnswer, ActedCase, Actor, Happened, Paper, act_at_centre
from app.usecases.central.escalations import Acted, EscalationActs, hall_for
from app.usecases.central.knowledge import knowledge
from app.usecases.central.ratings import rate
from app.usecases.escalations import only_one
from app.usecases.office_acts import escalate_of
from app.usecases.queries import due_json
from app.usecases.wire_office import (
    NO_CASE,
    AnswerEscalationIn,
    CloseEscalationIn,
    EscalateIn,
    EscalationIn,
    OfficeActIn,
    RateIn,
    read_any_act,
)
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.heads import CaseHead
    from app.usecases.central.server import Server


class EscalationOut(msgspec.Struct, frozen=True):
    """How an escalation stands after an act."""

    number: str
    owner: str
    until: str
    status: str
    case_no: str | None = None
    solved: bool | None = None


class AnyAnswer(msgspec.Struct, frozen=True):
    """The answer of an act, as COMMANDS.md has it; `case` is null where there is none."""

    case: ActedCase | None
    events: list[Happened]
    documents: list[Paper]
    verdict: str = ""
    reasons: list[dict[str, str]] = []
    escalation: EscalationOut | None = None


def any_act_at_centre(
    server: Server, case_no: str, data: bytes, actor: Actor | None
) -> tuple[ActAnswer | AnyAnswer, int]:
    """Do an act of any kind; the position too, 0 where nothing was done anew. `actor` is None for the applicant.

    Refusal, InputProblem as `act_at_centre`; RIGHT-TOKEN where somebody has to be known.
    """
    given = read_any_act(data)
    if isinstance(given, RateIn):
        return _rate(server, case_no, given)
    if actor is None:
        raise Refusal("RIGHT-TOKEN", "这一步要用令牌登录。")
    if not isinstance(given, OfficeActIn):
        return act_at_centre(server, case_no, data, actor)
    return _escalation_act(server, case_no, given, actor)


class _Named(msgspec.Struct, frozen=True):
    """The name of an act."""

    act: str


def is_rating(data: bytes) -> bool:
    """Whether this is an applicant's rating, the one act that nobody has to log in for."""
    try:
        return msgspec.json.decode(data, type=_Named).act == "rate"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def _rate(server: Server, case_no: str, given: RateIn) -> tuple[AnyAnswer, int]:
    """Take a rating; sent again under the same key it is answered as the first time."""
    if case_no == NO_CASE:
        raise Refusal("RATE-UNKNOWN", "评价要写明办件编号。", "case_no")
    key, who = key_of(case_no, given), f"rate:{case_no.strip().upper()}"
    with server.store.read() as connection:
        kept = first_answer(connection, server.ledger, who, key, AnyAnswer)
    if kept is not None:
        return kept, 0
    position = rate(server, given.token, given.level, given.labels, readable(given.text), case_no=case_no)
    with server.store.read() as connection:
        head = _head(server, connection, case_no)
    answer = AnyAnswer(_acted(server, head, server.now()), [], [])
    if key is not None:
        with server.store.write() as connection:
            keep_answer(connection, server.ledger, who, key, answer, head.case_id)
    return answer, position


def _escalation_act(server: Server, case_no: str, given: EscalationIn, actor: Actor) -> tuple[AnyAnswer, int]:
    if given.on is not None and not server.evaluation:
        raise InputProblem("INPUT-ON", "只有评估用的服务器可以指定日期（on）。", "on")
    now = server.now() if given.on is None else datetime.combine(given.on, time(9), CHINA)
    knowledge()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        key = key_of(case_no, given)
        kept = first_answer(connection, server.ledger, actor.id, key, AnyAnswer)
        if kept is not None:
            return kept, 0
        head = None if case_no == NO_CASE else _head(server, connection, case_no)
        if head is not None and actor.department and actor.department not in head.state.department:
            raise Refusal("RIGHT-DEPARTMENT", f"本件由{head.state.department}办理，不是你所属的部门。")
        acts = EscalationActs(server, connection, actor, now)
        acted = _do(acts, given, head, _hall_of(server, connection, given, head))
        answer = _answer(server, acted, head, now)
        keep_answer(connection, server.ledger, actor.id, key, answer, head.case_id if head else "")
    return answer, acted.position


def _do(acts: EscalationActs, given: EscalationIn, head: CaseHead | None, hall: str) -> Acted:
    refuse_without(acts.actor.role, given.__struct_config__.tag or "")  # type: ignore[arg-type]  # the tag is the act's name
    match given:
        case EscalateIn():
            about = d.About(head.case_no, head.case_id, head.state.item_name) if head else d.About()
            return acts.open(escalate_of(given), about, hall)
        case AnswerEscalationIn():
            until = given.until.isoformat() if given.until else ""
            command = d.Answer(readable(given.answer), readable(given.owner), until)
            return acts.answer(_number(acts, given.escalation, head), command)
        case CloseEscalationIn():
            day = given.confirmed_on.isoformat() if given.confirmed_on else ""
            close = d.Close(readable(given.outcome), readable(given.confirmed_with), given.how, day, given.solved)
            return acts.close(_number(acts, given.escalation, head), close)


def _number(acts: EscalationActs, given: str, head: CaseHead | None) -> str:
    if given.strip():
        return given.strip()
    case_no = head.case_no if head else ""
    return only_one(office.open_numbers_of(acts.connection, acts.server.area, case_no) if case_no else [])


def _hall_of(server: Server, connection: Connection, given: EscalationIn, head: CaseHead | None) -> str:
    """The hall whose desks are sent it: the case's, the one named, the only one there is. Refusal ENTRY-HALL."""
    if head is not None:
        return head.hall
    if not isinstance(given, EscalateIn):
        return ""
    return hall_for(connection, server.area, given.hall.strip())


def _head(server: Server, connection: Connection, case_no: str) -> CaseHead:
    wanted = case_no.strip().upper()
    found = read_heads(connection, server.area, server.ledger.vault, case_heads.c.case_no == wanted, limit=1)
    if not found or found[0].state.erased:
        raise Refusal("STATE-UNKNOWN", f"没有办件 {wanted}，请核对编号。", "case_no")
    return found[0]


def _acted(server: Server, head: CaseHead, now: datetime) -> ActedCase:
    today = now.astimezone(CHINA).date()
    due: dict[str, Any] = due_json(head.state, today)
    return ActedCase(head.case_no, status(head.state, today), due)


def _answer(server: Server, acted: Acted, head: CaseHead | None, now: datetime) -> AnyAnswer:
    kind_of, at, state = server.ledger.types.kind_of, now.isoformat(), acted.state
    closed = state.closed
    return AnyAnswer(
        case=None if head is None else _acted(server, head, now),
        events=[Happened(kind_of(body)[0], at) for body in acted.happened],
        documents=[Paper(p.meant.kind, p.meant.number, receipt_url(state.id)) for p in acted.papers],
        escalation=EscalationOut(
            state.number, state.owner, state.until, "closed" if closed else "open", state.case_no or None,
            closed.solved if closed else None,
        ),
    )  # fmt: skip


def receipt_url(identity: str) -> str:
    """Where the receipt of an escalation can be fetched."""
    return f"/api/v1/escalations/{identity}/receipt"
