"""What people type or paste: full-width characters and blanks, made plain before a number is checked."""

from __future__ import annotations

import unicodedata

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
_PLAIN: dict[int, int | str | None] = {**_FULL_WIDTH, **_DASHES, **_INVISIBLE}


def half_width(text: str) -> str:
    """Full-width ASCII as half-width, every kind of dash as `-`, invisible characters dropped; blanks stay."""
    return text.translate(_PLAIN)


def compact(text: str) -> str:
    """`text` as a number is compared: half-width, without any blank, letters as capitals."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(half_width(text).split()).upper()


def readable(text: str) -> str:
    """Pasted text without what cannot be seen: control characters go, tabs become blanks, lines stay lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_INVISIBLE)
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c) != "Cc")


def is_digits(text: str) -> bool:
    """True for one or more of 0-9 only (str.isdigit also takes superscripts and other scripts)."""
    return text.isascii() and text.isdigit()
