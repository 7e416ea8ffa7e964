"""`yichuang demo`: the whole day in one call, and what it leaves behind."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.bootstrap import Places
from app.demo.afternoon import Afternoon
from app.demo.morning import Morning
from app.demo.stage import CLERK, SECOND, SECOND_PASSWORD, raised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.demo.stage import Stage

RECEIPTS, PICTURES, SUMMARY = "receipts", "pictures", "summary.json"
FINE = 1.6
"""Pixels for each point of a paper's picture: about 115 dpi."""


def play(out: Path, home: Path | None = None) -> dict[str, Any]:
    """Play the day; leave receipts, pictures and summary.json under `out`.

    Store and server go away unless `home` is given.
    """
    for name in (RECEIPTS, PICTURES):
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    receipts, pictures = out / RECEIPTS, out / PICTURES
    with _home(home) as folder, raised(Places(folder, folder / "cache", papers=receipts), pictures) as stage:
        counted = _the_day(stage)
        position = stage.last_exchange()
    for paper in sorted(receipts.glob("*.pdf")):
        _picture_of(paper, pictures / f"receipt-{paper.stem}.png")
    summary = {**counted, "pictures": len(list(pictures.glob("*.png"))), "central": {"position": position}}
    (out / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return summary


@contextmanager
def _home(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="yichuang-demo-") as made:
        yield Path(made) / "home"


def _the_day(stage: Stage) -> dict[str, int]:
    """Both clerks' parts; answers how many cases and documents the store then holds."""
    stage.open(CLERK)
    stage.picture("log-in")
    stage.log_in()
    morning = Morning(stage)
    afternoon = Afternoon(stage, morning.cases)
    morning.before()
    afternoon.open_shift()
    morning.play()
    afternoon.play(SECOND)
    stage.shut()
    stage.open(SECOND)
    stage.log_in(stage.one_time, SECOND_PASSWORD)
    afternoon.close_day()
    return stage.holdings()


def _picture_of(paper: Path, to: Path) -> None:
    """The first page of a paper, as it lies on the counter."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        document[0].render(scale=FINE).to_pil().save(to)
    finally:
        document.close()
