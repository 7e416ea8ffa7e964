"""A backup: one encrypted file that holds the database, the key ring and the attachments.

In front, in plain JSON, stands what is needed to open it: the key ring (its accounts' private keys are encrypted under
their passwords) and when it was made. The rest is a tar stream in chunks of ChaCha20-Poly1305 under a key made from
the key of the database; number and last-flag of each chunk are authenticated, so that a shortened file is noticed.
The database is copied by SQLite's backup API: consistent while others write, and never in plain.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import struct
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from app.crypto.box import CannotOpen
from app.crypto.derive import subkey
from app.store.attachments import AttachmentFiles, digests_of
from app.store.engine import raw_connection, translated
from app.store.failures import CorruptStore, NewerStore
from app.store.home import failure_of, sync_folder
from app.store.keyring import read_keyring
from app.store.sealed_stream import CHUNK, Opener, Sealer
from app.store.settings import ATTACHMENT_KEY, require_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from app.store.facade import Program, Store
    from app.store.home import Home
    from app.store.keyring import Keyring

FORMAT = 1
DATABASE = "store.db"
ATTACHMENTS = "attachments/"
_MAGIC = b"YCBACKUP\x01\n"
_LENGTH = struct.Struct(">I")
_CONTEXT = "yichuang backup"
_ABANDONED_SECONDS = 3600


class BackupHead(msgspec.Struct, frozen=True):
    """What stands in plain in front of a backup. `keyring` is the file, verbatim."""

    format: int
    store: str
    made_at: str
    program: str
    salt: str
    keyring: str


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds: bytes of the file, attachments in it, and those that were missing or unreadable."""

    path: Path
    size: int
    attachments: int
    missing: int


def backup(store: Store, path: Path) -> BackupReport:
    """Write a backup of an open store to `path`, in place of what is there; others may write meanwhile.

    DiskFull or ReadOnlyHome if it cannot be written; then the old file at `path`, if any, is untouched.
    """
    keyring = read_keyring(store.home.keyring)
    return write_backup(store.engine, store.home, store.program, keyring, store.unlocked.keys[keyring.key], path)


def upgrade_backup(home: Home, program: Program) -> Path:
    """Return where the backup taken before an upgrade goes."""
    stamp = program.clock.wall().strftime("%Y%m%dT%H%M%S")
    return home.backups / f"before-{program.version}-{stamp}.ycb"


def write_backup(
    engine: Engine, home: Home, program: Program, keyring: Keyring, key: bytes, path: Path
) -> BackupReport:
    """Write a backup by its parts; see `backup`."""
    copy = home.folder / f".backup-{os.getpid()}-{secrets.token_hex(4)}.db"
    part = path.with_name(f".{path.name}.part")
    _sweep(home, program)
    try:
        _copy_database(engine, copy, key)
        digests, files = _attachments(copy, key, home)
        head = _head(home, program, keyring)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            kept = _write(file, head, key, copy, [(digest, files.path(digest)) for digest in sorted(digests)])
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
        return BackupReport(path, path.stat().st_size, kept, len(digests) - kept)
    except OSError as error:
        raise failure_of(error, path) from error
    finally:
        part.unlink(missing_ok=True)
        for leftover in home.folder.glob(f"{copy.name}*"):
            leftover.unlink()


def _sweep(home: Home, program: Program) -> None:
    """Delete copies that a backup left when it was killed more than an hour ago; they are encrypted, only large."""
    before = program.clock.wall().timestamp() - _ABANDONED_SECONDS
    for leftover in home.folder.glob(".backup-*"):
        with contextlib.suppress(FileNotFoundError):
            if leftover.stat().st_mtime < before:
                leftover.unlink()


def _copy_database(engine: Engine, target: Path, key: bytes) -> None:
    with translated(str(target)):
        copied = raw_connection(target, key, create=True)
        try:
            with engine.connect() as connection:
                source = connection.connection.driver_connection
                if source is not None:
                    source.backup(copied)
        finally:
            copied.close()


def _attachments(copy: Path, key: bytes, home: Home) -> tuple[set[str], AttachmentFiles]:
    """Return the digests that the copied database names, and the files they lie in."""
    from app.store.engine import open_engine

    engine = open_engine(copy, key)
    try:
        with engine.connect() as connection:
            return digests_of(connection), files_of(connection, home.attachments)
    finally:
        engine.dispose()


def files_of(connection: Connection, folder: Path) -> AttachmentFiles:
    """Return the attachments of a store whose database is open."""
    return AttachmentFiles(folder, require_bytes(connection, ATTACHMENT_KEY))


def _head(home: Home, program: Program, keyring: Keyring) -> bytes:
    return msgspec.json.encode(
        BackupHead(
            format=FORMAT,
            store=keyring.store,
            made_at=program.clock.wall().isoformat(),
            program=program.version,
            salt=secrets.token_hex(32),
            keyring=home.keyring.read_text("utf-8"),
        )
    )


def _write(file: BinaryIO, head: bytes, key: bytes, copy: Path, attachments: list[tuple[str, Path]]) -> int:
    file.write(_MAGIC + _LENGTH.pack(len(head)) + head)
    sealer = Sealer(file, *_keys(head, key))
    kept = 0
    with tarfile.open(fileobj=sealer, mode="w|", format=tarfile.GNU_FORMAT) as archive:
        archive.add(copy, DATABASE, filter=_anonymous)
        for _digest, path in attachments:
            if path.exists():
                archive.add(path, f"{ATTACHMENTS}{path.parent.name}/{path.name}", filter=_anonymous)
                kept += 1
    sealer.finish()
    return kept


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made the file on which machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def read_head(path: Path) -> BackupHead:
    """Read what stands in plain in front of a backup; CorruptStore or NewerStore."""
    with _opened(path) as file:
        return _parse_head(_read_head(file, path), path)


def extract(path: Path, key: bytes, folder: Path) -> None:
    """Decrypt a backup into `folder`; CorruptStore if anything was changed or is missing at the end."""
    with _opened(path) as file:
        opener = Opener(file, *_keys(_read_head(file, path), key))
        try:
            with tarfile.open(fileobj=opener, mode="r|") as archive:
                for member in archive:
                    _extract_member(archive, member, folder)
            opener.drain()
        except (CannotOpen, tarfile.TarError, EOFError):
            raise CorruptStore(_words(), str(path)) from None
        except OSError as error:
            raise failure_of(error, folder) from error


def _extract_member(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    parts = member.name.split("/")
    database = member.name == DATABASE
    attachment = len(parts) == 3 and parts[0] + "/" == ATTACHMENTS and all(_is_hex(part) for part in parts[1:])
    source = archive.extractfile(member) if member.isfile() else None
    if source is None or not (database or attachment):
        raise tarfile.TarError
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        while chunk := source.read(CHUNK):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _is_hex(text: str) -> bool:
    return bool(text) and all(letter in "0123456789abcdef" for letter in text)


def _keys(head: bytes, key: bytes) -> tuple[bytes, bytes]:
    """Return key and context of the chunks: both depend on every byte of the head, its random salt included."""
    digest = hashlib.sha256(head).digest()
    return subkey(key, _CONTEXT, digest), digest


def _read_head(file: BinaryIO, path: Path) -> bytes:
    start = file.read(len(_MAGIC) + _LENGTH.size)
    if len(start) != len(_MAGIC) + _LENGTH.size or not start.startswith(_MAGIC):
        raise CorruptStore("这不是一窗的备份文件，请核对文件名。", str(path))
    return file.read(_LENGTH.unpack(start[len(_MAGIC) :])[0])


def _parse_head(data: bytes, path: Path) -> BackupHead:
    try:
        found = msgspec.json.decode(data).get("format")
        if isinstance(found, int) and found > FORMAT:
            raise NewerStore("备份由更新版本的一窗写成，请升级程序后再恢复。", str(path))
        return msgspec.json.decode(data, type=BackupHead)
    except (msgspec.MsgspecError, AttributeError, UnicodeDecodeError):
        raise CorruptStore(_words(), str(path)) from None


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError:
        raise CorruptStore("读不到备份文件，请核对路径和权限。", str(path)) from None
    with file:
        yield file


def _words() -> str:
    return "备份文件不完整或被改动过，没有恢复任何内容。请换一份备份。"
