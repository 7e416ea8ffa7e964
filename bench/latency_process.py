"""A desk that waits for others: `python -m bench.latency_process FOLDER`.

Says `ready`, then for each change of the list the moment (monotonic seconds of this machine) at which it was read anew,
and the number of its newest case. Ends with its stdin.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app.store import keyring
from app.sync.loop import Exchange
from app.usecases.queries import list_cases
from tests.builders.quick_passwords import quick_parameters
from tests.builders.simulated_desk import SimulatedDesk


def main(folder: Path) -> None:
    """Exchange until stdin ends."""
    keyring.fresh_parameters = quick_parameters
    desk = SimulatedDesk.opened(folder)
    workplace = desk.workplace

    def changed(names: frozenset[str]) -> None:
        if "cases" in names:
            rows = list(list_cases(workplace, workplace.today()))
            newest = max(rows, key=lambda row: row.opened_at).case_no if rows else "none"
            print(time.monotonic(), newest, flush=True)

    desk.sync()
    exchange = Exchange(workplace.store, changed)
    exchange.start()
    print("ready", flush=True)
    sys.stdin.read()
    exchange.stop()
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
