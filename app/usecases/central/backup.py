"""Backup and restore of a server. A restored server has another epoch: desks notice, and hand back what it lost.

What was lent or numbered after the backup is not known to it any more. So it jumps: the next marks of every counter
are passed over (a journal that bears one gets it when it comes), and the accounts' version goes far ahead.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select

from app.domain.refusal import InputProblem
from app.store import keyring
from app.store.central import archive
from app.store.central.blobs import BlobFiles
from app.store.central.engine import CentralStore, open_central
from app.store.central.home import CentralHome, ServerSettings
from app.store.central.keyfile import ServerKeys, decode_keys, encode_keys, read_keys
from app.store.central.ledger import new_epoch, read_head
from app.store.central.marks import pass_over
from app.store.central.schema import REVISION, known_revisions
from app.store.central.values import ACCOUNTS_VERSION, accounts_version, read_value, write_value
from app.store.failures import CorruptStore, NewerStore, WrongKey
from app.store.home import sync_folder
from app.usecases.workplace import VERSION
from db.central.access import enrolment_codes, sessions
from db.central.ledger import blobs

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.crypto.derive import PasswordParameters
    from app.usecases.central.server import Server

LAST_BACKUP = "backup.last"
JUMP = 1_000_000
"""By so much the accounts' version goes ahead: desks take no file that is older than theirs."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A server that was restored: where the files that were there before lie now, and what to do."""

    home: Path
    server: str
    area: str
    made_at: datetime
    epoch: str
    position: int
    rows: int
    blobs: int
    set_aside: tuple[Path, ...]


def back_up(server: Server, path: Path, passphrase: str | None) -> archive.Written:
    """Write a backup of one consistent snapshot while the server serves.

    With a passphrase the keys are in it, and it can be restored anywhere; without, it is under the server's data key
    and needs the key file of this home.
    """
    head = _head(server.settings, server.keys, server.now(), None if passphrase is None else keyring.fresh_parameters())
    key = archive.archive_key(head, passphrase, server.keys.data)
    if key is None:
        raise InputProblem("INPUT-PASSWORD", "请给出备份口令。", "--password-file")
    files = {archive.SETTINGS: msgspec.json.encode(replace(server.settings, database=""))}
    if passphrase is not None:
        files[archive.KEYS] = encode_keys(server.keys)
    with server.store.read() as connection:
        names = connection.execute(select(blobs.c.file).where(blobs.c.received > 0).order_by(blobs.c.file))
        folder = server.ledger.blobs
        where = BlobFiles(folder, server.ledger.vault).path
        here = tuple(where(name).relative_to(folder).as_posix() for name in names.scalars())
        contents = archive.Contents(files, folder, here)
        written = archive.write_archive(path, head, key, connection, contents)
    with server.store.write() as connection:
        write_value(connection, server.area, LAST_BACKUP, head.made_at.isoformat())
    return written


def last_backup(server: Server) -> datetime | None:
    """When the last backup was made, None before the first."""
    with server.store.read() as connection:
        found = read_value(connection, server.area, LAST_BACKUP)
    return None if found is None else datetime.fromisoformat(found)


def _head(
    settings: ServerSettings, keys: ServerKeys, now: datetime, passphrase: PasswordParameters | None
) -> archive.ArchiveHead:
    return archive.ArchiveHead(
        format=archive.FORMAT,
        server=settings.server,
        area=settings.area,
        fingerprint=keys.fingerprint,
        made_at=now,
        program=VERSION,
        revision=REVISION,
        salt=archive.new_salt(),
        passphrase=passphrase,
    )


def restore_server(
    home: CentralHome, path: Path, passphrase: str | None, database: str | None, now: datetime, *, replacing: bool
) -> Restored:
    """Put a backup in place; wants the home alone. What was there is set aside.

    `replacing`: the rows of another database than the home's own are replaced too; a backup of them is set aside.

    WrongKey where passphrase or key file is missing or another one, CorruptStore for a damaged file: then nothing was
    changed.
    """
    head = archive.read_archive_head(path)
    _refuse_revision(head, path)
    key = archive.archive_key(head, passphrase, read_keys(home.keys).data if home.keys.exists() else None)
    if key is None:
        words = "请用 --password-file 给出备份口令。" if head.passphrase else "这份备份要用原服务器目录里的 keys.json。"
        raise WrongKey(f"打不开这份备份：{words}", str(path))
    home.make()
    lock = home.hold(alone=True)
    for abandoned in home.folder.glob(".restore-*"):  # by a restore that was killed
        shutil.rmtree(abandoned, ignore_errors=True)
    folder = home.folder / f".restore-{secrets.token_hex(4)}"
    try:
        folder.mkdir(mode=0o700)
        _extract(path, key, folder, passphrased=head.passphrase is not None)
        settings, keys = _brought(home, folder, database)
        restored = _put_in_place(home, folder, settings, now, replacing=replacing)
        home.write(home.keys, encode_keys(keys))
        home.write_settings(settings)
        sync_folder(home.folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
    return replace(restored, made_at=head.made_at)


def _refuse_revision(head: archive.ArchiveHead, path: Path) -> None:
    if head.revision not in known_revisions():
        raise NewerStore("备份由更新版本的服务器写成，请升级程序后再恢复。", str(path))
    if head.revision != REVISION:
        raise InputProblem("INPUT-FILE", f"备份由 {head.program} 版写成。请先用那个版本恢复，再升级程序。", str(path))


def _extract(path: Path, key: bytes, folder: Path, *, passphrased: bool) -> None:
    try:
        archive.extract_archive(path, key, folder)
    except CorruptStore as failure:
        if any(folder.iterdir()):
            raise
        what = "口令不对" if passphrased else "密钥文件不是这台服务器的"
        raise WrongKey(f"打不开这份备份：{what}，或者文件已损坏。没有改动任何内容。", failure.place) from None


def _brought(home: CentralHome, folder: Path, database: str | None) -> tuple[ServerSettings, ServerKeys]:
    """Return settings and keys that the restored server gets: its own, with the database of this home."""
    try:
        settings = msgspec.json.decode((folder / archive.SETTINGS).read_bytes(), type=ServerSettings)
    except (OSError, msgspec.MsgspecError):
        raise CorruptStore("备份里没有服务器的设置，没有恢复任何内容。请换一份备份。", archive.SETTINGS) from None
    here = home.read_settings().database if home.exists() else ""
    file = folder / archive.KEYS
    keys = decode_keys(file.read_bytes(), archive.KEYS) if file.exists() else read_keys(home.keys)
    return replace(settings, database=database if database is not None else here), keys


def _put_in_place(
    home: CentralHome, folder: Path, settings: ServerSettings, now: datetime, *, replacing: bool
) -> Restored:
    """Load the rows into the database and put the attachments in place; another database in one transaction."""
    aside = _free(home.folder / f"before-restore-{now:%Y%m%dT%H%M%S}")
    fresh = folder / home.database.name
    own = not settings.database
    store = open_central(f"sqlite:///{fresh}" if own else settings.database)
    try:
        store.migrate()
        if replacing and not own:
            _keep_replaced(home, store, aside, now)
        epoch, position, rows = _load(store, folder, settings, now, replacing=own or replacing)
    finally:
        store.close()
    kept = _set_aside(home, aside, database=own)
    if own:
        fresh.replace(home.database)
    moved = _take_blobs(home, folder)
    return Restored(home.folder, settings.server, settings.area, now, epoch, position, rows, moved, kept)


def _free(folder: Path) -> Path:
    """A name that nothing has yet: what was set aside once stays as it is."""
    number, free = 1, folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free


def _keep_replaced(home: CentralHome, store: CentralStore, aside: Path, now: datetime) -> None:
    """Write what another database holds into a backup of its own, under the data key that is set aside with it."""
    if not (home.exists() and home.keys.exists()):
        return
    settings, keys = home.read_settings(), read_keys(home.keys)
    with store.read() as connection:
        if not archive.holds_rows(connection, settings.area):
            return
        aside.mkdir(mode=0o700, exist_ok=True)
        files = {archive.SETTINGS: msgspec.json.encode(replace(settings, database=""))}
        contents = archive.Contents(files, home.blobs, ())
        path = aside / "database.ycb"
        archive.write_archive(path, _head(settings, keys, now, None), keys.data, connection, contents)


def _load(
    store: CentralStore, folder: Path, settings: ServerSettings, now: datetime, *, replacing: bool
) -> tuple[str, int, int]:
    with store.write() as connection:
        if archive.holds_rows(connection, settings.area) and not replacing:
            raise InputProblem(
                "INPUT-DATABASE", "这个数据库里已有内容。确定要换成备份里的，请加 --replace。", "--database"
            )
        area = settings.area
        archive.clear_tables(connection, area)
        rows = archive.load_tables(connection, folder)
        connection.execute(delete(sessions).where(sessions.c.area == area))
        unused = (enrolment_codes.c.area == area, enrolment_codes.c.used_at.is_(None))
        connection.execute(delete(enrolment_codes).where(*unused))
        _jump(connection, area, now)
        epoch = new_epoch(connection, area, now)
        return epoch, read_head(connection, area).position, rows


def _jump(connection: Connection, area: str, now: datetime) -> None:
    pass_over(connection, area, now)
    write_value(connection, area, ACCOUNTS_VERSION, accounts_version(connection, area) + JUMP)


def _set_aside(home: CentralHome, aside: Path, *, database: bool) -> tuple[Path, ...]:
    """Move the files of the server that was here into a folder of their own; returns it, nothing where none were.

    The settings go first and come last: until then there is no server here, and the restore can be run again. The keys
    are copied, since a backup without a passphrase needs them.
    """
    files = [home.settings, home.blobs]
    if database:
        files += [home.database.with_name(f"{home.database.name}{end}") for end in ("", "-wal", "-shm")]
    there = [file for file in files if file.exists() and not (file.is_dir() and not any(file.iterdir()))]
    if not there and not home.keys.exists():
        return ()
    aside.mkdir(mode=0o700, exist_ok=True)
    for file in there:
        file.replace(aside / file.name)
    if home.keys.exists():
        home.write(aside / home.keys.name, home.keys.read_bytes())
    return (aside,)


def _take_blobs(home: CentralHome, folder: Path) -> int:
    home.make()
    found = [file for file in (folder / archive.BLOBS).rglob("*") if file.is_file()]
    for file in found:
        target = home.blobs / file.relative_to(folder / archive.BLOBS)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.replace(target)
    with contextlib.suppress(OSError):
        os.sync()
    return len(found)
