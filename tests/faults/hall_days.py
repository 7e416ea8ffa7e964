"""Days of a hall on a bad line: desks that work, exchange, lose the line, are killed; a server that is killed too.

    python -m tests.faults.hall_days --folder DIR --counters 4 --days 1 --seed 1

Desks are the real store, use cases and exchange without a window, shared out among forked workers; the server is a real
process, the line a faulty one between them; the clock is shared and goes from day to day. Workers, server and
PostgreSQL are killed by SIGKILL at moments drawn from the seed. Some desks have no line for days.

At the end the line is good, every desk exchanges until it is level, and the proof is taken (`hall_proof`). Prints one
line of JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.store import keyring
from tests.builders.cluster import ServerProcess
from tests.builders.postgres import Postgres
from tests.builders.proxy import EVERYTHING, LineProcess
from tests.builders.quick_passwords import quick_parameters
from tests.builders.shared_clock import SharedClock
from tests.builders.simulated_desk import SimulatedDesk
from tests.faults.hall_proof import Proof, take_proof
from tests.faults.workers import Steps, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WORKERS = 2
HALL_OF = 25
"""Counters of a hall."""
ATTACHED = 40_000
"""Most bytes of an attachment; one step in ten makes one."""


@dataclass
class Hall:
    """What plays: the desks' folders, the line, the server, the clock, and what is drawn from the seed."""

    folder: Path
    counters: int
    seed: int
    clock: SharedClock
    server: ServerProcess
    line: LineProcess
    postgres: Postgres | None
    workers: Workers
    wrong: list[str] = field(default_factory=list)

    def desk(self, index: int) -> Path:
        """Where a desk lives."""
        return self.folder / f"desk{index:02}"

    def opened(self, index: int, seed: int = 0) -> SimulatedDesk:
        """A desk in the morning, or after a kill."""
        return SimulatedDesk.opened(self.desk(index), self.clock.clock(), seed)

    def offline(self, index: int, day: int, days: int) -> bool:
        """Whether a desk has no line on a day: one in eight on any day, and the last one on every day."""
        if days > 1 and index == self.counters - 1:
            return True
        return random.Random(f"{self.seed} {index} {day}").random() < 0.125


def play(arguments: argparse.Namespace) -> Proof:
    """Play the days and take the proof."""
    keyring.fresh_parameters = quick_parameters
    with ExitStack() as ends:
        hall = _set_up(arguments, ends)
        _enrol(hall)
        for day in range(arguments.days):
            _day(hall, day, arguments)
            hall.clock.tomorrow()
        hall.line.tell("calm")
        for _ in range(2):  # the second time everybody has what the last one brought
            hall.wrong += hall.workers.run(lambda mine, _: _level(hall, mine))
        met = hall.line.close()
        proof = take_proof(hall.server, [hall.desk(i) for i in range(hall.counters)], hall.clock)
        proof.wrong += hall.wrong
        proof.kills, proof.met = hall.workers.kills, met
        return proof


def _set_up(arguments: argparse.Namespace, ends: ExitStack) -> Hall:
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    clock = SharedClock(folder / "clock")
    postgres = Postgres(durable=True) if arguments.database == "postgres" else None
    if postgres is not None:
        ends.callback(postgres.close)
    server = ServerProcess.made(folder / "central", None if postgres is None else postgres.database(), clock)
    ends.callback(server.kill)
    line = LineProcess(server.port, arguments.seed, EVERYTHING)
    ends.callback(line.close)
    numbers = range(arguments.counters)
    shares = [list(numbers)[k::WORKERS] for k in range(min(WORKERS, arguments.counters))]
    workers = Workers(shares, random.Random(arguments.seed))
    return Hall(folder, arguments.counters, arguments.seed, clock, server, line, postgres, workers)


def _enrol(hall: Hall) -> None:
    """Every counter joins, through a line that is good for once."""
    hall.line.tell("calm")
    codes = hall.server.codes([(f"C{i + 1:02}", f"H{i // HALL_OF + 1}") for i in range(hall.counters)])

    def join(mine: Sequence[int], _: Steps) -> None:
        for i in mine:
            desk = SimulatedDesk.enrolled(hall.desk(i), hall.line.url, codes[i], f"窗口{i + 1}", hall.clock.clock())
            desk.sync()
            desk.close()

    if wrong := hall.workers.run(join):
        raise RuntimeError(f"not every counter could join: {wrong}")
    hall.line.tell("rough")


def _day(hall: Hall, day: int, arguments: argparse.Namespace) -> None:
    """One day of work, with kills, and outages of the server in between."""

    def work(mine: Sequence[int], steps: Steps) -> None:
        chance = random.Random(f"{hall.seed} {day} {mine[0]} {steps.left}")
        desks = {i: hall.opened(i, chance.randrange(2**30)) for i in mine}
        while steps.left:
            for i, desk in desks.items():
                one_step(desk, chance, online=not hall.offline(i, day, arguments.days))
            steps.done()
        for desk in desks.values():
            desk.close()

    outages = Outages(hall, len(hall.workers.shares) * arguments.steps)
    hall.wrong += hall.workers.run(work, arguments.steps, outages.heard)
    outages.end()


def one_step(desk: SimulatedDesk, chance: random.Random, *, online: bool) -> None:
    """Do one thing, and exchange now and then."""
    desk.hand.step(new=0.45)
    if chance.random() < 0.1 and (case_no := desk.hand.any_case()) is not None:
        desk.hand.attach(desk.hand.state(case_no).case_id, chance.randint(1, ATTACHED))
    if online and chance.random() < 0.5:
        desk.try_sync()


class Outages:
    """Server, PostgreSQL and line go away and come back, at numbers of steps drawn from the seed."""

    def __init__(self, hall: Hall, steps: int) -> None:
        ways: list[tuple[Callable[[], object], Callable[[], object]]] = [(hall.server.kill, hall.server.start)]
        ways.append((lambda: hall.line.tell("cut"), lambda: hall.line.tell("mend")))
        if hall.postgres is not None:
            ways.append((hall.postgres.kill, hall.postgres.start))
        chance = hall.workers.chance
        chance.shuffle(ways)
        moments = sorted(chance.sample(range(1, max(steps, 2 * len(ways) + 1)), 2 * len(ways)))
        self._coming = list(zip(moments, [act for way in ways for act in way], strict=True))

    def heard(self, steps: int) -> None:
        """So many steps are done: do what is due."""
        while self._coming and self._coming[0][0] <= steps:
            self._coming.pop(0)[1]()

    def end(self) -> None:
        """The day is over: what went away and has not come back does so now; what had not gone stays."""
        if len(self._coming) % 2:
            self._coming[0][1]()


def _level(hall: Hall, mine: Sequence[int]) -> None:
    """Exchange until everything is sent and read."""
    for i in mine:
        desk = hall.opened(i)
        desk.sync()
        desk.close()


def main(argv: list[str] | None = None) -> int:
    """Play; exit 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--counters", type=int, default=4)
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--steps", type=int, default=8, help="of each desk on a day")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="postgres")
    proof = play(parser.parse_args(argv))
    print(json.dumps(proof.figures, ensure_ascii=False))
    return 1 if proof.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
