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
from typing import TYPE_CHECKING, Any, Self

import httpx

from app.central_program import Wanted, central_home, create_server, open_server
from app.usecases.central.enrolment import issue_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.store.clock import Clock
    from app.usecases.central.server import Server
    from tests.builders.shared_clock import SharedClock

AREA = "500106"
ADMIN = "管理员"
STARTS_WITHIN = 180.0
PORTS = range(12_000, 32_000)
"""Below those of outgoing connections: a server that comes back finds its own free."""


class ServerFailed(Exception):
    """The server did not start; the message is what it wrote."""


class ServerProcess:
    """`yichuang-central serve` on a home of its own. It keeps its port, so that desks find it again."""

    def __init__(self, home: Path, database: str | None = None, clock: SharedClock | None = None) -> None:
        self.home, self.database, self.clock = home, database, clock
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
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
        program = (
            ["-m", "app.cli.central"] if self.clock is None else ["-m", "tests.builders.served", str(self.clock.file)]
        )
        given = ["serve", "--home", str(self.home), "--host", "127.0.0.1", "--port", str(self.port)]
        if self.database:
            given += ["--database", self.database]
        with self.log.open("ab") as said:
            command = [*wrapped, sys.executable, *program, *given]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        self._await_ready()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/healthz", trust_env=False, timeout=5).status_code == 200:
                    return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
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
        ended = subprocess.run(
            [sys.executable, "-m", "app.cli.central", *map(str, arguments), *where, "--json"],
            capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        if check and ended.returncode:
            raise ServerFailed(ended.stdout + ended.stderr)
        answer: dict[str, Any] = json.loads(ended.stdout)
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
