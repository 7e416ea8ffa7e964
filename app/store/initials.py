"""Pinyin initials of names, for finding a case by a few letters.

Surnames with readings of their own (单 仇 区) are kept.
"""

from __future__ import annotations

from functools import lru_cache

_SURNAMES = {
    "单": "s", "仇": "q", "区": "o", "曾": "z", "解": "x", "查": "z", "朴": "p", "盖": "g", "任": "r", "华": "h",
    "乐": "y", "尉": "w", "缪": "m", "冼": "x", "翟": "z", "员": "y", "覃": "q", "逄": "p", "郗": "x", "召": "s",
}  # fmt: skip


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """Lower-case initials: 张伟 → zw, 单雄信 → sxx; letters and digits stay, other marks go."""
    from pypinyin import Style, lazy_pinyin

    letters = [syllable[:1] for syllable in lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_kept)]
    if name and name[0] in _SURNAMES and letters:
        letters[0] = _SURNAMES[name[0]]
    return "".join(c for c in letters if c.isascii() and c.isalnum()).lower()


def _kept(unknown: str) -> str:
    """What has no pinyin stays: the first letter of each stretch, so a code can be found by its beginning."""
    return unknown
