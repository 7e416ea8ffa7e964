"""Passwords that were changed at a desk and wait to be told to the server: kept inside the encrypted database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.store.accounts_file import wrap_proof
from app.store.exchange_admission import PasswordWrap
from app.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.keyring import Account

WRAPS = "sync.wraps"


class QueuedWrap(msgspec.Struct, frozen=True):
    """An account's private key under its new password, and the server's recovery key that the proof is made for."""

    wrap: PasswordWrap
    to: bytes


def queue_wrap(connection: Connection, account: Account, private_key: bytes, recovery_key: bytes) -> None:
    """Queue a changed password, in place of one of the same account that was not sent yet."""
    parameters = msgspec.json.encode(account.parameters)
    version = account.version + 1
    proof = wrap_proof(private_key, recovery_key, account.id, version, account.private_key, parameters)
    queued = QueuedWrap(PasswordWrap(account.private_key, parameters, version, proof), recovery_key)
    kept = read_setting(connection, WRAPS, {})
    kept[account.id] = msgspec.to_builtins(queued)
    write_setting(connection, WRAPS, kept)
