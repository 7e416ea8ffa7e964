"""Clocks that are wrong by a day or a year, through reboots: the server's time counts, and no paper bears a wrong date."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.clock import CHINA
from tests.builders.running_hall import Prepared, RunningHall
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """In service: an evaluation server has no rules for clocks."""
    prepared = Prepared.made(tmp_path_factory.mktemp("service"), None, evaluation=False)
    running = RunningHall.begun(prepared, tmp_path_factory.mktemp("clocks") / "hall", None)
    yield running
    running.end()


def started(hall: RunningHall, astray: timedelta, boot: str = "") -> SimulatedDesk:
    hall.close_desk("a")
    hall.desks["a"] = SimulatedDesk.opened(hall.folder / "a", hall.clock.clock(astray, boot), seed=4)
    return hall.desks["a"]


@pytest.mark.parametrize("astray", [DAY, -DAY])
def test_a_wall_clock_that_is_set_wrong_changes_no_date(hall: RunningHall, astray: timedelta) -> None:
    desk = started(hall, astray)
    today = hall.clock.now()
    report = desk.sync()
    done = desk.hand.accept()
    assert report.offset_s == pytest.approx(astray.total_seconds(), abs=60)
    assert done.state.received_on == f"{today.astimezone(CHINA):%Y-%m-%d}"
    assert desk.workplace.store.now().state == "astray"


@pytest.mark.parametrize("astray", [-DAY, timedelta(days=-365), timedelta(days=365)])
def test_after_a_reboot_nobody_believes_such_a_clock_until_the_server_has_said_the_time(
    hall: RunningHall, astray: timedelta
) -> None:
    right = started(hall, timedelta(0))
    right.sync()
    right.hand.accept()
    desk = started(hall, astray, boot=f"after {astray}")
    hall.line.cut()
    assert desk.try_sync() == "SYNC-OFFLINE"
    with pytest.raises(Refusal):
        desk.hand.accept()
    hall.line.mend()
    desk.sync()
    done = desk.hand.accept()
    assert done.state.received_on == f"{hall.clock.now().astimezone(CHINA):%Y-%m-%d}"


def test_what_was_done_by_all_these_clocks_is_at_the_server(hall: RunningHall) -> None:
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed >= 5
