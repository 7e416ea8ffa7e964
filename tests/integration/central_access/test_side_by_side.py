"""What happens at the same time: one code, two devices; one counter, many; one account, many guesses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.store.central.attempts import attempt, key_of
from app.store.central.devices import devices_of
from app.store.central.marks import marks_of
from app.usecases.central.enrolment import enrol_device, issue_code
from app.usecases.central.logins import log_in
from app.usecases.central.marks import lend_marks
from tests.integration.central_access.conftest import ADDRESS, NewDevice, enrolled

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.central.server import Server

MANY = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    """The results of acts that begin together; a refusal is its code."""
    gate = Barrier(MANY)

    def one(number: int) -> object:
        gate.wait(20)
        try:
            return act(number)
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_one_code_takes_in_one_device(server: Server) -> None:
    code = issue_code(server, "C03").code
    answers = at_once(lambda _: enrol_device(server, NewDevice().asks(server, code), ADDRESS))
    assert sum(not isinstance(one, str) for one in answers) == 1
    assert {one for one in answers if isinstance(one, str)} == {"ENROL-USED"}
    with server.store.read() as connection:
        assert len(devices_of(connection, server.area)) == 1


def test_devices_of_one_counter_get_different_marks(server: Server) -> None:
    devices = [enrolled(server, "C03")[1] for _ in range(MANY)]

    def ask(number: int) -> object:
        with server.store.write() as connection:
            found = next(d for d in devices_of(connection, server.area) if d.id == devices[number].device)
            lent = lend_marks(server, connection, found)
            return (lent.mark, lent.reserve)

    answers = at_once(ask)
    assert answers == [(one.mark, one.reserve) for one in devices]
    with server.store.read() as connection:
        lent = marks_of(connection, server.area, "C03")
    assert len({one.mark for one in lent}) == len(lent) == 2 * MANY


def test_guesses_side_by_side_are_all_counted(server: Server) -> None:
    codes: list[object] = []
    for _ in range(3):
        codes += at_once(lambda number: log_in(server, "admin", f"错-的-密码-{number}", f"192.0.2.{number}"))
    assert codes.count("ACCESS-WRONG") == 4
    assert codes.count("ACCESS-LOCKED") == 3 * MANY - 4


def test_who_came_a_moment_earlier_and_is_counted_later_does_not_wait(server: Server) -> None:
    """A whole hall logs in behind one address: whoever read the clock first may get the lock last."""
    now, tries = server.now(), [key_of("address", "192.0.2.7", b"secret")]
    with server.store.write() as connection:
        assert attempt(connection, server.area, tries, now) == 0
        assert attempt(connection, server.area, tries, now - timedelta(milliseconds=40)) == 0
        for _ in range(20):
            attempt(connection, server.area, tries, now)
        assert attempt(connection, server.area, tries, now - timedelta(seconds=30)) == 1
