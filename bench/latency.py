"""From a commit at one desk to the changed list at another, both connected; and what a desk that waits costs.

Server, reading desk and line are processes or threads of their own; the list is read anew each time, as a screen does.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil

from app.sync.loop import Exchange
from app.usecases.accept import accept
from bench.figure import Figure, limited, p95
from tests.builders.cluster import ServerProcess
from tests.builders.filings import complete_filing, item_of
from tests.builders.proxy import FaultyLine
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from pathlib import Path

COMMITS = 60
IDLE_SECONDS = 60.0
IDLE_ROUNDS = 1


def figures(folder: Path) -> list[Figure]:
    """Latency first, then the same reading desk left alone."""
    with ServerProcess.made(folder / "central") as server, FaultyLine(server.address) as line:
        for name, counter, url in (("writer", "C01", server.url), ("reader", "C02", line.url)):
            SimulatedDesk.enrolled(folder / name, url, server.code(counter, "H1"), name).close()
        command = [sys.executable, "-m", "bench.latency_process", str(folder / "reader")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdout is not None
            reader.stdout.readline()
            seen = _seen(folder / "writer", reader)
            used, carried = _idle(reader, line)
            reader.communicate()
    return [
        limited("commit at a desk → changed list at another, p95", "ms", [p95(seen)], 500, "500 ms"),
        limited("commit at a desk → changed list at another, median", "ms", seen, 500, "500 ms"),
        limited("idle desk: processor", "% of a core", used, 1, "1 %"),
        limited("idle desk: line", "bytes/s", carried, 1024, "1 KB/s"),
    ]


def _seen(folder: Path, reader: subprocess.Popen[str]) -> list[float]:
    """Milliseconds from each commit until the reader has its new case in the list."""
    assert reader.stdout is not None
    desk, chance, seen = SimulatedDesk.opened(folder), random.Random(1), []
    exchange = Exchange(desk.workplace.store)
    exchange.start()
    filing = complete_filing(item_of("GT-04"), desk.workplace.today())
    for _ in range(COMMITS):
        done = accept(desk.workplace, filing)
        start = time.monotonic()
        exchange.wake()
        while True:
            moment, newest = reader.stdout.readline().split()
            if newest == done.state.case_no:
                break
        seen.append((float(moment) - start) * 1000)
        time.sleep(chance.random() * 0.3)
    exchange.stop()
    desk.close()
    return seen


def _idle(reader: subprocess.Popen[str], line: FaultyLine) -> tuple[list[float], list[float]]:
    """Per cent of a core and bytes a second of a desk where nothing happens."""
    process, used, carried = psutil.Process(reader.pid), [], []
    for _ in range(IDLE_ROUNDS):
        before, bytes_before, start = process.cpu_times(), line.carried, time.monotonic()
        time.sleep(IDLE_SECONDS)
        after, seconds = process.cpu_times(), time.monotonic() - start
        used.append((after.user + after.system - before.user - before.system) / seconds * 100)
        carried.append((line.carried - bytes_before) / seconds)
    return used, carried
