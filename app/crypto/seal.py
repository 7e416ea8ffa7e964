"""Sealed boxes: anybody seals to an X25519 public key, only the holder of the private key opens.

Layout: version byte, ephemeral public key (32), ChaCha20-Poly1305 ciphertext. The key is HKDF-SHA256 over the shared
secret, salted with both public keys; it is used once, so the nonce is zero.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.crypto.box import NONCE_SIZE, CannotOpen, decrypt_at, encrypt_at

_VERSION = b"\x01"
_INFO = b"yichuang sealed box 1"
_PUBLIC_SIZE = 32


def new_private_key() -> bytes:
    """Return a fresh X25519 private key, 32 bytes."""
    return X25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private: bytes) -> bytes:
    """Return the public key that belongs to `private`, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(public: bytes, plain: bytes, context: bytes = b"") -> bytes:
    """Encrypt `plain` to the holder of `public`; `context` is authenticated but not stored."""
    ephemeral = X25519PrivateKey.generate()
    mine = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    return _VERSION + mine + encrypt_at(_key(shared, mine, public), bytes(NONCE_SIZE), plain, context)


def open_sealed(private: bytes, box: bytes, context: bytes = b"") -> bytes:
    """Return what was sealed to `private`; CannotOpen if the key is another one or the box was changed."""
    sender = box[1 : 1 + _PUBLIC_SIZE]
    if box[:1] != _VERSION or len(sender) != _PUBLIC_SIZE:
        raise CannotOpen
    holder = X25519PrivateKey.from_private_bytes(private)
    try:
        shared = holder.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        raise CannotOpen from None
    key = _key(shared, sender, holder.public_key().public_bytes_raw())
    return decrypt_at(key, bytes(NONCE_SIZE), box[1 + _PUBLIC_SIZE :], context)


def _key(shared: bytes, sender: bytes, recipient: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=sender + recipient, info=_INFO).derive(shared)
