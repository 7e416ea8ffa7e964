"""Pages of a scan as pictures: a file of any origin is drawn in a process of its own, and nothing but the drawing comes out.

What a file does to a parser, it does there: the child has bounds on memory and time and writes no file. Pixels are drawn
anew and packed as JPEG; scripts, links and what hides beside a picture are gone then. This module imports little: it is
what the child has to load.
"""

from __future__ import annotations

import io
import sys
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from PIL import Image

Turn = Literal[0, 90, 180, 270]
TURNS: tuple[Turn, ...] = (0, 90, 180, 270)
SIDES = (1400, 2200, 3600)
"""Longest side in pixels of the drawing, for each step of nearness."""
MOST_PAGES = 2000
_LONGEST_SIDE = 30_000
_MOST_PIXELS = 120_000_000
"""Of a picture as it came: A3 at 600 dpi has 70 million."""
_QUALITY = 85
_GLANCE = 64
_PDF, _PICTURES = b"%PDF", ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_MEMORY, _CPU_SECONDS = 1536 * 1024 * 1024, 20


class Wanted(msgspec.Struct, frozen=True, array_like=True):
    """What is asked of the child: a file, one of its pages (from 1; 0: only how many there are), how large, how turned."""

    data: bytes
    page: int = 0
    side: int = SIDES[0]
    turn: int = 0


class Drawn(msgspec.Struct, frozen=True, array_like=True):
    """How many pages the file has, and the drawing of one as JPEG. `code` and `words` say why there is none."""

    pages: int = 0
    picture: bytes = b""
    code: str = ""
    words: str = ""


def draw(wanted: Wanted) -> Drawn:
    """Draw a page. InputProblem FILE-KIND, FILE-PAGE or FILE-PIXELS in plain words. Slow: up to seconds."""
    if wanted.data.startswith(_PDF):
        return _of_pdf(wanted)
    for magic, kind in _PICTURES:
        if wanted.data.startswith(magic):
            return _of_picture(wanted, kind)
    raise InputProblem("FILE-KIND", "这种文件不能在网页里显示，可以下载原件查看。", "file")


def _of_pdf(wanted: Wanted) -> Drawn:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(wanted.data)
    except pypdfium2.PdfiumError:
        raise _unreadable() from None
    try:
        document.init_forms()  # what was filled into the fields of a form is seen too; scripts have nothing to run in
        pages = min(len(document), MOST_PAGES)
        if not 1 <= (wanted.page or 1) <= pages:
            raise _unreadable()
        page = document[(wanted.page or 1) - 1]
        width, height = page.get_size()
        if min(width, height) <= 0:
            raise _unreadable()
        scale = (wanted.side if wanted.page else _GLANCE) / max(width, height)
        drawn = page.render(scale=scale).to_pil()
        return Drawn(pages, _packed(drawn, wanted) if wanted.page else b"")
    except (pypdfium2.PdfiumError, ValueError):
        raise _unreadable() from None
    finally:
        document.close()


def _of_picture(wanted: Wanted, kind: str) -> Drawn:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own words about large pictures: the limits here are these
            with Image.open(io.BytesIO(wanted.data), formats=(kind,)) as picture:
                _check_size(picture)
                side = wanted.side if wanted.page else _GLANCE
                picture.draft("RGB", (side, side))  # a JPEG is unpacked no larger than it is shown
                picture.load()
                upright: Any = ImageOps.exif_transpose(picture)
                upright.thumbnail((side, side))
                return Drawn(1, _packed(upright, wanted) if wanted.page else b"")
    except InputProblem:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise _unreadable() from None


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    if max(width, height) > _LONGEST_SIDE or width * height > _MOST_PIXELS:
        raise _too_large()


def _packed(picture: Image.Image, wanted: Wanted) -> bytes:
    """The picture alone, on white where it is transparent, turned clockwise."""
    from PIL import Image

    turned = picture.rotate(-wanted.turn, expand=True) if wanted.turn else picture
    if turned.mode not in ("L", "RGB"):
        clear = turned.convert("RGBA")
        turned = Image.new("RGB", clear.size, "white")
        turned.paste(clear, mask=clear.getchannel("A"))
    fresh = Image.new(turned.mode, turned.size)
    fresh.paste(turned)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _too_large() -> InputProblem:
    return InputProblem("FILE-PIXELS", "这张图片尺寸过大，网页里不显示，可以下载原件查看。", "file")


def _unreadable() -> InputProblem:
    return InputProblem("FILE-PAGE", "这一页读不出来，文件可能已损坏。可以下载原件查看，或者请窗口重新扫描。", "file")


def _bound() -> None:
    """Give up what the work does not need; a system without these bounds goes without."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(asked: bytes) -> bytes:
    """What the child says to what it was asked: never an exception."""
    _bound()
    try:
        return msgspec.msgpack.encode(draw(msgspec.msgpack.decode(asked, type=Wanted)))
    except InputProblem as problem:
        return msgspec.msgpack.encode(Drawn(code=problem.code, words=problem.message))
    except MemoryError:
        large = _too_large()
        return msgspec.msgpack.encode(Drawn(code=large.code, words=large.message))


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
