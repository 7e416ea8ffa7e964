"""The server's file of accounts and the key ring of a store, made one. Pure: files and signatures are the caller's.

What the server says of a person counts: role, whether disabled, a password that was reset. What only this desk knows is
kept: its own slots, a password that was changed here and not sent yet, an account that a lead removed here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.store.keyring import Account, Keyring, with_secret_of, with_slot

if TYPE_CHECKING:
    from app.store.accounts_file import AccountsFile, FiledAccount


def is_older(keyring: Keyring, file: AccountsFile) -> bool:
    """Whether a file is older than the one that was taken last.

    A server that was restored counts from less again, but its file was made later: only both together make one old.
    """
    made_at = keyring.accounts_made_at
    return file.version < keyring.accounts_version and made_at is not None and file.made_at <= made_at


def merged(keyring: Keyring, file: AccountsFile) -> Keyring:
    """The key ring after a file of the server's; an account that left the file is disabled."""
    known = {account.id: account for account in keyring.accounts}
    filed = {one.id: _taken(known.get(one.id), one, keyring) for one in file.accounts}
    kept = [filed[account.id] if account.id in filed else _left(account) for account in keyring.accounts]
    return replace(
        keyring,
        accounts=(*kept, *(one for one in filed.values() if one.id not in known)),
        recovery_key=file.recovery_key,
        accounts_version=file.version,
        accounts_made_at=file.made_at,
    )


def _left(account: Account) -> Account:
    """An account that the file does not have: gone to another hall or role, or this desk's own."""
    return replace(account, disabled=True) if account.filed else account


def _taken(known: Account | None, one: FiledAccount, keyring: Keyring) -> Account:
    names = {keyring.key, keyring.next_key}
    slots = tuple(slot for slot in one.slots if slot.key in names)
    fresh = Account(
        id=one.id, name=one.name, role=one.role, public_key=one.public_key, private_key=one.private_key,
        parameters=one.parameters, slots=slots, created_at=one.created_at, disabled=one.disabled,
        must_change=one.must_change, department=one.department, version=one.version, filed=True,
    )  # fmt: skip
    if known is None:
        return fresh
    fresh = replace(fresh, number=known.number)
    newer = one.version > known.version
    if known.unsent and not newer:
        kept = replace(with_secret_of(fresh, known), slots=known.slots, version=known.version)
        return replace(kept, unsent=True, disabled=one.disabled or known.removed, removed=known.removed)
    if one.public_key == known.public_key:
        mine = {slot.key for slot in known.slots}
        fresh = replace(fresh, slots=(*known.slots, *(slot for slot in slots if slot.key not in mine)))
    removed = known.removed and not newer
    return replace(fresh, disabled=one.disabled or removed, removed=removed)


def with_missing_slots(keyring: Keyring, key: bytes) -> Keyring:
    """The key ring with a slot for everybody in use who has none: any unlocked desk can make one for anybody."""
    return replace(keyring, accounts=tuple(_provided(one, keyring.key, key) for one in keyring.accounts))


def _provided(account: Account, key_id: str, key: bytes) -> Account:
    if account.disabled or any(slot.key == key_id for slot in account.slots):
        return account
    return with_slot(account, key_id, key)


def needs_other_key(keyring: Keyring) -> bool:
    """Whether somebody who was disabled still has a slot: the database has to be keyed anew."""
    return any(account.disabled and account.slots for account in keyring.accounts)
