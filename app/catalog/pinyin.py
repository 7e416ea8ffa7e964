"""Pinyin of names, made when the catalogue is built. The library takes 0.2 s to import, so it is imported here only."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUNS = re.compile(r"(?P<han>[\u3400-\u9fff\U00020000-\U0003ffff]+)|(?P<plain>[0-9a-z]+)")


@dataclass(frozen=True, slots=True)
class Sounds:
    """A text in pinyin: `initials` spjyxk, `full` shipinjingyingxuke, `syllables` one for each Chinese character."""

    initials: str
    full: str
    syllables: tuple[tuple[str, str], ...]


def sounds_of(text: str) -> Sounds:
    """The pinyin of a text in lower case; letters and digits stand for themselves, everything else is left out."""
    from pypinyin import lazy_pinyin

    initials, full = [], []
    syllables: list[tuple[str, str]] = []
    for run in _RUNS.finditer(text):
        if run["plain"]:
            initials.append(run["plain"])
            full.append(run["plain"])
            continue
        read = [s if s.isascii() else "" for s in lazy_pinyin(run["han"], v_to_u=False)]
        initials += [s[:1] for s in read]
        full += read
        syllables += list(zip(run["han"], read, strict=False))
    return Sounds("".join(initials), "".join(full), tuple(syllables))
