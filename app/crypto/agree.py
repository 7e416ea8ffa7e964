"""A proof between two holders of X25519 keys: a MAC that only one of the two can have made."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from app.crypto.derive import subkey


def shared_mac(private: bytes, other_public: bytes, message: bytes, purpose: str) -> bytes:
    """Return the MAC over `message`, 32 bytes; the other side computes the same with its own private key.

    ValueError for a public key that is none.
    """
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(other_public))
    return hmac.new(subkey(shared, purpose), message, hashlib.sha256).digest()


def mac_holds(private: bytes, other_public: bytes, message: bytes, purpose: str, mac: bytes) -> bool:
    """Say whether the other side made `mac` over `message`; malformed input is a no."""
    try:
        return hmac.compare_digest(shared_mac(private, other_public, message, purpose), mac)
    except ValueError:
        return False
