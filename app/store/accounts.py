"""Accounts of an unlocked store: add and remove a clerk, change and reset a password, re-key the database.

A re-keying that is interrupted can always be finished: the key ring holds slots for both keys until it is done.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from app.crypto.box import new_key
from app.crypto.sign import SigningKey
from app.store.attempts import AttemptCounter
from app.store.engine import open_engine, raw_connection, translated
from app.store.failures import AccessDenied, WrongKey
from app.store.home import failure_of
from app.store.keyring import (
    Account,
    Keyring,
    Unlocked,
    make_account,
    new_id,
    open_account,
    read_keyring,
    replace_account,
    with_password,
    with_secret_of,
    with_slot,
    write_keyring,
)
from app.store.settings import SIGNER_KEY, require_bytes
from app.store.wraps import queue_wrap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.facade import Store
    from app.store.home import Home
    from app.store.keyring import Role


def list_accounts(store: Store) -> list[Account]:
    """Return every account, disabled ones included."""
    return list(read_keyring(store.home.keyring).accounts)


def add_clerk(store: Store, name: str, password: str, role: Role = "clerk", *, must_change: bool = True) -> Account:
    """Add an account with a slot for this store; AccessDenied if the log-in name is taken."""
    with editing_keyring(store) as keyring:
        if any(account.name == name for account in keyring.accounts):
            raise AccessDenied("这个登录名已被使用，请换一个。", "clerk", code="ACCESS-TAKEN")
        account = make_account(name, password, role, store.program.clock.wall(), must_change=must_change)
        account = with_slot(account, keyring.key, store.unlocked.keys[keyring.key])
        save_keyring(store, replace_account(keyring, account))
        return account


def change_password(store: Store, old: str, new: str) -> Account:
    """Give the logged-in clerk another password; AccessDenied if `old` is not the present one (counted).

    Where a server knows the account, it is told at the next exchange.
    """
    with editing_keyring(store) as keyring:
        account = keyring.account(store.account.name)
        counter = AttemptCounter(store.home.attempts, keyring.store, store.program.clock)
        with counter.attempt(account.id):
            unlocked = open_account(account, old)
        changed = with_password(unlocked, new)
        if changed.filed and keyring.recovery_key is not None:
            changed = replace(changed, unsent=True)
            with store.write_local() as connection:
                queue_wrap(connection, changed, unlocked.private_key, keyring.recovery_key)
        save_keyring(store, replace_account(keyring, changed))
        store.take_account(Unlocked(changed, unlocked.private_key, unlocked.keys))
        return changed


def reset_password(store: Store, name: str, password: str) -> Account:
    """Give another clerk a new key pair under a password that has to be changed at the first log-in.

    It holds at this desk, until the server resets the account in its turn.
    """
    with editing_keyring(store) as keyring:
        old = keyring.account(name)
        now = store.program.clock.wall()
        fresh = make_account(name, password, old.role, now, must_change=True, account_id=old.id)
        account = replace(with_secret_of(old, fresh), created_at=now, unsent=old.filed)
        account = with_slot(account, keyring.key, store.unlocked.keys[keyring.key])
        save_keyring(store, replace_account(keyring, account))
        return account


def check_password(store: Store, name: str, password: str) -> Account:
    """Return the account if this is its password; as at a log-in, AccessDenied says why not and wrong ones count."""
    keyring = read_keyring(store.home.keyring)
    account = keyring.account(name)
    counter = AttemptCounter(store.home.attempts, keyring.store, store.program.clock)
    with counter.attempt(account.id):
        return open_account(account, password).account


def remove_clerk(store: Store, name: str) -> None:
    """Disable an account, re-key the database and seal the new key to the others. Wants the store alone.

    AccessDenied for one's own account and for the last lead, StoreBusy if another process has the store open.
    """
    store.lock.change(alone=True)
    try:
        with editing_keyring(store) as keyring:
            gone = keyring.account(name)
            others = [account for account in keyring.accounts if account.id != gone.id and not account.disabled]
            if gone.id == store.account.id or not any(account.role == "lead" for account in others):
                raise AccessDenied("不能移除自己或最后一个组长账号。", "clerk", code="ACCESS-LAST-LEAD")
            _change_key(store, replace_account(keyring, replace(gone, disabled=True, removed=True, slots=())))
    finally:
        store.lock.change(alone=False)


def rekey_without_disabled(store: Store) -> None:
    """Key the database anew, for the accounts in use only. Wants the store alone: StoreBusy."""
    store.lock.change(alone=True)
    try:
        with editing_keyring(store) as keyring:
            left = tuple(replace(one, slots=()) if one.disabled else one for one in keyring.accounts)
            _change_key(store, replace(keyring, accounts=left))
    finally:
        store.lock.change(alone=False)


def _change_key(store: Store, keyring: Keyring) -> None:
    """Put a new key in: first slots for both keys, then the pages, then slots for the new one only."""
    fresh, key = new_id(), new_key()
    keyring = _with_next(keyring, fresh, key)
    save_keyring(store, keyring)
    store.engine.dispose()
    rekey(store.home.database, store.unlocked.keys[keyring.key], key)
    store.take_engine(open_engine(store.home.database, key))
    keyring = _finished(keyring)
    save_keyring(store, keyring)
    store.take_account(Unlocked(keyring.account(store.account.name), store.unlocked.private_key, {fresh: key}))


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt every page of the database under another key, in one transaction of SQLCipher."""
    with translated(str(path)):
        connection = raw_connection(path, old)
        try:
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        finally:
            connection.close()
        raw_connection(path, new).close()


def finish_rekey(home: Home, keyring: Keyring, unlocked: Unlocked) -> tuple[Keyring, bytes]:
    """Finish a re-keying that was interrupted; wants the store alone. Returns the key ring and the key to open with.

    The key ring is written by the caller, once the database has given the signer's key.
    """
    if keyring.next_key is None:
        return keyring, unlocked.keys[keyring.key]
    new = unlocked.keys[keyring.next_key]
    try:
        raw_connection(home.database, new).close()
    except WrongKey:
        rekey(home.database, unlocked.keys[keyring.key], new)
    return _finished(keyring), new


def _with_next(keyring: Keyring, fresh: str, key: bytes) -> Keyring:
    accounts = tuple(one if one.disabled else with_slot(one, fresh, key) for one in keyring.accounts)
    return replace(keyring, accounts=accounts, next_key=fresh)


def _finished(keyring: Keyring) -> Keyring:
    """Return the key ring with the next key in use and the slots of the old one dropped."""
    fresh = keyring.next_key or keyring.key
    accounts = tuple(
        replace(one, slots=tuple(slot for slot in one.slots if slot.key == fresh)) for one in keyring.accounts
    )
    return replace(keyring, key=fresh, next_key=None, accounts=accounts)


def save_keyring(store: Store, keyring: Keyring) -> None:
    """Sign the key ring and replace its file; inside `editing_keyring`."""
    try:
        write_keyring(store.home.keyring, keyring, signer_of(store))
    except OSError as error:
        raise failure_of(error, store.home.keyring) from error


def signer_of(store: Store) -> SigningKey:
    """Return the key that signs the key ring; it lies inside the database."""
    with store.read() as connection:
        return SigningKey(require_bytes(connection, SIGNER_KEY))


@contextlib.contextmanager
def editing_keyring(store: Store) -> Iterator[Keyring]:
    """Read the key ring, and let nobody else change it until the end. Not to be nested."""
    path = store.home.keyring.with_suffix(".lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise failure_of(error, path) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield read_keyring(store.home.keyring)
    finally:
        os.close(handle)
