"""A clock that nobody can believe: nothing is numbered until a person has confirmed the date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.catalog.blob import catalogue_bytes, decode_catalogue
from app.domain.refusal import Refusal
from app.store.accounts import add_clerk
from app.store.clock import Clock
from app.store.home import Home
from app.store.store import Counter, create_store, open_store
from app.usecases.accept import accept
from app.usecases.clock_confirming import confirm_date
from app.usecases.workplace import Library, Workplace, program
from tests.builders.filings import EVALUATE, complete_filing, item_of, published_calendar, starting_catalogue

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "窗口-03-密码"


class Machine:
    """A machine's clocks, set by hand; another boot each time it is started."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
        self.boot = 0

    def clock(self) -> Clock:
        """The clock of this boot."""
        self.boot += 1
        name = f"boot-{self.boot}"
        return Clock(wall=lambda: self.wall, monotonic=lambda: self.wall.timestamp(), boot=lambda: name)


def workplace_at(home: Path, machine: Machine) -> Workplace:
    """The store in service, after a start of the machine."""
    known = replace(program(), clock=machine.clock())
    place = Home(home)
    if not place.exists():
        create_store(place, known, Counter("500106", "C03"), "王芳", PASSWORD).close()
    store = open_store(place, known, PASSWORD, "王芳")
    library = Library(starting_catalogue(), published_calendar(), EVALUATE, catalogue_bytes, decode_catalogue)
    return Workplace(store, library)


@pytest.fixture
def machine() -> Machine:
    """A machine whose clock is right."""
    return Machine()


@pytest.fixture
def worked(tmp_path: Path, machine: Machine) -> Path:
    """A store in service in which a case was taken on 2026-11-23."""
    workplace = workplace_at(tmp_path / "home", machine)
    accept(workplace, complete_filing(item_of()))
    workplace.store.close()
    return tmp_path / "home"


@pytest.mark.parametrize("days", [-1, -365, 11, 366])
def test_jump_of_the_clock_over_a_reboot_stops_numbering(worked: Path, machine: Machine, days: int) -> None:
    machine.wall += timedelta(days=days)
    workplace = workplace_at(worked, machine)
    with pytest.raises(Refusal) as refused:
        accept(workplace, complete_filing(item_of()))
    assert refused.value.code == "STATE-CLOCK"
    confirm_date(workplace, date(2026, 11, 24))
    done = accept(workplace, complete_filing(item_of(), date(2026, 11, 24)))
    assert done.state.accepted_on == "2026-11-24"
    workplace.store.close()


@pytest.mark.parametrize("days", [0, 1, 9])
def test_a_few_days_later_the_wall_clock_counts(worked: Path, machine: Machine, days: int) -> None:
    machine.wall += timedelta(days=days)
    workplace = workplace_at(worked, machine)
    day = machine.wall.date()
    assert accept(workplace, complete_filing(item_of(), day)).state.accepted_on == day.isoformat()
    workplace.store.close()


def test_clock_set_back_within_one_boot_changes_no_date(worked: Path, machine: Machine) -> None:
    known = machine.clock()
    shifted = Clock(wall=lambda: machine.wall - timedelta(days=1), monotonic=known.monotonic, boot=known.boot)
    workplace = workplace_at(worked, machine)
    workplace.store.close()
    store = open_store(
        Home(worked), replace(program(), clock=replace(shifted, boot=lambda: f"boot-{machine.boot}")), PASSWORD
    )
    reading = store.now()
    assert (reading.state, reading.today) == ("astray", date(2026, 11, 23))
    store.close()


def test_another_lead_confirms_where_there_is_one(worked: Path, machine: Machine) -> None:
    machine.wall += timedelta(days=-3)
    workplace = workplace_at(worked, machine)
    add_clerk(workplace.store, "张组长", PASSWORD + "2", "lead")
    with pytest.raises(Refusal) as refused:
        confirm_date(workplace, date(2026, 11, 24))
    assert refused.value.code == "RIGHT-LEAD"
    confirm_date(workplace, date(2026, 11, 24), "张组长", PASSWORD + "2")
    assert workplace.today() == date(2026, 11, 24)
    workplace.store.close()
