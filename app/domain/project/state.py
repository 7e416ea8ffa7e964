"""What the events of a project amount to, and the decisions on it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.domain.project.events import (
    STAGE_ZH,
    STAGES,
    CaseJoined,
    ProjectEnded,
    ProjectOpened,
    Stage,
    StageReached,
    StepDone,
    StepNoted,
)
from app.domain.refusal import InputProblem, Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what, by whom, until when, and what came of it (empty: it is still to be done)."""

    number: int
    text: str
    owner: str
    until: str
    outcome: str = ""
    done_on: str = ""


@dataclass(frozen=True, slots=True)
class ProjectState:
    """A project after its events. `reached` are the stages with the days on which they were reached."""

    id: str
    name: str
    enterprise: str
    manager: str
    leader: str
    stage: Stage
    opened_on: str
    reached: tuple[tuple[Stage, str], ...] = ()
    cases: tuple[CaseJoined, ...] = ()
    steps: tuple[Step, ...] = ()
    outcome: str = ""
    ended_on: str = ""
    seq: int = 0

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Steps that are still to be done, the earliest first."""
        return tuple(sorted((s for s in self.steps if not s.done_on), key=lambda s: s.until))

    def joined(self, case_no: str) -> CaseJoined | None:
        """A case of the project by its number."""
        return next((one for one in self.cases if one.case_no == case_no), None)


def opened(identity: str, event: ProjectOpened) -> ProjectState:
    """A new project."""
    return ProjectState(
        identity, event.name, event.enterprise, event.manager, event.leader, event.stage, event.on,
        reached=((event.stage, event.on),), seq=1,
    )  # fmt: skip


def evolve_project(state: ProjectState, event: Any) -> ProjectState:
    """The project after an event."""
    state = replace(state, seq=state.seq + 1)
    match event:
        case CaseJoined():
            others = tuple(one for one in state.cases if one.case_id != event.case_id)
            return replace(state, cases=(*others, event))
        case StepNoted():
            step = Step(len(state.steps) + 1, event.text, event.owner, event.until)
            return replace(state, steps=(*state.steps, step))
        case StepDone():
            steps = tuple(
                replace(s, outcome=event.outcome, done_on=event.on) if s.number == event.number else s
                for s in state.steps
            )
            return replace(state, steps=steps)
        case StageReached():
            return replace(state, stage=event.stage, reached=(*state.reached, (event.stage, event.on)))
        case ProjectEnded():
            return replace(state, outcome=event.outcome, ended_on=event.on)
    return state


def open_project(name: str, enterprise: str, manager: str, leader: str, on: str) -> ProjectOpened:
    """Open a project; it begins with the talks. InputProblem where it has no name or nobody answers for it."""
    for place, words, text in (("name", "项目名称", name), ("manager", "项目经理", manager)):
        if not text.strip():
            raise InputProblem("ENTRY-PROJECT", f"请填写{words}。", place)
    return ProjectOpened(name.strip(), enterprise.strip(), manager.strip(), leader.strip(), "talks", on)


def join_case(
    state: ProjectState, case_id: str, case_no: str, item_name: str, after: tuple[str, ...], on: str
) -> CaseJoined:
    """Take a case into the project. The cases that it waits for belong to the project, and none of them waits for it."""
    _refuse_ended(state)
    for number in after:
        if state.joined(number) is None or number == case_no:
            raise InputProblem("ENTRY-AFTER", "要等的办件先要在本项目里。", "after")
    if _waits_for(state, after, case_no):
        raise InputProblem("ENTRY-AFTER", "两个办件不能互相等待，请核对先后。", "after")
    return CaseJoined(case_id, case_no, item_name, after, on)


def _waits_for(state: ProjectState, numbers: tuple[str, ...], case_no: str) -> bool:
    """Whether one of these cases waits, directly or not, for this one."""
    seen: set[str] = set()
    ahead = list(numbers)
    while ahead:
        number = ahead.pop()
        found = state.joined(number)
        if number == case_no:
            return True
        if found is not None and number not in seen:
            seen.add(number)
            ahead += found.after
    return False


def note_step(state: ProjectState, text: str, owner: str, until: str, on: str) -> StepNoted:
    """Note what else has to be done; it has an owner and a day."""
    _refuse_ended(state)
    for place, words, given in (("text", "要做的事", text), ("owner", "责任人", owner), ("until", "完成日期", until)):
        if not given.strip():
            raise InputProblem("ENTRY-PROJECT", f"请填写{words}。", place)
    if until < on:
        raise InputProblem("ENTRY-UNTIL", "完成日期不能早于今天。", "until")
    return StepNoted(text.strip(), owner.strip(), until, on)


def end_step(state: ProjectState, number: int, outcome: str, on: str) -> StepDone:
    """Say what came of a step."""
    _refuse_ended(state)
    if not any(s.number == number and not s.done_on for s in state.steps):
        raise Refusal("STATE-STEP", "这一步已经办完，或者不存在。", "number")
    if not outcome.strip():
        raise InputProblem("INPUT-REASON", "请写明处理结果。", "outcome")
    return StepDone(number, outcome.strip(), on)


def reach_stage(state: ProjectState, stage: str, on: str) -> StageReached:
    """Come to the next stage, or a later one; stages are never gone back."""
    _refuse_ended(state)
    found = next((one for one in STAGES if one == stage), None)
    if found is None:
        raise InputProblem("ENTRY-STAGE", f"阶段只有：{'、'.join(STAGE_ZH.values())}。", "stage")
    if STAGES.index(found) <= STAGES.index(state.stage):
        raise Refusal("STATE-STAGE", f"项目已经在“{STAGE_ZH[state.stage]}”阶段，只能往后推进。", "stage")
    return StageReached(found, on)


def end_project(state: ProjectState, outcome: str, on: str) -> ProjectEnded:
    """End the project, once every step is done."""
    _refuse_ended(state)
    if state.open_steps:
        raise Refusal("STATE-STEP", "还有没办完的事，先逐项写明结果。", "outcome")
    if not outcome.strip():
        raise InputProblem("INPUT-REASON", "请写明处理结果。", "outcome")
    return ProjectEnded(outcome.strip(), on)


def _refuse_ended(state: ProjectState) -> None:
    if state.ended_on:
        raise Refusal("STATE-PROJECT", f"本项目已于 {state.ended_on} 办结。")
