"""Which font draws which character: a chain of bundled fonts for each style, opened when first needed.

A character that none of them has is a `MissingGlyph` that names its code point; no box is ever printed.
"""

from __future__ import annotations

import functools
import re
import threading
from typing import TYPE_CHECKING, Literal, cast

from app.receipts.resources import font_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.receipts.truetype import MappedFont

Style = Literal["serif", "sans", "bold"]

BOLD = "Bold"
"""The font of what is emphasised and of titles 黑体."""

_FILES = {
    "Serif": "NotoSerifSC-Regular.ttf",
    "Sans": "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    "Rare": "HanaMinB.ttf",
}
_CHAINS: dict[Style, tuple[str, ...]] = {
    "serif": ("Serif", "Rare", "Sans"),
    "sans": ("Sans", "Rare", "Serif"),
    "bold": (BOLD, "Rare", "Serif"),
}


class MissingGlyph(Exception):
    """No bundled font has this character; `code_point` names it (U+2FFFF), the message holds nothing else."""

    def __init__(self, character: str) -> None:
        self.character = character
        self.code_point = f"U+{ord(character):04X}"
        super().__init__(f"字库里没有字符 {self.code_point}，不能打印。请核对该字，或记录后联系技术人员补充字库。")


class FontBook:
    """The fonts of one process: what is looked up once is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fonts: dict[str, MappedFont] = {}
        self._known: dict[Style, dict[str, tuple[str, float]]] = {"serif": {}, "sans": {}, "bold": {}}

    def find(self, style: Style, character: str) -> tuple[str, float]:
        """The font that draws a character in this style and its width in ems; MissingGlyph where there is none."""
        known = self._known[style]
        found = known.get(character)
        if found is None:
            found = known[character] = self._look_up(style, character)
        return found

    def _look_up(self, style: Style, character: str) -> tuple[str, float]:
        code = ord(character)
        for name in _CHAINS[style]:
            face = self._font(name).face
            if face.glyph_of(code):
                face.learn(character)
                return name, face.charWidths[code] / 1000
        raise MissingGlyph(character)

    def _font(self, name: str) -> MappedFont:
        font = self._fonts.get(name)
        return font if font is not None else self._open(name)

    def _open(self, name: str) -> MappedFont:
        """Open a font and tell ReportLab, whose register is the process's: a second book shares the first one's."""
        from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont

        from app.receipts.truetype import MappedFont

        with self._lock:
            if name not in self._fonts:
                if name not in getRegisteredFontNames():
                    registerFont(MappedFont(name, font_path(_FILES[name])))
                self._fonts[name] = cast("MappedFont", getFont(name))
            return self._fonts[name]

    @property
    def opened(self) -> tuple[str, ...]:
        """Which fonts were needed so far, in order."""
        return tuple(self._fonts)

    def width(self, style: Style, text: str) -> float:
        """The width of a text in ems."""
        return sum(self.find(style, c)[1] for c in text)


@functools.cache
def font_book() -> FontBook:
    """The process's fonts; files are opened by the first character that needs them."""
    return FontBook()


_SURELY_DRAWN = re.compile(
    "[\\x20-\\x7e\\u00a0-\\u00ff\\u3000-\\u303f\\u3400-\\u4dbf\\u4e00-\\u9fff\\uff01-\\uff5e\\n\\r\\t\\u2028]+"
)
"""What every chain of fonts has (a test looks): such text needs no font opened to be sure of it."""


def missing_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters that no bundled font has, in order, each once: before a name or a paper is made final."""
    book, missing = font_book(), dict[str, None]()
    for character in _SURELY_DRAWN.sub("", "".join(texts)):
        try:
            book.find("serif", character)
        except MissingGlyph:
            missing[character] = None
    return tuple(missing)
