"""Accounts that the server signed: obeyed before log-in, never from a forged or an older file; slots, resets, removals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from app.crypto.agree import mac_holds
from app.crypto.seal import new_private_key, open_sealed, public_key_of
from app.crypto.sign import SigningKey, new_signing_key
from app.store.accounts import add_clerk, change_password, list_accounts, remove_clerk, reset_password
from app.store.accounts_file import CONTEXT, PROOF, AccountsFile, FiledAccount, encode_accounts, wrap_message
from app.store.clock import Clock
from app.store.exchange import Signed
from app.store.failures import AccessDenied, CorruptStore
from app.store.filed_accounts import keep_accounts, known_accounts
from app.store.home import Home
from app.store.keyring import Account, make_account, read_keyring, with_slot
from app.store.replica import begin_epoch
from app.store.server_accounts import (
    LEAD_ONLY_DAYS,
    note_recovery_sent,
    note_wrap_sent,
    pending_wraps,
    pin_server,
    recovery_due,
    recovery_slot,
    refresh_account,
)
from app.store.server_time import trust_server_time
from app.store.settings import write_setting
from app.store.store import Counter, create_store, open_store
from app.usecases.workplace import program

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.facade import Store

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
LEAD, CLERK = "李丽", "赵强"
PASSWORD, OTHER = "窗口-03-密码", "窗口-03-新密码"


@dataclass
class Area:
    """A server that keeps accounts: its keys, and the file that it would give to a store."""

    key: SigningKey
    recovery: bytes
    store: str
    accounts: dict[str, FiledAccount]
    version: int = 1
    made_at: datetime = NOW

    def take(self, account: Account) -> None:
        """Adopt an account that a desk has."""
        kept = {name: getattr(account, name) for name in FiledAccount.__dataclass_fields__}
        self.accounts[account.name] = FiledAccount(**{**kept, "slots": ()})

    def change(self, name: str, **changes: object) -> None:
        self.accounts[name] = replace(self.accounts[name], **changes)  # type: ignore[arg-type]  # fields of it
        self.turn()

    def turn(self) -> None:
        self.version, self.made_at = self.version + 1, self.made_at + timedelta(minutes=1)

    def file(self) -> Signed:
        data = encode_accounts(
            AccountsFile(
                1, "500106", "沙坪坝", "C03", "server", self.store, False, self.version, self.made_at,
                public_key_of(self.recovery), tuple(self.accounts.values()),
            )
        )  # fmt: skip
        return Signed(data, self.key.sign(CONTEXT + data))


@dataclass
class Place:
    """A desk with two clerks that is enrolled."""

    home: Home
    area: Area
    now: datetime = NOW

    def open(self, clerk: str = LEAD, password: str = PASSWORD) -> Store:
        clock = Clock(wall=lambda: self.now, monotonic=lambda: self.now.timestamp(), boot=lambda: "boot")
        return open_store(self.home, replace(program(), clock=clock), password, clerk)

    def denied(self, clerk: str, password: str = PASSWORD) -> str:
        with pytest.raises(AccessDenied) as caught:
            self.open(clerk, password).close()
        return caught.value.code

    def told(self) -> bool:
        return keep_accounts(self.home, self.area.file())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A desk that has just been enrolled."""
    home = Home(tmp_path / "home")
    store = create_store(home, program(), Counter("500106", "C03"), LEAD, PASSWORD)
    add_clerk(store, CLERK, PASSWORD, must_change=False)
    area = Area(new_signing_key(), new_private_key(), read_keyring(home.keyring).store, {})
    for account in list_accounts(store):
        area.take(account)
    pin_server(store, area.key.public, area.file())
    begin_epoch(store, "epoch")
    trust_server_time(store, NOW, 0.0)
    store.close()
    return Place(home, area)


def test_a_disabled_clerk_is_refused_at_once_and_keyed_out(place: Place) -> None:
    before = read_keyring(place.home.keyring).key
    place.area.change(CLERK, disabled=True)
    assert place.told()
    assert place.denied(CLERK) == "ACCESS-DISABLED"
    place.open().close()
    keyring = read_keyring(place.home.keyring)
    gone = next(one for one in keyring.accounts if one.name == CLERK)
    assert (gone.disabled, gone.slots, keyring.key != before) == (True, (), True)
    place.home.accounts.unlink()
    assert place.denied(CLERK) == "ACCESS-DISABLED"


def test_a_store_that_others_have_open_is_keyed_anew_next_time(place: Place) -> None:
    other = place.open()
    place.area.change(CLERK, disabled=True)
    place.told()
    before = read_keyring(place.home.keyring).key
    place.open().close()
    assert read_keyring(place.home.keyring).key == before
    other.close()
    place.open().close()
    assert read_keyring(place.home.keyring).key != before


def test_a_reset_by_the_server_opens_with_its_slot(place: Place) -> None:
    store = place.open()
    keyring = read_keyring(place.home.keyring)
    fresh = make_account(CLERK, OTHER, "clerk", NOW, must_change=True, account_id=place.area.accounts[CLERK].id)
    sealed = with_slot(fresh, keyring.key, store.unlocked.keys[keyring.key])
    store.close()
    place.area.change(
        CLERK, public_key=fresh.public_key, private_key=fresh.private_key, parameters=fresh.parameters,
        slots=sealed.slots, must_change=True, version=1,
    )  # fmt: skip
    assert place.told()
    assert place.denied(CLERK) == "ACCESS-PASSWORD"
    store = place.open(CLERK, OTHER)
    assert store.account.must_change
    store.close()


def test_a_clerk_of_the_hall_gets_a_slot_from_whoever_unlocks(place: Place) -> None:
    place.area.take(replace(make_account("王芳", PASSWORD, "approver", NOW), version=3))
    place.area.turn()
    assert place.told()
    assert [one.name for one in known_accounts(place.home).accounts] == [LEAD, CLERK, "王芳"]
    assert place.denied("王芳") == "ACCESS-NO-SLOT"
    place.open(CLERK).close()
    store = place.open("王芳")
    assert (store.account.role, store.account.version) == ("approver", 3)
    store.close()


def test_who_does_not_work_at_a_desk_is_sent_to_the_web(place: Place) -> None:
    place.area.change(CLERK, role="officer")
    place.told()
    assert place.denied(CLERK) == "ACCESS-ROLE"


def test_who_left_the_file_is_disabled_but_not_a_desks_own_clerk(place: Place) -> None:
    store = place.open()
    add_clerk(store, "本机", PASSWORD, must_change=False)
    store.close()
    del place.area.accounts[CLERK]
    place.area.turn()
    place.told()
    assert place.denied(CLERK) == "ACCESS-DISABLED"
    place.open("本机").close()


def test_a_forged_file_is_not_taken(place: Place) -> None:
    place.area.change(CLERK, disabled=True)
    honest = place.area.key
    place.area.key = new_signing_key()
    with pytest.raises(CorruptStore):
        place.told()
    place.home.accounts.write_bytes(msgspec.json.encode(place.area.file()))
    place.open(CLERK).close()
    place.area.key = honest
    changed = place.area.file()
    for data in (b"{}", changed.data.replace(b'"disabled":true', b'"disabled":false')):
        with pytest.raises(CorruptStore):
            keep_accounts(place.home, Signed(data, changed.signature))


def test_a_signature_over_something_else_is_none_over_a_file(place: Place) -> None:
    place.area.change(CLERK, disabled=True)
    data = place.area.file().data
    with pytest.raises(CorruptStore):
        keep_accounts(place.home, Signed(data, place.area.key.sign(data)))


def test_a_file_of_another_store_is_not_taken(place: Place) -> None:
    place.area.turn()
    place.area.store = "another"
    with pytest.raises(CorruptStore):
        place.told()


def test_an_older_file_does_not_come_back(place: Place) -> None:
    old = place.area.file()
    place.area.change(CLERK, disabled=True)
    place.told()
    assert not keep_accounts(place.home, old)
    assert place.denied(CLERK) == "ACCESS-DISABLED"
    place.open().close()
    place.home.accounts.write_bytes(msgspec.json.encode(old))
    assert place.denied(CLERK) == "ACCESS-DISABLED"
    place.open().close()
    assert place.denied(CLERK) == "ACCESS-DISABLED"


def test_a_restored_server_that_counts_from_less_is_obeyed(place: Place) -> None:
    for _ in range(5):
        place.area.turn()
    place.told()
    place.open().close()
    place.area.version = 2
    place.area.made_at += timedelta(days=1)
    place.area.change(CLERK, disabled=True)
    assert place.told()
    assert place.denied(CLERK) == "ACCESS-DISABLED"


def test_the_same_file_again_is_no_news(place: Place) -> None:
    assert not place.told()
    place.area.made_at += timedelta(minutes=1)
    assert not place.told()


def test_a_password_changed_here_is_told_with_a_proof(place: Place) -> None:
    store = place.open(CLERK)
    change_password(store, PASSWORD, OTHER)
    ((account, wrap),) = pending_wraps(store, public_key_of(place.area.recovery))
    assert account == place.area.accounts[CLERK].id
    said = wrap_message(account, wrap.version, wrap.box, wrap.parameters)
    assert mac_holds(place.area.recovery, place.area.accounts[CLERK].public_key, said, PROOF, wrap.proof)
    place.area.turn()
    place.told()
    assert refresh_account(store) == "same"  # the file does not know yet: what was changed here is kept
    store.close()
    store = place.open(CLERK, OTHER)
    note_wrap_sent(store, account, wrap.version)
    assert pending_wraps(store, public_key_of(place.area.recovery)) == []
    place.area.change(CLERK, private_key=wrap.box, parameters=store.account.parameters, version=wrap.version)
    place.told()
    assert refresh_account(store) == "same"
    store.close()
    place.open(CLERK, OTHER).close()


def test_a_reset_meanwhile_wins_over_a_password_changed_here(place: Place) -> None:
    store = place.open(CLERK)
    change_password(store, PASSWORD, OTHER)
    fresh = make_account(CLERK, "重设-后-密码", "clerk", NOW, account_id=store.account.id)
    place.area.change(
        CLERK, public_key=fresh.public_key, private_key=fresh.private_key, parameters=fresh.parameters, version=2
    )
    place.told()
    assert refresh_account(store) == "reset"
    assert pending_wraps(store, public_key_of(place.area.recovery)) == []
    store.close()
    place.open(CLERK, "重设-后-密码").close()


def test_a_reset_by_a_lead_here_holds_until_the_server_resets(place: Place) -> None:
    store = place.open()
    reset_password(store, CLERK, OTHER)
    store.close()
    place.area.turn()
    place.told()
    place.open(CLERK, OTHER).close()


def test_a_clerk_removed_here_stays_removed(place: Place) -> None:
    store = place.open()
    remove_clerk(store, CLERK)
    store.close()
    place.area.turn()
    place.told()
    place.open().close()
    assert place.denied(CLERK) == "ACCESS-DISABLED"


def test_the_clerk_at_work_hears_what_became_of_the_account(place: Place) -> None:
    store = place.open(CLERK)
    place.area.change(CLERK, role="lead")
    place.told()
    assert (refresh_account(store), store.account.role) == ("changed", "lead")
    place.area.change(CLERK, disabled=True)
    place.told()
    assert refresh_account(store) == "disabled"
    store.close()


def test_the_server_can_open_the_recovery_slot(place: Place) -> None:
    store = place.open()
    assert recovery_due(store)
    slot = recovery_slot(store, public_key_of(place.area.recovery))
    assert open_sealed(place.area.recovery, slot.box, slot.key.encode()) == store.unlocked.keys[slot.key]
    note_recovery_sent(store, slot)
    assert not recovery_due(store)
    remove_clerk(store, CLERK)
    assert recovery_due(store)
    store.close()


def test_a_desk_that_the_server_has_not_seen_lets_only_a_lead_in(place: Place) -> None:
    place.now = NOW + timedelta(days=29, hours=23)
    place.open(CLERK).close()
    place.now = NOW + timedelta(days=30)
    assert place.denied(CLERK) == "ACCESS-STALE"
    store = place.open()
    trust_server_time(store, place.now, 0.0)
    store.close()
    place.open(CLERK).close()


def test_how_long_a_desk_may_be_alone_is_a_setting(place: Place) -> None:
    place.now = NOW + timedelta(days=300)
    store = place.open()
    with store.write_local() as connection:
        write_setting(connection, LEAD_ONLY_DAYS, 0)
    store.close()
    place.open(CLERK).close()
