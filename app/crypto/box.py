"""Symmetric encryption with authentication: ChaCha20-Poly1305 with a random nonce in front of the box."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEY_SIZE = 32
NONCE_SIZE = 12
TAG_SIZE = 16


class CannotOpen(Exception):
    """The key is another one, or the box was changed."""


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_SIZE)


def encrypt(key: bytes, plain: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag; `context` is authenticated but not stored."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, context)


def decrypt(key: bytes, box: bytes, context: bytes = b"") -> bytes:
    """Return what `encrypt` was given; CannotOpen if key, box or context differ."""
    return decrypt_at(key, box[:NONCE_SIZE], box[NONCE_SIZE:], context)


def encrypt_at(key: bytes, nonce: bytes, plain: bytes, context: bytes = b"") -> bytes:
    """Encrypt under a nonce of the caller's, who must never use it twice under one key for different data."""
    return ChaCha20Poly1305(key).encrypt(nonce, plain, context)


def decrypt_at(key: bytes, nonce: bytes, box: bytes, context: bytes = b"") -> bytes:
    """Return what `encrypt_at` was given; CannotOpen if anything differs."""
    if len(nonce) != NONCE_SIZE or len(box) < TAG_SIZE:
        raise CannotOpen
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, box, context)
    except InvalidTag:
        raise CannotOpen from None
