"""A desk that works and exchanges until it is killed: python -m tests.faults.desk_at_work FOLDER CLOCKFILE SEED.

Says a line for each step; what a bad line does to an exchange does not stop it.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from tests.builders.shared_clock import SharedClock
from tests.builders.simulated_desk import SimulatedDesk


def main(folder: Path, clock: Path, seed: int) -> None:
    """Work until killed."""
    desk = SimulatedDesk.opened(folder, SharedClock(clock).clock(), seed)
    for step in count():
        desk.hand.step()
        if step % 3 == 0 and (case_no := desk.hand.any_case()) is not None:
            desk.hand.attach(desk.hand.state(case_no).case_id, 20_000)
        print(step, desk.try_sync(), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
