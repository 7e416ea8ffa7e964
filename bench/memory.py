"""Resident memory of the desk after 500 acceptances, against a window with all its libraries imported."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from bench.figure import Figure

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 2
FLAT = 1.05
"""What counts as flat: at most a twentieth more."""


def figures(folder: Path) -> list[Figure]:
    """Fresh processes, in turn."""
    rounds = []
    for number in range(ROUNDS):
        place = folder / str(number)
        place.mkdir()
        rounds.append((*_measured("desk", place), *_measured("window", place)))
    early, late, floors = (list(values) for values in zip(*rounds, strict=True))
    return [
        Figure("memory after 500 acceptances", "MB", late, floors, "a window with the same libraries imported", 1.5),
        Figure("memory after 500 acceptances: growth", "MB", late, early, "the same process after 100", FLAT),
    ]


def _measured(what: str, folder: Path) -> list[float]:
    command = [sys.executable, "-m", "bench.memory_process", what, str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [float(word) for word in told.splitlines()[-1].split()]
