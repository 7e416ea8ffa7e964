"""The acceptance notice with its code, against the same page drawn by hand on ReportLab's bare canvas with the same fonts."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pypdfium2
import pypdfium2.raw

from app.receipts.data import Human, to_mapping
from app.receipts.render import render
from bench.figure import Figure, timed
from bench.receipt_process import draw_bare
from tests.builders.papers import PARTY, acceptance, heading, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from app.receipts.data import AcceptanceNotice

WARM = 40
COLD = 7
FLOOR = "the same page on a bare ReportLab canvas, same fonts"


def figures(folder: Path) -> list[Figure]:
    """Warm, cold in a fresh process, and bytes."""
    notice = _notice()
    layout = layout_of(notice)
    ours, bare = folder / "notice.json", folder / "layout.json"
    ours.write_bytes(msgspec.json.encode(to_mapping(notice)))
    bare.write_text(json.dumps(layout), encoding="utf-8")
    warm = [_warm(number, layout) for number in range(WARM + 3)][3:]
    cold = [(_cold("ours", ours), _cold("bare", bare)) for _ in range(COLD + 1)][1:]
    sizes = len(render(notice)) / 1000, len(draw_bare(layout)) / 1000
    return [
        Figure("acceptance notice with code, warm", "ms", [a for a, _ in warm], [b for _, b in warm], FLOOR, 1.5),
        Figure(
            "acceptance notice with code, fresh process", "ms", [a for a, _ in cold], [b for _, b in cold], FLOOR, 1.5
        ),
        Figure("acceptance notice with code, size", "KB", [sizes[0]], [sizes[1]], FLOOR, 1.5),
    ]


def _notice(number: int = 214) -> AcceptanceNotice:
    """A notice with common characters only: the bare canvas has one font for each style."""
    party = replace(PARTY, behind=Human("张德", "经营者"))
    return sealed(replace(acceptance(), party=party, heading=heading(f"沙市监受〔2026〕C03A-{number} 号")))


def _warm(number: int, layout: dict[str, Any]) -> tuple[float, float]:
    """One more notice, with a code that was not drawn before, and the same page by hand."""
    notice = _notice(number)
    code = notice.heading.code
    assert code is not None
    page = {**layout, "code": code.text}
    return timed(lambda: render(notice)), timed(lambda: draw_bare(page))


def layout_of(notice: AcceptanceNotice) -> dict[str, Any]:
    """Every piece of text and every box of the notice as it is printed, read back from its PDF."""
    page = pypdfium2.PdfDocument(render(notice))[0]
    texts, boxes, code_at = [], [], (0.0, 0.0, 0.0)
    for thing in page.get_objects(textpage=page.get_textpage()):
        left, bottom, right, top = thing.get_bounds()
        if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
            matrix = thing.get_matrix()
            piece = {"text": thing.extract(), "font": _file(thing), "size": thing.get_font_size()}
            texts.append({**piece, "x": matrix.e, "y": matrix.f})
        elif pypdfium2.raw.FPDFPath_CountSegments(thing.raw) > 100:
            code_at = (left, bottom, right - left)
        else:
            boxes.append((left, bottom, right, top))
    code = notice.heading.code
    assert code is not None
    assert code_at[2] > 0
    return {"size": page.get_size(), "texts": texts, "boxes": boxes, "code": code.text, "code_at": code_at}


def _file(piece: Any) -> str:
    """The bundled font's file that a piece of text is drawn with."""
    name = str(piece.get_font().get_base_name()).rpartition("+")[2]
    return next(f for f in ("NotoSansSC-Bold", "NotoSansSC-Regular", "NotoSerifSC-Regular") if f == name)


def _cold(which: str, file: Path) -> float:
    """Milliseconds from spawning a process until it has the PDF's bytes."""
    command = [sys.executable, "-m", "bench.receipt_process", which, str(file), str(time.monotonic())]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(told.split()[0])
