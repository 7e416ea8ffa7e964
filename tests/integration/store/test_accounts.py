"""Log-in, lock-out, and the key slots: who may open the store, and who no longer may."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from app.store.accounts import add_clerk, change_password, list_accounts, remove_clerk, reset_password
from app.store.clock import Clock
from app.store.engine import open_engine
from app.store.event import Subject
from app.store.failures import AccessDenied, CorruptStore, StoreBusy, WrongKey
from app.store.home import Home, hold_store
from app.store.keyring import open_account, read_keyring
from app.store.store import Store, open_store
from app.store.verify import verify_store
from tests.builders.store import CLERK, PASSWORD, make_program, noted, opened, write

if TYPE_CHECKING:
    from pathlib import Path


class Hands:
    """Clocks that a test turns."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.date = datetime(2026, 11, 23, 1, tzinfo=UTC)
        self.boot = "boot-1"

    def clock(self) -> Clock:
        return Clock(wall=lambda: self.date, monotonic=lambda: self.seconds, boot=lambda: self.boot)

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.date += timedelta(seconds=seconds)


@pytest.fixture
def hands() -> Hands:
    return Hands()


def denied(home: Home, hands: Hands, password: str, clerk: str | None = None) -> tuple[str, int]:
    with pytest.raises(AccessDenied) as caught:
        open_store(home, make_program(clock=hands.clock()), password, clerk)
    return caught.value.code, caught.value.wait


def wrong(home: Home, hands: Hands, times: int) -> None:
    """Give a wrong password so often, waiting as long as it takes each time."""
    for _ in range(times):
        assert denied(home, hands, "不对") == ("ACCESS-PASSWORD", 0)
        hands.pass_time(2)


def test_five_wrong_passwords_lock_for_a_minute_then_twice_as_long(home: Home, hands: Hands) -> None:
    wrong(home, hands, 5)
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 58)
    hands.pass_time(58)
    wrong(home, hands, 1)
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 118)


def test_the_lock_never_lasts_longer_than_a_quarter_of_an_hour(home: Home, hands: Hands) -> None:
    for _ in range(12):
        assert denied(home, hands, "不对")[0] == "ACCESS-PASSWORD"
        hands.pass_time(900)
    assert denied(home, hands, "不对")[0] == "ACCESS-PASSWORD"
    assert denied(home, hands, "不对") == ("ACCESS-LOCKED", 900)


def test_the_third_wrong_password_slows_down(home: Home, hands: Hands) -> None:
    for _ in range(3):
        assert denied(home, hands, "不对") == ("ACCESS-PASSWORD", 0)
    assert denied(home, hands, "不对") == ("ACCESS-LOCKED", 1)


def test_the_right_password_clears_the_count(home: Home, hands: Hands) -> None:
    wrong(home, hands, 4)
    open_store(home, make_program(clock=hands.clock()), PASSWORD).close()
    assert denied(home, hands, "不对") == ("ACCESS-PASSWORD", 0)
    assert denied(home, hands, "不对") == ("ACCESS-PASSWORD", 0)


def test_a_restart_does_not_lift_the_lock(home: Home, hands: Hands) -> None:
    wrong(home, hands, 5)
    hands.boot, hands.seconds = "boot-2", 3.0
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 58)


def test_setting_the_wall_clock_does_not_lift_the_lock(home: Home, hands: Hands) -> None:
    wrong(home, hands, 5)
    hands.date += timedelta(days=1)
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 58)
    hands.boot, hands.seconds = "boot-2", 3.0
    hands.date -= timedelta(days=2)
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 60)


def test_deleting_the_count_gives_the_longest_wait(home: Home, hands: Hands) -> None:
    wrong(home, hands, 5)
    home.attempts.unlink()
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 900)
    hands.pass_time(900)
    open_store(home, make_program(clock=hands.clock()), PASSWORD).close()


def test_editing_the_count_gives_the_longest_wait(home: Home, hands: Hands) -> None:
    wrong(home, hands, 5)
    home.attempts.write_text(home.attempts.read_text().replace('"wrong":5', '"wrong":0'))
    assert denied(home, hands, PASSWORD) == ("ACCESS-LOCKED", 900)


def test_killing_the_program_during_an_attempt_counts_it(home: Home, hands: Hands) -> None:
    from app.store.attempts import AttemptCounter

    keyring = read_keyring(home.keyring)
    counter = AttemptCounter(home.attempts, keyring.store, hands.clock())
    account = keyring.accounts[0].id
    for _ in range(5):
        attempt = counter.attempt(account)
        attempt.__enter__()
        attempt.gen.close()
        hands.pass_time(2)
    assert counter.wait_of(account) == 58


def test_an_unknown_name_is_told(home: Home, hands: Hands) -> None:
    assert denied(home, hands, PASSWORD, "无此人") == ("ACCESS-UNKNOWN", 0)


def test_a_second_clerk_must_be_named(store: Store, home: Home, hands: Hands) -> None:
    add_clerk(store, "王强", "初始密码")
    store.close()
    assert denied(home, hands, PASSWORD) == ("ACCESS-NAME", 0)


def test_a_second_clerk_opens_the_same_store(store: Store, home: Home) -> None:
    write(store, opened("a"))
    account = add_clerk(store, "王强", "初始密码")
    assert (account.role, account.must_change) == ("clerk", True)
    beside = open_store(home, make_program(), "初始密码", "王强")
    (event,) = beside.events_of(Subject("case", "a"))
    assert event.actor == store.account.id
    assert write(beside, noted("a"))[0].actor == account.id
    beside.close()


def test_a_log_in_name_is_taken_once(store: Store) -> None:
    with pytest.raises(AccessDenied) as caught:
        add_clerk(store, CLERK, "x")
    assert caught.value.code == "ACCESS-TAKEN"


def test_a_changed_password_opens_and_the_old_one_does_not(store: Store, home: Home, hands: Hands) -> None:
    with pytest.raises(AccessDenied):
        change_password(store, "不对", "新密码")
    change_password(store, PASSWORD, "新密码")
    store.close()
    assert denied(home, hands, PASSWORD)[0] == "ACCESS-PASSWORD"
    open_store(home, make_program(), "新密码").close()


def test_full_width_digits_are_the_same_password(store: Store, home: Home) -> None:
    change_password(store, PASSWORD, "ａｂｃ１２３")
    store.close()
    open_store(home, make_program(), "abc123").close()


def test_a_reset_is_a_new_key_pair_under_the_same_id(store: Store, home: Home) -> None:
    before = add_clerk(store, "王强", "忘了", must_change=False)
    after = reset_password(store, "王强", "一次性")
    assert (after.id, after.role, after.must_change) == (before.id, "clerk", True)
    assert after.public_key != before.public_key
    beside = open_store(home, make_program(), "一次性", "王强")
    change_password(beside, "一次性", "自己的")
    assert beside.account.must_change is False
    beside.close()
    open_store(home, make_program(), "自己的", "王强").close()


def test_a_removed_clerk_no_longer_opens_the_store(store: Store, home: Home, hands: Hands) -> None:
    write(store, opened("a"))
    add_clerk(store, "王强", "初始密码")
    old_ring = read_keyring(home.keyring)
    old_key = open_account(old_ring.account("王强"), "初始密码").keys[old_ring.key]
    remove_clerk(store, "王强")
    write(store, noted("a"))
    store.close()
    assert denied(home, hands, "初始密码", "王强") == ("ACCESS-DISABLED", 0)
    with pytest.raises(WrongKey):
        open_engine(home.database, old_key)
    again = open_store(home, make_program(), PASSWORD)
    assert [event.kind for event in again.events_of(Subject("case", "a"))] == ["case.opened", "case.noted"]
    assert verify_store(again).broken == []
    assert [(one.name, one.disabled, len(one.slots)) for one in list_accounts(again)] == [
        (CLERK, False, 1),
        ("王强", True, 0),
    ]
    again.close()


def test_neither_oneself_nor_the_last_lead_is_removed(store: Store, home: Home) -> None:
    with pytest.raises(AccessDenied):
        remove_clerk(store, CLERK)
    add_clerk(store, "王强", "初始密码")
    store.close()
    beside = open_store(home, make_program(), "初始密码", "王强")
    with pytest.raises(AccessDenied) as caught:
        remove_clerk(beside, CLERK)
    assert caught.value.code == "ACCESS-LAST-LEAD"
    beside.close()


def test_removing_a_clerk_wants_the_store_alone(store: Store, home: Home) -> None:
    add_clerk(store, "王强", "初始密码")
    other = hold_store(home)
    with pytest.raises(StoreBusy):
        remove_clerk(store, "王强")
    other.release()
    remove_clerk(store, "王强")


REMOVE = """
import os, sys
from pathlib import Path
import app.store.accounts as accounts
from app.store.home import Home
from app.store.store import open_store
from tests.builders.store import CLERK, PASSWORD, make_program
step = sys.argv[2]
store = open_store(Home(Path(sys.argv[1])), make_program(), PASSWORD, CLERK)
rekey, write = accounts.rekey, accounts.save_keyring
def stop(*_):
    os.kill(os.getpid(), 9)
def rekey_and_stop(*arguments):
    rekey(*arguments)
    stop()
accounts.rekey = {"before": stop, "after": rekey_and_stop}[step]
accounts.remove_clerk(store, "王强")
"""


@pytest.mark.parametrize("step", ["before", "after"])
def test_a_re_keying_that_was_killed_is_finished_at_the_next_log_in(
    store: Store, home: Home, hands: Hands, step: str
) -> None:
    for number in range(20):
        write(store, opened(f"c{number}"))
    add_clerk(store, "王强", "初始密码")
    store.close()
    done = subprocess.run([sys.executable, "-c", REMOVE, str(home.folder), step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert read_keyring(home.keyring).next_key is not None
    again = open_store(home, make_program(), PASSWORD)
    keyring = read_keyring(home.keyring)
    assert (keyring.next_key, len(keyring.account(CLERK).slots)) == (None, 1)
    assert verify_store(again).events == 21
    again.close()
    assert denied(home, hands, "初始密码", "王强") == ("ACCESS-DISABLED", 0)
    open_store(home, make_program(), PASSWORD).close()


def test_a_key_ring_signed_by_somebody_else_is_noticed_once_open(store: Store, home: Home) -> None:
    """An account slipped in by whoever can write the folder: the signature is theirs, not the store's."""
    from app.crypto.sign import new_signing_key
    from app.store.keyring import write_keyring

    forger = new_signing_key()
    keyring = replace(read_keyring(home.keyring), signer=forger.public)
    store.close()
    write_keyring(home.keyring, keyring, forger)
    with pytest.raises(CorruptStore) as caught:
        open_store(home, make_program(), PASSWORD)
    assert "替换" in caught.value.message


def test_the_key_ring_holds_no_key_in_plain(store: Store, home: Home) -> None:
    text = home.keyring.read_bytes()
    for key in (*store.unlocked.keys.values(), store.unlocked.private_key):
        for form in (key, key.hex().encode(), msgspec.json.encode(key).strip(b'"')):
            assert form not in text
    assert PASSWORD.encode() not in text


def test_a_copied_home_opens_elsewhere(store: Store, home: Home, tmp_path: Path) -> None:
    write(store, opened("a"))
    store.close()
    shutil.copytree(home.folder, tmp_path / "moved")
    moved = open_store(Home(tmp_path / "moved"), make_program(), PASSWORD)
    assert len(moved.events_of(Subject("case", "a"))) == 1
    moved.close()
    assert os.listdir(home.folder)
