"""Keys from passwords (Argon2id) and keys from keys (HKDF-SHA256)."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SALT_SIZE = 16


@dataclass(frozen=True, slots=True)
class PasswordParameters:
    """How a key is derived from a password; stored beside what the key protects. `memory` is in KiB."""

    salt: bytes = field(default_factory=lambda: secrets.token_bytes(_SALT_SIZE))
    memory: int = 64 * 1024
    passes: int = 6
    lanes: int = 2


def key_from_password(password: str, parameters: PasswordParameters) -> bytes:
    """Return 32 bytes from `password` by Argon2id; takes about a fifth of a second with the default parameters.

    The password is brought to NFKC first: an input method may give full-width digits for the same keys.
    """
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFKC", password).encode(),
        parameters.salt,
        time_cost=parameters.passes,
        memory_cost=parameters.memory,
        parallelism=parameters.lanes,
        hash_len=32,
        type=Type.ID,
    )


def subkey(key: bytes, purpose: str, context: bytes = b"") -> bytes:
    """Return 32 bytes for one purpose from a random key; another purpose or context gives unrelated bytes."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode() + b"\x00" + context).derive(key)
