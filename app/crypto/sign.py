"""Ed25519 signatures. Keys and signatures are raw bytes: seed 32, public key 32, signature 64."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True)
class SigningKey:
    """A private key; `seed` is the secret, and is kept out of its representation."""

    seed: bytes = field(repr=False)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._private.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature over `message`, 64 bytes."""
        return self._private.sign(message)


def new_signing_key() -> SigningKey:
    """Return a fresh random key."""
    return SigningKey(Ed25519PrivateKey.generate().private_bytes_raw())


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` over `message` was made by the holder of `public`; malformed input is a no."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
