"""Reading QR codes back from a PDF or a picture, as a scanner or a telephone would see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DPI = 300
_MOST_PAGES = 20


def read_codes(path: Path) -> tuple[str, ...]:
    """The texts of all QR codes in a PDF or a picture, each once; InputProblem where the file can't be read."""
    import zxingcpp

    texts = dict[str, None]()
    for picture in _pictures(path):
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
            texts[found.text] = None
    return tuple(texts)


def _pictures(path: Path) -> Iterator[Any]:
    try:
        with path.open("rb") as file:
            start = file.read(5)
    except OSError as problem:
        raise InputProblem("ENTRY-FILE", f"文件读不到，请检查路径和权限：{path.name}", str(path)) from problem
    if start == b"%PDF-":
        yield from _pages(path)
    else:
        yield _picture(path)


def _pages(path: Path) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        raise InputProblem("ENTRY-FILE", f"PDF 文件打不开，可能不完整：{path.name}", str(path)) from problem
    try:
        for number in range(min(len(document), _MOST_PAGES)):
            yield document[number].render(scale=_DPI / 72, grayscale=True).to_pil()
    finally:
        document.close()


def _picture(path: Path) -> Any:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            return picture.convert("L")
    except (UnidentifiedImageError, OSError) as problem:
        raise InputProblem("ENTRY-FILE", f"图片打不开，请用 PDF、PNG 或 JPEG：{path.name}", str(path)) from problem
