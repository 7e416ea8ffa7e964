"""What opening a store does besides unlocking it: trusted time, verification, checkpoints, marks, leftovers."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from app.errors import Bug
from app.store.accounts import add_clerk, change_password
from app.store.backup import backup
from app.store.clock import Clock
from app.store.failures import AccessDenied
from app.store.home import hold_store
from app.store.store import Counter, Store, create_store, open_store
from app.store.verify import verify_store
from tests.builders.store import CLERK, PASSWORD, make_program, noted, opened, write

if TYPE_CHECKING:
    from app.store.home import Home


class Hands:
    """Clocks that a test turns."""

    def __init__(self) -> None:
        self.date = datetime.now(UTC)
        self.seconds = 500.0
        self.boot = "boot-1"

    def open(self, home: Home) -> Store:
        clock = Clock(wall=lambda: self.date, monotonic=lambda: self.seconds, boot=lambda: self.boot)
        return open_store(home, make_program(clock=clock), PASSWORD)

    def reboot(self, after: timedelta) -> None:
        self.boot += "+"
        self.seconds = 3.0
        self.date += after


@pytest.fixture
def hands() -> Hands:
    return Hands()


def test_a_clock_set_back_within_a_boot_changes_no_date(home: Home, hands: Hands) -> None:
    store = hands.open(home)
    start = hands.date
    hands.date -= timedelta(days=3)
    hands.seconds += 60
    now = store.now()
    assert (now.effective, now.state, now.offset) == (start + timedelta(seconds=60), "astray", now.raw - now.effective)
    store.close()


def test_a_later_log_in_in_the_same_boot_keeps_the_trusted_time(home: Home, hands: Hands) -> None:
    hands.open(home).close()
    start = hands.date
    hands.date += timedelta(days=3)
    hands.seconds += 60
    store = hands.open(home)
    assert store.now().effective == start + timedelta(seconds=60)
    store.close()


def test_after_a_reboot_a_far_clock_is_confirmed_by_a_person(home: Home, hands: Hands) -> None:
    store = hands.open(home)
    write(store, opened("a"))
    store.close()
    right = hands.date + timedelta(days=1)
    hands.reboot(-timedelta(days=400))
    store = hands.open(home)
    assert store.now().state == "needs-confirmation"
    with store.write() as uow:
        uow.append([noted("a", "日期已确认")])
        uow.confirm_time(right)
        uow.commit()
    hands.seconds += 10
    assert (store.now().effective, store.now().state) == (right + timedelta(seconds=10), "astray")
    assert write(store, noted("a"))[0].at == right + timedelta(seconds=10)
    store.close()


def test_events_keep_both_times(home: Home, hands: Hands) -> None:
    store = hands.open(home)
    start = hands.date
    hands.date -= timedelta(hours=1)
    (event,) = write(store, opened("a"))
    assert (event.raw, event.at) == (hands.date, start)
    store.close()


def test_a_store_in_service_takes_no_date(store: Store) -> None:
    with pytest.raises(Bug), store.write(on=date(2026, 1, 1)):
        pytest.fail("a date was taken")


def test_what_a_quick_verification_finds_is_told_and_does_not_lock_out(store: Store, home: Home) -> None:
    write(store, opened("a"))
    with store.write_local() as connection:
        connection.execute(text("update events set body = x'00' where seq = 2"))
    store.close()
    again = open_store(home, make_program(), PASSWORD)
    assert [(broken.seq, broken.reason) for broken in again.opening.broken] == [(2, "正文与信封中的摘要不符")]
    again.close()


def test_enough_events_are_signed_when_the_store_is_closed(store: Store, home: Home) -> None:
    write(store, *[noted("a") for _ in range(100)])
    store.close()
    again = open_store(home, make_program(), PASSWORD)
    assert (again.opening.events, again.opening.broken) == (0, [])
    again.close()


def test_what_is_broken_is_not_signed(store: Store, home: Home) -> None:
    write(store, *[noted("a") for _ in range(100)])
    with store.write_local() as connection:
        connection.execute(text("update events set body = x'00' where seq = 2"))
    store.close()
    again = open_store(home, make_program(), PASSWORD)
    assert [broken.seq for broken in again.opening.broken] == [2]
    again.close()


def test_after_a_crash_enough_events_are_signed_at_the_next_log_in(store: Store, home: Home) -> None:
    write(store, *[noted("a") for _ in range(200)])
    store.engine.dispose()  # the process is gone: nobody has closed anything
    store.lock.release()
    first = open_store(home, make_program(), PASSWORD)
    assert (first.opening.events, first.opening.broken) == (201, [])
    first.close()
    second = open_store(home, make_program(), PASSWORD)
    assert (second.opening.events, verify_store(second).events) == (0, 201)
    second.close()


def test_a_new_store_in_an_old_home_takes_the_next_mark(home: Home) -> None:
    home.database.unlink()
    home.keyring.unlink()
    store = create_store(home, make_program(), Counter("500106", "C03"), CLERK, PASSWORD)
    assert store.journal.mark == "B"
    store.close()


def test_a_password_is_never_empty(store: Store) -> None:
    with pytest.raises(AccessDenied) as caught:
        add_clerk(store, "王强", " ")
    assert caught.value.code == "ACCESS-EMPTY"
    with pytest.raises(AccessDenied) as caught:
        change_password(store, PASSWORD, "")
    assert caught.value.code == "ACCESS-EMPTY"


def test_what_a_killed_backup_left_is_swept_by_the_next(store: Store, home: Home) -> None:
    old, young = home.folder / ".backup-1-a.db", home.folder / ".backup-2-b.db"
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (1, 1))
    backup(store, home.backups / "b.ycb")
    assert (old.exists(), young.exists()) == (False, True)


def test_a_refused_change_keeps_the_shared_lock(store: Store, home: Home) -> None:
    other = hold_store(home)
    with pytest.raises(Exception, match="正被进程"):
        store.rebuild()
    other.release()
    with pytest.raises(Exception, match="正被进程"):
        hold_store(home, alone=True)


def test_threads_share_a_store(store: Store) -> None:
    def work(number: int) -> list[int]:
        return [event.seq for event in write(store, opened(f"t{number}"), noted(f"t{number}"))]

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(seq for written in pool.map(work, range(40)) for seq in written)
    assert numbers == list(range(2, 82))
    assert verify_store(store).broken == []
