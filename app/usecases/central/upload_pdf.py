"""PDF files that strangers upload: read to the end, and refused where they would do something instead of showing it.

Looked at twice: every name of an action in its bytes and unpacked object streams, whatever its spelling, and what a
real parser finds. Streams are unpacked against a limit before the parser is let near them.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 200
MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes that all compressed streams of a file may unpack to together: some thirty scanned pages in colour."""
_MOST_OBJECTS = 16 * 1024 * 1024
_TAIL = 2048
_ACTIVE = {
    b"JavaScript", b"JS", b"Launch", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA", b"SubmitForm",
    b"ImportData", b"GoToE", b"Rendition", b"Movie", b"Sound", b"3D",
}  # fmt: skip
_NAME = re.compile(rb"/((?:[^\x00-\x20()<>\[\]{}/%#]|#[0-9A-Fa-f]{2})+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"stream\r?\n")
_ARCHIVE_END = b"PK\x05\x06"
_STEP = 256 * 1024


def check_pdf(data: bytes) -> int:
    """How many pages it has. InputProblem UPLOAD-PDF, UPLOAD-ACTIVE, UPLOAD-LOCKED, UPLOAD-PAGES or UPLOAD-BOMB."""
    _check_ends(data)
    _check_names(data)
    return _check_parsed(data)


def _check_ends(data: bytes) -> None:
    """Begins and ends as a PDF does: nothing else lies behind its end."""
    end = data.rfind(b"%%EOF")
    if not data.startswith(b"%PDF-1.") and not data.startswith(b"%PDF-2."):
        raise _unreadable()
    if end < 0 or data[end + 5 :].strip(b"\r\n\t \x00"):
        raise _unreadable()
    if _ARCHIVE_END in data[-70_000:]:
        raise _active()


def _check_names(data: bytes) -> None:
    """No name of an action, outside streams or inside streams of objects."""
    outside, budget = bytearray(), MOST_UNPACKED
    at = 0
    for start, end, head in _streams(data):
        outside += data[at:start]
        at = end
        names = _names(head)
        if b"Encrypt" in names:
            raise _locked()
        spent = _unpack(data[start:end], names, budget)
        budget -= spent[0]
        if b"ObjStm" in names and _ACTIVE & _names(spent[1]):
            raise _active()
    outside += data[at:]
    found = _names(bytes(outside))
    if b"Encrypt" in found:
        raise _locked()
    if _ACTIVE & found:
        raise _active()


def _streams(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where the bytes of each stream begin and end, and the dictionary before it."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        head = data[max(at, data.rfind(b"obj", at, found.start())) : found.start()]
        end = data.find(b"endstream", found.end())
        if end < 0:
            raise _unreadable()
        yield found.end(), end, head
        at = end + len(b"endstream")


def _unpack(data: bytes, names: set[bytes], budget: int) -> tuple[int, bytes]:
    """How much a stream unpacks to, and its bytes where it holds objects."""
    objects = b"ObjStm" in names
    filters = names & {b"FlateDecode", b"Fl", b"LZWDecode", b"LZW", b"ASCIIHexDecode", b"ASCII85Decode", b"A85", b"AHx"}
    if not filters & {b"FlateDecode", b"Fl"}:
        if objects and filters:
            raise _active()  # objects in a packing that nobody uses for them hide something
        return 0, data if objects else b""
    if objects and len(filters) > 1:
        raise _active()
    return _inflate(data, budget, keep=objects)


def _inflate(data: bytes, budget: int, *, keep: bool) -> tuple[int, bytes]:
    unpacking = zlib.decompressobj()
    size, kept, waiting = 0, bytearray(), data
    try:
        while waiting and not unpacking.eof:
            part = unpacking.decompress(waiting, _STEP)
            waiting = unpacking.unconsumed_tail
            size += len(part)
            if size > (min(budget, _MOST_OBJECTS) if keep else budget):
                raise InputProblem("UPLOAD-BOMB", "这个文件展开后过大，没有收下。请重新扫描或者导出后再传。", "file")
            if keep:
                kept += part
            if not part and not waiting:
                break
    except zlib.error:
        if keep:
            raise _unreadable() from None
    return size, bytes(kept)


def _names(data: bytes) -> set[bytes]:
    """Every name in some bytes, its escapes undone: /J#61vaScript is /JavaScript."""
    return {_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in _NAME.findall(data)}


def _check_parsed(data: bytes) -> int:
    """What a real parser finds in it; its first page is drawn small, so that it is one."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise (_locked() if "password" in str(error).lower() else _unreadable()) from None
    try:
        pages = len(document)
        if pages > MOST_PAGES:
            raise InputProblem("UPLOAD-PAGES", f"一个 PDF 最多 {MOST_PAGES} 页，请分成几个文件。", "file")
        if pages < 1:
            raise _unreadable()
        _refuse_active(document, raw)
        page = document[0]
        width, height = page.get_size()
        if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
            raise _unreadable()
        page.render(scale=min(1.0, 200 / max(width, height)))
        page.close()
    except pypdfium2.PdfiumError:
        raise _unreadable() from None
    finally:
        document.close()
    return pages


def _refuse_active(document: Any, raw: Any) -> None:
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
        raise _active()
    if raw.FPDF_GetFormType(document.raw) in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        raise _active()


def _unreadable() -> InputProblem:
    return InputProblem("UPLOAD-PDF", "这个 PDF 读不完整，可能已损坏，请重新导出或者扫描后再传。", "file")


def _active() -> InputProblem:
    words = "这个 PDF 里带有脚本、附件或者会自动执行的内容，没有收下。请用“打印成 PDF”另存一份再传。"
    return InputProblem("UPLOAD-ACTIVE", words, "file")


def _locked() -> InputProblem:
    return InputProblem("UPLOAD-LOCKED", "这个 PDF 加了密码，窗口打不开。请取消密码后再传。", "file")
