"""Hash functions by name: `sha256`, and `sm3` where GB/T 39786 is asked for. Both give 32 bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 32
NAMES = ("sha256", "sm3")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes

    state = hashes.Hash(hashes.SM3())
    state.update(data)
    return state.finalize()


def hash_by_name(name: str) -> Callable[[bytes], bytes]:
    """Return the hash function called `name`; ValueError if this program does not know it."""
    if name == "sha256":
        return _sha256
    if name == "sm3":
        return _sm3
    raise ValueError(f"unknown hash {name!r}")
