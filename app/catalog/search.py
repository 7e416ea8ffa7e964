"""Finds items and packages from a few keys: Chinese, pinyin initials, full pinyin, code, everyday words.

Every key gets an answer at once: each kind of match is one scan of one joined text, the better kinds first, and the
scan stops when the list is full. Within one kind, what this counter uses most comes first, then the shorter name.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from app.catalog.search_columns import Column, Mode
from app.catalog.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.catalog.catalogue import Catalogue

HitKind = Literal["item", "package"]
ColumnName = Literal["code", "name", "initials", "full", "alias", "alias_initials", "alias_full"]
Columns = dict[ColumnName, Column]
Found = tuple[int, int, str]
"""Place of an entry, score, why."""

_MOST_USED = 300
_WIDEST = 40  # how many entries that hold several words are ranked
_SCRIPTS = re.compile(r"[0-9a-z.\-]+|[^0-9a-z.\-\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one item or package; texts are in the form of `normalised`, lists run along `aliases`."""

    code: str
    name: str
    kind: HitKind
    initials: str
    full: str
    aliases: tuple[str, ...] = ()
    alias_initials: tuple[str, ...] = ()
    alias_full: tuple[str, ...] = ()
    sounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding: `score` orders (higher first), `why` says in words what matched."""

    code: str
    name: str
    score: int
    why: str
    kind: HitKind


@dataclass(frozen=True, slots=True)
class _Level:
    """One kind of match. `letters`: makes sense for words in Latin letters and digits only."""

    score: int
    column: ColumnName
    mode: Mode
    why: str
    letters: bool = False


_LEVELS = (
    _Level(1000, "code", "exact", "编码"),
    _Level(950, "name", "exact", "名称"),
    _Level(930, "alias", "exact", "俗称"),
    _Level(900, "initials", "exact", "拼音首字母", letters=True),
    _Level(880, "name", "prefix", "名称"),
    _Level(870, "code", "prefix", "编码"),
    _Level(850, "alias", "prefix", "俗称"),
    _Level(830, "initials", "prefix", "拼音首字母", letters=True),
    _Level(800, "alias_initials", "prefix", "俗称的拼音首字母", letters=True),
    _Level(780, "full", "prefix", "拼音", letters=True),
    _Level(760, "alias_full", "prefix", "俗称的拼音", letters=True),
    _Level(740, "name", "part", "名称"),
    _Level(720, "alias", "part", "俗称"),
    _Level(700, "initials", "part", "拼音首字母", letters=True),
    _Level(660, "alias_initials", "part", "俗称的拼音首字母", letters=True),
    _Level(640, "full", "part", "拼音", letters=True),
    _Level(620, "alias_full", "part", "俗称的拼音", letters=True),
)
_SEVERAL = 500
_SAME_SOUND = 400
_SIMILAR = 300


class SearchIndex:
    """The search of one catalogue. Built from entries, which can be kept; building takes no pinyin."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = sorted(entries, key=lambda e: (e.kind == "package", len(e.name), e.code))
        self._place_of = {e.code: i for i, e in enumerate(self.entries)}
        self._columns = _columns(self.entries)
        self._whole = Column([(i, _whole_text(e), "") for i, e in enumerate(self.entries)])
        columns = self._columns
        self._spelling = Spelling((columns["name"], columns["alias"]), (columns["initials"], columns["full"]))
        self._sounds = {character: sound for e in self.entries for character, sound in e.sounds}
        # The most used entries have small columns of their own, made again when the use has changed.
        self._used: tuple[tuple[int, ...], Columns, Column] = ((), _columns(()), Column(()))

    def search(self, words: str, use_counts: Mapping[str, int] | None = None, limit: int = 20) -> list[Hit]:
        """At most `limit` hits, best first; `use_counts` says how often this counter took each code.

        Several words must all match. Only where nothing is found, what sounds the same or is spelt alike is offered.
        """
        counts = use_counts or {}
        plain = normalised(words)
        if not plain or limit < 1:
            return []
        self._note_used(counts)
        parts = plain.split()
        compact = "".join(parts)
        found = self._one(compact, limit)
        if not found:
            pieces = parts if len(parts) > 1 else _SCRIPTS.findall(compact)
            found = self._all_of(pieces, counts, limit) if len(pieces) > 1 else []
        if not found:
            found = self._same_sound(compact, limit) or self._similar(compact, limit)
        return [self._hit(place, score, why, counts) for place, score, why in found]

    def _note_used(self, counts: Mapping[str, int]) -> None:
        """Keep the columns of the most used entries, the most used first."""
        known = ((self._place_of[code], n) for code, n in counts.items() if n > 0 and code in self._place_of)
        most = heapq.nlargest(_MOST_USED, known, key=lambda pair: (pair[1], -pair[0]))
        places = tuple(place for place, _ in most)
        if places != self._used[0]:
            columns = {name: column.only(places) for name, column in self._columns.items()}
            self._used = (places, columns, self._whole.only(places))

    def _one(self, words: str, limit: int) -> list[Found]:
        """Entries that the words match as a whole."""
        letters = words.isascii()
        _, used, _ = self._used
        found: dict[int, Found] = {}
        code = _code_key(words)
        holding = {n for n, c in self._columns.items() if c.holds(code if n == "code" else words)}
        for level in _LEVELS:
            wanted = code if level.column == "code" else words
            if not wanted or level.column not in holding or (level.letters and not letters):
                continue
            for column in (used[level.column], self._columns[level.column]):
                for place in column.find(wanted, level.mode):
                    owner = column.owners[place]
                    if owner not in found:
                        shown = column.shown[place]
                        found[owner] = (owner, level.score, f"{level.why}“{shown}”" if shown else level.why)
                        if len(found) >= limit:
                            return list(found.values())
        return list(found.values())

    def _all_of(self, pieces: Sequence[str], counts: Mapping[str, int], limit: int) -> list[Found]:
        """Entries that every piece matches somehow; the worst of the pieces decides the rank."""
        pieces = sorted(pieces, key=len, reverse=True)
        kept: dict[int, Found] = {}
        for column in (self._used[2], self._whole):
            for place in column.find(pieces[0], "part"):
                if all(piece in column.texts[place] for piece in pieces[1:]):
                    owner = column.owners[place]
                    if owner not in kept:
                        kept[owner] = self._rank_several(owner, pieces)
                    if len(kept) >= max(_WIDEST, limit):
                        break
        matching = [k for k in kept.values() if k[1]]
        matching.sort(key=lambda k: (-k[1], -counts.get(self.entries[k[0]].code, 0), k[0]))
        return matching[:limit]

    def _rank_several(self, owner: int, pieces: Sequence[str]) -> Found:
        levels = [self._best_level(owner, piece) for piece in pieces]
        scores = [level.score if level else 0 for level in levels]
        why = " + ".join(dict.fromkeys(level.why for level in levels if level))
        return owner, _SEVERAL + min(scores) // 20 if all(scores) else 0, why

    def _best_level(self, owner: int, words: str) -> _Level | None:
        """The best level at which one entry matches."""
        letters = words.isascii()
        fitting = (level for level in _LEVELS if letters or not level.letters)
        return next((f for f in fitting if self._columns[f.column].matches(owner, words, f.mode)), None)

    def _same_sound(self, words: str, limit: int) -> list[Found]:
        """Entries that sound like the words: a wrong character chosen from the input method's list."""
        sound = "".join(self._sounds.get(character, character) for character in words)
        if sound == words or not sound.isascii():
            return []
        return [(place, _SAME_SOUND, "读音相同") for place, _, _ in self._one(sound, limit)]

    def _similar(self, words: str, limit: int) -> list[Found]:
        """Entries spelt alike."""
        return [(place, _SIMILAR + likeness // 10, "写法相近") for place, likeness in self._spelling.near(words, limit)]

    def _hit(self, place: int, score: int, why: str, counts: Mapping[str, int]) -> Hit:
        entry = self.entries[place]
        return Hit(entry.code, entry.name, score + min(9, counts.get(entry.code, 0)), why, entry.kind)


def _columns(entries: Sequence[Entry]) -> Columns:
    """The searched texts of entries, by their place."""
    placed = tuple(enumerate(entries))

    def aliases(i: int, entry: Entry, texts: tuple[str, ...]) -> list[tuple[int, str, str]]:
        return [(i, normalised(text), alias) for alias, text in zip(entry.aliases, texts, strict=True)]

    return {
        "code": Column([(i, _code_key(e.code), "") for i, e in placed]),
        "name": Column([(i, normalised(e.name), "") for i, e in placed]),
        "initials": Column([(i, e.initials, "") for i, e in placed]),
        "full": Column([(i, e.full, "") for i, e in placed]),
        "alias": Column(list(chain.from_iterable(aliases(i, e, e.aliases) for i, e in placed))),
        "alias_initials": Column(list(chain.from_iterable(aliases(i, e, e.alias_initials) for i, e in placed))),
        "alias_full": Column(list(chain.from_iterable(aliases(i, e, e.alias_full) for i, e in placed))),
    }


def _whole_text(entry: Entry) -> str:
    """Everything that is searched of an entry, for words of which each may stand elsewhere."""
    aliases = (*entry.aliases, *entry.alias_initials, *entry.alias_full)
    texts = (_code_key(entry.code), entry.name, entry.initials, entry.full, *aliases)
    return "\r".join(normalised(text) for text in texts)


def normalised(text: str) -> str:
    """Text as it is compared: full-width letters and digits made plain, lower case, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _code_key(code: str) -> str:
    """A code without its hyphens and blanks: gt04 finds GT-04."""
    return normalised(code).replace("-", "").replace(" ", "")


def index_entries(catalogue: Catalogue) -> tuple[Entry, ...]:
    """What is searched of every item and package of a catalogue; makes the pinyin, so it is slow (25 µs a name)."""
    items = [_entry(i.code, i.name, "item", i.aliases) for i in catalogue.items if not i.stopped]
    return (*items, *(_entry(p.key, p.name, "package", p.aliases) for p in catalogue.packages))


def _entry(code: str, name: str, kind: HitKind, aliases: tuple[str, ...]) -> Entry:
    from app.catalog.pinyin import sounds_of

    own = sounds_of(normalised(name))
    others = [sounds_of(normalised(alias)) for alias in aliases]
    sounds = dict(pair for sounds in (own, *others) for pair in sounds.syllables)
    return Entry(
        code=code,
        name=name,
        kind=kind,
        initials=own.initials,
        full=own.full,
        aliases=aliases,
        alias_initials=tuple(o.initials for o in others),
        alias_full=tuple(o.full for o in others),
        sounds=tuple(sorted(sounds.items())),
    )
