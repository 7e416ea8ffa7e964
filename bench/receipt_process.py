"""One receipt in a fresh process: `python -m bench.receipt_process ours|bare FILE SPAWNED`; prints milliseconds and bytes.

`bare` draws a layout (pieces of text with font, size and place; boxes; the code) on ReportLab's own canvas, its own fonts.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def draw_bare(layout: dict[str, Any]) -> bytes:
    """The page of a layout, drawn by hand; its fonts are registered once a process."""
    import io

    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for file in {piece["font"] for piece in layout["texts"]}:
        if file not in getRegisteredFontNames():
            registerFont(TTFont(file, str(FONTS / f"{file}.ttf")))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=layout["size"], pageCompression=1)
    for piece in layout["texts"]:
        canvas.setFont(piece["font"], piece["size"])
        canvas.drawString(piece["x"], piece["y"], piece["text"])
    for left, bottom, right, top in layout["boxes"]:
        canvas.rect(left, bottom, right - left, top - bottom)
    _draw_code(canvas, layout["code"], *layout["code_at"])
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_code(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """The code as one path of runs of dark modules."""
    import segno

    rows = [bytes(row) for row in segno.make(text, error="m", boost_error=False, mask=2).matrix]
    step = side / len(rows)
    path = canvas.beginPath()
    for up, row in enumerate(reversed(rows)):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            path.rect(x + start * step, y + up * step, (end - start) * step, step)
            start = row.find(1, end)
    canvas.drawPath(path, stroke=0, fill=1)


def _ours(data: bytes) -> bytes:
    import msgspec

    from app.receipts.data import from_mapping
    from app.receipts.render import render

    return render(from_mapping("acceptance-notice", msgspec.json.decode(data)))


def _bare(data: bytes) -> bytes:
    import json

    return draw_bare(json.loads(data))


if __name__ == "__main__":
    made = {"ours": _ours, "bare": _bare}[sys.argv[1]](Path(sys.argv[2]).read_bytes())
    print((time.monotonic() - float(sys.argv[3])) * 1000, len(made))
