"""A real server in a process of its own, on SQLite or PostgreSQL, that a test starts, kills and brings back."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Self

from app.central_program import Wanted, central_home, create_server, open_server
from app.usecases.central.enrolment import issue_code
from tests.builders import prefork

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.store.clock import Clock
    from app.usecases.central.server import Server
    from tests.builders.shared_clock import SharedClock

AREA = "500106"
ADMIN = "管理员"
STARTS_WITHIN = 180.0
READY = "一窗中心服务器已就绪".encode()
PORTS = range(12_000, 32_000)
"""Below those of outgoing connections: a server that comes back finds its own free."""


class ServerFailed(Exception):
    """The server did not start; the message is what it wrote."""


class ServerProcess:
    """`yichuang-central serve` on a home of its own. It keeps its port, so that desks find it again."""

    options: tuple[str, ...] = ()

    def __init__(self, home: Path, database: str | None = None, clock: SharedClock | None = None) -> None:
        self.home, self.database, self.clock = home, database, clock
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | prefork.Child | None = None
        self.log = home.with_name(f"{home.name}.log")

    @classmethod
    def made(
        cls, home: Path, database: str | None = None, clock: SharedClock | None = None, *, evaluation: bool = True
    ) -> Self:
        """Make keys, database and the first administrator, and start it."""
        server = cls(home, database, clock)
        server.make(evaluation=evaluation)
        return server

    def make(self, *, evaluation: bool = True) -> None:
        """Make it where there is none yet, and start it."""
        wanted = Wanted(ADMIN, AREA, evaluation=evaluation, database=self.database, password="管理-密码-01")
        made = create_server(central_home(self.home), wanted, self.given_clock)
        made.server.close()
        self.start()

    @property
    def given_clock(self) -> Clock | None:
        """The clock that was given, for what is opened in this process."""
        return None if self.clock is None else self.clock.clock()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> tuple[str, int]:
        """Where a line leads to."""
        return ("127.0.0.1", self.port)

    @property
    def pid(self) -> int:
        """Its process."""
        assert self.process is not None
        return self.process.pid

    def start(self, wrapped: Sequence[str] = ()) -> None:
        """Start it and wait until it is ready."""
        program = ["app.cli.central"] if self.clock is None else ["tests.builders.served", str(self.clock.file)]
        given = ["serve", "--home", str(self.home), "--host", "127.0.0.1", "--port", str(self.port), *self.options]
        if self.database:
            given += ["--database", self.database]
        with self.log.open("ab") as said, Path(os.devnull).open("rb") as nothing:
            before = said.tell()
            if wrapped:
                command = [*wrapped, sys.executable, "-m", *program, *given]
                self.process = subprocess.Popen(command, stdin=nothing, stdout=said, stderr=said)
            else:
                self.process = prefork.start(*program, *given, stdin=nothing, stdout=said, stderr=said)
        self._await_ready(before)

    def _await_ready(self, before: int) -> None:
        """Wait until it says that it is ready, after so many bytes of its log."""
        deadline = time.monotonic() + STARTS_WITHIN
        while self.process is not None and time.monotonic() < deadline:
            if READY in self.log.read_bytes()[before:]:
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.02)
                break
        self.kill()
        raise ServerFailed(self.log.read_text(errors="replace")[-3000:])

    def kill(self) -> None:
        """End it by SIGKILL."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    @contextmanager
    def opened(self) -> Iterator[Server]:
        """The server's parts in this process, beside the running one: to look, and for what an administrator does."""
        server = open_server(central_home(self.home), self.database, self.given_clock)
        try:
            yield server
        finally:
            server.close()

    def code(self, counter: str, hall: str = "") -> str:
        """A one-time code for a device at a counter."""
        with self.opened() as server:
            return issue_code(server, counter, by=ADMIN, hall=hall).code

    def codes(self, places: Sequence[tuple[str, str]]) -> list[str]:
        """Codes for many counters: number and hall of each."""
        with self.opened() as server:
            return [issue_code(server, counter, by=ADMIN, hall=hall).code for counter, hall in places]

    def command(self, *arguments: object, check: bool = True) -> dict[str, Any]:
        """Run a command of `yichuang-central` as an administrator does; its JSON."""
        where = ["--home", str(self.home), *(["--database", self.database] if self.database else [])]
        with TemporaryFile() as said, TemporaryFile() as wrong, Path(os.devnull).open("rb") as nothing:
            words = [*arguments, *where, "--json"]
            code = prefork.start("app.cli.central", *words, stdin=nothing, stdout=said, stderr=wrong).wait()
            said.seek(0)
            wrong.seek(0)
            if check and code:
                raise ServerFailed((said.read() + wrong.read()).decode())
            answer: dict[str, Any] = json.loads(said.read())
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def free_port() -> int:
    """A port of loopback that nobody listens on, and that the system gives to no outgoing connection meanwhile."""
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
