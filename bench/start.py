"""From the start of the program to its first paint, and from the log-in to a page that can be typed in."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.figure import Figure, Spent, within
from bench.many_cases import COUNT, HOME, open_many

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 5
LONGEST = 120
SECOND = 1000


def figures(folder: Path) -> list[Figure]:
    """Fresh processes, in turn; the first round only warms the files."""
    open_many().store.close()
    rounds = [(_spawn("empty", folder), _spawn("desk", HOME), _spawn("log-in", HOME)) for _ in range(ROUNDS + 1)][1:]
    empty = [first for (first,), _, _ in rounds]
    desk = [first for _, (first,), _ in rounds]
    log_in = [Spent(*both) for _, _, both in rounds]
    name = f"{COUNT:,} cases in the store"
    return [
        Figure(f"spawn → first paint, {name}", "ms", desk, empty, "an empty PySide6 window", 1.5),
        *within("log-in pressed → page that can be typed in", log_in, SECOND, "one second"),
    ]


def _spawn(what: str, home: Path) -> list[float]:
    command = [sys.executable, "-m", "bench.start_process", what, str(time.monotonic()), str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    if done.returncode:
        raise RuntimeError(f"{what} ended with {done.returncode}: {done.stderr[-1000:]}")
    return [float(word) for word in done.stdout.splitlines()[-1].split()]
