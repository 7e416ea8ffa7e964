"""`kill -9` of desk, server and PostgreSQL at moments drawn from a seed, in the middle of exchanges."""

from __future__ import annotations

import random
from threading import Event, Thread
from typing import TYPE_CHECKING

import httpx

from tests.builders.plain_http import PLAIN
from tests.faults.desk_at_work import DeskAtWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.postgres import Postgres
    from tests.builders.running_hall import RunningHall

KILLS = 4
KILLS_AT_THE_CENTRE = 2


def at_work(hall: RunningHall, name: str, seed: int) -> DeskAtWork:
    return DeskAtWork(hall.folder / name, hall.clock.file, seed)


def test_a_desk_is_killed_while_it_works_and_exchanges(hall: RunningHall) -> None:
    chance, wait = random.Random(3), Event()
    for kill in range(KILLS):
        desk = at_work(hall, "a", kill)
        desk.begin(2)
        assert desk.said() == {""}
        desk.begin(5)
        wait.wait(chance.random() * 0.5)
        desk.kill()
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed >= KILLS


def killed_under_work(hall: RunningHall, kill: Callable[[], None], revive: Callable[[], None], seed: int) -> set[str]:
    """Kill something at the centre again and again while two desks work; what stood against the exchanges."""
    chance, wait = random.Random(seed), Event()
    desks = [at_work(hall, name, seed + n) for n, name in enumerate(("a", "b"))]
    said: set[str] = set()
    for _ in range(KILLS_AT_THE_CENTRE):
        for desk in desks:
            desk.begin(3)
        said |= desks[0].said()
        desks[0].begin(3)
        wait.wait(chance.random() * 0.3)
        kill()
        for desk in desks:
            desk.begin(2)
            said |= desk.said()
        revive()
    for desk in desks:
        desk.begin(2)
        said |= desk.said()
        desk.kill()
    return said


def test_the_server_is_killed_while_it_takes_batches(hall: RunningHall) -> None:
    said = killed_under_work(hall, hall.server.kill, hall.server.start, 5)
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed > 8
    assert said == {"", "SYNC-OFFLINE"}


def test_postgresql_is_killed_under_the_server(hall_on_postgres: RunningHall, durable_postgres: Postgres) -> None:
    hall = hall_on_postgres
    said = killed_under_work(hall, durable_postgres.kill, durable_postgres.start, 6)
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed > 8
    assert "" in said
    assert len(said) > 1
    assert not any("BUG" in code for code in said)


def test_fifty_clients_that_ask_at_once_are_answered_or_told_to_wait(hall: RunningHall) -> None:
    answers: list[int] = []

    def ask() -> None:
        with httpx.Client(base_url=hall.server.url, trust_env=False, timeout=60, verify=PLAIN) as client:
            answers.extend(client.get("/api/v1/hello").status_code for _ in range(10))

    threads = [Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 500
    assert set(answers) <= {200, 429, 503}
