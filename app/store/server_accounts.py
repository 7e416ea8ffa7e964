"""Accounts that the server signed, in an open store: merged into the key ring, with slots, and a new key where needed.

`app.store.filed_accounts` takes the file before log-in.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from app.crypto.seal import seal
from app.store.account_merge import merged, needs_other_key, with_missing_slots
from app.store.accounts import editing_keyring, rekey_without_disabled, save_keyring
from app.store.accounts_file import DESK_ROLES
from app.store.cursor import cursor
from app.store.exchange_admission import PasswordWrap, RecoverySlot
from app.store.failures import AccessDenied, StoreBusy
from app.store.filed_accounts import checked_file, keep_accounts, known_accounts, with_server_accounts, write_signed
from app.store.keyring import Keyring, Unlocked, read_keyring, replace_account
from app.store.settings import read_setting, write_setting
from app.store.wraps import WRAPS, QueuedWrap

if TYPE_CHECKING:
    from app.store.exchange import Signed
    from app.store.facade import Store

__all__ = [
    "AccountStanding", "keep_accounts", "known_accounts", "merge_accounts", "note_recovery_sent", "note_wrap_sent",
    "pending_wraps", "pin_server", "recovery_due", "recovery_slot", "refresh_account", "with_server_accounts",
]  # fmt: skip

RECOVERY = "sync.recovery"
LEAD_ONLY_DAYS = "sync.lead_only_days"
SEEN = "sync.seen"
DEFAULT_DAYS = 30

AccountStanding = Literal["same", "changed", "disabled", "reset"]
"""What became of the clerk at work: nothing, another role or name, no longer welcome, another password."""


def pin_server(store: Store, area_key: bytes, signed: Signed) -> None:
    """Trust this area's key for accounts from now on, and take its first file; at enrolment."""
    with editing_keyring(store) as keyring:
        pinned = replace(keyring, area_key=area_key, accounts_version=0, accounts_made_at=None)
        file = checked_file(signed, area_key, keyring.store, store.home)
        write_signed(store.home, signed)
        save_keyring(store, _provided(store, merged(pinned, file)))
    _refresh(store)


def settle_accounts(store: Store) -> None:
    """Write what the server wants into the key ring of a store that was just opened; key it anew for who is gone.

    Where another process has the store open the new key waits for the next time.
    """
    merge_accounts(store)
    if needs_other_key(read_keyring(store.home.keyring)):
        with contextlib.suppress(StoreBusy):
            rekey_without_disabled(store)


def merge_accounts(store: Store) -> None:
    """Merge the server's file into the key ring, and make the slots that are missing. Writes only what is new."""
    with editing_keyring(store) as keyring:
        wanted = _provided(store, with_server_accounts(store.home, keyring))
        if wanted != keyring:
            save_keyring(store, wanted)


def refresh_account(store: Store) -> AccountStanding:
    """Merge what was kept, and say what became of the clerk at work."""
    merge_accounts(store)
    return _refresh(store)


def _refresh(store: Store) -> AccountStanding:
    before = store.account
    now = next((one for one in read_keyring(store.home.keyring).accounts if one.id == before.id), None)
    if now is None or now.disabled:
        return "disabled"
    if now.public_key != before.public_key or (now.private_key != before.private_key and now.version > before.version):
        return "reset"
    if now == before:
        return "same"
    store.take_account(Unlocked(now, store.unlocked.private_key, store.unlocked.keys))
    return "same" if (now.role, now.name) == (before.role, before.name) else "changed"


def refuse_other_roles(role: str) -> None:
    """AccessDenied for an account that does not work at a desk."""
    if role not in DESK_ROLES:
        raise AccessDenied("这个账号的岗位不在窗口办理业务，请到网页端登录。", "clerk", code="ACCESS-ROLE")


def refuse_stale(store: Store) -> None:
    """AccessDenied for anybody but a lead where the server has not seen this desk for so many days (a setting)."""
    with store.read() as connection:
        days = read_setting(connection, LEAD_ONLY_DAYS, DEFAULT_DAYS)
        seen = read_setting(connection, SEEN)
        if not days or seen is None or not cursor(connection).epoch or store.account.role == "lead":
            return
        passed = store.latest_moment(connection) - datetime.fromisoformat(seen)
    if passed.days >= days:
        words = f"本机已有 {passed.days} 天没有连上服务器，请组长登录，连上服务器以后其他人再登录。"
        raise AccessDenied(words, "clerk", code="ACCESS-STALE")


def recovery_slot(store: Store, recovery_key: bytes) -> RecoverySlot:
    """The key of this store, sealed to the server, which makes slots with it for those who reset a password."""
    keyring = read_keyring(store.home.keyring)
    key = store.unlocked.keys[keyring.key]
    return RecoverySlot(keyring.store, keyring.key, seal(recovery_key, key, keyring.key.encode()))


def recovery_due(store: Store) -> bool:
    """Whether the store has another key than the one that the server was given last."""
    with store.read() as connection:
        sent = read_setting(connection, RECOVERY)
    return bool(sent != read_keyring(store.home.keyring).key)


def note_recovery_sent(store: Store, slot: RecoverySlot) -> None:
    """Note that the server has a recovery slot."""
    with store.write_local() as connection:
        write_setting(connection, RECOVERY, slot.key)


def pending_wraps(store: Store, recovery_key: bytes) -> list[tuple[str, PasswordWrap]]:
    """Passwords that were changed here and that the server has not been told, by account; proven to `recovery_key`."""
    with store.read() as connection:
        kept = read_setting(connection, WRAPS, {})
    waiting = {account.id for account in read_keyring(store.home.keyring).accounts if account.unsent}
    found = msgspec.convert(kept, type=dict[str, QueuedWrap])
    return [(one, queued.wrap) for one, queued in found.items() if one in waiting and queued.to == recovery_key]


def note_wrap_sent(store: Store, account_id: str, version: int) -> None:
    """Note that the server has taken, or refused for good, a password that was changed here."""
    with editing_keyring(store) as keyring:
        account = next((one for one in keyring.accounts if one.id == account_id), None)
        if account is not None:
            sent = replace(account, unsent=False, version=max(account.version, version))
            save_keyring(store, replace_account(keyring, sent))
    with store.write_local() as connection:
        kept = read_setting(connection, WRAPS, {})
        kept.pop(account_id, None)
        write_setting(connection, WRAPS, kept)


def _provided(store: Store, keyring: Keyring) -> Keyring:
    key = store.unlocked.keys.get(keyring.key)
    return keyring if key is None else with_missing_slots(keyring, key)
