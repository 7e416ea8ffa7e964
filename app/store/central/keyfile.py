"""The server's keys: one file in its home, readable by its owner only, apart from the database.

Whoever has it reads what the database holds; whoever loses it loses that. It is part of a backup only under a
passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from app.crypto.box import new_key
from app.crypto.derive import subkey
from app.crypto.seal import new_private_key, public_key_of
from app.crypto.sign import SigningKey, new_signing_key
from app.crypto.tls import CertifiedKey, fingerprint, make_authority
from app.store.failures import CorruptStore, NewerStore

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """Every secret of a server.

    `area` signs receipts, pages, certificates and accounts; `data` is what columns and files are encrypted under;
    `recovery` (X25519) opens the recovery slots of desks; `authority` issues the server's TLS certificates, `successor`
    is the one announced to follow it.
    """

    area: SigningKey
    data: bytes = field(repr=False)
    recovery: bytes = field(repr=False)
    authority: CertifiedKey
    successor: CertifiedKey | None = None

    @property
    def recovery_public(self) -> bytes:
        """To which desks seal the keys of their databases."""
        return public_key_of(self.recovery)

    @property
    def fingerprint(self) -> str:
        """Of the authority's public key, in Crockford's base32."""
        return fingerprint(self.authority.certificate)

    def data_key(self) -> bytes:
        """Under which columns and files are encrypted."""
        return subkey(self.data, "yichuang central data")

    def search_key(self) -> bytes:
        """Of the keyed hashes by which cases are found."""
        return subkey(self.data, "yichuang central search")

    def token_key(self) -> bytes:
        """Of challenges and bearer tokens of devices."""
        return subkey(self.data, "yichuang central token")

    def code_key(self) -> bytes:
        """Of the keyed hashes of one-time codes and of addresses."""
        return subkey(self.data, "yichuang central code")


class _File(msgspec.Struct):
    format: int
    area: bytes
    data: bytes
    recovery: bytes
    authority: CertifiedKey
    successor: CertifiedKey | None = None


def new_keys(name: str, now: datetime) -> ServerKeys:
    """Return fresh keys; `name` stands in the authority's certificate."""
    return ServerKeys(new_signing_key(), new_key(), new_private_key(), make_authority(name, now))


def encode_keys(keys: ServerKeys) -> bytes:
    """Return the bytes of the file."""
    file = _File(FORMAT, keys.area.seed, keys.data, keys.recovery, keys.authority, keys.successor)
    return msgspec.json.encode(file)


def decode_keys(data: bytes, place: str) -> ServerKeys:
    """Read the bytes of the file; CorruptStore or NewerStore."""
    try:
        file = msgspec.json.decode(data, type=_File)
    except msgspec.MsgspecError:
        raise CorruptStore("服务器的密钥文件读不出来，请从备份恢复（yichuang-central restore）。", place) from None
    if file.format > FORMAT:
        raise NewerStore("服务器的密钥文件由更新版本的程序写成，请升级程序。", place)
    return ServerKeys(SigningKey(file.area), file.data, file.recovery, file.authority, file.successor)


def read_keys(path: Path) -> ServerKeys:
    """Read the key file; CorruptStore if it is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError:
        raise CorruptStore("找不到服务器的密钥文件，请从备份恢复（yichuang-central restore）。", str(path)) from None
    return decode_keys(data, str(path))


def succeeded(keys: ServerKeys) -> ServerKeys:
    """Return the keys with the announced authority in use."""
    return keys if keys.successor is None else replace(keys, authority=keys.successor, successor=None)
