"""Processes that have the program's modules already: forked off one that has imported them and done nothing else.

A server imports for more than a second before it does anything, and a run of the tests starts and kills more than a
hundred. What is started here is a process like any other: it has its own pid, runs `python -m MODULE …` and dies of
SIGKILL. That the programs start from nothing has tests of its own (tests/integration/central_http/test_serving.py).
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from typing import IO, NoReturn

PACKAGES = ("app.central", "app.usecases", "app.store", "app.catalog", "app.receipts", "app.sync", "db.central")
AT_THE_CENTRE = ("app.cli.central_", "app.cli.running", "app.cli.answer", "app.cli.unlocking")
MODULES = ("app.central_program", "litestar.plugins.pydantic", "pydantic", "uvicorn.lifespan.on", "uvicorn.loops.auto")
LARGEST = 1 << 18


class Child:
    """A process that was forked off, as `subprocess.Popen` would show it."""

    def __init__(self, parent: _Parent, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._parent = parent
        self._alive = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Its exit code, None while it runs; negative where a signal ended it."""
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended. TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._alive], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = self._parent.ask({"ended": self.pid})
            os.close(self._alive)
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._alive, number)


def start(
    module: str, *arguments: object, stdin: IO[bytes] | int, stdout: IO[bytes] | int, stderr: IO[bytes] | int
) -> Child:
    """Run `python -m module arguments…` in this process's environment and folder."""
    wanted = {"run": [module, *map(str, arguments)], "environment": dict(os.environ), "folder": os.getcwd()}
    parent = _parent()
    streams = [one if isinstance(one, int) else one.fileno() for one in (stdin, stdout, stderr)]
    return Child(parent, parent.ask(wanted, streams))


class _Parent:
    """The process that has imported everything; it ends with this one, and all that it forked off with it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.builders.prefork", str(theirs.fileno())]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        theirs.close()

    def ask(self, wanted: object, streams: list[int] | None = None) -> int:
        """Send a wish with the streams that go with it; the answer."""
        with self._guard:
            socket.send_fds(self._line, [json.dumps(wanted).encode()], streams or [])
            return int(self._line.recv(100))

    def end(self) -> None:
        """Let it go."""
        self._line.close()
        self._process.wait(30)


@cache
def _parent() -> _Parent:
    made = _Parent()
    atexit.register(made.end)
    return made


def _import_all() -> None:
    for package in PACKAGES:
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            importlib.import_module(module.name)
    commands = pkgutil.iter_modules(importlib.import_module("app.cli").__path__, "app.cli.")
    for name in (*MODULES, *(found.name for found in commands if found.name.startswith(AT_THE_CENTRE))):
        importlib.import_module(name)


def _serve(line: socket.socket) -> list[str]:
    """Fork for each wish; returns in what was forked off, with what it is to run."""
    running: set[int] = set()
    while True:
        said, streams, _, _ = socket.recv_fds(line, LARGEST, 3)
        if not said:
            _leave(running)
        wanted = json.loads(said)
        if "ended" in wanted:
            _, status = os.waitpid(wanted["ended"], 0)
            running.discard(wanted["ended"])
            line.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        child = os.fork()
        if child == 0:
            line.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            os.environ.clear()
            os.environ.update(wanted["environment"])
            os.chdir(wanted["folder"])
            run: list[str] = wanted["run"]
            return run
        running.add(child)
        for stream in streams:
            os.close(stream)
        line.send(str(child).encode())


def _leave(running: set[int]) -> NoReturn:
    for child in running:
        os.kill(child, signal.SIGKILL)
    sys.exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches this too; the tests end first
    _import_all()
    sys.argv = _serve(socket.socket(fileno=int(sys.argv[1])))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
