"""Pictures that strangers upload: decoded whole and drawn anew, so that nothing but the picture is kept.

What hides beside the picture (text, coordinates of where it was taken, a second file behind the end) is gone then.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Literal

from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from PIL import Image

PictureType = Literal["image/jpeg", "image/png"]

LONGEST_SIDE = 12_000
MOST_PIXELS = 40_000_000
_QUALITY = 90
_FORMATS: dict[PictureType, str] = {"image/jpeg": "JPEG", "image/png": "PNG"}


def clean_picture(data: bytes, media_type: PictureType) -> bytes:
    """The picture alone, in the same format, upright.

    InputProblem UPLOAD-PICTURE where it cannot be read whole, UPLOAD-PIXELS where it has more than the limit says:
    its size is read from the head, before anything is decoded.
    """
    from PIL import Image, ImageOps

    wanted = _FORMATS[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own words about large pictures: the limits here are narrower
            with Image.open(io.BytesIO(data), formats=(wanted,)) as picture:
                _check_size(picture.width, picture.height)
                picture.load()
                return _drawn(ImageOps.exif_transpose(picture), wanted)
    except InputProblem:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise _unreadable() from None


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise _unreadable()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise _too_large()


def _drawn(picture: Image.Image, wanted: str) -> bytes:
    from PIL import Image

    modes = ("L", "RGB") if wanted == "JPEG" else ("1", "L", "LA", "RGB", "RGBA")
    plain = picture if picture.mode in modes else picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if wanted == "JPEG" and plain.mode not in modes:
        plain = plain.convert("RGB")
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    if wanted == "JPEG":
        fresh.save(out, "JPEG", quality=_QUALITY)
    else:
        fresh.save(out, "PNG")
    return out.getvalue()


def _too_large() -> InputProblem:
    words = f"图片尺寸过大（最长边 {LONGEST_SIDE} 像素、总计 4000 万像素以内），请缩小后再传。"
    return InputProblem("UPLOAD-PIXELS", words, "file")


def _unreadable() -> InputProblem:
    return InputProblem("UPLOAD-PICTURE", "这张图片读不完整，可能已损坏，请重新拍照或者导出后再传。", "file")
