"""The server's file of accounts beside the key ring: taken and looked into before anybody has logged in.

The area's key stands in the key ring, which the store itself signs: a forged file is not taken, and one that is older
than the last is not either. Light to import: the log-in page lists names by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.store.account_merge import is_older, merged
from app.store.accounts_file import AccountsFile, read_accounts_file
from app.store.exchange import Signed
from app.store.failures import CorruptStore, NewerStore
from app.store.home import failure_of, write_file
from app.store.keyring import Keyring, read_keyring

if TYPE_CHECKING:
    from app.store.home import Home


def known_accounts(home: Home) -> Keyring:
    """The key ring as log-in sees it: with what the server has said since somebody opened the store."""
    return with_server_accounts(home, read_keyring(home.keyring))


def keep_accounts(home: Home, signed: Signed) -> bool:
    """Keep a file of the server's for the next log-in; False if it brings nothing new or is older than what is known.

    Works without a password. CorruptStore for a file that the area's key did not sign, or of another store.
    """
    keyring = read_keyring(home.keyring)
    if keyring.area_key is None:
        raise CorruptStore("本机没有接入服务器，账号文件没有采用。", str(home.accounts))
    file = checked_file(signed, keyring.area_key, keyring.store, home)
    known = _kept_file(home, keyring)
    newest = keyring if known is None else merged(keyring, known)
    if is_older(newest, file) or _says_nothing_new(newest, file):
        return False
    write_signed(home, signed)
    return True


def with_server_accounts(home: Home, keyring: Keyring) -> Keyring:
    """The key ring as the server wants it, in memory; a file that cannot be trusted or is older changes nothing."""
    file = _kept_file(home, keyring)
    return keyring if file is None or is_older(keyring, file) else merged(keyring, file)


def checked_file(signed: Signed, area_key: bytes, store: str, home: Home) -> AccountsFile:
    """Read a file of the server's; CorruptStore where the area did not sign it, or it is another store's."""
    file = read_accounts_file(signed, area_key)
    if file.store != store:
        raise CorruptStore("账号文件是给另一个数据库的，没有采用。", str(home.accounts))
    return file


def _kept_file(home: Home, keyring: Keyring) -> AccountsFile | None:
    """The file beside the key ring; None where there is none that can be trusted."""
    if keyring.area_key is None:
        return None
    try:
        signed = msgspec.json.decode(home.accounts.read_bytes(), type=Signed)
        return checked_file(signed, keyring.area_key, keyring.store, home)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, CorruptStore, NewerStore):
        return None


def _says_nothing_new(keyring: Keyring, file: AccountsFile) -> bool:
    if file.version != keyring.accounts_version:
        return False
    return merged(keyring, file).accounts == keyring.accounts


def write_signed(home: Home, signed: Signed) -> None:
    """Put a file of the server's beside the key ring."""
    try:
        write_file(home.accounts, msgspec.json.encode(signed))
    except OSError as error:
        raise failure_of(error, home.accounts) from error
