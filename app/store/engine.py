"""Opens the encrypted database: SQLCipher with the raw key first, WAL, FULL, and errors a clerk can read.

A connection that has the execution option `immediate` begins with BEGIN IMMEDIATE: the writer's lock is taken before
anything is read, so that what it reads (head of the chain, next number) is still true when it commits.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.store.failures import CorruptStore, DiskFull, ReadOnlyHome, StoreBusy, WrongKey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.errors import EnvironmentFailure

BUSY_SECONDS = 10
PAGE_SIZE = 4096
_LEAST_ROOM = 256 * 1024
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA fullfsync=ON",
)


def raw_connection(path: Path, key: bytes, *, create: bool = False) -> dbapi2.Connection:
    """Open one connection of the driver; WrongKey, CorruptStore or ReadOnlyHome if that cannot be."""
    if create:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    with translated(str(path)):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            cached_statements=256,
        )
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            _first_read(connection, path)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    return connection


def _first_read(connection: dbapi2.Connection, path: Path) -> None:
    """Read the schema: only here a wrong key shows."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if "not a database" in str(error):
            raise WrongKey("密钥打不开本机数据库。请确认数据文件与账号文件来自同一台设备。", str(path)) from None
        raise


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """Return an engine on the database at `path`; the first connection is tried at once.

    Raises WrongKey, CorruptStore, ReadOnlyHome or StoreBusy.
    """
    if not create:
        _check_file(path)
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw_connection(path, key, create=create),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=24,
    )
    event.listen(engine, "begin", _begin)
    try:
        with translated(str(path)), engine.connect() as connection:
            _check_length(connection, path)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _check_file(path: Path) -> None:
    """Refuse what SQLite would take for a new, empty database."""
    size = path.stat().st_size if path.is_file() else 0
    if size < PAGE_SIZE:
        raise CorruptStore(damaged_words(), str(path))


def _check_length(connection: Connection, path: Path) -> None:
    """Find a file that lost its end: all frames of the WAL copied back, it must hold every page it counts."""
    cursor = connection.exec_driver_sql("PRAGMA page_count")
    pages = int(cursor.scalar_one())
    if path.stat().st_size >= pages * PAGE_SIZE:
        return
    connection.rollback()
    raw: Any = connection.connection.driver_connection
    busy, log, copied = raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    if not busy and log == copied and path.stat().st_size < pages * PAGE_SIZE:
        raise CorruptStore(damaged_words(), str(path))


def damaged_words() -> str:
    """What a clerk is told of a damaged database."""
    return "本机数据库文件已损坏或不完整，未作任何改动。请保留原文件，用最近的备份恢复（yichuang restore）。"


@contextlib.contextmanager
def translated(place: str = "") -> Iterator[None]:
    """Turn the driver's errors that come from outside into failures with words; others pass as they are."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        failure = failure_for(error, place)
        if failure is None:
            raise
        raise failure from None


def failure_for(error: BaseException, place: str) -> EnvironmentFailure | None:
    """Return the failure that a driver's error means, or None if it is our own fault."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    words = str(origin).lower()
    if "disk is full" in words:
        return DiskFull("磁盘空间不足，本次操作没有写入。请清理磁盘后重试。", place)
    if "readonly" in words or "unable to open" in words:
        return ReadOnlyHome("数据目录不可写，本次操作没有写入。请检查目录权限或磁盘是否只读。", place)
    if "locked" in words or "busy" in words:
        return StoreBusy("数据库正被另一个程序占用，本次操作没有写入。请稍候重试。", place)
    if "disk i/o error" in words and _no_room(place):
        return DiskFull("磁盘空间不足，本次操作没有写入。请清理磁盘后重试。", place)
    if any(sign in words for sign in ("image is malformed", "not a database", "disk i/o error")):
        return CorruptStore(damaged_words(), place)
    return None


def _no_room(place: str) -> bool:
    """Whether the disk has not even room for the shared memory of the WAL: SQLite calls that an I/O error."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(os.path.dirname(place) or ".").free < _LEAST_ROOM
    return False
