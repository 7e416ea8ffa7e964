"""What the events of a consultation amount to, and the decisions on it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from app.domain.consultation.events import ConsultationEnded, ConsultationHeld, DueTask, TaskDone
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class ConsultationState:
    """A consultation after its events. `done` maps numbers of tasks to what came of them and when."""

    id: str
    held: ConsultationHeld
    done: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    outcome: str = ""
    ended_on: str = ""
    seq: int = 1

    @property
    def open_tasks(self) -> tuple[DueTask, ...]:
        """Tasks that are still to be done, the earliest first."""
        return tuple(sorted((t for t in self.held.tasks if str(t.number) not in self.done), key=lambda t: t.until))


def evolve_consultation(state: ConsultationState, event: Any) -> ConsultationState:
    """The consultation after an event."""
    state = replace(state, seq=state.seq + 1)
    match event:
        case TaskDone():
            return replace(state, done={**state.done, str(event.number): (event.outcome, event.on)})
        case ConsultationEnded():
            return replace(state, outcome=event.outcome, ended_on=event.on)
    return state


def hold(held: ConsultationHeld, today: str) -> ConsultationHeld:
    """Record a consultation: all three parties, a subject, a decision; each task has an owner and a day."""
    wanted: Sequence[tuple[str, str, str]] = (
        ("subject", "会商事由", held.subject),
        ("service_office", "政务服务办参加人", held.service_office),
        ("department", "部门参加人", held.department),
        ("discipline", "派驻纪检监察组参加人", held.discipline),
        ("decision", "会商决定", held.decision),
    )
    for place, words, text in wanted:
        if not text.strip():
            raise InputProblem("ENTRY-CONSULTATION", f"请填写{words}；三方都要参加。", place)
    if not held.held_on or held.held_on > today:
        raise InputProblem("ENTRY-HELD", "会商日期不能空，也不能晚于今天。", "held_on")
    for task in held.tasks:
        if not (task.text.strip() and task.owner.strip() and task.until):
            raise InputProblem(
                "ENTRY-TASK", "每项任务都要写明做什么、谁负责、什么时候完成。", f"task.{task.number}.text"
            )
        if task.until < held.held_on:
            raise InputProblem("ENTRY-UNTIL", "完成日期不能早于会商日期。", f"task.{task.number}.until")
    return held


def do_task(state: ConsultationState, number: int, outcome: str, on: str) -> list[Any]:
    """Say what came of a task; with the last one the consultation has ended."""
    if not any(t.number == number for t in state.open_tasks):
        raise Refusal("STATE-STEP", "这一步已经办完，或者不存在。", "number")
    if not outcome.strip():
        raise InputProblem("INPUT-REASON", "请写明处理结果。", "outcome")
    events: list[Any] = [TaskDone(number, outcome.strip(), on)]
    if len(state.open_tasks) == 1:
        events.append(ConsultationEnded("任务全部办结", on))
    return events
