"""Projects 项目 and their managers 项目经理: one page with all cases, the stages, the critical path, the next thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case.status import running, status
from app.domain.case.waiting import waiting
from app.domain.project import state as decide
from app.domain.project.events import PROJECT, STAGE_ZH, STAGES
from app.domain.project.path import CriticalPath, Leg, critical_path
from app.domain.project.state import ProjectState
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without
from app.store.central.heads import read_heads
from app.store.clock import CHINA
from app.store.keyring import new_id
from app.usecases.central.cases import case_of
from app.usecases.central.own_subjects import link, present, subject_of, subjects_of, write_events
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from app.store.central.heads import CaseHead
    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

_RIGHT = "lead-project"


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A case of the project as it stands; `critical`: the project ends no sooner than by it."""

    case_no: str
    item_name: str
    department: str
    status: str
    promised: str
    legal: str
    overdue: bool
    after: tuple[str, ...]
    critical: bool


@dataclass(frozen=True)
class ProjectPage:
    """The whole page. `following` says what is to be done next, by whom, until when; None where nothing is."""

    state: ProjectState
    stages: tuple[tuple[str, str, str], ...]
    cases: tuple[ProjectCase, ...]
    path: CriticalPath
    following: tuple[str, str, str] | None


def today_of(server: Server) -> date:
    """The day by the hall's clock."""
    return server.now().astimezone(CHINA).date()


def list_projects(server: Server) -> list[ProjectState]:
    """All projects: those under way first."""
    return subjects_of(server, PROJECT, ProjectState)


def open_project(server: Server, name: str, enterprise: str, manager: str, leader: str, actor: Actor) -> ProjectState:
    """Put a project under a manager. Refusal RIGHT-…, InputProblem ENTRY-PROJECT."""
    refuse_without(actor.role, _RIGHT)
    event = decide.open_project(name, enterprise, manager, leader, today_of(server).isoformat())
    with server.store.write() as connection:
        made: ProjectState = write_events(server, connection, PROJECT, new_id(), None, [event], actor)
    return made


def join_case(server: Server, identity: str, case_no: str, after: str, actor: Actor) -> None:
    """Take a case into a project; `after` are numbers of its cases, with spaces or commas between them."""
    head = case_of(server.ledger, case_no)
    if head is None or head.state.erased:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", "case_no")
    numbers = tuple(dict.fromkeys(after.replace("，", " ").replace(",", " ").split()))
    _change(
        server,
        identity,
        actor,
        lambda state, on: decide.join_case(state, head.case_id, head.case_no, head.state.item_name, numbers, on),
    )


def note_step(server: Server, identity: str, text: str, owner: str, until: str, actor: Actor) -> None:
    """Note what else has to be done."""
    _change(server, identity, actor, lambda state, on: decide.note_step(state, text, owner, until, on))


def end_step(server: Server, identity: str, number: str, outcome: str, actor: Actor) -> None:
    """Say what came of a step."""
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise InputProblem("INPUT-NUMBER", "序号不对，请重新打开本页。", "number")
    _change(server, identity, actor, lambda state, on: decide.end_step(state, int(number), outcome, on))


def reach_stage(server: Server, identity: str, stage: str, actor: Actor) -> None:
    """Come to a later stage."""
    _change(server, identity, actor, lambda state, on: decide.reach_stage(state, stage, on))


def end_project(server: Server, identity: str, outcome: str, actor: Actor) -> None:
    """End a project."""
    _change(server, identity, actor, lambda state, on: decide.end_project(state, outcome, on))


def _change(server: Server, identity: str, actor: Actor, decided: Callable[[ProjectState, str], Any]) -> None:
    refuse_without(actor.role, _RIGHT)
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        state = present(server, connection, PROJECT, identity, ProjectState)
        event = decided(state, today_of(server).isoformat())
        after = write_events(server, connection, PROJECT, identity, state, [event], actor)
        link(server, connection, PROJECT, identity, [one.case_id for one in after.cases])


def project_page(server: Server, identity: str) -> ProjectPage:
    """A project whole; Refusal STATE-UNKNOWN."""
    state = subject_of(server, PROJECT, identity, ProjectState)
    today = today_of(server)
    with server.store.read() as connection:
        ids = [one.case_id for one in state.cases]
        wanted = case_heads.c.case_id.in_(ids)
        found = read_heads(connection, server.area, server.ledger.vault, wanted, limit=500) if ids else []
    heads = {head.case_id: head for head in found}
    legs = [_leg(heads[one.case_id], one.after) for one in state.cases if one.case_id in heads]
    path = critical_path(legs, today)
    shown = [_case(heads[one.case_id], one.after, path, today) for one in state.cases if one.case_id in heads]
    reached = dict(state.reached)
    stages = tuple((stage, STAGE_ZH[stage], reached.get(stage, "")) for stage in STAGES)
    return ProjectPage(state, stages, tuple(shown), path, _following(state, heads))


def _leg(head: CaseHead, after: tuple[str, ...]) -> Leg:
    awaited = waiting(head.state)
    done = head.state.ended or head.state.decided
    return Leg(head.case_no, after, "" if done else awaited.due or head.state.answer_due.date, done)


def _case(head: CaseHead, after: tuple[str, ...], path: CriticalPath, today: date) -> ProjectCase:
    clocks = running(head.state, today)
    nearest = clocks.promised or clocks.answer or ""
    return ProjectCase(
        case_no=head.case_no,
        item_name=head.state.item_name,
        department=head.state.department,
        status=status(head.state, today),
        promised=nearest,
        legal=clocks.legal or "",
        overdue=bool(nearest) and today.isoformat() > nearest,
        after=after,
        critical=head.case_no in path.cases,
    )


def _following(state: ProjectState, heads: dict[str, CaseHead]) -> tuple[str, str, str] | None:
    """The earliest of what is to be done: a step, or what a department has to decide."""
    found = [(s.until, s.text, s.owner) for s in state.open_steps]
    for one in state.cases:
        head = heads.get(one.case_id)
        awaited = waiting(head.state) if head is not None else None
        if head is not None and awaited is not None and awaited.stage and awaited.due:
            found.append((awaited.due, f"{head.state.item_name} {head.case_no}", head.state.department))
    if not found or state.ended_on:
        return None
    until, text, owner = min(found)
    return text, owner, until
