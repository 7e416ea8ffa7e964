"""Drawing a QR code as rectangles of whole modules: sharp on every printer, readable at 150 dpi from 27.5 mm on."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SIDE = 30 * 72 / 25.4
"""The printed side in points: 30 mm."""
_MASK = 2
_DARK = re.compile(rb"\x01+")


@functools.lru_cache(maxsize=32)
def modules(text: str) -> tuple[bytes, ...]:
    """The dark (1) and light (0) modules, row by row from the top, error level M.

    The mask is fixed: the text is as good as random, and weighing eight masks costs five times the rest.
    """
    import segno

    code = segno.make(text, error="m", micro=False, boost_error=False, mask=_MASK)
    return tuple(bytes(row) for row in code.matrix)


def draw_qr(canvas: Canvas, text: str, x: float, bottom: float, side: float = SIDE) -> None:
    """Draw the code with its lower left corner at (x, bottom); the caller leaves four modules of quiet around it."""
    operators, count = _operators(text)
    canvas.saveState()
    canvas.translate(x, bottom)
    canvas.scale(side / count, side / count)
    canvas.setFillGray(0)
    canvas.addLiteral(operators)
    canvas.restoreState()


@functools.lru_cache(maxsize=32)
def _operators(text: str) -> tuple[str, int]:
    """The rectangles as PDF operators in whole modules, and the number of modules of a side.

    Written literally: ReportLab's path formats each number as a float, which takes longer than the rest of the page.
    """
    rows = modules(text)
    rectangles = [
        f"{start} {up} {length} 1 re" for up, row in enumerate(reversed(rows)) for start, length in _dark_runs(row)
    ]
    return "\n".join([*rectangles, "f"]), len(rows)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    return [(found.start(), len(found[0])) for found in _DARK.finditer(row)]
