"""The soak test: whole lives of cases, one counter's day killed over and over, a hall's days on a bad line.

    python -m bench.soak --counters 50 --days 7 --seed 1

First whole lives of cases, from a phone or a counter to the result and a rating, under a checker that shares no code with
the rules (`tests.life.play`). Then a counter for itself (`tests.faults.scripted_day`): killed at random moments, its
chain, projections, numbers and papers looked at after each kill. Last the hall (`tests.faults.hall_days`): simulated
desks against a real server on PostgreSQL, through a faulty line, with kills at every end, by a clock that goes through
the days. Ends with one line of JSON; exit 1 where a rule was broken, anything printed is missing or doubled, a chain is
broken, or a replica is not the server's.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

KILLS_A_DAY = 6
FIGURES = ("printed", "at_server", "lost", "doubled", "broken_chains", "differing_replicas", "contested")


def run(module: str, *arguments: object) -> dict[str, Any]:
    """Run a module of the tests; the JSON of its last line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    played = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    said = played.stdout.splitlines()
    found: dict[str, Any] = json.loads(said[-1]) if said else {"wrong": [f"{module} ended with {played.returncode}"]}
    return found


def main(arguments: list[str] | None = None) -> int:
    """Play, kill, look, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counters", type=int, default=50)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lives", type=int, default=200, help="of cases, from application to rating")
    parser.add_argument("--steps", type=int, default=6, help="of each desk on a day")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="yichuang-soak-") as made:
        seeded = ("--seed", given.seed)
        lives = run(
            "tests.life.play", "--folder", Path(made) / "life", *seeded, "--cases", given.lives, "--postgres", "--rough"
        )
        print(json.dumps({"whole lives": lives}, ensure_ascii=False), flush=True)
        alone = run(
            "tests.faults.scripted_day", "--home", Path(made) / "home", *seeded, "--kills", given.days * KILLS_A_DAY
        )
        print(json.dumps({"counter alone": alone}, ensure_ascii=False), flush=True)
        size = ("--counters", given.counters, "--days", given.days, "--steps", given.steps)
        hall = run("tests.faults.hall_days", "--folder", Path(made) / "hall", *seeded, *size)
    wrong = [*lives.get("wrong", []), *alone.get("wrong", []), *hall.get("wrong", [])]
    print(json.dumps({"hall": {k: v for k, v in hall.items() if k not in FIGURES}}, ensure_ascii=False))
    print(json.dumps({name: hall.get(name) for name in FIGURES}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
