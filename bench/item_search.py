"""One key in the search of 10,000 generated items, against a plain scan of names and initials in Python."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from app.bootstrap import create_workplace, library, places
from app.catalog.generate import generate
from app.catalog.search import SearchIndex, index_entries, normalised
from app.desk.screens.acceptance.entry import acceptance_entry
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.devices.printers.choice import Printers
from app.usecases.counter_printing import CounterPrinting
from app.usecases.counter_work import CounterWork
from app.usecases.workplace import Workplace
from bench.figure import Figure, Spent, p95, p95_of, spent, timed, within
from bench.window import BenchWindow, PaintWatch
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.catalog.search import Entry

COUNT = 10_000
ROUNDS = 5
PAINTED = 2
SAMPLE = 40
LONGEST = 5
FRAME = 1000 / 60
FLOOR = "plain Python scan of names and initials"


def figures(folder: Path) -> list[Figure]:
    """The search itself over its floor, and from the key to the painted list."""
    where = places(folder / "home")
    first = create_workplace(where, "王芳", "bench-密码-1", "C03", "500106", evaluation=True)
    knowledge = library(where)
    catalogue = generate(knowledge.catalogue, items=COUNT)
    workplace = Workplace(first.store, replace(knowledge, catalogue=catalogue))
    index = SearchIndex(index_entries(catalogue))
    words = keys(index.entries)
    try:
        return [_search(index, words), *_painted(workplace, index, words, folder)]
    finally:
        workplace.store.close()


def keys(entries: Sequence[Entry]) -> list[str]:
    """What stands in the field after each key: the words of a name from somewhere on, and its initials."""
    chance = random.Random(2)
    words = []
    for entry in chance.sample(list(entries), SAMPLE):
        start = chance.randrange(4)
        for length in range(1, LONGEST + 1):
            words += [entry.name[start : start + length], entry.initials[:length]]
    return words


def _search(index: SearchIndex, words: list[str]) -> Figure:
    texts = [f"{normalised(entry.name)}\n{entry.initials}" for entry in index.entries]
    values, floors = [], []
    for _ in range(ROUNDS + 1):
        found, scanned = [], []
        for typed in words:
            found.append(timed(lambda typed=typed: index.search(typed, limit=30)))  # type: ignore[misc]  # bound at once
            scanned.append(timed(lambda typed=typed: _scan(texts, typed)))  # type: ignore[misc]  # bound at once
        values.append(p95(found))
        floors.append(p95(scanned))
    return Figure(f"key → found, {COUNT:,} items, p95", "ms", values[1:], floors[1:], FLOOR, 3)


def _scan(texts: list[str], words: str) -> list[int]:
    return [n for n, text in enumerate(texts) if words in text][:30]


def _painted(workplace: Workplace, index: SearchIndex, words: list[str], folder: Path) -> list[Figure]:
    """From the last key of the words to the painted list, on the acceptance page itself."""
    printing = CounterPrinting(workplace, Printers(folder / "printed"))
    window = BenchWindow([acceptance_entry(AcceptanceTools(CounterWork(workplace, index), printing))])
    page = window.front()
    assert isinstance(page, AcceptanceScreen)
    page.look_for_item()
    window.settle()
    watch = PaintWatch(page.matter.search.list.viewport())
    rounds = [p95_of([_key(window, page, watch, typed) for typed in words]) for _ in range(PAINTED + 1)]
    window.close()
    return within(f"key → painted list, {COUNT:,} items, p95", rounds[1:], FRAME, "a frame at 60 Hz")


def _key(window: BenchWindow, page: AcceptanceScreen, watch: PaintWatch, words: str) -> Spent:
    search = page.matter.search
    search.edit.set_value(words[:-1])
    search.show_state()
    window.settle()
    watch.forget()

    def press() -> None:
        type_text(search.edit, words[-1])
        watch.finish()

    return spent(press)
