"""`kill -9` of desk, server and PostgreSQL at moments drawn from a seed, in the middle of exchanges."""

from __future__ import annotations

import random
import subprocess
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.builders.postgres import Postgres
    from tests.builders.running_hall import RunningHall

KILLS = 4
KILLS_AT_THE_CENTRE = 2


def desk_at_work(hall: RunningHall, name: str, seed: int) -> subprocess.Popen[str]:
    hall.close_desk(name)
    command = [
        sys.executable,
        "-m",
        "tests.faults.desk_at_work",
        str(hall.folder / name),
        str(hall.clock.file),
        str(seed),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def steps(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().strip() for _ in range(count)]


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_a_desk_is_killed_while_it_works_and_exchanges(hall: RunningHall) -> None:
    chance, wait = random.Random(3), Event()
    for kill in range(KILLS):
        desk = desk_at_work(hall, "a", kill)
        assert all(steps(desk, chance.randint(1, 4)))
        wait.wait(chance.random() * 0.2)
        end(desk)
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed >= KILLS


def killed_under_work(hall: RunningHall, kill: Callable[[], None], revive: Callable[[], None], seed: int) -> set[str]:
    """Kill something at the centre again and again while two desks work; what the exchanges said."""
    chance, wait = random.Random(seed), Event()
    desks = [desk_at_work(hall, name, seed + n) for n, name in enumerate(("a", "b"))]
    said = {line.partition(" ")[2] for desk in desks for line in steps(desk, 2)}
    for _ in range(KILLS_AT_THE_CENTRE):
        wait.wait(chance.random() * 0.3)
        kill()
        said |= {line.partition(" ")[2] for desk in desks for line in steps(desk, 2)}
        revive()
        said |= {line.partition(" ")[2] for desk in desks for line in steps(desk, 2)}
    for desk in desks:
        end(desk)
    return said


def test_the_server_is_killed_while_it_takes_batches(hall: RunningHall) -> None:
    said = killed_under_work(hall, hall.server.kill, hall.server.start, 5)
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed > 4
    assert said == {"", "SYNC-OFFLINE"}


def test_postgresql_is_killed_under_the_server(hall_on_postgres: RunningHall, durable_postgres: Postgres) -> None:
    hall = hall_on_postgres
    said = killed_under_work(hall, durable_postgres.kill, durable_postgres.start, 6)
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed > 4
    assert "" in said
    assert "SYNC-BUG" not in said


def test_fifty_threads_come_back_at_once_and_the_server_stands(hall: RunningHall) -> None:
    """Fifty exchanges after an outage: those that are told to wait are told so, none fails otherwise."""
    import httpx

    hall.server.kill()
    hall.server.start()
    answers: list[int] = []

    def ask() -> None:
        with httpx.Client(base_url=hall.server.url, trust_env=False, timeout=60) as client:
            answers.extend(client.get("/api/v1/hello").status_code for _ in range(10))

    threads = [Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 500
    assert set(answers) <= {200, 429, 503}
