"""Accounts and key slots beside the database: `keyring.json`.

A key slot is the key of the database sealed to an account's public key; the account's private key is encrypted under
Argon2id(password). The file is signed: its signer's private key lies inside the database, and so does a copy of the
public one, so that only an unlocked store can change accounts and a forged file is noticed once the store is open.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from app.crypto.box import CannotOpen, decrypt, encrypt
from app.crypto.derive import PasswordParameters, key_from_password
from app.crypto.seal import new_private_key, open_sealed, public_key_of, seal
from app.crypto.sign import SigningKey, verify
from app.errors import Bug
from app.store.failures import AccessDenied, CorruptStore, NewerStore
from app.store.home import write_file

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 2
"""Format 1 knew two roles and no server."""

Role = Literal["clerk", "lead", "approver", "issuer", "supervisor", "officer", "admin"]
"""Roles of accounts; who may do what is the domain's (`app.domain.rights`)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A key of the database, sealed to one account; `key` names which one."""

    key: str
    box: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """A person who can log in. `name` is the log-in name; the private key is encrypted under the password.

    `version` counts changes of the password as the server does, `number` is the staff number on papers. `filed`: the
    server's accounts file has it; `unsent`: its password was changed here and the server does not know; `removed`:
    a lead of this desk removed it.
    """

    id: str
    name: str
    role: Role
    public_key: bytes
    private_key: bytes = field(repr=False)
    parameters: PasswordParameters = field(repr=False)
    slots: tuple[Slot, ...]
    created_at: datetime
    disabled: bool = False
    must_change: bool = False
    department: str = ""
    number: str = ""
    version: int = 0
    filed: bool = False
    unsent: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Keyring:
    """All accounts of a store. `key` names the key in use, `next_key` the one a re-keying is about to put in.

    Once there is a server: `area_key` signs its files of accounts, `recovery_key` is whom the store's key is sealed to,
    `accounts_version` and `accounts_made_at` tell the last file that was taken.
    """

    format: int
    store: str
    signer: bytes
    key: str
    accounts: tuple[Account, ...]
    next_key: str | None = None
    area_key: bytes | None = None
    recovery_key: bytes | None = None
    accounts_version: int = 0
    accounts_made_at: datetime | None = None

    def account(self, name: str) -> Account:
        """Return the account with this log-in name; AccessDenied if there is none, or it was disabled."""
        for account in self.accounts:
            if account.name == name:
                if account.disabled:
                    raise AccessDenied("该账号已停用，请联系组长。", "clerk", code="ACCESS-DISABLED")
                return account
        raise AccessDenied("没有这个登录名，请核对后重输。", "clerk", code="ACCESS-UNKNOWN")

    def only_name(self) -> str | None:
        """Return the log-in name if only one account is in use, else None."""
        names = [account.name for account in self.accounts if not account.disabled]
        return names[0] if len(names) == 1 else None


class _File(msgspec.Struct):
    keyring: msgspec.Raw
    signature: bytes


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a right password gives: the account, its private key, and the keys its slots hold by name."""

    account: Account
    private_key: bytes = field(repr=False)
    keys: dict[str, bytes] = field(repr=False)


def fresh_parameters() -> PasswordParameters:
    """What a new password costs, with a salt of its own."""
    return PasswordParameters()


def new_id() -> str:
    """Return a random id, 32 hex digits."""
    return secrets.token_hex(16)


def make_account(
    name: str, password: str, role: Role, now: datetime, *, must_change: bool = False, account_id: str = ""
) -> Account:
    """Return a new account without slots; with `account_id` it takes the place of an older one (a reset)."""
    _check_password(password)
    account_id = account_id or new_id()
    private = new_private_key()
    parameters = fresh_parameters()
    return Account(
        id=account_id,
        name=name,
        role=role,
        public_key=public_key_of(private),
        private_key=encrypt(key_from_password(password, parameters), private, account_id.encode()),
        parameters=parameters,
        slots=(),
        created_at=now,
        must_change=must_change,
    )


def _check_password(password: str) -> None:
    """AccessDenied for an empty password; what else is asked of one is a setting of the caller's."""
    if not password.strip():
        raise AccessDenied("密码不能为空，请重新设定。", "password", code="ACCESS-EMPTY")


def with_slot(account: Account, key_id: str, key: bytes) -> Account:
    """Return the account with a slot for a key of the database."""
    kept = tuple(slot for slot in account.slots if slot.key != key_id)
    return replace(account, slots=(*kept, Slot(key_id, seal(account.public_key, key, key_id.encode()))))


def with_secret_of(account: Account, other: Account) -> Account:
    """Return the account with the key pair and the password of another, without slots."""
    return replace(
        account,
        public_key=other.public_key,
        private_key=other.private_key,
        parameters=other.parameters,
        slots=(),
        must_change=other.must_change,
    )


def with_password(unlocked: Unlocked, password: str) -> Account:
    """Return the account under another password; the key pair and the slots stay."""
    _check_password(password)
    account = unlocked.account
    parameters = fresh_parameters()
    box = encrypt(key_from_password(password, parameters), unlocked.private_key, account.id.encode())
    return replace(account, private_key=box, parameters=parameters, must_change=False)


def open_account(account: Account, password: str) -> Unlocked:
    """Open an account's private key and its slots; AccessDenied if the password is another one.

    Takes the time of one Argon2id. Counting attempts is the caller's (`app.store.attempts`).
    """
    try:
        private = decrypt(key_from_password(password, account.parameters), account.private_key, account.id.encode())
    except CannotOpen:
        raise AccessDenied("密码不对，请重新输入。", "password", code="ACCESS-PASSWORD") from None
    try:
        keys = {slot.key: open_sealed(private, slot.box, slot.key.encode()) for slot in account.slots}
    except CannotOpen:
        raise CorruptStore("账号文件已损坏，请用最近的备份恢复。", "keyring") from None
    return Unlocked(account, private, keys)


def replace_account(keyring: Keyring, account: Account) -> Keyring:
    """Return the key ring with `account` in place of the one with its id, or added at the end."""
    if all(old.id != account.id for old in keyring.accounts):
        return replace(keyring, accounts=(*keyring.accounts, account))
    accounts = tuple(account if old.id == account.id else old for old in keyring.accounts)
    return replace(keyring, accounts=accounts)


def encode_keyring(keyring: Keyring, signer: SigningKey) -> bytes:
    """Return the bytes of the file; Bug if `signer` is not the one the key ring names."""
    if signer.public != keyring.signer:
        raise Bug("the key ring names another signer")
    data = msgspec.json.encode(replace(keyring, format=FORMAT))
    return msgspec.json.encode(_File(msgspec.Raw(data), signer.sign(data)))


def decode_keyring(data: bytes, place: str) -> Keyring:
    """Read the bytes of the file and check the signature; CorruptStore or NewerStore."""
    try:
        file = msgspec.json.decode(data, type=_File)
        kept = bytes(file.keyring)
        found = msgspec.json.decode(kept).get("format")
        if isinstance(found, int) and found > FORMAT:
            raise NewerStore("账号文件由更新版本的一窗写成，请升级程序后再打开。", place)
        keyring = msgspec.json.decode(kept, type=Keyring)
    except (msgspec.MsgspecError, AttributeError, UnicodeDecodeError):
        raise CorruptStore("账号文件读不出来，请用最近的备份恢复。", place) from None
    if not verify(keyring.signer, kept, file.signature):
        raise CorruptStore("账号文件的签名不符，可能被改动过，请用最近的备份恢复。", place)
    return keyring


def read_keyring(path: Path) -> Keyring:
    """Read the key ring file; CorruptStore if it is missing or was changed, NewerStore if from a newer program."""
    try:
        data = path.read_bytes()
    except OSError:
        raise CorruptStore("找不到账号文件或无法读取，请用最近的备份恢复。", str(path)) from None
    return decode_keyring(data, str(path))


def write_keyring(path: Path, keyring: Keyring, signer: SigningKey) -> None:
    """Sign the key ring and replace the file."""
    write_file(path, encode_keyring(keyring, signer))
