"""A project: who answers for it, its stages, what waits for what, and the chain that ends last."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.project.path import CriticalPath, Leg, critical_path
from app.domain.project.state import (
    ProjectState,
    end_project,
    end_step,
    evolve_project,
    join_case,
    note_step,
    open_project,
    opened,
    reach_stage,
)
from app.domain.refusal import InputProblem, Refusal

TODAY = date(2026, 11, 23)
ON = TODAY.isoformat()


def project(*cases: tuple[str, tuple[str, ...]]) -> ProjectState:
    state = opened("p", open_project("产业园", "示例公司", "周岚", "", ON))
    for number, after in cases:
        state = evolve_project(state, join_case(state, f"id-{number}", number, "事项", after, ON))
    return state


def test_a_project_needs_somebody_who_answers_for_it() -> None:
    with pytest.raises(InputProblem) as refused:
        open_project("产业园", "", " ", "", ON)
    assert (refused.value.code, refused.value.place) == ("ENTRY-PROJECT", "manager")


def test_cases_never_wait_for_each_other_in_a_circle() -> None:
    state = project(("a", ()), ("b", ("a",)), ("c", ("b",)))
    for after in (("c",), ("a",), ("x",)):
        with pytest.raises(InputProblem) as refused:
            join_case(state, "id-a", "a", "事项", after, ON)
        assert refused.value.code == "ENTRY-AFTER"


def test_stages_only_go_on() -> None:
    state = evolve_project(project(), reach_stage(project(), "building", ON))
    assert [stage for stage, _ in state.reached] == ["talks", "building"]
    for stage, code in (("landing", "STATE-STAGE"), ("building", "STATE-STAGE")):
        with pytest.raises(Refusal) as refused:
            reach_stage(state, stage, ON)
        assert refused.value.code == code
    with pytest.raises(InputProblem):
        reach_stage(state, "moon", ON)


def test_a_project_ends_once_every_step_is_done() -> None:
    state = evolve_project(project(), note_step(project(), "报装", "刘工", "2026-11-27", ON))
    with pytest.raises(Refusal) as refused:
        end_project(state, "建成", ON)
    assert refused.value.code == "STATE-STEP"
    state = evolve_project(state, end_step(state, 1, "已通电", ON))
    state = evolve_project(state, end_project(state, "建成", ON))
    with pytest.raises(Refusal) as ended:
        note_step(state, "再办", "刘工", "2026-11-27", ON)
    assert (ended.value.code, state.outcome, state.seq) == ("STATE-PROJECT", "建成", 4)


def test_the_path_is_the_chain_that_ends_last() -> None:
    legs = [
        Leg("a", (), "2026-12-01", done=False),
        Leg("b", ("a",), "2026-12-10", done=False),
        Leg("c", (), "2026-12-05", done=False),
        Leg("d", ("c",), "", done=False),
        Leg("e", (), "2027-01-01", done=True),
    ]
    assert critical_path(legs, TODAY) == CriticalPath(("a", "b"), date(2026, 12, 10))
    assert critical_path([Leg("e", (), "2027-01-01", done=True)], TODAY) == CriticalPath((), None)


def test_what_has_passed_counts_as_today_and_what_waits_ends_with_it() -> None:
    legs = [Leg("a", (), "2026-11-01", done=False), Leg("b", ("a",), "", done=False)]
    assert critical_path(legs, TODAY) == CriticalPath(("a", "b"), TODAY)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(-5, 40), st.sets(st.integers(0, 6)), st.booleans()), max_size=7))
def test_the_path_ends_no_sooner_than_any_case_and_is_a_chain(made: list[tuple[int, set[int], bool]]) -> None:
    legs = [
        Leg(str(n), tuple(str(k) for k in sorted(after) if k < n), (TODAY + timedelta(days)).isoformat(), done)
        for n, (days, after, done) in enumerate(made)
    ]
    path = critical_path(legs, TODAY)
    running = [max(date.fromisoformat(leg.due), TODAY) for leg in legs if not leg.done]
    assert path.ends_on == max(running, default=None)
    by_number = {leg.case_no: leg for leg in legs}
    assert all(before in by_number[after].after for before, after in zip(path.cases, path.cases[1:], strict=False))
