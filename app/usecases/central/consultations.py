"""Tri-party consultations 三方会商: recorded with their decision, followed until the last task is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.consultation.events import CONSULTATION, ConsultationHeld, DueTask
from app.domain.consultation.state import ConsultationState, do_task, hold
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without
from app.store.keyring import new_id
from app.usecases.central.cases import case_of
from app.usecases.central.own_subjects import link, present, subject_of, subjects_of, write_events
from app.usecases.central.projects import today_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

_RIGHT = "consult"
MOST_TASKS = 4


def list_consultations(server: Server) -> list[ConsultationState]:
    """All consultations: those of which something is still to be done first."""
    return subjects_of(server, CONSULTATION, ConsultationState)


def consultation(server: Server, identity: str) -> ConsultationState:
    """One of them; Refusal STATE-UNKNOWN."""
    return subject_of(server, CONSULTATION, identity, ConsultationState)


def hold_consultation(server: Server, given: Mapping[str, str], actor: Actor) -> ConsultationState:
    """Record a consultation from the fields of a form. Refusal RIGHT-…, STATE-UNKNOWN (a case), InputProblem."""
    refuse_without(actor.role, _RIGHT)
    numbers = given.get("cases", "").replace("，", " ").replace(",", " ").split()
    heads = [case_of(server.ledger, number) for number in dict.fromkeys(numbers)]
    known = [head for head in heads if head is not None]
    if len(known) < len(heads):
        raise Refusal("STATE-UNKNOWN", "有的办件编号查不到，请核对。", "cases")
    held = hold(_held(given, tuple(head.case_no for head in known)), today_of(server).isoformat())
    with server.store.write() as connection:
        made: ConsultationState = write_events(server, connection, CONSULTATION, new_id(), None, [held], actor)
        link(server, connection, CONSULTATION, made.id, [head.case_id for head in known])
    return made


def finish_task(server: Server, identity: str, number: str, outcome: str, actor: Actor) -> None:
    """Say what came of a task."""
    refuse_without(actor.role, _RIGHT)
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise InputProblem("INPUT-NUMBER", "序号不对，请重新打开本页。", "number")
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        state = present(server, connection, CONSULTATION, identity, ConsultationState)
        events = do_task(state, int(number), outcome, today_of(server).isoformat())
        write_events(server, connection, CONSULTATION, identity, state, events, actor)


def _held(given: Mapping[str, str], cases: tuple[str, ...]) -> ConsultationHeld:
    rows = [
        (given.get(f"task.{n}.text", ""), given.get(f"task.{n}.owner", ""), given.get(f"task.{n}.until", ""))
        for n in range(1, MOST_TASKS + 1)
    ]
    filled = [row for row in rows if any(text.strip() for text in row)]
    tasks = tuple(DueTask(n, text.strip(), owner.strip(), until) for n, (text, owner, until) in enumerate(filled, 1))
    words = {
        name: given.get(name, "").strip()
        for name in ("subject", "service_office", "department", "discipline", "decision", "leader", "held_on")
    }
    return ConsultationHeld(tasks=tasks, cases=cases, **words)
