"""A PostgreSQL of the tests' own: made in a temporary folder, reached by a socket in it, gone at the end.

PostgreSQL refuses to run as root, so root hands it to the account `postgres` of the Debian package. Nothing is synced to
the disk unless a test asks for it (`durable`), because it kills what it has started.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACCOUNT = "postgres"
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
    "timezone": "UTC",
}


class PostgresMissing(Exception):
    """No PostgreSQL server is installed, or root has no account to hand it to."""


class PostgresFailed(Exception):
    """A program of PostgreSQL ended with an error; the message is what it said."""


def programs() -> Path:
    """Return the folder of `initdb` and `pg_ctl`; raise PostgresMissing with what to do."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: int(f.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise PostgresMissing(
        "These tests need a PostgreSQL server, 15 or later: apt-get install postgresql, or `make setup`."
    )


def account() -> str | None:
    """Who runs it: None for ourselves, `postgres` where we are root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ACCOUNT).pw_name
    except KeyError:
        message = "PostgreSQL does not run as root, and there is no account `postgres` to hand it to."
        raise PostgresMissing(message) from None


class Postgres:
    """One cluster. Databases are made by `database`, addressed by `url`; `kill` is a power cut, `start` comes back."""

    def __init__(self, folder: Path | None = None, durable: bool = False) -> None:
        self.bin, self.account, self.durable = programs(), account(), durable
        self._own = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="yichuang-pg-"))
        self.data = self.folder / "data"
        self._names = count(1)
        if self.account:
            shutil.chown(self.folder, self.account)
        try:
            self._run(
                "initdb", "-D", self.data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
            )
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = SETTINGS if self.durable else SETTINGS | CARELESS
        given = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run(
            "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", f"-k {self.folder} {given}", "start"
        )

    def stop(self) -> None:
        """Stop it in order; open connections are ended."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def kill(self) -> None:
        """End every one of its processes at once by SIGKILL, as a power cut does."""
        postmaster = psutil.Process(self.pid)
        everyone = [postmaster, *postmaster.children(recursive=True)]
        for process in everyone:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
        psutil.wait_procs(everyone, timeout=10)

    @property
    def pid(self) -> int:
        """The postmaster's process."""
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def database(self, template: str = "template1") -> str:
        """Make a fresh database, empty or like `template`; return its URL for SQLAlchemy."""
        name = f"test_{os.getpid()}_{next(self._names)}"
        self._administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)
        return self.url(name)

    def template(self, name: str, fill: Callable[[str], object]) -> str:
        """Make the database `name` by `fill(url)` once; return its name for `database`. Nothing may stay connected to it."""
        if not self._known(name):
            self._administer(sql.SQL("CREATE DATABASE {}"), name)
            fill(self.url(name))
        return name

    def drop(self, url: str) -> None:
        """Drop the database of a URL, whoever is connected."""
        self._administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), url.partition("@/")[2].partition("?")[0])

    def url(self, database: str) -> str:
        """The address of a database for SQLAlchemy and `--database`."""
        return f"postgresql+psycopg://{ACCOUNT}@/{database}?host={self.folder}"

    def close(self) -> None:
        """Stop it, whatever its state, and delete its files."""
        if (self.data / "postmaster.pid").exists():
            with suppress(PostgresFailed):
                self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        if self._own:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _known(self, name: str) -> bool:
        with self._connected() as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _administer(self, statement: sql.SQL, *names: str) -> None:
        with self._connected() as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection]:
        connection = psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname="postgres", autocommit=True)
        with connection:
            yield connection

    def _run(self, program: str, *arguments: object) -> None:
        with tempfile.TemporaryFile() as said:
            ended = subprocess.run(
                [str(self.bin / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                check=False, timeout=120, cwd=self.folder,
                user=self.account, group=self.account and pwd.getpwnam(self.account).pw_gid,
                extra_groups=[] if self.account else None,
            )  # fmt: skip
            if ended.returncode:
                said.seek(0)
                log = self.folder / "log"
                more = log.read_text(errors="replace")[-2000:] if log.exists() else ""
                raise PostgresFailed(f"{program}: {said.read().decode(errors='replace')[-2000:]}{more}")
