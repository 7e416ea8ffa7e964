"""Bounds of the server: bodies, threads, tries. What is too much is refused, what was held is given back."""

from __future__ import annotations

import threading

import anyio
import pytest
from prometheus_client import CollectorRegistry, Gauge

from app.central.limits import BodyBudget, Lane, Tries
from app.central.problems import HttpProblem

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def gauge():
    return Gauge("held", "…", registry=CollectorRegistry())


def lane(threads: int, waiting: int) -> Lane:
    return Lane("read", threads, waiting, Gauge("work", "…", ["kind"], registry=CollectorRegistry()))


def test_budget_refuses_what_does_not_fit_and_takes_it_when_there_is_room(gauge):
    budget = BodyBudget(100, gauge)
    with budget.reserve(80):
        with pytest.raises(HttpProblem) as refused, budget.reserve(30):
            pass
        assert (refused.value.status, refused.value.wait > 0) == (503, True)
    with budget.reserve(100):
        assert gauge._value.get() == 100
    assert gauge._value.get() == 0


def test_budget_is_given_back_when_the_work_fails(gauge):
    budget = BodyBudget(10, gauge)
    with pytest.raises(RuntimeError), budget.reserve(10):
        raise RuntimeError
    with budget.reserve(10):
        assert gauge._value.get() == 10


async def test_lane_sends_away_whom_it_has_no_room_for_and_serves_the_others():
    work, gate = lane(threads=1, waiting=1), threading.Event()
    outcomes: list[str] = []

    async def ask() -> None:
        try:
            await work.run(gate.wait, 10)
            outcomes.append("done")
        except HttpProblem as problem:
            outcomes.append(problem.code)
            gate.set()

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
    assert sorted(outcomes) == ["BUSY", "done", "done"]


async def test_lane_has_room_again_after_a_failure():
    work = lane(threads=1, waiting=0)
    with pytest.raises(ZeroDivisionError):
        await work.run(lambda: 1 // 0)
    assert await work.run(lambda: 5) == 5


def test_tries_are_refilled_with_time():
    now = [0.0]
    tries = Tries(a_minute=60, burst=2, clock=lambda: now[0])
    tries.count("a")
    tries.count("a")
    with pytest.raises(HttpProblem) as refused:
        tries.count("a")
    assert (refused.value.status, refused.value.wait) == (429, 2)
    tries.count("b")
    now[0] = 1.0
    tries.count("a")


def test_tries_forget_the_oldest_addresses_first():
    now = [0.0]
    tries = Tries(a_minute=1, burst=1, clock=lambda: now[0])
    tries._REMEMBERED = 2
    for address in "abc":
        tries.count(address)
    tries.count("a")
    with pytest.raises(HttpProblem):
        tries.count("c")
