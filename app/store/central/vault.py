"""What the server keeps of persons at rest: boxes under a key that lies apart from the database, and keyed hashes.

A dump of the database without the key file shows nobody's name or number, and nobody can try out guesses on it: the
salts of the bodies lie in the boxes too.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.crypto.box import NONCE_SIZE, CannotOpen
from app.crypto.derive import subkey

if TYPE_CHECKING:
    from collections.abc import Sequence


class Vault:
    """Seals and opens with subkeys of the server's data key; hashes (keyed BLAKE2b) under its search key."""

    def __init__(self, data_key: bytes, search_key: bytes) -> None:
        self._bodies = ChaCha20Poly1305(subkey(data_key, "yichuang central bodies"))
        self._states = ChaCha20Poly1305(subkey(data_key, "yichuang central states"))
        self._files = subkey(data_key, "yichuang central files")
        self._search = subkey(search_key, "yichuang central columns")

    def seal_bodies(self, bodies: Sequence[tuple[str, int, bytes | None, bytes | None]]) -> list[bytes | None]:
        """Boxes of (journal, seq, salt, body), None where there is no body. The box is bound to journal and seq."""
        encrypt, step = self._bodies.encrypt, NONCE_SIZE
        random = secrets.token_bytes(step * len(bodies))
        boxes: list[bytes | None] = []
        for number, (journal, seq, salt, body) in enumerate(bodies):
            if salt is None or body is None:
                boxes.append(None)
                continue
            nonce = random[number * step : (number + 1) * step]
            boxes.append(nonce + encrypt(nonce, bytes((len(salt),)) + salt + body, f"{journal}:{seq}".encode()))
        return boxes

    def open_body(self, journal: str, seq: int, box: bytes) -> tuple[bytes, bytes]:
        """Salt and body; CannotOpen if the key is another one or the box was changed or moved."""
        plain = _open(self._bodies, box, f"{journal}:{seq}".encode())
        end = 1 + plain[0]
        return plain[1:end], plain[end:]

    def seal_state(self, case_id: str, plain: bytes) -> bytes:
        """The box of a case's folded state."""
        nonce = secrets.token_bytes(NONCE_SIZE)
        return nonce + self._states.encrypt(nonce, plain, case_id.encode())

    def open_state(self, case_id: str, box: bytes) -> bytes:
        """What was sealed for this case; CannotOpen otherwise."""
        return _open(self._states, box, case_id.encode())

    def file_key(self, name: str) -> bytes:
        """The key of one attachment's file."""
        return subkey(self._files, "file", name.encode())

    def keyed(self, kind: str, text: str) -> bytes | None:
        """The keyed hash by which a column is searched; None for an empty text."""
        if not text:
            return None
        return hashlib.blake2b(f"{kind}\0{text}".encode(), key=self._search, digest_size=20).digest()


def _open(cipher: ChaCha20Poly1305, box: bytes, context: bytes) -> bytes:
    try:
        return cipher.decrypt(box[:NONCE_SIZE], box[NONCE_SIZE:], context)
    except (InvalidTag, ValueError):
        raise CannotOpen from None
