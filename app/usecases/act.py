"""Acts on a case that is open: one use case for each command, all through the same door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.evolve import evolve
from app.domain.case.extending import extend
from app.domain.case.settling import settle
from app.domain.case.transferring import transfer
from app.domain.refusal import Refusal
from app.store.case_projection import refuse_unreadable
from app.store.settings import read_setting, write_setting
from app.usecases.accept import Done, Sitting, finish
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.rights import own_hall, require
from app.usecases.settling import history_of
from app.usecases.transferring import refuse_left
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case.state import CaseState
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.wire import CaseCommand
    from app.usecases.workplace import Workplace

RESUBMITS = (c.CompleteCorrection, c.SupplyDeferred)
"""Commands for which the person has come to the counter: one visit is counted."""


def act(
    workplace: Workplace,
    case_no: str,
    command: CaseCommand,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    also: Callable[[UnitOfWork, Done], None] | None = None,
) -> Done:
    """Do an act to a case. A Refusal (the law, the state) changes nothing.

    `also` writes what has to be durable together with the act (its answer under an idempotency key).
    """
    require(workplace, ACTION_OF[type(command)])
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        state = case_by_number(uow.connection, case_no)
        hall = own_hall(uow.connection)
        refuse_unreadable(uow.connection, state.case_id)
        refuse_left(uow.connection, state, hall)
        around = workplace.surroundings(state.item_code, state.release, uow.now.today)
        match command:
            case c.Settle():
                me = workplace.store.account.id
                happened = settle(state, command, history_of(uow, state), me, around.today)
            case c.Transfer():
                happened = _transfer(state, command, hall, around.today)
            case _:
                happened = decide(state, command, around)
        after = state
        for event in happened:
            after = evolve(after, event)
        visit = sitting or (Sitting() if isinstance(command, RESUBMITS) else None)
        done = finish(workplace, uow, around, after, happened, visit=visit)
        if also is not None:
            also(uow, done)
        uow.commit()
    return done


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
}
"""The right that each command needs."""


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


def remembered(workplace: Workplace, key: str) -> Any:
    """The answer that an act with this idempotency key had; None the first time."""
    with workplace.store.read() as connection:
        return read_setting(connection, f"act:{key}")


def remember_within(uow: UnitOfWork, key: str, answer: Any) -> None:
    """Keep the answer of an act together with the act itself: whatever crashes, it is never done twice."""
    write_setting(uow.connection, f"act:{key}", answer)


def remember(workplace: Workplace, key: str, answer: Any) -> None:
    """Keep the answer of an act under its idempotency key."""
    with workplace.store.write_local() as connection:
        write_setting(connection, f"act:{key}", answer)
