"""Opens the server's database, an SQLite file or PostgreSQL, and runs transactions on it; same code for both.

A writer on SQLite begins with BEGIN IMMEDIATE. What can stand against it from outside comes out as a failure with
words; a database that is away is `DatabaseAway`, and the next call tries again.
"""

from __future__ import annotations

import contextlib
import os
import select
import sqlite3
import time
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.refusal import InputProblem
from app.errors import EnvironmentFailure
from app.store.failures import CorruptStore, DiskFull, ReadOnlyHome, StoreBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.pool import ConnectionPoolEntry

POOL = 12
OVERFLOW = 24
BUSY_SECONDS = 20
CONNECT_SECONDS = 5
STATEMENT_SECONDS = 60
TRUSTED_SECONDS = 5.0
"""How long a connection of the pool is taken to be there still, unless its peer has said something unasked."""

_PRAGMAS = (
    "PRAGMA page_size=8192",  # three events a page, not one: fewer bytes a push; larger ones cost more for each index
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
    "PRAGMA mmap_size=268435456",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA fullfsync=ON",
)


class DatabaseAway(EnvironmentFailure):
    """The database does not answer; nothing was written. Whoever asked should try again."""

    code = "STORE-AWAY"


@dataclass(frozen=True)
class CentralStore:
    """The server's database. Transactions are short; nothing of them outlives its `with`."""

    engine: Engine
    url: str

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for PostgreSQL."""
        name = self.engine.url.database if self.dialect == "sqlite" else None
        return Path(name) if name else None

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent snapshot for the length of the `with`; never waits for a writer."""
        options = (
            {} if self.dialect == "sqlite" else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        )
        with translated(self.place), self.engine.connect() as plain:
            connection = plain.execution_options(**options)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def look(self) -> Iterator[Connection]:
        """For one statement, or several that need not see one moment together: no transaction around them."""
        options = {} if self.dialect == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        with translated(self.place), self.engine.connect() as plain:
            yield plain.execution_options(**options)

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that commits at the end and is rolled back by an exception."""
        with translated(self.place), self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    @cached_property
    def place(self) -> str:
        """What failures name: the file, or host and name of the database without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    def migrate(self) -> None:
        """Bring an empty or older database to this program's tables. NewerStore if it is newer."""
        from app.store.central.schema import migrate

        migrate(self)

    def is_current(self) -> bool:
        """Say whether the tables are this program's. NewerStore if they are those of a newer one."""
        from app.store.central.schema import needs_upgrade

        with self.read() as connection:
            return not needs_upgrade(connection)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_central(url: str) -> CentralStore:
    """Open the database that `url` names; nothing is created but an empty SQLite file.

    InputProblem where the address is none of `sqlite:///file` and `postgresql+psycopg://…`; DatabaseAway,
    CorruptStore or ReadOnlyHome where it cannot be opened.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise InputProblem("INPUT-DATABASE", _WORDS, "database") from None
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database:
        engine = _sqlite(Path(parsed.database))
    elif parsed.drivername == "postgresql+psycopg":
        engine = _postgres(parsed)
    else:
        raise InputProblem("INPUT-DATABASE", _WORDS, "database")
    store = CentralStore(engine, url)
    try:
        with store.read() as connection:
            connection.exec_driver_sql("SELECT 1")
    except BaseException:
        engine.dispose()
        raise
    return store


_WORDS = "数据库地址应写作 sqlite:///文件路径 或 postgresql+psycopg://用户@主机/库名。"


def _sqlite(path: Path) -> Engine:
    """An engine on a file that is its owner's only."""
    with translated(str(path)):
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise ReadOnlyHome("数据目录不可写。请检查目录权限或磁盘是否只读。", str(path)) from error
    engine = create_engine(
        f"sqlite:///{path}",
        creator=lambda: _sqlite_connection(path),
        poolclass=QueuePool,
        pool_size=POOL,
        max_overflow=OVERFLOW,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _sqlite_connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _postgres(url: Any) -> Engine:
    """An engine with a pool that looks whether a connection is there still before it lends it."""
    options = f"-c statement_timeout={STATEMENT_SECONDS * 1000} -c idle_in_transaction_session_timeout=120000"
    try:
        engine = create_engine(
            url,
            pool_size=POOL,
            max_overflow=OVERFLOW,
            pool_timeout=BUSY_SECONDS,
            pool_recycle=1800,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "options": options,
                "application_name": "yichuang-central",
            },
        )
    except NoSuchModuleError:
        raise InputProblem("INPUT-DATABASE", _WORDS, "database") from None
    event.listen(engine, "connect", _write_bytes_quickly)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", partial(_refuse_gone, engine))
    return engine


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _refuse_gone(engine: Engine, connection: Any, record: ConnectionPoolEntry, _lent: object) -> None:
    """Have a connection made anew whose server is gone. A look at the socket does where it was used just now."""
    used = record.info.get("used")
    if used is None or (time.monotonic() - used < TRUSTED_SECONDS and not _has_spoken(connection.pgconn.socket)):
        return
    try:
        engine.dialect.do_ping(connection)
    except connection.Error:
        raise InvalidatePoolError from None


def _has_spoken(socket: int) -> bool:
    """Whether something came that nobody asked for: most likely that the server ends."""
    if not hasattr(select, "poll"):
        return True
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))


def _write_bytes_quickly(connection: Any, _record: object) -> None:
    """Let COPY write bytes by the driver's compiled code; for `bytea` it would take its slower one for DB-API objects."""
    from psycopg.types.string import BytesBinaryDumper

    connection.adapters.register_dumper(bytes, BytesBinaryDumper)


@contextlib.contextmanager
def translated(place: str = "") -> Iterator[None]:
    """Turn the drivers' errors that come from outside into failures with words; others pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        failure = failure_for(error, place)
        if failure is None:
            raise
        raise failure from None
    except PoolTimeout:
        raise StoreBusy("服务器正忙，数据库连接都在使用中，本次操作没有写入。请稍候重试。", place) from None
    except Exception as error:
        failure = _driver_failure(error, place)
        if failure is None:
            raise
        raise failure from None


def failure_for(error: BaseException, place: str) -> EnvironmentFailure | None:
    """Return the failure that a driver's error means, or None if it is our own fault."""
    origin: BaseException | None = error.orig if isinstance(error, DBAPIError) else error
    if origin is None:
        return None
    if not isinstance(origin, sqlite3.Error):
        return _driver_failure(origin, place)
    words = str(origin).lower()
    if "disk is full" in words:
        return DiskFull(_FULL, place)
    if "readonly" in words or "unable to open" in words:
        return ReadOnlyHome("数据目录不可写，本次操作没有写入。请检查目录权限或磁盘是否只读。", place)
    if "locked" in words or "busy" in words:
        return StoreBusy("数据库正被另一个程序占用，本次操作没有写入。请稍候重试。", place)
    if any(sign in words for sign in ("image is malformed", "not a database", "disk i/o error")):
        return CorruptStore("服务器数据库文件已损坏或读写出错，未作任何改动。请保留原文件，用最近的备份恢复。", place)
    return None


_FULL = "数据库所在磁盘空间不足，本次操作没有写入。请清理磁盘后重试。"
_AWAY = ("08", "57P")
_TRANSIENT = ("40001", "40P01", "55P03", "57014", "53300")


def _driver_failure(error: BaseException, place: str) -> EnvironmentFailure | None:
    """What an error of psycopg means, by SQLSTATE: away, full, or busy."""
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None) or ""
    if state.startswith("53100"):
        return DiskFull(_FULL, place)
    if state in _TRANSIENT:
        return StoreBusy("数据库正忙，本次操作没有写入。请稍候重试。", place)
    if state == "25006":
        return ReadOnlyHome("数据库现为只读，本次操作没有写入。请检查是否连到了备用库。", place)
    connectionless = type(error).__name__ in ("OperationalError", "InterfaceError") and not state
    if connectionless or state.startswith(_AWAY):
        return DatabaseAway("连不上数据库，本次操作没有写入。请检查 PostgreSQL 是否在运行，稍后会自动重试。", place)
    return None
