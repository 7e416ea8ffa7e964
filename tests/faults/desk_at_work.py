"""A desk that does a step and exchanges for each line it is sent: python -m tests.faults.desk_at_work FOLDER CLOCKFILE SEED.

Answers each with what stood against the exchange, which stops nothing. It is there to be killed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.builders.shared_clock import SharedClock
from tests.builders.simulated_desk import SimulatedDesk


class DeskAtWork:
    """Such a process, seen from a test."""

    def __init__(self, folder: Path, clock: Path, seed: int) -> None:
        command = [sys.executable, "-m", "tests.faults.desk_at_work", str(folder), str(clock), str(seed)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._asked = 0

    def begin(self, steps: int = 1) -> None:
        """Let it do so many steps, and don't wait for them."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n" * steps)
        self._process.stdin.flush()
        self._asked += steps

    def said(self) -> set[str]:
        """Wait until it has done all; what stood against its exchanges."""
        assert self._process.stdout is not None
        said = {self._process.stdout.readline().rstrip("\n") for _ in range(self._asked)}
        self._asked = 0
        return said

    def kill(self) -> None:
        """End it by SIGKILL."""
        self._process.kill()
        self._process.communicate()


def main(folder: Path, clock: Path, seed: int) -> None:
    """Work until killed."""
    desk = SimulatedDesk.opened(folder, SharedClock(clock).clock(), seed)
    for number, _ in enumerate(sys.stdin):
        desk.hand.step()
        if number % 3 == 0 and (case_no := desk.hand.any_case()) is not None:
            desk.hand.attach(desk.hand.state(case_no).case_id, 20_000)
        print(desk.try_sync(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
