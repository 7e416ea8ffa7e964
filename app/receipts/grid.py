"""Ruled tables: rows of cells whose text wraps; split between pages by rows, with the head repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.receipts.text import Align, Spans, TextBlock, TextStyle, plain, strong

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

RULE = 0.6
_WHOLE_PAGE = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, its share of the width (all shares of a row are summed), its alignment."""

    spans: Spans
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class GridStyle:
    """Type and padding of a table."""

    size: float = 10.5
    leading: float = 15
    pad_x: float = 5
    pad_y: float = 3.2
    least: float = 0


Row = tuple[Cell, ...]


@dataclass(slots=True)
class Grid:
    """A table. `head` is repeated on every page; `after` is the space below."""

    rows: Sequence[Row]
    style: GridStyle = GridStyle()
    head: Row | None = None
    after: float = 0
    keep: bool = False
    ruled: bool = True
    _set: list[_SetRow] = field(default_factory=list)
    _width: float = -1

    def _rows(self, width: float) -> list[_SetRow]:
        if width != self._width:
            head = [self.head] if self.head else []
            self._set = [_SetRow(row, self.style, width) for row in [*head, *self.rows]]
            self._width = width
        return self._set

    def height(self, width: float) -> float:
        """The height in points at this width."""
        return sum(row.height for row in self._rows(width))

    def split(self, width: float, room: float) -> tuple[Grid, Grid] | None:
        """The rows that fit into `room` and the rest under the same head; None where not even one row fits.

        A row higher than nearly a whole page is split between its lines.
        """
        used, fitting, heads = 0.0, 0, 1 if self.head else 0
        for row in self._rows(width):
            if used + row.height > room:
                break
            used += row.height
            fitting += 1
        count = fitting - heads
        if count >= len(self.rows):
            return None
        first, rest = list(self.rows[: max(count, 0)]), list(self.rows[max(count, 0) :])
        if count < 1:
            parts = self._rows(width)[heads].split(room - used) if fitting == heads and room > _WHOLE_PAGE else None
            if parts is None:
                return None
            first, rest = [parts[0]], [parts[1], *rest[1:]]
        head = Grid(first, self.style, self.head, ruled=self.ruled)
        return head, Grid(rest, self.style, self.head, self.after, self.keep, self.ruled)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw rules and text downward from `top`."""
        canvas.setLineWidth(RULE)
        canvas.setStrokeGray(0.15)
        y = top
        for row in self._rows(width):
            row.draw(canvas, x, y, ruled=self.ruled)
            y -= row.height


class _SetRow:
    """A row whose cells are broken into lines."""

    def __init__(self, row: Row, style: GridStyle, width: float) -> None:
        self._style = style
        self._row = row
        total = sum(cell.share for cell in row)
        self._cells: list[tuple[TextBlock, float]] = []
        tallest = 0.0
        for cell in row:
            outer = width * cell.share / total
            block = TextBlock(cell.spans, TextStyle(style.size, style.leading, cell.align))
            tallest = max(tallest, block.height(outer - 2 * style.pad_x))
            self._cells.append((block, outer))
        self.height = max(tallest + 2 * style.pad_y, style.least)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The lines of each cell that fit into `room`, and the others; None where no two lines fit."""
        pad = self._style
        lines = int((room - 2 * pad.pad_y) // pad.leading)
        if lines < 2:
            return None
        halves = [block.divided(outer - 2 * pad.pad_x, lines) for block, outer in self._cells]
        cells = list(zip(self._row, halves, strict=True))
        return (
            tuple(replace(cell, spans=first) for cell, (first, _) in cells),
            tuple(replace(cell, spans=rest) for cell, (_, rest) in cells),
        )

    def draw(self, canvas: Canvas, x: float, top: float, *, ruled: bool) -> None:
        pad = self._style.pad_x
        for block, outer in self._cells:
            if ruled:
                canvas.rect(x, top - self.height, outer, self.height)
            inner = outer - 2 * pad
            down = (self.height - block.height(inner)) / 2
            if block.spans:
                block.draw(canvas, x + pad, top - down, inner)
            x += outer


def facts_grid(pairs: Sequence[tuple[str, Spans]], style: GridStyle = GridStyle(), after: float = 6) -> Grid:
    """Label and value pairs, two to a row; a pair without a neighbour, or with a long value, takes the whole row."""
    rows: list[Row] = []
    waiting: tuple[str, Spans] | None = None
    for pair in pairs:
        if _long(pair[1]):
            if waiting:
                rows.append(_full(waiting))
                waiting = None
            rows.append(_full(pair))
        elif waiting:
            rows.append((*_pair(waiting), *_pair(pair)))
            waiting = None
        else:
            waiting = pair
    if waiting:
        rows.append(_full(waiting))
    return Grid(rows, style, after=after)


_LABEL, _VALUE, _LONG = 12, 37, 48


def _long(value: Spans) -> bool:
    return sum(2 if c > "\u2e80" else 1 for span in value for c in span.text) > _LONG


def _pair(pair: tuple[str, Spans]) -> Row:
    return Cell(plain(pair[0]), _LABEL, "center"), Cell(pair[1], _VALUE)


def _full(pair: tuple[str, Spans]) -> Row:
    return Cell(plain(pair[0]), _LABEL, "center"), Cell(pair[1], 2 * _VALUE + _LABEL)


def list_grid(
    columns: Sequence[tuple[str, float, Align]],
    rows: Sequence[Sequence[str | Spans]],
    style: GridStyle = GridStyle(),
    after: float = 6,
) -> Grid:
    """A table with a head: each column has a title, a share of the width and the alignment of its cells."""
    head = tuple(Cell(strong(title), share, "center") for title, share, _ in columns)
    body = [
        tuple(
            Cell(plain(value) if isinstance(value, str) else value, share, align)
            for value, (_, share, align) in zip(row, columns, strict=True)
        )
        for row in rows
    ]
    return Grid(body, style, head, after)
