"""Pull the plug at random moments of a counter day: nothing printed is missing, no number twice, the chain whole."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 20


def test_nothing_printed_is_lost_when_the_desk_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.scripted_day", "--home", str(tmp_path / "home"), "--seed", "7"]
    played = subprocess.run([*command, "--kills", str(KILLS)], capture_output=True, text=True, timeout=300, check=False)
    assert played.returncode == 0, played.stdout + played.stderr[-2000:]
    found = json.loads(played.stdout)
    assert found["kills"] == KILLS
    assert found["printed"] >= KILLS
    assert (found["lost"], found["doubled"], found["broken_chains"]) == (0, 0, 0)
