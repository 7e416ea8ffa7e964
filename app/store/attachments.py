"""Scans and photos: content-addressed by SHA-256, encrypted in files beside the database.

A file is a head and chunks of 1 MB, each encrypted by itself, so that sending can be taken up at any chunk. The key of
a file is made from the store's attachment key and the digest of the content; as the same key always encrypts the same
bytes, the number of the chunk is the nonce. The file's name is made from both as well: it does not tell the content.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert

from app.crypto.box import NONCE_SIZE, TAG_SIZE, CannotOpen, decrypt_at, encrypt_at
from app.crypto.derive import subkey
from app.store.failures import AttachmentDamaged
from app.store.home import failure_of, sync_folder
from db.journal import attachments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from app.store.event import Subject

CHUNK = 1024 * 1024
_MAGIC = b"YCATT\x01"
_HEAD = struct.Struct(">6sQI")
_BEGINNING = 16


class AttachmentFiles:
    """The encrypted files of one home folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def put(self, source: BinaryIO) -> tuple[str, int]:
        """Encrypt what `source` (seekable) holds; return digest and size. What is there already is not written again.

        The file is durable when this returns; the row that names it is the caller's (`attach`).
        """
        digest, size = _measure(source)
        path = self.path(digest)
        if path.exists():
            return digest, size
        part = path.with_suffix(".part")
        try:
            path.parent.mkdir(exist_ok=True, mode=0o700)
            sync_folder(self._folder)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines(self._encrypted(source, digest, size))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            raise failure_of(error, path) from error
        return digest, size

    def get(self, digest: str) -> bytes:
        """Return the whole content; AttachmentDamaged if it is missing or does not have this digest."""
        content = b"".join(self.chunks(digest))
        if hashlib.sha256(content).hexdigest() != digest:
            raise self._damaged(digest)
        return content

    def chunks(self, digest: str, start: int = 0) -> Iterator[bytes]:
        """Yield the content in chunks of 1 MB from chunk number `start`; AttachmentDamaged where one does not open."""
        try:
            with self.path(digest).open("rb") as file:
                head = file.read(_HEAD.size)
                magic, size, chunk = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", 0, 0)
                if magic != _MAGIC or chunk != CHUNK:
                    raise self._damaged(digest)
                key = self._file_key(digest)
                file.seek(_HEAD.size + start * (CHUNK + TAG_SIZE))
                for number in range(start, _count(size)):
                    yield decrypt_at(key, _nonce(number), file.read(CHUNK + TAG_SIZE), head)
        except (OSError, CannotOpen):
            raise self._damaged(digest) from None

    def look(self, digest: str) -> tuple[int, bytes] | None:
        """Return the size of a content and its first bytes, None where its file is not here; reads one chunk at most.

        AttachmentDamaged where the file is here and does not open.
        """
        path = self.path(digest)
        if not path.exists():
            return None
        beginning = next(self.chunks(digest))[:_BEGINNING]
        with path.open("rb") as file:
            size = int(_HEAD.unpack(file.read(_HEAD.size))[1])
        return size, beginning

    def verify(self, digest: str) -> bool:
        """Say whether the content is there and has this digest; reads it once, one chunk in memory."""
        state = hashlib.sha256()
        try:
            for chunk in self.chunks(digest):
                state.update(chunk)
        except AttachmentDamaged:
            return False
        return state.hexdigest() == digest

    def path(self, digest: str) -> Path:
        """Where the encrypted file of a content lies; the name does not tell the digest."""
        name = subkey(self._key, "attachment name", bytes.fromhex(digest)).hex()
        return self._folder / name[:2] / name

    def remove(self, digest: str) -> None:
        """Delete the file of a content, if it is there."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self, digests: set[str], before: float) -> int:
        """Delete files last written before `before` (seconds since 1970) that belong to none of `digests`.

        They were left by an interrupted write or erasure. Younger ones may belong to a unit of work that has not
        committed yet. Returns how many were deleted.
        """
        kept = {self.path(digest) for digest in digests}
        surplus = [path for path in self._folder.glob("*/*") if path not in kept and path.stat().st_mtime < before]
        for path in surplus:
            path.unlink(missing_ok=True)
        return len(surplus)

    def _encrypted(self, source: BinaryIO, digest: str, size: int) -> Iterator[bytes]:
        head = _HEAD.pack(_MAGIC, size, CHUNK)
        key = self._file_key(digest)
        yield head
        source.seek(0)
        for number in range(_count(size)):
            yield encrypt_at(key, _nonce(number), source.read(CHUNK), head)

    def _file_key(self, digest: str) -> bytes:
        return subkey(self._key, "attachment content", bytes.fromhex(digest))

    def _damaged(self, digest: str) -> AttachmentDamaged:
        return AttachmentDamaged("一份扫描件的文件缺失或已损坏，请重新扫描，或从备份恢复。", str(self.path(digest)))


def attach(
    connection: Connection, subject: Subject, digest: str, size: int, media_type: str, added_at: datetime
) -> None:
    """Note that a content belongs to a subject; twice is as once."""
    row = {
        "digest": digest,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "size": size,
        "media_type": media_type,
        "added_at": added_at,
    }
    connection.execute(insert(attachments).values(row).on_conflict_do_nothing())


def digests_of(connection: Connection, subject: Subject | None = None) -> set[str]:
    """Return the digests of one subject, or of all."""
    query = select(attachments.c.digest).distinct()
    if subject is not None:
        query = query.where(attachments.c.subject_id == subject.id, attachments.c.subject_kind == subject.kind)
    return set(connection.execute(query).scalars())


def attachment_bytes(connection: Connection) -> int:
    """Return how many plain bytes all attachments have together."""
    return connection.execute(select(func.sum(attachments.c.size))).scalar() or 0


def _measure(source: BinaryIO) -> tuple[str, int]:
    state = hashlib.sha256()
    size = 0
    source.seek(0)
    while chunk := source.read(CHUNK):
        state.update(chunk)
        size += len(chunk)
    return state.hexdigest(), size


def _count(size: int) -> int:
    """Return how many chunks a size has; an empty content has one, empty, so that it is authenticated too."""
    return max(1, -(-size // CHUNK))


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_SIZE, "big")
