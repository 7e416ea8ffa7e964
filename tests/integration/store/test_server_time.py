"""Trusted time from the server: through reboots, flat batteries, and clocks that jump a day or a year either way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from app.domain.shift import ClockCorrected, ShiftOpened
from app.store.clock import Clock
from app.store.event import NewEvent, Subject
from app.store.home import Home
from app.store.server_time import read_offset, trust_server_time
from app.store.store import Counter, create_store, open_store
from app.usecases.workplace import program
from db.journal import events

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.facade import Store

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=365)
JUMPS = [DAY, -DAY, YEAR, -YEAR]
PASSWORD = "窗口-03-密码"


@dataclass
class Machine:
    """A machine whose clocks a test turns; `true` is the time that the server has."""

    home: Home
    wall: datetime = NOW
    true: datetime = NOW
    seconds: float = 1000.0
    boot: str = "first"

    @property
    def clock(self) -> Clock:
        return Clock(wall=lambda: self.wall, monotonic=lambda: self.seconds, boot=lambda: self.boot)

    def passes(self, span: timedelta) -> None:
        self.wall, self.true = self.wall + span, self.true + span
        self.seconds += span.total_seconds()

    def starts_again(self, wall: datetime | None = None) -> None:
        """A reboot; with `wall` the battery was flat, or somebody has set the clock."""
        self.boot, self.seconds = self.boot + "+", 3.0
        self.wall = wall or self.wall

    def opened(self) -> Store:
        return open_store(self.home, replace(program(), clock=self.clock), PASSWORD)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with a store in service."""
    made = Machine(Home(tmp_path / "home"))
    given = replace(program(), clock=made.clock)
    create_store(made.home, given, Counter("500106", "C03"), "李丽", PASSWORD).close()
    return made


def write(store: Store) -> None:
    with store.write() as uow:
        uow.append([NewEvent(Subject("shift", "s"), ShiftOpened("李丽"))])
        uow.commit()


def corrections(store: Store) -> list[ClockCorrected]:
    found = [event.body for event in store.events_of(Subject("desk", store.journal.id))]
    return [body for body in found if isinstance(body, ClockCorrected)]


def count(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(events)).scalar_one()


@pytest.mark.parametrize("jump", JUMPS)
def test_a_machine_on_another_day_is_put_right_by_an_event(machine: Machine, jump: timedelta) -> None:
    machine.wall = NOW + jump
    machine.starts_again()
    store = machine.opened()
    assert trust_server_time(store, machine.true, 0.2) == jump - timedelta(seconds=0.1)
    reading = store.now()
    assert (reading.today, reading.raw, reading.state) == (NOW.date(), NOW + jump, "astray")
    (body,) = corrections(store)
    assert body.offset == round((jump - timedelta(seconds=0.1)).total_seconds())
    machine.passes(timedelta(minutes=5))
    write(store)
    (event,) = store.events_of(Subject("shift", "s"))
    assert event.raw == NOW + jump + timedelta(minutes=5)
    assert event.at == NOW + timedelta(minutes=5, seconds=0.1)
    store.close()


@pytest.mark.parametrize("jump", JUMPS)
def test_within_a_boot_no_jump_of_the_wall_moves_the_day(machine: Machine, jump: timedelta) -> None:
    store = machine.opened()
    trust_server_time(store, machine.true, 0.0)
    before = count(store)
    machine.wall += jump
    machine.passes(timedelta(minutes=1))
    assert store.now().effective == NOW + timedelta(minutes=1)
    assert trust_server_time(store, machine.true, 0.0) == jump
    assert count(store) == before
    with store.read() as connection:
        assert read_offset(connection) == jump
    store.close()


def test_a_few_minutes_are_shown_and_no_event(machine: Machine) -> None:
    store = machine.opened()
    before = count(store)
    trust_server_time(store, machine.true - timedelta(minutes=3), 0.0)
    assert (store.now().state, count(store)) == ("astray", before + 1)  # set back before the last event: effective time
    trust_server_time(store, machine.true - timedelta(minutes=3), 0.0)
    assert count(store) == before + 1
    machine.passes(timedelta(hours=1))
    trust_server_time(store, machine.true + timedelta(minutes=3), 0.0)
    assert (store.now().state, count(store)) == ("astray", before + 1)
    store.close()


@pytest.mark.parametrize("wall", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)])
def test_a_flat_battery_is_healed_by_the_server(machine: Machine, wall: datetime) -> None:
    machine.starts_again(wall)
    store = machine.opened()
    assert store.now().state == "needs-confirmation"
    trust_server_time(store, machine.true, 0.0)
    assert store.now().effective == machine.true
    assert [body.known for body in corrections(store)] == [False]
    store.close()


def test_after_a_correction_back_an_offline_reboot_is_believed(machine: Machine) -> None:
    machine.wall = NOW + YEAR
    machine.starts_again()
    store = machine.opened()
    with store.write() as uow:
        uow.confirm_time(NOW + YEAR)
        uow.append([NewEvent(Subject("shift", "s"), ShiftOpened("李丽"))], at=NOW + YEAR)
        uow.commit()
    assert store.now().today.year == 2027
    trust_server_time(store, machine.true, 0.0)
    assert len(corrections(store)) == 1
    store.close()
    machine.starts_again(wall=NOW + timedelta(hours=2))
    store = machine.opened()
    assert (store.now().state, store.now().today) == ("ok", NOW.date())
    store.close()


def test_a_reboot_with_a_line_asks_nobody(machine: Machine) -> None:
    machine.starts_again(NOW + timedelta(days=40))
    machine.true = NOW + timedelta(days=40)
    store = machine.opened()
    assert store.now().state == "needs-confirmation"
    trust_server_time(store, machine.true, 0.0)
    assert store.now().state == "ok"
    store.close()


def test_what_is_known_already_is_not_written_again(machine: Machine) -> None:
    store = machine.opened()
    trust_server_time(store, machine.true, 0.0)
    with store.read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        for _ in range(20):
            machine.passes(timedelta(seconds=25))
            trust_server_time(store, machine.true + timedelta(seconds=0.2), 0.5)
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before
    store.close()


def test_an_answer_that_took_too_long_tells_nothing(machine: Machine) -> None:
    store = machine.opened()
    assert trust_server_time(store, NOW + YEAR, 31.0) is None
    assert store.now().today == NOW.date()
    store.close()


def test_an_evaluation_store_keeps_its_own_time(tmp_path: Path) -> None:
    machine = Machine(Home(tmp_path / "home"))
    given = replace(program(), clock=machine.clock)
    store = create_store(machine.home, given, Counter("500106", "C03", evaluation=True), "李丽", PASSWORD)
    assert trust_server_time(store, NOW - DAY, 0.0) == DAY
    assert store.now().effective == NOW
    assert corrections(store) == []
    store.close()
