"""Chinese text in lines: fallback fonts, punctuation that never starts or ends a line wrongly, numbers kept whole.

A `TextBlock` breaks its spans at a given width, is split between pages, and draws itself. Between Chinese and Latin
stands a thin gap that is drawn, not written: what is extracted from the PDF is what was put in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.receipts.fonts import BOLD, Style, font_book

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

Align = Literal["left", "center", "right", "justify"]

_NOT_FIRST = frozenset("，。、；：？！）〕》〉】」』”’…—·．％‰℃,.;:?!)]}%")
_NOT_LAST = frozenset("（〔《〈【「『“‘([{")
_BREAKS = re.compile(r"\r\n|[\r\n\t\u2028]")
"""What people typed to go to the next line: a space where a text is one paragraph."""
_GAP = 0.125
_STRETCH = 2.0
_TOLERANCE = 0.01


class Span(NamedTuple):
    """A piece of text in one style."""

    text: str
    bold: bool = False


Spans = tuple[Span, ...]


def plain(text: str) -> Spans:
    """One span of ordinary text."""
    return (Span(text),) if text else ()


def strong(text: str) -> Spans:
    """One span of emphasised text (黑体)."""
    return (Span(text, bold=True),) if text else ()


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size and leading in points, alignment, indent of the first line in ems, face and grey (0 black)."""

    size: float
    leading: float
    align: Align = "left"
    indent: float = 0
    face: Style = "serif"
    grey: float = 0


class _Glyph(NamedTuple):
    character: str
    font: str
    width: float
    breakable: bool
    gap: float


class _Line(NamedTuple):
    glyphs: list[_Glyph]
    indent: float
    width: float
    last: bool


def _wide(character: str) -> bool:
    return character >= "\u3400" and not "\uff00" <= character <= "\uffef"


def _narrow(character: str) -> bool:
    return character < "\u0250" and (character.isalnum() or character in "-./_@#*&+")


def _glyphs(spans: Spans, style: TextStyle) -> list[_Glyph]:
    """The text as glyphs with their fonts, widths in points, and whether a line may end before each."""
    book, glyphs, before = font_book(), list[_Glyph](), ""
    for span in spans:
        face: Style = "bold" if span.bold else style.face
        for c in _BREAKS.sub(" ", span.text):
            font, width = book.find(face, c)
            narrow = _narrow(c)
            together = narrow and bool(before) and _narrow(before)
            breakable = not together and c not in _NOT_FIRST and before not in _NOT_LAST and c != " "
            spaced = bool(before) and ((narrow and _wide(before)) or (_wide(c) and _narrow(before)))
            glyphs.append(_Glyph(c, font, width * style.size, breakable, _GAP * style.size if spaced else 0))
            before = c
    return glyphs


def _break(glyphs: list[_Glyph], style: TextStyle, width: float) -> list[_Line]:
    lines, start, indent = list[_Line](), 0, style.indent * style.size
    while start < len(glyphs):
        end = _line_end(glyphs, start, width - indent)
        piece = glyphs[start:end]
        while len(piece) > 1 and piece[-1].character == " ":
            piece = piece[:-1]
        used = sum(g.width + g.gap for g in piece) - piece[0].gap
        lines.append(_Line(piece, indent, used, end == len(glyphs)))
        start, indent = end, 0
        while start < len(glyphs) and glyphs[start].character == " ":
            start += 1
    return lines or [_Line([], indent, 0, last=True)]


def _line_end(glyphs: list[_Glyph], start: int, width: float) -> int:
    used, at = 0.0, start
    while at < len(glyphs):
        used += glyphs[at].width + (glyphs[at].gap if at > start else 0)
        if used > width + _TOLERANCE and at > start and glyphs[at].character != " ":
            break
        at += 1
    if at == len(glyphs):
        return at
    candidate = at
    while candidate > start and not glyphs[candidate].breakable:
        candidate -= 1
    return candidate if candidate > start else at


def _spans_of(lines: list[_Line]) -> Spans:
    """The text of lines again as spans; a change of font between 黑体 and the rest begins a new one."""
    glyphs = [glyph for line in lines for glyph in line.glyphs]
    runs = groupby(glyphs, key=lambda glyph: glyph.font == BOLD)
    return tuple(Span("".join(g.character for g in run), bold=bold) for bold, run in runs)


@dataclass(slots=True)
class TextBlock:
    """A paragraph. `after` is the space below it, `keep` holds it on the page of what follows."""

    spans: Spans
    style: TextStyle
    after: float = 0
    keep: bool = False
    _lines: list[_Line] = field(default_factory=list)
    _width: float = -1

    def lines(self, width: float) -> list[_Line]:
        """The lines at this width; broken once."""
        if width != self._width:
            self._lines, self._width = _break(_glyphs(self.spans, self.style), self.style, width), width
        return self._lines

    def height(self, width: float) -> float:
        """The height in points at this width, without the space after."""
        return len(self.lines(width)) * self.style.leading

    def split(self, width: float, room: float) -> tuple[TextBlock, TextBlock] | None:
        """The part that fits into `room` and the rest; None where fewer than two lines would stand on either page."""
        lines = self.lines(width)
        fitting = min(int(room // self.style.leading), len(lines) - 2)
        if fitting < 2:
            return None
        head = TextBlock(self.spans, self.style, 0, self.keep, lines[:fitting], width)
        tail = TextBlock(self.spans, replace(self.style, indent=0), self.after, self.keep, lines[fitting:], width)
        return head, tail

    def divided(self, width: float, count: int) -> tuple[Spans, Spans]:
        """The text of the first `count` lines at this width, and of the others."""
        lines = self.lines(width)
        return _spans_of(lines[:count]), _spans_of(lines[count:])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draw the lines downward from `top`."""
        style = self.style
        text = canvas.beginText()
        text.setFillGray(style.grey)
        pen = _Pen(text, style.size)
        y = top - style.leading + (style.leading - style.size) / 2 + 0.13 * style.size
        for line in self.lines(width):
            pen.draw(line, x + line.indent, y, width - line.indent, style.align)
            y -= style.leading
        canvas.drawText(text)


class _Pen:
    """Writes lines into one text object, changing font and spacing only where they change."""

    def __init__(self, text: PDFTextObject, size: float) -> None:
        self._text = text
        self._size = size
        self._font = ""
        self._spacing = 0.0

    def draw(self, line: _Line, x: float, y: float, width: float, align: Align) -> None:
        if not line.glyphs:
            return
        slack = width - line.width
        spacing = 0.0
        if align == "justify" and not line.last and 0 < slack < _STRETCH * self._size:
            spacing = slack / max(sum(not g.gap for g in line.glyphs) - 1, 1)
        elif align == "right":
            x += slack
        elif align == "center":
            x += slack / 2
        if spacing != self._spacing:
            self._text.setCharSpace(spacing)
            self._spacing = spacing
        self._runs(line.glyphs, x, y)

    def _runs(self, glyphs: list[_Glyph], x: float, y: float) -> None:
        run, start, at = [glyphs[0].character], x, x + glyphs[0].width + self._spacing
        font = glyphs[0].font
        for glyph in glyphs[1:]:
            if glyph.gap or glyph.font != font:
                self._write("".join(run), font, start, y)
                # A gap is never stretched: readers of the PDF would take a wider one for a space.
                at += glyph.gap - (self._spacing if glyph.gap else 0)
                run, start, font = [], at, glyph.font
            run.append(glyph.character)
            at += glyph.width + self._spacing
        self._write("".join(run), font, start, y)

    def _write(self, text: str, font: str, x: float, y: float) -> None:
        if font != self._font:
            self._text.setFont(font, self._size)
            self._font = font
        self._text.setTextOrigin(x, y)
        self._text.textOut(text)
