"""TrueType faces that open in a millisecond: the file is mapped, its tables are arrays, glyphs are looked up on demand.

ReportLab's own face walks all 30,000 glyphs in Python when it is opened (0.1 s a font) and copies the whole outline
table for each subset. It also writes characters beyond U+FFFF wrongly into the map that text extraction uses. Both are
put right here.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTEncoding, TTFError, TTFont, TTFontFace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK = 100


def _big_endian(code: str, data: bytes) -> array[int]:
    values = array(code, data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


class _Metrics:
    """Advance width and left bearing of each glyph, as `makeSubset` asks for them."""

    def __init__(self, data: bytes, full: int) -> None:
        self._values = _big_endian("H", data)
        self._full = full

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        if glyph < self._full:
            return self._values[2 * glyph], self._values[2 * glyph + 1]
        return self._values[2 * self._full - 2], self._values[self._full + glyph]


class _Outlines:
    """The outline table without a copy: only the glyphs that are asked for are read."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class MappedFace(TTFontFace):
    """A face whose characters are entered into ReportLab's dictionaries when a text first needs them (`learn`)."""

    _pdfScale: Callable[[float], float]  # noqa: N815 - ReportLab's name

    def __init__(self, path: Path) -> None:
        self.filename = path.name
        with path.open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(str(path))

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 - the names are ReportLab's
        """Read names and metrics as ReportLab does, and the tables of glyphs as arrays."""
        super().extractInfo(0)
        self._read_characters()
        self.seek_table("hhea")
        self.skip(34)
        full = self.read_ushort()
        self.hmetrics = _Metrics(self._chunk("hmtx"), full)
        self.seek_table("head")
        self.skip(50)
        long_positions = self.read_ushort() == 1
        positions = _big_endian("I" if long_positions else "H", self._chunk("loca"))
        self.glyphPos = positions if long_positions else array("I", (p << 1 for p in positions))
        self.charToGlyph: dict[int, int] = {}
        self.charWidths: dict[int, float] = {}
        self.defaultWidth = self._pdfScale(self.hmetrics[0][0])
        self.learn("".join(map(chr, range(0x20, 0x7F))) + "\xa0")

    def _chunk(self, tag: str) -> bytes:
        return bytes(self.get_table(tag))

    def _read_characters(self) -> None:
        """Find the segmented map of the whole of Unicode (format 12)."""
        start = self.seek_table("cmap")
        self.skip(2)
        for _ in range(self.read_ushort()):
            self.skip(4)
            offset = self.read_ulong()
            if self.get_ushort(start + offset) == 12:
                count = self.get_ulong(start + offset + 12)
                groups = _big_endian("I", self.get_chunk(start + offset + 16, 12 * count))
                self._first, self._last, self._glyph = groups[0::3], groups[1::3], groups[2::3]
                return
        raise TTFError(f"{self.filename}: no character map of format 12")

    def glyph_of(self, code: int) -> int:
        """The glyph of a character, 0 where the font has none."""
        at = bisect_right(self._first, code) - 1
        return self._glyph[at] + code - self._first[at] if at >= 0 and code <= self._last[at] else 0

    def learn(self, text: str) -> None:
        """Enter the characters of a text that this font can draw into ReportLab's dictionaries."""
        for code in map(ord, text):
            if code not in self.charToGlyph and (glyph := self.glyph_of(code)):
                self.charWidths[code] = self._pdfScale(self.hmetrics[glyph][0])
                self.charToGlyph[code] = glyph

    def get_table(self, tag: str) -> Any:
        """A table of the font."""
        if tag == "glyf":
            return _Outlines(self._ttf_data, self.get_table_pos(tag)[0])
        return super().get_table(tag)  # type: ignore[no-untyped-call]  # ReportLab has no annotation here


class MappedFont(TTFont):
    """A font with a `MappedFace` whose text can be extracted right beyond U+FFFF, too."""

    face: MappedFace

    def __init__(self, name: str, path: Path) -> None:
        self.fontName = name
        self.face = MappedFace(path)
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary()
        self._asciiReadable = 0
        self.shapable = False

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Write one font object for each subset, with its map to Unicode in UTF-16."""
        state, face, document = self.state[doc], cast("Any", self.face), cast("Any", doc)
        state.frozen = 1
        for n, subset in enumerate(state.subsets):
            internal = self.getSubsetInternalName(n, doc)[1:]
            base = (SUBSETN(n) + b"+" + self.face.name + self.face.subfontNameX).decode("ascii")
            font: Any = pdfdoc.PDFTrueTypeFont()
            font.__Comment__ = f"Font {self.fontName} subset {n}"
            font.Name, font.BaseFont = internal, base
            font.FirstChar, font.LastChar = 0, len(subset) - 1
            font.Widths = pdfdoc.PDFArray([face.getCharWidth(code) for code in subset])
            stream = pdfdoc.PDFStream()
            stream.content = to_unicode(base, subset)
            if doc.compression:
                stream.filters = [pdfdoc.PDFZCompress]
            font.ToUnicode = document.Reference(stream, "toUnicodeCMap:" + base)
            font.FontDescriptor = face.addSubsetObjects(doc, base, subset)
            document.Reference(font, internal)
            document.idToObject["BasicFonts"].dict[internal] = font
        del self.state[doc]


def to_unicode(name: str, subset: list[int]) -> str:
    """The map from a subset's codes to Unicode in UTF-16BE, in blocks of at most 100 as the format asks."""
    entries = [f"<{i:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
        f"<< /Registry ({name})", f"/Ordering ({name})", "/Supplement 0", ">> def",
        f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]  # fmt: skip
    for at in range(0, len(entries), _BLOCK):
        block = entries[at : at + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
