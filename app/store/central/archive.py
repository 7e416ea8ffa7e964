"""The file of a server's backup: rows of every table, files of attachments, and the keys under a passphrase.

One format for both databases, so that a backup may move from the one to the other.

In front, in plain JSON, stands what is needed to open it and nothing of a person. The rest is a tar stream in chunks of
ChaCha20-Poly1305: under a key made from the passphrase (Argon2id), else from the server's own data key, and then the
key file has to be there when it is restored.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
import struct
import tarfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec
import zstandard
from sqlalchemy import select

from app.crypto.box import CannotOpen
from app.crypto.derive import PasswordParameters, key_from_password, subkey
from app.store.central.bulk import Rows
from app.store.failures import CorruptStore, NewerStore
from app.store.home import failure_of, sync_folder
from app.store.sealed_stream import CHUNK, Opener, Sealer
from db.central.tables import TABLES as ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

FORMAT = 1
KEYS, SETTINGS, TABLES, BLOBS = "keys.json", "server.json", "tables/", "blobs/"
_MAGIC = b"YCCENTRAL\x01\n"
_LENGTH = struct.Struct(">I")
_HEAD_BYTES = 64 * 1024
_ROWS_BYTES = 4 * 1024 * 1024
_CONTEXT = "yichuang central backup"
_DAMAGED = "备份文件不完整或被改动过，没有恢复任何内容。请换一份备份。"


class ArchiveHead(msgspec.Struct, frozen=True):
    """What stands in plain in front. `passphrase`: what the passphrase costs; None: the data key opens it."""

    format: int
    server: str
    area: str
    fingerprint: str
    made_at: datetime
    program: str
    revision: str
    salt: str
    passphrase: PasswordParameters | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a backup: files by name, rows by table, and the folder of the attachments' encrypted files."""

    files: dict[str, bytes] = field(repr=False)
    blobs: Path
    blob_files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What a backup holds: its bytes, rows, attachments, and how many attachments were missing."""

    path: Path
    size: int
    rows: int
    blobs: int
    missing: int


def new_salt() -> str:
    """Return a random salt for a head."""
    return secrets.token_hex(32)


def archive_key(head: ArchiveHead, passphrase: str | None, data_key: bytes | None) -> bytes | None:
    """Return the key that a backup is under, None where what opens it was not given."""
    if head.passphrase is not None:
        return None if passphrase is None else key_from_password(passphrase, head.passphrase)
    return data_key


def write_archive(path: Path, head: ArchiveHead, key: bytes, connection: Connection, contents: Contents) -> Written:
    """Write a backup of the area of `head` in one snapshot to `path`, in place of what is there; DiskFull or ReadOnlyHome."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    data = msgspec.json.encode(head)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(_MAGIC + _LENGTH.pack(len(data)) + data)
            sealer = Sealer(file, *_keys(data, key))
            with tarfile.open(fileobj=sealer, mode="w|", format=tarfile.GNU_FORMAT) as archive:
                rows, blobs = _write_all(archive, connection, head.area, contents)
            sealer.finish()
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise failure_of(error, path) from error
    finally:
        part.unlink(missing_ok=True)
    return Written(path, path.stat().st_size, rows, blobs, len(contents.blob_files) - blobs)


def _write_all(archive: tarfile.TarFile, connection: Connection, area: str, contents: Contents) -> tuple[int, int]:
    for name, data in contents.files.items():
        _add(archive, name, data)
    rows = 0
    for table in ALL:
        for number, (count, data) in enumerate(_parts(connection, table, area)):
            _add(archive, f"{TABLES}{table.name}/{number:08d}", data)
            rows += count
    kept = 0
    for name in contents.blob_files:
        with contextlib.suppress(FileNotFoundError):
            archive.add(contents.blobs / name, f"{BLOBS}{name}", filter=_anonymous)
            kept += 1
    return rows, kept


def _parts(connection: Connection, table: Table, area: str) -> Iterator[tuple[int, bytes]]:
    """Yield the rows that a table has of an area in parts: count, and compressed msgpack of the columns' names and the rows."""
    names = [str(column.name) for column in table.columns]
    wanted = select(table).where(table.c.area == area).order_by(*table.primary_key).execution_options(yield_per=500)
    compress = zstandard.ZstdCompressor(level=3).compress
    encode = msgspec.msgpack.Encoder().encode
    rows, size = list[bytes](), 0
    for row in connection.execute(wanted):
        rows.append(encode(tuple(row)))
        size += len(rows[-1])
        if size > _ROWS_BYTES:
            yield len(rows), compress(encode([names, [msgspec.Raw(one) for one in rows]]))
            rows, size = [], 0
    yield len(rows), compress(encode([names, [msgspec.Raw(one) for one in rows]]))


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made the file on which machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def read_archive_head(path: Path) -> ArchiveHead:
    """Read what stands in plain in front of a backup; CorruptStore or NewerStore."""
    with _opened(path) as file:
        return _parse(_head_bytes(file, path), path)


def extract_archive(path: Path, key: bytes, folder: Path) -> None:
    """Decrypt a backup into `folder`; CorruptStore where anything was changed or is missing at its end."""
    with _opened(path) as file:
        opener = Opener(file, *_keys(_head_bytes(file, path), key))
        try:
            with tarfile.open(fileobj=opener, mode="r|") as archive:
                for member in archive:
                    _extract(archive, member, folder)
            opener.drain()
        except (CannotOpen, tarfile.TarError, EOFError):
            raise CorruptStore(_DAMAGED, str(path)) from None
        except OSError as error:
            raise failure_of(error, folder) from error


def load_tables(connection: Connection, folder: Path) -> int:
    """Write the rows that were extracted into empty tables; returns how many. CorruptStore for what is no row."""
    total = 0
    for table in ALL:
        for part in sorted((folder / TABLES / table.name).glob("*")):
            names, rows = _read_part(part, table)
            Rows(table, names).insert(connection, rows)
            total += len(rows)
    return total


def clear_tables(connection: Connection, area: str) -> None:
    """Delete every row that any table has of an area."""
    for table in reversed(ALL):
        connection.execute(table.delete().where(table.c.area == area))


def holds_rows(connection: Connection, area: str) -> bool:
    """Say whether any table has a row of an area."""
    found = (connection.execute(select(table).where(table.c.area == area).limit(1)).first() for table in ALL)
    return any(row is not None for row in found)


def _read_part(part: Path, table: Table) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        data = zstandard.ZstdDecompressor().decompress(part.read_bytes())
        names, rows = msgspec.msgpack.decode(data, type=tuple[list[str], list[list[Any]]])
    except (zstandard.ZstdError, msgspec.MsgspecError):
        raise CorruptStore(_DAMAGED, table.name) from None
    if not set(names) <= {column.name for column in table.columns}:
        raise NewerStore("备份由更新版本的服务器写成，请升级程序后再恢复。", table.name)
    return names, [tuple(row) for row in rows]


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    parts = member.name.split("/")
    plain = all(part not in ("", ".", "..") for part in parts) and len(parts) <= 4
    known = member.name in (KEYS, SETTINGS) or member.name.startswith((TABLES, BLOBS))
    source = archive.extractfile(member) if member.isfile() else None
    if source is None or not (plain and known):
        raise tarfile.TarError
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _keys(head: bytes, key: bytes) -> tuple[bytes, bytes]:
    """Return key and context of the chunks: both depend on every byte of the head, its random salt included."""
    digest = hashlib.sha256(head).digest()
    return subkey(key, _CONTEXT, digest), digest


def _head_bytes(file: BinaryIO, path: Path) -> bytes:
    start = file.read(len(_MAGIC) + _LENGTH.size)
    size = _LENGTH.unpack(start[len(_MAGIC) :])[0] if len(start) == len(_MAGIC) + _LENGTH.size else 0
    if not start.startswith(_MAGIC) or not 0 < size <= _HEAD_BYTES:
        raise CorruptStore("这不是一窗服务器的备份文件，请核对文件名。", str(path))
    return file.read(size)


def _parse(data: bytes, path: Path) -> ArchiveHead:
    try:
        found = msgspec.json.decode(data)
        if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise NewerStore("备份由更新版本的服务器写成，请升级程序后再恢复。", str(path))
        return msgspec.json.decode(data, type=ArchiveHead)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise CorruptStore(_DAMAGED, str(path)) from None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError:
        raise CorruptStore("读不到备份文件，请核对路径和权限。", str(path)) from None
    with file:
        yield file
