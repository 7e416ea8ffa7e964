"""Entries spelt like words that match nothing: a slip of the finger, a wrong character. Looked at only then."""

from __future__ import annotations

import heapq
from array import array
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.catalog.search_columns import Column

_NEAR = 75.0
_SHORTEST = 3
_LONG_PINYIN = 6
_MOST_TRIED = 1500


class Spelling:
    """Offers what is spelt alike. `chinese` are columns of names, `letters` of pinyin."""

    def __init__(self, chinese: tuple[Column, ...], letters: tuple[Column, ...]) -> None:
        self._chinese = chinese
        self._letters = letters
        self._holding: tuple[dict[str, array[int]], ...] = ()

    def near(self, words: str, limit: int) -> list[tuple[int, int]]:
        """Owners and their likeness from 0 to 100, the likest first; nothing for fewer than three characters."""
        if len(words) < _SHORTEST:
            return []
        near = self._near_letters(words, limit) if words.isascii() else self._near_chinese(words)
        return [(o, int(s)) for o, s in heapq.nsmallest(limit, near.items(), key=lambda pair: (-pair[1], pair[0]))]

    def _near_letters(self, words: str, limit: int) -> dict[int, float]:
        """One letter wrong, missing or too many, from the beginning of the pinyin."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        near: dict[int, float] = {}
        columns = self._letters[: 2 if len(words) >= _LONG_PINYIN else 1]
        for column, more in product(columns, (0, 1, -1)):
            heads = [text[: len(words) + more] for text in column.texts]
            for _, distance, place in extract(words, heads, scorer=Levenshtein.distance, score_cutoff=1, limit=limit):
                near[column.owners[place]] = 100 * (1 - distance / len(words))
            if near:
                break
        return near

    def _near_chinese(self, words: str) -> dict[int, float]:
        """Most characters right; only texts that hold one of the rarer characters are compared."""
        from rapidfuzz.fuzz import partial_ratio
        from rapidfuzz.process import extract

        near: dict[int, float] = {}
        for column, holding in zip(self._chinese, self._held(), strict=True):
            places = _holders(holding, words)
            choices = {place: column.texts[place] for place in places}
            for _, score, place in extract(words, choices, scorer=partial_ratio, score_cutoff=_NEAR, limit=_MOST_TRIED):
                owner = column.owners[place]
                near[owner] = max(near.get(owner, 0.0), score)
        return near

    def _held(self) -> tuple[dict[str, array[int]], ...]:
        """For each column the places of the texts that hold a character; made at the first need."""
        if not self._holding:
            self._holding = tuple(_index(column) for column in self._chinese)
        return self._holding


def _index(column: Column) -> dict[str, array[int]]:
    holding: dict[str, array[int]] = {}
    for place, text in enumerate(column.texts):
        for character in set(text):
            holding.setdefault(character, array("i")).append(place)
    return holding


def _holders(holding: dict[str, array[int]], words: str) -> list[int]:
    """Texts that could be near: one quarter of the characters may be wrong, so one of the rarest few must be held."""
    wrong = max(1, len(words) // 4)
    rarest = sorted((holding.get(c, array("i")) for c in set(words)), key=len)[: wrong + 1]
    return sorted({place for places in rarest for place in places})[:_MOST_TRIED]
