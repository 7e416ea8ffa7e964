"""A line that drops, delays, doubles, reorders and cuts: an exchange fails or not, and nothing is lost or doubled."""

from __future__ import annotations

from threading import Timer
from typing import TYPE_CHECKING

import pytest

from app.store.outbox import unsent
from tests.builders.proxy import EVERYTHING, Fault, Kind
from tests.builders.running_hall import Prepared, RunningHall

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders.simulated_desk import SimulatedDesk

AT = 8
"""Requests of an exchange that may meet a fault: from the greeting to the last page."""
CHUNK = 1024 * 1024


@pytest.fixture(scope="module")
def hall(sqlite_hall: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    """One for all of these: whatever one kind of fault leaves behind, the next one meets."""
    running = RunningHall.begun(sqlite_hall, tmp_path_factory.mktemp("line") / "hall", None)
    yield running
    running.end()


def waits(desk: SimulatedDesk) -> tuple[int, int]:
    with desk.workplace.store.read() as connection:
        found = unsent(connection)
    return found.events, found.attachments


@pytest.mark.parametrize("kind", [*EVERYTHING])
def test_a_fault_at_each_request_of_an_exchange(hall: RunningHall, kind: Kind) -> None:
    a, b = hall.desk("a"), hall.desk("b")
    before = hall.line.met[kind]
    for at in range(AT):
        a.hand.step()
        hall.line.script(*[Fault()] * at, Fault(kind))
        a.try_sync()
        b.try_sync()
        hall.line.skip()
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed > 0
    assert hall.line.met[kind] - before >= AT - 1


def test_a_line_that_swallows_everything_until_it_is_hung_up(hall: RunningHall) -> None:
    a = hall.desk("a")
    a.hand.accept()
    hall.line.script(Fault("blackhole"))
    breaks = Timer(0.3, hall.line.cut)
    breaks.start()
    assert a.try_sync() == "SYNC-OFFLINE"
    breaks.join()
    hall.line.mend()
    assert a.sync().pushed > 0


@pytest.mark.parametrize("kind", ["cut-request", "cut-answer"])
def test_a_cut_in_an_attachment_costs_a_chunk_at_most(hall: RunningHall, kind: Kind) -> None:
    a = hall.desk("a")
    case = a.hand.accept().state.case_id
    digest = a.hand.attach(case, 4 * CHUNK + 77)
    asked = len(hall.line.seen)
    hall.line.script(*[Fault(kind)] * 3, on="PUT /api/v1/blobs")
    failed = [a.try_sync() for _ in range(4)]
    sent = [path for method, path in hall.line.seen[asked:] if method == "PUT" and digest in path]
    assert failed == ["SYNC-OFFLINE"] * 3 + [""]
    assert len(sent) <= 5 + 3
    assert waits(a) == (0, 0)
