"""A server is restored from yesterday's backup: desks notice that it has gone back, and nothing is lost or doubled."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from app.store.replica import cursor
from app.usecases.central.tasks import open_tasks
from tests.builders.cluster import ServerFailed, ServerProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.running_hall import RunningHall
    from tests.builders.simulated_desk import SimulatedDesk


def epoch(desk: SimulatedDesk) -> str:
    with desk.workplace.store.read() as connection:
        return cursor(connection).epoch


def go_back(hall: RunningHall, backup: Path) -> None:
    """Yesterday's backup in the place of a server that burnt."""
    hall.server.kill()
    replacing = ["--replace"] if hall.server.database else []
    hall.server.command("restore", *replacing, backup)
    hall.server.start()


@pytest.fixture(params=["sqlite", "postgres"])
def running(request: pytest.FixtureRequest) -> RunningHall:
    found: RunningHall = request.getfixturevalue("hall" if request.param == "sqlite" else "hall_on_postgres")
    return found


def test_what_the_server_lost_is_pushed_again(running: RunningHall, tmp_path: Path) -> None:
    hall = running
    a, b = hall.desk("a"), hall.desk("b")
    yesterday = [a.hand.accept(), b.hand.correcting()]
    for desk in (a, b, a):
        desk.sync()
    hall.server.command("backup", tmp_path / "backup")
    hall.clock.tomorrow()
    for _ in range(4):
        a.hand.step()
        b.hand.step(0.3)
        a.sync()
        b.sync()
    before = epoch(a)
    go_back(hall, tmp_path / "backup")
    a.hand.accept()
    proof = hall.proof()
    assert proof.wrong == []
    assert epoch(hall.desk("a")) == epoch(hall.desk("b")) != before
    assert proof.printed > len(yesterday)


def returned_tasks(hall: RunningHall) -> list[str]:
    with hall.server.opened() as server:
        return [task.journal for task in open_tasks(server.ledger, kinds=("returned",))]


def test_what_another_desk_hands_back_waits_until_its_own_desk_is_there(hall: RunningHall, tmp_path: Path) -> None:
    a, b = hall.desk("a"), hall.desk("b")
    hall.server.command("backup", tmp_path / "backup")
    done = a.hand.accept()
    a.sync()
    b.sync()
    go_back(hall, tmp_path / "backup")
    for _ in range(2):
        b.sync()
    assert returned_tasks(hall) == [a.workplace.store.journal.id]
    assert b.hand.state(done.state.case_no).phase == "accepted"
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.cases == 1
    assert returned_tasks(hall) == []


def test_a_backup_is_readable_only_with_its_key(hall: RunningHall, tmp_path: Path) -> None:
    done = hall.desk("a").hand.accept()
    hall.desk("a").sync()
    hall.server.command("backup", tmp_path / "backup")
    data = (tmp_path / "backup").read_bytes()
    name = done.state.filing.applicant.name
    assert name.encode() not in data
    assert done.state.case_no.encode() not in data
    assert os.stat(tmp_path / "backup").st_mode & 0o077 == 0
    elsewhere = ServerProcess(tmp_path / "elsewhere")
    with pytest.raises(ServerFailed, match="STORE-KEY"):
        elsewhere.command("restore", tmp_path / "backup")
