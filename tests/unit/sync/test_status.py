"""Green is only for a success within the last minute, by a clock that nobody sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.store.clock import Clock
from app.sync.status import Status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Machine:
    """A machine whose clocks a test turns."""

    wall: datetime = NOW
    seconds: float = 1000.0
    boot: str = "b1"

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.seconds, lambda: self.boot)


GOOD = Status(connected=True, since=NOW, succeeded=NOW, boot="b1", monotonic=1000.0)


@pytest.mark.parametrize(
    ("later", "fresh"), [(0.0, True), (59.9, True), (60.0, True), (60.1, False), (604800.0, False)]
)
def test_a_success_counts_for_a_minute(later: float, fresh: bool) -> None:
    machine = Machine(seconds=1000.0 + later)
    assert GOOD.fresh(machine.clock()) is fresh


def test_a_wall_clock_that_is_put_back_shows_nothing_green() -> None:
    machine = Machine(wall=NOW - timedelta(days=365), seconds=5000.0)
    assert not GOOD.fresh(machine.clock())


def test_after_a_restart_of_the_machine_nothing_is_known() -> None:
    machine = Machine(boot="b2", seconds=1010.0)
    assert (GOOD.age(machine.clock()), GOOD.fresh(machine.clock())) == (None, False)


def test_an_error_after_the_success_is_not_green() -> None:
    failed = Status(connected=True, succeeded=NOW, boot="b1", monotonic=1000.0, error="连不上")
    assert not failed.fresh(Machine().clock())


def test_a_desk_that_never_exchanged_is_not_green() -> None:
    assert not Status().fresh(Machine().clock())


def test_alarms_are_told_one_a_line() -> None:
    assert Status(alarms={"A": "一", "B": "二"}).alarm == "一\n二"
