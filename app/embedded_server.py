"""The evaluation server of one machine: a child process on the loopback, in a home of its own beside the desk's.

It lives as long as the program that started it: when that ends, in whatever way, the pipe between them closes and the
server ends too. The other way round nothing happens: pull the server away and the desk goes on.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from app.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.server import Server

HOST = "127.0.0.1"
PORT_FILE = "port"
BY = "yichuang"
READY_SECONDS = 20.0
END_SECONDS = 8.0
_LOOK_SECONDS = 0.05


class ServerAbsent(EnvironmentFailure):
    """The server of this machine did not start."""

    code = "SERVER-START"


class EmbeddedServer:
    """Belongs to one home folder of a desk. Nothing is started before `start`."""

    def __init__(self, desk_home: Path) -> None:
        self.folder = desk_home.with_name(f"{desk_home.name}-central")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def exists(self) -> bool:
        """Whether this desk was made with a server of its own."""
        return (self.folder / PORT_FILE).is_file()

    @property
    def url(self) -> str:
        """Where it listens; the port was chosen when it was made and stays, for desks keep the address."""
        return f"http://{HOST}:{(self.folder / PORT_FILE).read_text('ascii').strip()}"

    @property
    def running(self) -> bool:
        """Whether the process that this object started is alive."""
        return self._process is not None and self._process.poll() is None

    def make(self, area: str, hall: str) -> None:
        """Make an evaluation server; its first administrator's password lies in a file that only the owner reads."""
        from app.central_program import Wanted, create_server
        from app.settings import HallSettings
        from app.store.central.home import CentralHome

        home = CentralHome(self.folder)
        made = create_server(home, Wanted(area=area, hall=hall or HallSettings().hall_short, evaluation=True))
        try:
            if made.admin.one_time_password is not None:
                home.write(home.first_password, f"{made.admin.name} {made.admin.one_time_password}\n".encode())
        finally:
            made.server.close()
        home.write(self.folder / PORT_FILE, str(_free_port()).encode())

    def code(self, counter: str) -> str:
        """A one-time code for a desk at this counter."""
        from app.usecases.central.enrolment import issue_code

        with self._opened() as server:
            return issue_code(server, counter, by=BY).code

    @contextlib.contextmanager
    def _opened(self) -> Iterator[Server]:
        """The server's data, beside the process that serves them."""
        from app.central_program import open_server
        from app.store.central.home import CentralHome

        server = open_server(CentralHome(self.folder))
        try:
            yield server
        finally:
            server.close()

    def ready_for(self, counter: str, area: str) -> tuple[str, str]:
        """Make and start a server where there is none; answer its address and a code for a desk at this counter."""
        if not self.exists:
            self.make(area, "")
        self.start()
        if not self.wait_ready():
            raise ServerAbsent("试用服务器没有启动，请再试一次，或者选“单机试用”。", str(self.folder))
        return self.url, self.code(counter)

    def start(self) -> None:
        """Start the server if it is not running; does not wait until it answers."""
        if self.running:
            return
        self._let_go()
        port = self.url.rpartition(":")[2]
        options = ["serve", "--home", str(self.folder), "--host", HOST, "--port", port]
        self._process = subprocess.Popen(  # noqa: S603 - our own program; a packaged one takes these words itself
            [sys.executable, "-m", "app.cli.embedded", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait_ready(self) -> bool:
        """Wait until the server says that it listens; False where it ended or took too long."""
        ends = time.monotonic() + READY_SECONDS
        while self.running and time.monotonic() < ends:
            if self._announced() == (self._process.pid if self._process else 0):
                return True
            time.sleep(_LOOK_SECONDS)
        return False

    def stop(self) -> None:
        """End the server and wait until it has; one that does not listen is killed."""
        process = self._process
        if process is None:
            return
        self._let_go()
        with contextlib.suppress(OSError):
            process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def kill(self) -> None:
        """Pull the server away without a word, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._let_go()

    def _let_go(self) -> None:
        """Close the pipe to a process, which then ends."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()

    def _announced(self) -> int:
        try:
            said = json.loads((self.folder / "serve.json").read_bytes())
            return int(said["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
