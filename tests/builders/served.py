"""The server's program in a process of its own, by a clock that a test turns.

    python -m tests.builders.served CLOCKFILE serve --home DIR --port 0 …

The same as `yichuang-central serve …` but for the clock.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import app.central_program as composition
from tests.builders.shared_clock import SharedClock

if __name__ == "__main__":
    clock = SharedClock(Path(sys.argv[1])).clock()
    composition.open_server = partial(composition.open_server, clock=clock)
    sys.exit(import_module("app.cli.central").main(sys.argv[2:]))
