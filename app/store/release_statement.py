"""What the area's key signs when it releases a catalogue: its hash, its number, and from when it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.crypto.sign import SigningKey, verify

if TYPE_CHECKING:
    from datetime import datetime

_CONTEXT = "yichuang release 1"


def release_statement(area: str, number: int, digest: str, start: datetime) -> bytes:
    """Return the bytes that are signed; `digest` is the SHA-256 of the content, hex, `start` an aware moment."""
    return msgspec.json.encode([_CONTEXT, area, number, digest, start.isoformat()])


def sign_release(area_key: SigningKey, area: str, number: int, digest: str, start: datetime) -> bytes:
    """Return the signature over a release."""
    return area_key.sign(release_statement(area, number, digest, start))


def release_holds(public: bytes, area: str, number: int, digest: str, start: datetime, signature: bytes) -> bool:
    """Say whether the area's key signed this release."""
    return verify(public, release_statement(area, number, digest, start), signature)
