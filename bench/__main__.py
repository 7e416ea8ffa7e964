"""`make bench`: measure, print one table, write bench/results.json. Nothing is asserted here."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

GROUPS = ("acceptance", "search", "receipt", "start", "memory")


def main(wanted: list[str]) -> int:
    """Run the named groups (all by default)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or GROUPS:
            group = Path(folder) / name
            group.mkdir()
            rows += [figure.row() for figure in import_module(f"bench.{name}").figures(group)]
    print(f"{'figure':<58}{'value':>11}{'floor':>11}{'ratio':>8}  {'goal':<18}met")
    for row in rows:
        value, floor = f"{row['value']:.3g} {row['unit']}", f"{row['floor']:.3g} {row['unit']}"
        print(f"{row['name']:<58}{value:>11}{floor:>11}{row['ratio']:>8.2f}  {row['goal']:<18}{'yes' if row['met'] else 'NO'}")
    Path(__file__).with_name("results.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
