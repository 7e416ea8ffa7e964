"""The searched texts of a catalogue, joined so that one scan runs at the speed of memory."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Mode = Literal["exact", "prefix", "part"]
_END = "\n"


class Column:
    """One kind of text of all entries. `texts` are (owner, text, shown); an owner may have none or several."""

    def __init__(self, texts: Sequence[tuple[int, str, str]]) -> None:
        self.owners = [owner for owner, _, _ in texts]
        self.texts = [text for _, text, _ in texts]
        self.shown = [shown for _, _, shown in texts]
        self.of_owner: dict[int, list[int]] = {}
        for place, owner in enumerate(self.owners):
            self.of_owner.setdefault(owner, []).append(place)
        self._joined = _END + _END.join(self.texts) + _END
        self._starts: list[int] = []
        at = 0
        for text in self.texts:
            self._starts.append(at)
            at += len(text) + 1

    def holds(self, words: str) -> bool:
        """Whether any text has the words in it; where not, no mode of matching finds anything."""
        return words in self._joined

    def find(self, words: str, mode: Mode) -> Iterator[int]:
        """Places of the texts that match, in order."""
        wanted = words if mode == "part" else _END + words + (_END if mode == "exact" else "")
        at = self._joined.find(wanted)
        while at >= 0:
            # `_starts` are the separators before the texts: a match begins on one, or after it inside the text.
            place = bisect_right(self._starts, at) - 1
            if place >= len(self.texts):
                return
            yield place
            if place + 1 >= len(self._starts):
                return
            at = self._joined.find(wanted, self._starts[place + 1])

    def matches(self, owner: int, words: str, mode: Mode) -> bool:
        """Whether a text of this owner matches."""
        test = _TESTS[mode]
        return any(test(self.texts[place], words) for place in self.of_owner.get(owner, ()))

    def only(self, owners: Sequence[int]) -> Column:
        """The same texts of some owners only, in their order."""
        return Column([(o, self.texts[p], self.shown[p]) for o in owners for p in self.of_owner.get(o, ())])


_TESTS: dict[Mode, Callable[[str, str], bool]] = {
    "exact": lambda text, words: text == words,
    "prefix": lambda text, words: text.startswith(words),
    "part": lambda text, words: words in text,
}
