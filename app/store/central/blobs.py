"""Attachments at the server: rows of what is here, and encrypted files that grow from where they broke off.

A file has the size of its plain bytes (AES-256 in counter mode under a key of its own), so any offset can be read and
written without what lies before it. That its bytes are the right ones says the digest by which it is addressed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from sqlalchemy import bindparam, delete, exists, insert, literal_column, select, update

from app.store.case_projection import CASE
from app.store.central.bulk import NO, among
from app.store.central.query import Query
from app.store.home import failure_of, sync_folder
from db.central.ledger import blob_subjects, blobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

CHUNK = 1024 * 1024
_BLOCK = 16
_b, _s = blobs.c, blob_subjects.c


@dataclass(frozen=True, slots=True)
class BlobRow:
    """An attachment as the server knows it."""

    digest: str
    size: int
    received: int
    complete: bool
    media_type: str
    file: str


_COLUMNS = tuple(_b[name] for name in BlobRow.__dataclass_fields__)
_AMONG = "SELECT digest, size, received, complete, media_type, file FROM blobs"
_OF_CASE = Query(
    select(*_COLUMNS)
    .join(blob_subjects, (_s.area == _b.area) & (_s.digest == _b.digest))
    .where(
        _s.area == bindparam("in_area"),
        _s.subject_id == bindparam("of"),
        _s.subject_kind == literal_column(f"'{CASE}'"),
    )
    .order_by(_b.added_at, _b.digest)
)


def blob(connection: Connection, area: str, digest: str) -> BlobRow | None:
    """An attachment by the SHA-256 of its plain bytes."""
    row = connection.execute(select(*_COLUMNS).where(_b.area == area, _b.digest == digest)).first()
    return None if row is None else BlobRow(*row)


def attached(connection: Connection, area: str, case_id: str) -> list[BlobRow]:
    """What is attached to a case, the first that was announced first."""
    return [BlobRow(*row) for row in _OF_CASE.rows(connection, in_area=area, of=case_id)]


def blobs_among(connection: Connection, area: str, digests: Iterable[str]) -> list[BlobRow]:
    """The attachments with these digests that were announced."""
    found = among(connection, _AMONG, "digest", area, digests)
    return [
        BlobRow(digest, size, received, bool(whole), kind, name) for digest, size, received, whole, kind, name in found
    ]


def add_blob(connection: Connection, area: str, digest: str, size: int, media_type: str, now: datetime) -> BlobRow:
    """Note an attachment of which nothing is here yet."""
    row = BlobRow(digest, size, 0, complete=False, media_type=media_type, file=secrets.token_hex(16))
    values = {name: getattr(row, name) for name in BlobRow.__dataclass_fields__}
    connection.execute(insert(blobs).values(area=area, added_at=now, changed_at=now, **values))
    return row


def bind(connection: Connection, area: str, digest: str, kind: str, identity: str) -> None:
    """Note what an attachment is attached to."""
    row = {"area": area, "digest": digest, "subject_kind": kind, "subject_id": identity}
    known = select(_s.digest).where(*(_s[name] == value for name, value in row.items()))
    if connection.execute(known).first() is None:
        connection.execute(insert(blob_subjects).values(row))


def advance(connection: Connection, area: str, row: BlobRow, received: int, now: datetime, *, complete: bool) -> bool:
    """Note that more is here; False where somebody else was quicker."""
    done = connection.execute(
        update(blobs)
        .where(_b.area == area, _b.digest == row.digest, _b.received == row.received, _b.file == row.file)
        .values(received=received, complete=complete, changed_at=now)
    )
    return done.rowcount == 1


def start_again(connection: Connection, area: str, row: BlobRow, now: datetime) -> None:
    """Forget what came: it was something else. The next file has another name, and so another key."""
    connection.execute(
        update(blobs)
        .where(_b.area == area, _b.digest == row.digest, _b.file == row.file)
        .values(received=0, complete=False, file=secrets.token_hex(16), changed_at=now)
    )


def incomplete(connection: Connection, area: str) -> list[BlobRow]:
    """Attachments of which something is still to come."""
    return [BlobRow(*row) for row in connection.execute(select(*_COLUMNS).where(_b.area == area, _b.complete == NO))]


def release(connection: Connection, area: str, kind: str, identity: str) -> None:
    """Let go of a subject's attachments; rows of those that nothing else has go too."""
    connection.execute(delete(blob_subjects).where(_s.area == area, _s.subject_kind == kind, _s.subject_id == identity))
    kept = exists().where(_s.area == _b.area, _s.digest == _b.digest)
    connection.execute(delete(blobs).where(_b.area == area, ~kept))


def let_go(connection: Connection, area: str, kind: str, identity: str, digest: str = "") -> list[str]:
    """Let go of a subject's attachments, or of one; the names of files that nothing else needs, to be deleted after."""
    mine = [_s.area == area, _s.subject_kind == kind, _s.subject_id == identity]
    mine += [_s.digest == digest] if digest else []
    digests = list(connection.execute(select(_s.digest).where(*mine)).scalars())
    connection.execute(delete(blob_subjects).where(*mine))
    names: list[str] = []
    for one in digests:
        others = select(_s.digest).where(_s.area == area, _s.digest == one).limit(1)
        row = blob(connection, area, one)
        if row is not None and connection.execute(others).first() is None:
            names.append(row.file)
            connection.execute(delete(blobs).where(_b.area == area, _b.digest == one))
    return names


class BlobFiles:
    """The files of attachments below one folder."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder = folder
        self._vault = vault

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self.folder / name[:2] / name

    def write(self, name: str, offset: int, data: bytes) -> None:
        """Put plain bytes at an offset and bring them to the disk. DiskFull or ReadOnlyHome."""
        path = self.path(name)
        try:
            fresh = not path.exists()
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as file:
                file.seek(offset)
                file.write(self._crypt(name, offset, data))
                file.truncate(offset + len(data))
                file.flush()
                os.fsync(file.fileno())
            if fresh:
                sync_folder(path.parent)
        except OSError as error:
            raise failure_of(error, self.folder) from error

    def read(self, name: str, offset: int, limit: int) -> bytes:
        """Plain bytes from an offset on; fewer where the file ends."""
        try:
            with self.path(name).open("rb") as file:
                file.seek(offset)
                return self._crypt(name, offset, file.read(limit))
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise failure_of(error, self.folder) from error

    def digest(self, name: str, size: int) -> str:
        """SHA-256 of the first `size` plain bytes."""
        digest = hashlib.sha256()
        for start in range(0, size, CHUNK):
            digest.update(self.read(name, start, min(CHUNK, size - start)))
        return digest.hexdigest()

    def remove(self, name: str) -> None:
        """Delete a file that is not wanted any more."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The name of every file."""
        for path in self.folder.glob("??/*"):
            yield path.name

    def _crypt(self, name: str, offset: int, data: bytes) -> bytes:
        """Plain to encrypted or back: counter mode is its own inverse."""
        block, inside = divmod(offset, _BLOCK)
        stream = Cipher(AES(self._vault.file_key(name)), CTR(block.to_bytes(_BLOCK, "big"))).encryptor()
        stream.update(bytes(inside))
        return stream.update(data)
