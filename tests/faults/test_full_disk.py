"""A full disk at either end: nothing half done, nothing lost, and with room again the work goes on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.builders.small_disk import on_small_disk

if TYPE_CHECKING:
    from pathlib import Path


def test_a_full_disk_at_the_desk(tmp_path: Path) -> None:
    played = on_small_disk("tests.faults.full_disk", tmp_path / "disk", 24, "desk")
    assert played.returncode == 0, played.stdout + played.stderr[-2000:]
    found = json.loads(played.stdout.splitlines()[-1])
    assert found.pop("refused") == ("STORE-DISK-FULL" if found.pop("real") else "STORE-CORRUPT")
    assert found == {"unchanged": True, "verdict_after": "accepted", "broken": 0, "differences": 0}


def test_a_full_disk_at_the_server(tmp_path: Path) -> None:
    played = on_small_disk("tests.faults.full_disk", tmp_path / "disk", 24, "server")
    assert played.returncode == 0, played.stdout + played.stderr[-2000:]
    found = json.loads(played.stdout.splitlines()[-1])
    assert found == {"refused": ["DISK"], "sent": True, "blobs": 1, "wrong": []}
