"""`make bench`: measure, print one table, write bench/results.json. Nothing is asserted here.

`python -m bench search receipt` measures only these groups; the rows of the others stay as they were.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

GROUPS = ("acceptance", "search", "receipt", "start", "memory", "push", "exchange", "latency", "load", "pages")
RESULTS = Path(__file__).with_name("results.json")


def main(wanted: list[str]) -> int:
    """Run the named groups (all by default)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    chosen = [name for name in GROUPS if name in wanted] if wanted else list(GROUPS)
    if wanted and len(chosen) < len(wanted):
        print(f"groups: {' '.join(GROUPS)}", file=sys.stderr)
        return 2
    kept, failed = _kept() if wanted else {}, False
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            group = Path(folder) / name
            group.mkdir()
            try:
                kept[name] = [figure.row() for figure in import_module(f"bench.{name}").figures(group)]
            except Exception:  # the other groups are measured all the same
                traceback.print_exc()
                kept[name], failed = [], True
            rows = [{**row, "group": name} for name in GROUPS for row in kept.get(name, [])]
            RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    show(rows)
    return 1 if failed else 0


def _kept() -> dict[str, list[dict[str, Any]]]:
    """Rows of an earlier run by group."""
    if not RESULTS.exists():
        return {}
    rows = json.loads(RESULTS.read_text(encoding="utf-8"))
    return {name: [row for row in rows if row.get("group") == name] for name in GROUPS}


def show(rows: list[dict[str, Any]]) -> None:
    """Print the table."""
    print(f"{'figure':<62}{'value':>12}{'floor':>12}{'ratio':>8}{'(min)':>8}  {'goal':<15}met")
    for row in rows:
        value, floor = f"{row['value']:.3g} {row['unit']}", f"{row['floor']:.3g} {row['unit']}"
        ratios = f"{row['ratio']:>8.2f}{row['ratio_min']:>8.2f}"
        print(f"{row['name']:<62}{value:>12}{floor:>12}{ratios}  {row['goal']:<15}{'yes' if row['met'] else 'NO'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
