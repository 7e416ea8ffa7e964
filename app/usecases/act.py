"""Acts on a case that is open: one use case for each command, all through the same door."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.deciding import answer_return, grant, opine, refuse, send_back
from app.domain.case.evolve import evolve
from app.domain.case.extending import extend
from app.domain.case.issuing import issue
from app.domain.case.procedures import end_procedure, start_procedure
from app.domain.case.settling import settle
from app.domain.case.transferring import transfer
from app.domain.documents.remedies import remedies_text
from app.domain.refusal import Refusal
from app.domain.rights import may, refuse_without
from app.store.accounts import list_accounts
from app.store.case_projection import refuse_unreadable
from app.usecases.accept import Done, Sitting, finish
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.package_groups import refuse_apart
from app.usecases.package_notices import holder_of
from app.usecases.request_answers import CHANGED, answers_here, as_it_arrived_here
from app.usecases.rights import allowed, own_hall, require
from app.usecases.settling import history_of
from app.usecases.transferring import refuse_left
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from app.domain.case.settling import Acted
    from app.domain.case.state import CaseState
    from app.settings import HallSettings
    from app.store.keyring import Account
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.wire import CaseCommand
    from app.usecases.workplace import Workplace

RESUBMITS = (c.CompleteCorrection, c.SupplyDeferred)
"""Commands for which the person has come to the counter: one visit is counted. So he has for most of `Issue`."""


def act(
    workplace: Workplace,
    case_no: str,
    command: CaseCommand,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    also: Callable[[UnitOfWork, Done], None] | None = None,
    actor: str = "",
) -> Done:
    """Do an act to a case. A Refusal (the law, the state) changes nothing.

    `also` writes what has to be durable together with the act (its answer under an idempotency key). `actor` is the
    account of a second person whose password was just checked here: his are the right and the event.
    """
    who = _account(workplace, actor)
    by_duty = by_duty_of(workplace, who, command)
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        state = case_by_number(uow.connection, case_no)
        if isinstance(command, c.VoidDocument | c.Tell):
            state = holder_of(uow.connection, state, command.number)
        hall = own_hall(uow.connection)
        refuse_unreadable(uow.connection, state.case_id)
        refuse_left(uow.connection, state, hall)
        around = workplace.surroundings(state.item_code, state.release, uow.now.today)
        around = placed(
            around, command, by_duty=by_duty, acceptor=lambda: acceptor_of(history_of(uow, state)), who=who.id
        )
        match command:
            case c.Settle():
                happened = settle(state, command, history_of(uow, state), who.id, around.today)
            case c.Transfer():
                happened = _transfer(state, command, hall, around.today)
            case _:
                refuse_apart(uow.connection, state, command)
                told = as_it_arrived_here(uow.connection, state, as_the_hall_has_it(command, workplace.settings))
                happened = decide(state, told, around)
        after = state
        for event in happened:
            after = evolve(after, event)
        answers = answers_here(workplace, uow, after, happened, who.name)
        visit = _visit(command, sitting)
        done = finish(workplace, uow, around, after, happened, extra=answers, visit=visit, actor=actor or None)
        done = replace(done, changed=done.changed | {CHANGED}) if answers else done
        if also is not None:
            also(uow, done)
        uow.commit()
    return done


def _account(workplace: Workplace, actor: str) -> Account:
    """Who acts: the one at work, or a second person of this store."""
    if actor in ("", workplace.store.account.id):
        return workplace.store.account
    found = next((x for x in list_accounts(workplace.store) if x.id == actor and not x.disabled), None)
    if found is None:
        raise Refusal("RIGHT-SECOND", "本机没有这个账号，或者已经停用。", "second")
    return found


def by_duty_of(workplace: Workplace, who: Account, command: CaseCommand) -> bool:
    """Whether the act is the person's by his role; on the spot 立等可取 others of the counter may as well.

    Refusal RIGHT-… where neither holds.
    """
    action = ACTION_OF[type(command)]
    mine = who.id == workplace.store.account.id
    if may(who.role, action) or (mine and allowed(workplace, action)):
        return True
    refuse_without(who.role, AT_ONCE.get(action, action))
    return False


def placed(
    around: d.Surroundings, command: CaseCommand, *, by_duty: bool, acceptor: Callable[[], str], who: str
) -> d.Surroundings:
    """The surroundings of an act that depends on whose duty it is and on who accepted the case.

    Where nobody did (time alone has brought it about), it is he who acts now.
    """
    if isinstance(command, c.Grant):
        return replace(around, deciding=by_duty, accepted_here=acceptor() in ("", who))
    return replace(around, issuing=by_duty) if isinstance(command, c.Issue) else around


def acceptor_of(history: Iterable[Acted]) -> str:
    """The account that accepted a case, empty where none did yet."""
    accepted = [x.actor for x in history if x.stands and isinstance(x.body, e.CaseAccepted)]
    return accepted[-1] if accepted else ""


def as_the_hall_has_it(command: CaseCommand, hall: HallSettings) -> CaseCommand:
    """A command with what the hall's settings say, and not whoever acts: remedies, how procedures are counted.

    Rules: LAW-38-2, LAW-45-1.
    """
    if isinstance(command, c.StartProcedure):
        return replace(command, ends_count=bool(hall.procedure_ends_count))
    if not isinstance(command, c.Refuse) or not hall.reconsideration.strip() or not hall.court.strip():
        return command
    return replace(command, remedies=remedies_text(hall.reconsideration, hall.court))


def _visit(command: CaseCommand, sitting: Sitting | None) -> Sitting | None:
    """The visit that is counted, once for a sitting."""
    if sitting is not None:
        return sitting if sitting.count_visit else None
    came = isinstance(command, RESUBMITS) or (isinstance(command, c.Issue) and command.manner == "counter")
    return Sitting() if came else None


def _transfer(state: CaseState, command: c.Transfer, hall: str | None, today: date) -> list[Any]:
    if hall is None:
        raise Refusal("STATE-ALONE", "本机还没有接入服务器，办件只在本机，不能转给别的大厅。")
    return transfer(state, command, hall, today)


def decide(state: CaseState, command: CaseCommand, around: d.Surroundings) -> list[Any]:
    """Events of a command; what time had brought about is recorded first where the act depends on it."""
    match command:
        case c.VoidDocument():
            return d.void_document(state, command)
        case c.Tell():
            return d.tell(state, command, around.today)
        case _:
            return _DECISIONS[type(command)](state, command, around)


_DECISIONS: dict[type, Callable[[CaseState, Any, d.Surroundings], list[Any]]] = {
    c.GiveVerdict: d.give_verdict,
    c.CompleteCorrection: d.complete_correction,
    c.SupplyDeferred: d.supply_deferred,
    c.Withdraw: d.withdraw,
    c.CorrectRecord: d.correct_record,
    c.Extend: extend,
    c.Opine: opine,
    c.Grant: grant,
    c.Refuse: refuse,
    c.Return: send_back,
    c.AnswerReturn: answer_return,
    c.StartProcedure: start_procedure,
    c.EndProcedure: end_procedure,
    c.Issue: issue,
}

ACTION_OF: dict[type, str] = {
    c.GiveVerdict: "give-verdict",
    c.CompleteCorrection: "complete-correction",
    c.SupplyDeferred: "supply-deferred",
    c.Withdraw: "withdraw",
    c.CorrectRecord: "correct-record",
    c.VoidDocument: "void-document",
    c.Tell: "told",
    c.Extend: "extend",
    c.Transfer: "transfer",
    c.Settle: "settle",
    c.Opine: "opine",
    c.Grant: "grant",
    c.Refuse: "refuse",
    c.Return: "return",
    c.AnswerReturn: "answer-return",
    c.StartProcedure: "start-special-procedure",
    c.EndProcedure: "end-special-procedure",
    c.Issue: "issue",
}
"""The right that each command needs."""

AT_ONCE = {"grant": "grant-at-once", "issue": "issue-at-once"}
"""Rights that the counter has instead for items that it decides on the spot 立等可取."""


def kept_originals(state: CaseState) -> tuple[str, ...]:
    """Materials whose originals lie at the counter and were not given back."""
    kept = [k for k, entry in state.filing.materials.items() if "original-kept" in entry.provided]
    return tuple(k for k in kept if k not in state.returned)


def return_originals(workplace: Workplace, case_no: str, materials: tuple[str, ...]) -> Done:
    """Give originals back to the applicant, recorded."""
    require(workplace, "return-originals")
    with workplace.store.write() as uow:
        state = case_by_number(uow.connection, case_no)
        around = workplace.surroundings(state.item_code, state.release, uow.now.today)
        held = kept_originals(state)
        strange = next((m for m in materials if m not in held), None)
        if strange is not None:
            raise Refusal("STATE-ORIGINAL", "这份原件不在窗口，不能再登记退还。", f"materials.{strange}")
        event = e.OriginalsReturned(materials, uow.now.today.isoformat())
        done = finish(workplace, uow, around, evolve(state, event), [event])
        uow.commit()
    return done
