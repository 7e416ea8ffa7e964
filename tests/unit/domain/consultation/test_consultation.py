"""A tri-party consultation: all three parties, a decision, tasks with an owner and a day, and its end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.domain.consultation.events import ConsultationHeld, DueTask
from app.domain.consultation.state import ConsultationState, do_task, evolve_consultation, hold
from app.domain.refusal import InputProblem, Refusal

ON = "2026-11-23"
HELD = ConsultationHeld(
    subject="用地与消防意见不一", service_office="王主任", department="赵科长", discipline="孙组长", decision="先行现场核查",
    tasks=(DueTask(1, "现场核查", "赵科长", "2026-11-30"), DueTask(2, "出具意见", "李工", "2026-11-26")),
    cases=(), leader="", held_on=ON,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"subject": ""}, "ENTRY-CONSULTATION", "subject"),
        ({"service_office": " "}, "ENTRY-CONSULTATION", "service_office"),
        ({"department": ""}, "ENTRY-CONSULTATION", "department"),
        ({"discipline": ""}, "ENTRY-CONSULTATION", "discipline"),
        ({"decision": ""}, "ENTRY-CONSULTATION", "decision"),
        ({"held_on": "2026-11-24"}, "ENTRY-HELD", "held_on"),
        ({"held_on": ""}, "ENTRY-HELD", "held_on"),
        ({"tasks": (DueTask(1, "核查", "", "2026-11-30"),)}, "ENTRY-TASK", "task.1.text"),
        ({"tasks": (DueTask(1, "核查", "赵科长", "2026-11-01"),)}, "ENTRY-UNTIL", "task.1.until"),
    ],
)
def test_what_is_missing_is_said(change: dict[str, Any], code: str, place: str) -> None:
    with pytest.raises(InputProblem) as refused:
        hold(replace(HELD, **change), ON)
    assert (refused.value.code, refused.value.place) == (code, place)


def test_it_ends_with_its_last_task() -> None:
    state = ConsultationState("c", hold(HELD, ON))
    assert [task.number for task in state.open_tasks] == [2, 1]
    for number in (2, 1):
        for event in do_task(state, number, "已办", ON):
            state = evolve_consultation(state, event)
    assert (state.open_tasks, state.ended_on, state.seq) == ((), ON, 4)
    with pytest.raises(Refusal) as refused:
        do_task(state, 1, "再办", ON)
    assert refused.value.code == "STATE-STEP"


def test_a_task_ends_with_what_came_of_it() -> None:
    with pytest.raises(InputProblem):
        do_task(ConsultationState("c", HELD), 1, " ", ON)
