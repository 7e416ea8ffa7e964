"""The page: A4, header, title, footer, watermark, and the close with code, seal spot, author and date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from app.receipts.data import Heading
from app.receipts.flow import Block, Frame
from app.receipts.fonts import font_book
from app.receipts.grid import GridStyle
from app.receipts.qr import SIDE, draw_qr
from app.receipts.text import Align, Spans, TextBlock, TextStyle, plain, strong
from app.receipts.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from app.receipts.data import Copy

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
MARGIN = 25 * MM
WIDTH = A4[0] - 2 * MARGIN
_TOP, _BOTTOM, _FOOT = A4[1] - 23 * MM, 25 * MM, 21 * MM
FRAME = Frame(_TOP - MM, _TOP, _BOTTOM, WIDTH)
_HEAD_Y = A4[1] - 14.5 * MM
_SMALL = 9.0
_SEAL = 40 * MM
_SEAL_INK = (0.80, 0.52, 0.50)


@dataclass(frozen=True, slots=True)
class Density:
    """How large a document is set: the largest that keeps it on one page is taken."""

    size: float
    leading: float
    grid: GridStyle
    gap: float

    def body(self, spans: Spans, *, indent: float = 2, after: float | None = None, keep: bool = False) -> TextBlock:
        """A paragraph of the text, first line indented by two characters."""
        style = TextStyle(self.size, self.leading, "justify", indent)
        return TextBlock(spans, style, self.gap if after is None else after, keep)

    def note(self, spans: Spans, *, keep: bool = False) -> TextBlock:
        """A remark in small type."""
        return TextBlock(spans, TextStyle(self.grid.size, self.grid.leading + 1, "justify"), self.gap, keep)

    def notes(self, texts: Sequence[str]) -> list[TextBlock]:
        """Remarks in small type, one below the other, held together with what follows."""
        style = TextStyle(self.grid.size, self.grid.leading + 1, "justify")
        return [
            TextBlock(plain(text), style, self.gap if n == len(texts) else 0, keep=True)
            for n, text in enumerate(texts, 1)
        ]

    def caption(self, text: str) -> TextBlock:
        """A heading above a table; stays with it."""
        return TextBlock(strong(text), TextStyle(self.grid.size + 1, self.grid.leading + 5), 1, keep=True)


DENSITIES = (
    Density(15, 28, GridStyle(10.5, 15.5, 5, 4.5), 7),
    Density(14, 25, GridStyle(10.5, 15, 5, 3.4), 6),
    Density(13, 22.5, GridStyle(10, 14, 5, 2.9), 5),
    Density(12, 20, GridStyle(9.5, 13.2, 5, 2.4), 4),
)
TABLES = Density(12, 20, GridStyle(9.5, 13.5, 4, 2.6), 6)
"""For statements that are mostly tables."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A document ready for pages: its title, its blocks, and what the foot of its last page says."""

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    effect: str = ""


def new_canvas(buffer: BytesIO, title: str, author: str) -> Canvas:
    """An A4 canvas whose bytes depend on nothing but what is drawn; only bundled fonts stand in it."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # text encoding of streams costs time and a quarter of the bytes; no reader asks for it
    font, _ = font_book().find("serif", " ")
    canvas = Canvas(buffer, pagesize=A4, pageCompression=1, invariant=1, initialFontName=cast("Any", font))
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("Yichuang")
    return canvas


def title_blocks(title: str, number: str) -> list[Block]:
    """The centred title in 黑体 and the number under it."""
    blocks: list[Block] = [TextBlock(strong(title), TextStyle(22, 34, "center"), 3 if number else 12, keep=True)]
    if number:
        blocks.append(TextBlock(plain(number), TextStyle(12, 18, "center"), 10, keep=True))
    return blocks


@dataclass(slots=True)
class Closing:
    """The close: code on the left; seal spot over author and date, or lines to be signed, on the right."""

    heading: Heading
    seal: bool
    lines: tuple[str, ...] = ()
    size: float = 14
    dated: bool = True
    after: float = 0
    keep: bool = False

    def height(self, width: float) -> float:
        """The height in points; the width does not matter."""
        code = SIDE + 34 if self.heading.code else 0
        right = _SEAL + 8 if self.seal else 0
        return max(code, right, len(self.lines) * self.size * 2.1 + 14)

    def split(self, width: float, room: float) -> None:
        """A close is never split."""

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw code, seal spot and lines."""
        if self.heading.code:
            self._code(canvas, x, top - 6)
        if self.seal:
            self._sealed(canvas, x, top, width)
            return
        style = TextStyle(self.size, self.size * 2.1, "left")
        y = top - 12
        for line in self.lines:
            block = TextBlock(plain(line), style)
            block.draw(canvas, x + width * 0.42, y, width * 0.58)
            y -= style.leading

    def _code(self, canvas: Canvas, x: float, top: float) -> None:
        code = self.heading.code
        if code is None:
            return
        draw_qr(canvas, code.text, x + 4, top - SIDE)
        caption = wording("page")
        style = TextStyle(8.5, 12, "center")
        y = top - SIDE - 4
        for text in (caption.text("scan"), caption.text("check", check=code.check)):
            TextBlock(plain(text), style).draw(canvas, x - 10, y, SIDE + 28)
            y -= style.leading

    def _sealed(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """The seal goes over author and date (骑年盖月): the spot is drawn round them, faint and dashed."""
        from app.receipts.data_text import chinese_date

        right = x + width
        middle = right - max(_SEAL / 2 + 6, min(self._author_width(), 250) / 2)
        centre = top - _SEAL / 2 - 2
        canvas.saveState()
        canvas.setStrokeColorRGB(*_SEAL_INK)
        canvas.setLineWidth(0.7)
        canvas.setDash(3, 2.4)
        canvas.circle(middle, centre, _SEAL / 2, stroke=1, fill=0)
        canvas.restoreState()
        y = centre + _SEAL / 2 - 12
        for label in (self.heading.seal or wording("page").text("seal"), wording("page").text("seal_spot")):
            TextBlock(plain(label), TextStyle(7.5, 10.5, "center", grey=0.6)).draw(canvas, middle - 46, y, 92)
            y -= 10.5
        style = TextStyle(self.size, self.size * 1.75, "center")
        wide = max(self._author_width() + 8, _SEAL)
        date = chinese_date(self.heading.issued_on) if self.dated else wording("page").text("blank_date")
        for n, text in enumerate((self.heading.author, date)):
            TextBlock(plain(text), style).draw(canvas, middle - wide / 2, centre + 8 - n * style.leading, wide)

    def _author_width(self) -> float:
        return len(self.heading.author) * self.size


def draw_frame(canvas: Canvas, heading: Heading, copy: Copy, page: tuple[int, int], foot: tuple[str, str]) -> None:
    """Watermark, header and footer of one page; `page` is its number and the number of pages."""
    texts = wording("page")
    if heading.evaluation:
        _watermark(canvas, texts.text("sample"))
    left = texts.text("case_no", number=heading.case_no) if heading.case_no else ""
    continued = heading.number if page[0] > 1 else ""
    if left and continued:  # side by side, so that a long case number leaves room
        left, continued = f"{left}　{continued}", ""
    _line(canvas, _HEAD_Y, left, continued, _copy_text(copy))
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, _FOOT, MARGIN + WIDTH, _FOOT)
    number, count = page
    middle = texts.text("page", page=str(number), pages=str(count)) if count > 1 else ""
    signature = foot[0] if number == count else ""
    effect = foot[1] if not copy.counter else texts.text("offline") if heading.offline else ""
    _line(canvas, _FOOT - 3, signature, middle, effect)


def _copy_text(copy: Copy) -> str:
    texts = wording("page")
    parts = [texts.text("copy", label=copy.label, of=str(copy.of))] if copy.label and copy.of > 1 else []
    if copy.reprint:
        parts.append(texts.text("reprint", count=str(copy.reprint)))
    return " · ".join(parts)


def _line(canvas: Canvas, top: float, left: str, middle: str, right: str) -> None:
    parts: tuple[tuple[str, Align], ...] = ((left, "left"), (middle, "center"), (right, "right"))
    for text, align in parts:
        if text:
            TextBlock(plain(text), TextStyle(_SMALL, 13, align, grey=0.25)).draw(canvas, MARGIN, top, WIDTH)


def _watermark(canvas: Canvas, text: str) -> None:
    canvas.saveState()
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(40)
    style = TextStyle(150, 180, "center", grey=0.925)
    TextBlock(strong(text), style).draw(canvas, -A4[0] / 2, 90, A4[0])
    canvas.restoreState()
