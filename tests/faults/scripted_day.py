"""A counter day played by the use cases, killed at random moments, looked at after each kill.

python -m tests.faults.scripted_day --home DIR --seed 1 --kills 20

The player is a forked process: it opens the store, takes cases, prints them (a file that is renamed into `printed/`
has come out of the printer), completes corrections, tells, voids. The parent kills it with SIGKILL, then checks: the
chain is whole, projections equal a rebuild, every printed number is in the store, no number twice, no gap in a
series. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
from collections import Counter
from itertools import count
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.bootstrap import create_workplace, library, places, store_home
from app.domain.case import commands as c
from app.store.store import open_store
from app.store.verify import verify_store
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.printing import came_out, file_name, render_paper, spooled
from app.usecases.workplace import Workplace, program
from db.desk.projections import cases, documents, series
from tests.builders.filings import complete_filing, item_of, passed, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.usecases.accept import Done
    from app.usecases.workplace import Library

PASSWORD = "断电-也不怕-03"
CODES = ("GT-04", "GT-05", "WJ-01", "MZ-03", "RS-01")


def play(home: Path, knowledge: Library, seed: int, steps: int) -> None:
    """Work at the counter until killed; one byte through the pipe `steps` for each case that was taken and printed."""
    workplace = Workplace(open_store(store_home(places(home)), program(), PASSWORD), knowledge)
    chance = random.Random(seed)
    for _ in count():
        item = item_of(chance.choice(CODES))
        filing = complete_filing(item, workplace.today())
        lacking = chance.random() < 0.4
        key = next(m.key for m in item.materials if m.required and m.key in filing.materials and not m.application_form)
        done = accept(workplace, without(filing, {key}) if lacking else filing)
        print_out(workplace, done, home)
        os.write(steps, b".")
        if lacking and done.state.phase == "correction":
            brought = c.CompleteCorrection({key: passed(item, key, filing)})
            print_out(workplace, act(workplace, done.state.case_no, brought), home)
        if chance.random() < 0.2 and done.papers:
            number = done.papers[-1].meant.number
            act(workplace, done.state.case_no, c.VoidDocument(number, "打印错位"))
        elif done.papers:
            act(workplace, done.state.case_no, c.Tell(done.papers[-1].meant.number, "handed-over"))


def print_out(workplace: Workplace, done: Done, home: Path) -> None:
    """Print as the desk does: spool, sheets come out, the clerk says so."""
    folder = home.parent / "printed"
    folder.mkdir(exist_ok=True)
    for paper in done.papers:
        number = paper.meant.number
        pdf = render_paper(paper.data, paper.meant.copies, paper.meant.filed)
        spooled(workplace, number, "文件")
        part = folder / "part"
        part.write_bytes(pdf)
        part.rename(folder / file_name(number))
        came_out(workplace, number)


def warm_up(home: Path, knowledge: Library) -> None:
    """Make the store and print one paper in the parent, so that children start with everything imported."""
    workplace = create_workplace(places(home), "王芳", PASSWORD, "C03", "500106", evaluation=True)
    done = accept(workplace, complete_filing(item_of("GT-04"), workplace.today()))
    print_out(workplace, done, home)
    workplace.store.close()


def problems(home: Path, knowledge: Library) -> Iterator[str]:
    """What does not hold after a kill."""
    store = open_store(store_home(places(home)), program(), PASSWORD)
    try:
        yield from (f"chain {b.seq}: {b.reason}" for b in verify_store(store).broken)
        yield from (f"projection {d}" for d in store.rebuild_check().differences)
        with store.read() as connection:
            rows = connection.execute(select(documents.c.number, documents.c.series, documents.c.serial)).all()
            last = dict(connection.execute(select(series.c.key, series.c.last)).all())
            numbers = connection.execute(select(cases.c.case_no)).scalars().all()
        known = {file_name(row.number) for row in rows}
        yield from (
            f"printed, not in the store: {p.name}"
            for p in (home.parent / "printed").glob("*.pdf")
            if p.name not in known
        )
        yield from (f"twice: {n}" for n, k in Counter([r.number for r in rows] + list(numbers)).items() if k > 1)
        drawn = Counter(row.series for row in rows)
        for number in numbers:
            drawn["case:" + number.rsplit("-", 2)[0]] += 1
        yield from (f"gap in {key}: {last[key]} drawn, {drawn[key]} there" for key in last if last[key] != drawn[key])
        yield from (f"series unknown: {key}" for key in drawn if key not in last)
    finally:
        store.close()


def killed_day(home: Path, knowledge: Library, seed: int, cases: int, after: float) -> list[str]:
    """Play in a forked process and kill it `after` seconds after so many cases: as far on a slow machine as on a quick one."""
    done, steps = os.pipe()
    child = os.fork()
    if child == 0:
        play(home, knowledge, seed, steps)
        os._exit(0)
    os.close(steps)
    for _ in range(cases):
        os.read(done, 1)
    killer = Timer(after, os.kill, (child, signal.SIGKILL))
    killer.start()
    _, ended = os.waitpid(child, 0)
    killer.join()
    os.close(done)
    return [] if os.WIFSIGNALED(ended) else ["the day ended by itself"]


def main(argv: list[str] | None = None) -> int:
    """Play, kill, look; exit 1 with what does not hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    arguments = parser.parse_args(argv)
    chance = random.Random(arguments.seed)
    knowledge = library(places(arguments.home))
    warm_up(arguments.home, knowledge)
    for round_ in range(arguments.kills):
        cases, after = chance.randint(1, 3), chance.random() * 0.5
        wrong = killed_day(arguments.home, knowledge, arguments.seed * 1000 + round_, cases, after)
        wrong += problems(arguments.home, knowledge)
        if wrong:
            print(json.dumps({"kill": round_, "wrong": wrong}, ensure_ascii=False))
            return 1
    printed = len(list((arguments.home.parent / "printed").glob("*.pdf")))
    print(json.dumps({"kills": arguments.kills, "printed": printed, "lost": 0, "doubled": 0, "broken_chains": 0}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
