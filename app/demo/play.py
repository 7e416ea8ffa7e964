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
from app.demo.applicant import Applicant
from app.demo.chromium import chromium, take_pictures
from app.demo.department import Department
from app.demo.morning import Morning
from app.demo.results import ResultCounter
from app.demo.stage import CLERK, ISSUER, ISSUER_PASSWORD, ISSUING, SECOND, SECOND_PASSWORD, raised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.demo.stage import Stage

RECEIPTS, PICTURES, SUMMARY = "receipts", "pictures", "summary.json"
FINE = 1.6
"""Pixels for each point of a paper's picture: about 115 dpi."""
QUICKLY = 1
"""How PNG files of papers are packed: white paper is small all the same."""


def play(out: Path, home: Path | None = None, *, web: bool = True) -> dict[str, Any]:
    """Play the day; leave receipts, pictures and summary.json under `out`.

    Stores and server go away unless `home` is given. `web`: with pictures of the web pages, where a Chromium is installed.
    """
    for name in (RECEIPTS, PICTURES):
        shutil.rmtree(out / name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    receipts, pictures = out / RECEIPTS, out / PICTURES
    with _home(home) as folder, raised(Places(folder, folder / "cache", papers=receipts), pictures) as stage:
        counted = _the_day(stage)
        position = stage.last_exchange()
        browser = chromium() if web else None
        if browser is not None:
            take_pictures(browser, stage.sights, pictures)
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


def _the_day(stage: Stage) -> dict[str, Any]:
    """Everybody's parts; answers what the counter's store then holds, and what the centre counts."""
    stage.open(CLERK)
    stage.picture("log-in")
    stage.log_in()
    applicant, department = Applicant(stage), Department(stage)
    morning = Morning(stage)
    afternoon = Afternoon(stage, morning.cases)
    morning.before()
    number = applicant.file_online()
    afternoon.open_shift()
    morning.play(number)
    afternoon.play()
    online = morning.cases["online"]
    department.grant(online)
    department.refuse(morning.cases["correction"])
    afternoon.learn(online)
    code = stage.code_of(online)
    afternoon.end(SECOND)
    stage.shut()
    _result(stage, online, code)
    applicant.rate(code)
    rated = department.figures()
    stage.open(SECOND)
    stage.log_in(stage.one_time, SECOND_PASSWORD)
    afternoon.close_day()
    return {**stage.holdings(), "ratings": rated}


def _result(stage: Stage, case_no: str, code: str) -> None:
    """The issuer's machine."""
    stage.open(ISSUER, ISSUING)
    stage.log_in(ISSUER_PASSWORD)
    ResultCounter(stage).hand_out(case_no, code)
    stage.last_exchange()
    stage.shut()


def _picture_of(paper: Path, to: Path) -> None:
    """The first page of a paper, as it lies on the counter."""
    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    try:
        document[0].render(scale=FINE).to_pil().save(to, compress_level=QUICKLY)
    finally:
        document.close()
