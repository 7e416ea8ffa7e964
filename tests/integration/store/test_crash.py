"""Killed at any moment, a store opens again with whole groups, equal projections and a chain that verifies."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from app.store.store import open_store
from app.store.verify import verify_store
from tests.builders.processes import said, start
from tests.builders.store import PASSWORD, make_program, write
from tests.builders.store import noted as noted_event

WRITER = """
import io, sys
from pathlib import Path
from app.store.event import Subject
from app.store.home import Home
from app.store.store import open_store
from app.store.verify import make_checkpoint
from tests.builders.store import PASSWORD, make_program, noted, opened, write
store = open_store(Home(Path(sys.argv[1])), make_program(), PASSWORD)
print("ready", flush=True)
number = 0
while True:
    number += 1
    case = f"{sys.argv[2]}-{number}"
    with store.write() as uow:
        uow.append([opened(case), noted(case, "长" * 3000), noted(case), noted(case)])
        store.attach(uow, Subject("case", case), io.BytesIO(case.encode() * 500), "image/jpeg")
        uow.commit()
    print(number, flush=True)
    if number % 7 == 0:
        make_checkpoint(store)
"""

if TYPE_CHECKING:
    from app.store.home import Home


def run_and_kill(home: Home, name: str, lines: int, bytes_more: int) -> int:
    """Let a writer commit `lines` groups and kill it after it has said `bytes_more` bytes more."""
    writer = start(WRITER, str(home.folder), name)
    assert said(writer) == "ready\n"
    heard = [said(writer) for _ in range(lines)]
    if bytes_more:
        said(writer, bytes_more)
    writer.kill()
    writer.communicate()
    assert writer.returncode == -signal.SIGKILL
    return int(heard[lines - 1]) if lines else 0


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_writer_loses_nothing_that_was_committed(home: Home, seed: int) -> None:
    chance = random.Random(seed)
    committed = run_and_kill(home, f"k{seed}", chance.randrange(1, 25), chance.randrange(4))
    store = open_store(home, make_program(), PASSWORD)
    report = verify_store(store)
    assert report.broken == []
    assert (report.events - 1) % 4 == 0
    assert report.events >= 1 + 4 * committed
    assert store.rebuild_check().differences == []
    assert store.damaged_attachments() == []
    assert write(store, noted_event("after"))[0].seq == report.events + 1
    with store.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
    store.close()


def test_killed_again_and_again_the_same_store_stays_whole(home: Home) -> None:
    for turn in range(4):
        run_and_kill(home, f"t{turn}", 3, turn)
    store = open_store(home, make_program(), PASSWORD)
    report = verify_store(store)
    assert (report.broken, report.events >= 1 + 4 * 12) == ([], True)
    store.close()


REBUILDER = """
import os, sys
from pathlib import Path
from app.store.home import Home
from app.store.store import open_store
from tests.builders.store import PASSWORD, make_program
def progress(done):
    os.kill(os.getpid(), 9)
open_store(Home(Path(sys.argv[1])), make_program("2"), PASSWORD, progress=progress)
"""


def test_a_rebuild_that_was_killed_leaves_the_old_rows(home: Home) -> None:
    run_and_kill(home, "r", 5, 0)
    done = subprocess.run([sys.executable, "-c", REBUILDER, str(home.folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    store = open_store(home, make_program("2"), PASSWORD)
    assert store.rebuild_check().differences == []
    assert store.rebuild_check().rows >= 5
    store.close()
