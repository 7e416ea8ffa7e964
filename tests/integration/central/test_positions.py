"""Positions under concurrent pushes: a reader who has read up to one never finds an event before it.

The same proof fails for numbers from a sequence of the database: they commit in any order.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text

from app.store.central.ledger import Head, LockedRow, head
from app.usecases.central.feed import page
from app.usecases.central.ingest import ingest
from db.central.ledger import areas, events
from tests.builders.pens import HALL, NOW, Pen, make_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger
    from tests.builders.postgres import Postgres

COUNTERS = ("C03", "C04", "C05")
ROUNDS = 6


class NaiveSequence:
    """What must not be done: numbers from a sequence, taken before the commit and seen after it."""

    step = 1000

    def begin(self, connection: Connection, area: str) -> Head:
        first = connection.execute(text("SELECT nextval('naive')")).scalar_one()
        epoch = connection.execute(select(areas.c.epoch).where(areas.c.area == area)).scalar_one()
        return Head(epoch, int(first) * self.step)

    def end(self, connection: Connection, area: str, position: int) -> None:
        """A sequence needs no end."""

    def head(self, connection: Connection, area: str) -> Head:
        epoch = connection.execute(select(areas.c.epoch).where(areas.c.area == area)).scalar_one()
        last = connection.execute(select(func.max(events.c.position)).where(events.c.area == area)).scalar()
        return Head(epoch, last or 0)


class Gate:
    """Lets a slow writer take its positions first and commit last: the interleaving that a sequence cannot bear."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.taken = threading.Event()
        self.go_on = threading.Event()

    def begin(self, connection: Connection, area: str) -> Head:
        found: Head = self.inner.begin(connection, area)
        if threading.current_thread().name.startswith("slow"):
            self.taken.set()
            assert self.go_on.wait(20)
        return found

    def end(self, connection: Connection, area: str, position: int) -> None:
        self.inner.end(connection, area, position)

    def head(self, connection: Connection, area: str) -> Head:
        found: Head = self.inner.head(connection, area)
        return found


def skipped(ledger: Ledger, gate: Gate) -> int:
    """Push slowly at one counter and quickly at another; a reader reads in between. How many events it missed."""
    slow, quick = Pen("C03").open(), Pen("C04").open()
    slow.case()
    quick.case()
    read = []
    with ThreadPoolExecutor(1, thread_name_prefix="slow") as one, ThreadPoolExecutor(1) as other:
        first = one.submit(ingest, ledger, slow.batch(), slow.device, NOW)
        assert gate.taken.wait(20)
        second = other.submit(ingest, ledger, quick.batch(), quick.device, NOW)
        wait_a_little(second)
        between = page(ledger, HALL, "", 0, NOW)
        read += between.entries
        gate.go_on.set()
        assert first.result(20).acked == slow.last
        assert second.result(20).acked == quick.last
    read += page(ledger, HALL, "", between.position, NOW).entries
    return 2 * 3 - len(read)


def wait_a_little(future: Any) -> tuple[bool, Any]:
    """Whether it is done within the time that a quick push needs; with a locked row it is not."""
    from concurrent.futures import wait

    done, rest = wait([future], timeout=1.5)
    return bool(done), rest


def naive_ledger(url: str, folder: Path, positions: Any) -> Ledger:
    return make_ledger(url, folder, positions=positions)


def test_a_slow_writer_is_waited_for_and_nothing_is_skipped(postgres: Postgres, tmp_path: Path) -> None:
    gate = Gate(LockedRow())
    ledger = naive_ledger(postgres.database(), tmp_path, gate)
    assert skipped(ledger, gate) == 0
    ledger.store.close()


def test_a_naive_sequence_fails_the_same_proof(postgres: Postgres, tmp_path: Path) -> None:
    gate = Gate(NaiveSequence())
    ledger = naive_ledger(postgres.database(), tmp_path, gate)
    with ledger.store.write() as connection:
        connection.execute(text("CREATE SEQUENCE naive"))
    assert skipped(ledger, gate) == 3
    ledger.store.close()


def read_all(ledger: Ledger, stop: threading.Event) -> list[int]:
    """Read on and on, as a desk does, until everything has been written; the positions in the order read."""
    found: list[int] = []
    after = 0
    while True:
        last = stop.is_set()
        one = page(ledger, HALL, "", after, NOW, max_entries=5)
        found += [entry.position for entry in one.entries]
        after = one.position
        if last and after == one.head:
            return found


def write_some(ledger: Ledger, pen: Pen) -> int:
    for _ in range(ROUNDS):
        first = pen.last + 1
        pen.case()
        assert ingest(ledger, pen.batch(first), pen.device, NOW).acked == pen.last
    return pen.last


def test_readers_see_everything_once_and_in_order_while_many_push(ledger: Ledger) -> None:
    pens = [Pen(counter).open() for counter in COUNTERS]
    for pen in pens:
        ingest(ledger, pen.batch(), pen.device, NOW)
    stop = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        readers = [pool.submit(read_all, ledger, stop) for _ in range(2)]
        writers = [pool.submit(write_some, ledger, pen) for pen in pens]
        written = sum(writer.result(60) for writer in writers)
        stop.set()
        read = [reader.result(60) for reader in readers]
    assert head(ledger).position == written
    assert read[0] == read[1] == sorted(set(read[0]))
    assert len(read[0]) == len(COUNTERS) * ROUNDS * 3
    with ledger.store.read() as connection:
        places = connection.execute(select(events.c.position).order_by(events.c.position)).scalars().all()
    assert list(places) == list(range(1, written + 1))


def test_the_same_batch_pushed_by_many_at_once_is_taken_once(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda _: ingest(ledger, pen.batch(), pen.device, NOW), range(8)))
    assert all(receipt == receipts[0] for receipt in receipts)
    assert head(ledger).position == pen.last
