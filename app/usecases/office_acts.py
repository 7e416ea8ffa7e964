"""Acts of escalations and ratings at a desk, as `yichuang act CASE_NO|- FILE.json` does them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.case.status import status
from app.domain.identity.typed_text import readable
from app.domain.refusal import Refusal
from app.usecases.escalations import (
    Escalate,
    EscalationDone,
    answer_escalation,
    close_escalation,
    number_of_case,
    open_escalation,
)
from app.usecases.numbering import NumberedPaper
from app.usecases.queries import due_json
from app.usecases.ratings import rate_by_token
from app.usecases.wire_office import (
    NO_CASE,
    AnswerEscalationIn,
    CloseEscalationIn,
    EscalateIn,
    EscalationIn,
    RateIn,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.escalation.state import EscalationState
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.wire_office import OfficeActIn
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class OfficeDone:
    """The answer of COMMANDS.md without its documents, and the papers."""

    answer: dict[str, Any]
    papers: tuple[NumberedPaper, ...]


def do_office_act(
    workplace: Workplace,
    case_no: str,
    given: OfficeActIn,
    also: Callable[[UnitOfWork, OfficeDone], None] | None = None,
) -> OfficeDone:
    """Do it. `case_no` may be `-` for an escalation without a case. `also` writes what goes with an escalation."""
    on = given.on
    if isinstance(given, RateIn):
        if case_no == NO_CASE:
            raise Refusal("RATE-UNKNOWN", "评价要写明办件编号。", "case_no")
        state = workplace.find_case(case_no)
        rate_by_token(
            workplace, state.case_no, given.token, level=given.level, labels=given.labels,
            text=readable(given.text), on=on,
        )  # fmt: skip
        return OfficeDone({"case": case_json(workplace, state.case_no, on), "events": [], "escalation": None}, ())
    return _escalation(workplace, "" if case_no == NO_CASE else case_no, given, also)


def _escalation(
    workplace: Workplace,
    case_no: str,
    given: EscalationIn,
    also: Callable[[UnitOfWork, OfficeDone], None] | None,
) -> OfficeDone:
    case = case_json(workplace, case_no, given.on) if case_no else None

    def with_answer(uow: UnitOfWork, done: EscalationDone) -> None:
        if also is not None:
            also(uow, _done(workplace, case, done))

    about = case["case_no"] if case else ""
    match given:
        case EscalateIn():
            done = open_escalation(workplace, escalate_of(given), case_no=about, on=given.on, also=with_answer)
        case AnswerEscalationIn():
            number = number_of_case(workplace, about, given.escalation)
            until = given.until.isoformat() if given.until else ""
            done = answer_escalation(
                workplace, number, readable(given.answer), owner=readable(given.owner), until=until, on=given.on,
                also=with_answer,
            )  # fmt: skip
        case CloseEscalationIn():
            number = number_of_case(workplace, about, given.escalation)
            day = given.confirmed_on.isoformat() if given.confirmed_on else ""
            done = close_escalation(
                workplace, number, readable(given.outcome), readable(given.confirmed_with), how=given.how,
                confirmed_on=day, solved=given.solved, on=given.on, also=with_answer,
            )  # fmt: skip
    return _done(workplace, case, done)


def escalate_of(given: EscalateIn) -> Escalate:
    """The command of an act."""
    return Escalate(
        readable(given.text), readable(given.wanted), readable(given.name), given.phone.strip(), readable(given.owner),
        given.refusal.strip(),
    )  # fmt: skip


def case_json(workplace: Workplace, case_no: str, on: date | None) -> dict[str, Any]:
    """How a case stands, as the acts answer it."""
    state, today = workplace.find_case(case_no), workplace.today(on)
    return {"case_no": state.case_no, "status": status(state, today), "due": due_json(state, today)}


def escalation_json(state: EscalationState) -> dict[str, Any]:
    """How an escalation stands."""
    return {
        "number": state.number,
        "case_no": state.case_no or None,
        "owner": state.owner,
        "until": state.until,
        "status": "closed" if state.closed else "open",
        "solved": state.closed.solved if state.closed else None,
    }


def _done(workplace: Workplace, case: dict[str, Any] | None, done: EscalationDone) -> OfficeDone:
    kinds = [workplace.store.program.types.kind_of(body)[0] for body in done.happened]
    at = done.at.isoformat()
    answer = {
        "case": case,
        "events": [{"kind": kind, "at": at} for kind in kinds],
        "escalation": escalation_json(done.state),
    }
    return OfficeDone(answer, done.papers)
