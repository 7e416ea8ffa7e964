"""The short form of `make soak`: desks, a bad line, kills at every end, and the proof; on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.running_hall import RunningHall


@pytest.mark.parametrize(("database", "days", "seed"), [("sqlite", 1, 1), ("postgres", 1, 2)])
def test_nothing_printed_is_missing_doubled_or_changed(tmp_path: Path, database: str, days: int, seed: int) -> None:
    command = [sys.executable, "-m", "tests.faults.hall_days", "--folder", str(tmp_path / "hall"), "--counters", "4"]
    command += ["--days", str(days), "--seed", str(seed), "--database", database]
    played = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    found = json.loads(played.stdout.splitlines()[-1])
    assert found["printed"] == found["at_server"] > 8
    assert (found["lost"], found["doubled"], found["broken_chains"], found["differing_replicas"]) == (0, 0, 0, 0)


def test_the_proof_sees_what_is_wrong(hall: RunningHall) -> None:
    """A proof that finds nothing wrong must be able to."""
    a, b = hall.desk("a"), hall.desk("b")
    done = a.hand.accept()
    for desk in (a, b):
        desk.sync()
    with b.workplace.store.engine.connect().execution_options(immediate=True) as connection:
        connection.exec_driver_sql("DELETE FROM cases WHERE case_id = ?", (done.state.case_id,))
        connection.commit()
    tray = a.hand.tray
    tray.receive(tray.numbers[0])
    tray.receive("沙示例〔2026〕受理C01A-000999号")
    for name in ("a", "b"):
        hall.close_desk(name)
    proof = hall.proof()
    assert (proof.lost, proof.doubled, proof.differing_replicas) == (1, 1, 1)
