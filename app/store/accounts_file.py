"""The file of accounts that the server signs for one device's store: who may log in there, and their key slots.

Its accounts are those of the key ring (`app.store.keyring.Account`) with a department and the number of the password's
change. A desk takes a file only with the area's signature, and none that is older than the one it has.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from app.crypto.agree import shared_mac
from app.crypto.derive import PasswordParameters
from app.crypto.sign import verify
from app.store.failures import CorruptStore, NewerStore
from app.store.keyring import Slot

if TYPE_CHECKING:
    from app.store.exchange import Signed

FORMAT = 1
CONTEXT = b"yichuang accounts 1\0"
"""What stands before the file's bytes when they are signed: a signature over something else is none over a file."""

PROOF = "yichuang wrap 1"

StaffRole = Literal["clerk", "lead", "approver", "issuer", "supervisor", "officer", "admin"]
"""Roles of accounts. Who may do what is `app.domain.rights`."""

DESK_ROLES: frozenset[str] = frozenset({"clerk", "lead", "approver", "issuer"})
"""Roles that work at a desk; the others use the web console only."""


@dataclass(frozen=True, slots=True)
class FiledAccount:
    """A person who may log in at the desk. The private key is encrypted under the password, with the id as context."""

    id: str
    name: str
    role: StaffRole
    department: str
    public_key: bytes
    private_key: bytes = field(repr=False)
    parameters: PasswordParameters = field(repr=False)
    slots: tuple[Slot, ...]
    created_at: datetime
    disabled: bool
    must_change: bool
    version: int


@dataclass(frozen=True, slots=True)
class AccountsFile:
    """Every account of the device's hall, disabled ones included. `version` rises with each change in the area."""

    format: int
    area: str
    hall: str
    counter: str
    server: str
    store: str
    evaluation: bool
    version: int
    made_at: datetime
    recovery_key: bytes
    accounts: tuple[FiledAccount, ...]


def encode_accounts(file: AccountsFile) -> bytes:
    """Return the bytes that are signed and sent."""
    return msgspec.json.encode(file)


def read_accounts_file(signed: Signed, area_key: bytes) -> AccountsFile:
    """Read a file that the area's key signed; CorruptStore if it did not, NewerStore if the program is too old."""
    if not verify(area_key, CONTEXT + signed.data, signed.signature):
        raise CorruptStore("账号文件不是本区服务器签发的，没有采用。请管理员检查服务器地址。", "accounts")
    try:
        found = msgspec.json.decode(signed.data)
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise NewerStore("账号文件由更新版本的服务器签发，请升级本机程序。", "accounts")
        return msgspec.json.decode(signed.data, type=AccountsFile)
    except msgspec.MsgspecError:
        raise CorruptStore("账号文件读不出来，没有采用。请管理员检查服务器版本。", "accounts") from None


def wrap_message(account: str, version: int, box: bytes, parameters: bytes) -> bytes:
    """What a changed password proves: the account, its next version, and the new bytes."""
    return msgspec.json.encode([account, version, box, parameters])


def wrap_proof(private: bytes, recovery_key: bytes, account: str, version: int, box: bytes, parameters: bytes) -> bytes:
    """Return the proof that who changes a password holds the account's private key. `parameters`: their JSON."""
    return shared_mac(private, recovery_key, wrap_message(account, version, box, parameters), PROOF)
