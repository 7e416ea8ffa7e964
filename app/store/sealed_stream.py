"""A stream in encrypted chunks that is written and read from front to back; used by backups of both programs.

Number and last-flag of each chunk are authenticated, so that a shortened, reordered or lengthened file is noticed.
"""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from app.crypto.box import NONCE_SIZE, TAG_SIZE, CannotOpen, decrypt_at, encrypt_at

if TYPE_CHECKING:
    from typing import BinaryIO

CHUNK = 1024 * 1024
_LENGTH = struct.Struct(">I")


class Sealer(io.RawIOBase):
    """Takes a stream and writes it in encrypted chunks. `key` is used for this one stream, `context` authenticated."""

    def __init__(self, file: BinaryIO, key: bytes, context: bytes) -> None:
        self._file = file
        self._key, self._context = key, context
        self._buffer = bytearray()
        self._number = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]  # tarfile gives bytes only
        """Take more of the stream."""
        self._buffer += data
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._buffer), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        box = encrypt_at(self._key, _nonce(self._number), plain, self._context + bytes([last]))
        self._file.write(_LENGTH.pack(len(box)) + box)
        self._number += 1


class Opener(io.RawIOBase):
    """Reads encrypted chunks as a stream."""

    def __init__(self, file: BinaryIO, key: bytes, context: bytes) -> None:
        self._file = file
        self._key, self._context = key, context
        self._buffer = b""
        self._number = 0
        self._ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; CannotOpen where the file was changed or ends too early."""
        while not self._ended and (size < 0 or len(self._buffer) < size):
            self._buffer += self._next()
        taken = self._buffer if size < 0 else self._buffer[:size]
        self._buffer = self._buffer[len(taken) :]
        return taken

    def drain(self) -> None:
        """Read to the end, so that a missing or surplus part is noticed."""
        self.read()
        if self._file.read(1):
            raise CannotOpen

    def _next(self) -> bytes:
        length = self._file.read(_LENGTH.size)
        if len(length) != _LENGTH.size:
            raise CannotOpen
        wanted = _LENGTH.unpack(length)[0]
        if wanted > CHUNK + TAG_SIZE:
            raise CannotOpen
        box = self._file.read(wanted)
        self._ended = len(box) < CHUNK + TAG_SIZE or not self._more()
        plain = decrypt_at(self._key, _nonce(self._number), box, self._context + bytes([self._ended]))
        self._number += 1
        return plain

    def _more(self) -> bool:
        here = self._file.tell()
        more = bool(self._file.read(1))
        self._file.seek(here)
        return more


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_SIZE, "big")
