"""From the start of the program to its first paint, and from the log-in to a page that can be typed in."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.figure import Figure, limited
from bench.many_cases import COUNT, HOME, open_many

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 7
SECOND = 1000


def figures(folder: Path) -> list[Figure]:
    """Fresh processes, in turn; the first round only warms the files."""
    open_many().store.close()
    rounds = [(_spawn("empty", folder), _spawn("desk", HOME), _spawn("log-in", HOME)) for _ in range(ROUNDS + 1)][1:]
    empty, desk, log_in = (list(values) for values in zip(*rounds, strict=True))
    name = f"{COUNT:,} cases in the store"
    return [
        Figure(f"spawn → first paint, {name}", "ms", desk, empty, "an empty PySide6 window", 1.5),
        limited("log-in pressed → page that can be typed in", "ms", log_in, SECOND, "one second"),
    ]


def _spawn(what: str, home: Path) -> float:
    command = [sys.executable, "-m", "bench.start_process", what, str(time.monotonic()), str(home)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])
