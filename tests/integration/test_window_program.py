"""What stands behind the window, on real stores: its place is held, a one-time password and an unknown date are known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import Places, create_workplace, store_home
from app.desk.program import DateQuestion, Unsettled
from app.domain.refusal import InputProblem
from app.store.accounts import add_clerk
from app.store.clock import Clock
from app.store.failures import AccessDenied, StoreBusy
from app.store.home import hold_window
from app.window_program import WindowProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAD, CLERK, OTHER = "王芳", "赵强", "李丽"
PASSWORD, ONCE, OWN = "窗口-03-密码", "一次性-密码-1", "自己的-密码-1"
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def clock_at(moment: datetime, boot: str) -> Clock:
    return Clock(wall=lambda: moment, monotonic=lambda: 100.0, boot=lambda: boot)


@pytest.fixture
def where(tmp_path: Path) -> Places:
    """A store in service with a lead, a clerk who has a one-time password, and another lead."""
    places = Places(tmp_path / "home", tmp_path / "cache")
    made = create_workplace(places, LEAD, PASSWORD, "C03", "500106", evaluation=False, clock=clock_at(MONDAY, "boot-1"))
    add_clerk(made.store, CLERK, ONCE)
    add_clerk(made.store, OTHER, PASSWORD, "lead", must_change=False)
    made.store.close()
    return places


@pytest.fixture
def program(where: Places) -> Iterator[WindowProgram]:
    running = WindowProgram(where, clock_at(MONDAY, "boot-2"))
    yield running
    running.close()


def test_one_window_holds_the_place_until_the_clerk_has_left(where: Places, program: WindowProgram) -> None:
    program.unlock(LEAD, PASSWORD)
    second = WindowProgram(where, clock_at(MONDAY, "boot-2"))
    with pytest.raises(StoreBusy, match="一窗已经打开"):
        second.unlock(LEAD, PASSWORD)
    program.close()
    assert second.unlock(LEAD, PASSWORD).workplace.clerk == LEAD
    second.close()


def test_refused_log_in_leaves_the_place_free(where: Places, program: WindowProgram) -> None:
    with pytest.raises(AccessDenied):
        program.unlock(LEAD, "wrong")
    lock = hold_window(store_home(where))
    lock.release()
    assert program.unlock(LEAD, PASSWORD).workplace.clerk == LEAD


def test_the_next_clerk_logs_in_to_the_same_program(program: WindowProgram) -> None:
    program.unlock(LEAD, PASSWORD)
    assert program.place().counter == "03"
    program.close()
    assert program.place().counter == ""
    assert program.unlock(OTHER, PASSWORD).workplace.clerk == OTHER


def test_first_start_holds_the_place(tmp_path: Path) -> None:
    places = Places(tmp_path / "home", tmp_path / "cache")
    program = WindowProgram(places)
    program.create(LEAD, PASSWORD, "3")
    with pytest.raises(StoreBusy):
        hold_window(store_home(places))
    assert program.unsettled() == Unsettled()
    program.close()
    hold_window(store_home(places)).release()


def test_one_time_password_is_changed_once(program: WindowProgram) -> None:
    program.unlock(CLERK, ONCE)
    assert program.unsettled() == Unsettled(password=True)
    with pytest.raises(InputProblem, match="不同"):
        program.change_password(ONCE, ONCE)
    program.change_password(ONCE, OWN)
    assert program.unsettled() == Unsettled()
    program.close()
    program.unlock(CLERK, OWN)
    assert program.unsettled() == Unsettled()


def test_date_is_asked_for_and_confirmed_by_another_lead(where: Places) -> None:
    program = WindowProgram(where, clock_at(MONDAY + timedelta(days=200), "boot-3"))
    program.unlock(LEAD, PASSWORD)
    assert program.unsettled().day == DateQuestion(date(2027, 6, 11), date(2026, 11, 23), (OTHER,))
    with pytest.raises(AccessDenied):
        program.confirm_date(date(2026, 11, 24), OTHER, "wrong")
    program.confirm_date(date(2026, 11, 24), OTHER, PASSWORD)
    assert program.unsettled().day is None
    program.close()
