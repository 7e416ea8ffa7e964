"""The soak test: a counter's day, played by the use cases and killed at random moments, over and over.

    python -m bench.soak --counters 50 --days 7 --seed 1

There is no server yet, so each run is one counter for itself: the figures of a server are null, and `--counters` only
seeds the runs. A day is thirty kills; after each the chain, the projections, the numbers and the printed papers are
looked at. Ends with one line of JSON; exit 1 where anything printed is missing or doubled, or a chain is broken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

KILLS_A_DAY = 30


def run(seed: int, kills: int, home: Path) -> dict[str, Any]:
    """One counter's days; what `tests.faults.scripted_day` found."""
    command = [sys.executable, "-m", "tests.faults.scripted_day", "--home", str(home)]
    played = subprocess.run(
        [*command, "--seed", str(seed), "--kills", str(kills)], capture_output=True, text=True, check=False
    )
    sys.stderr.write(played.stderr)
    said = played.stdout.splitlines()
    found: dict[str, Any] = json.loads(said[-1]) if said else {"wrong": [f"the run ended with {played.returncode}"]}
    return found


def main(arguments: list[str] | None = None) -> int:
    """Play, kill, look, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counters", type=int, default=50)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    kills = max(1, given.days * KILLS_A_DAY)
    with tempfile.TemporaryDirectory(prefix="yichuang-soak-") as made:
        found = run(given.seed, kills, Path(made) / "home")
    wrong = found.get("wrong", [])
    figures = {
        "printed": found.get("printed"),
        "at_server": None,
        "lost": sum("not in the store" in line for line in wrong),
        "doubled": sum(line.startswith("twice") for line in wrong),
        "broken_chains": sum(line.startswith("chain") for line in wrong),
        "differing_replicas": None,
        "contested": None,
        "kills": found.get("kills", found.get("kill")),
        "wrong": wrong,
    }
    print(json.dumps(figures, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
