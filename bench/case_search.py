"""One key in the search of 200,000 cases: what it asks of the store against four prefix ranges by the bare driver."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTableView

from app.desk.screen import ScreenEntry
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.search.view import SearchScreen
from app.usecases.case_search import find_cases
from app.usecases.case_work import CaseWork
from bench.figure import Figure, Spent, p95, p95_of, spent, timed, within
from bench.many_cases import COUNT, open_many
from bench.window import BenchWindow, PaintWatch, wait_for
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from app.desk.screens.search.presenter import Found
    from app.usecases.workplace import Workplace

ROUNDS = 5
SAMPLE = 20
PAINTED = 2
FRAME = 1000 / 60
FOUND = 50
FLOOR = "four prefix ranges by bare sqlcipher3, same store"
_LENGTHS = {
    "case_tail": (2, 4, 6),
    "applicant_name": (1, 2, 3),
    "applicant_initials": (1, 2, 3),
    "applicant_id": (1, 6, 10, 14),
    "applicant_phone": (1, 3, 7, 11),
}
_RANGES = ("case_no", "applicant_name", "applicant_id", "applicant_phone")
_UNION = " UNION ".join(
    f"SELECT case_id FROM (SELECT case_id FROM cases WHERE {c} >= ?1 AND {c} < ?2 LIMIT {FOUND})" for c in _RANGES
)
_BARE = (
    f"SELECT case_id, case_no, applicant_name, item_code, phase FROM cases WHERE case_id IN ({_UNION}) LIMIT {FOUND}"
)


def figures() -> list[Figure]:
    """The search itself over its floor, and from the key to the painted list."""
    workplace = open_many()
    try:
        words = keys(workplace)
        return [*store_figures(workplace, words), *painted(workplace, words)]
    finally:
        workplace.store.close()


def keys(workplace: Workplace) -> list[str]:
    """What stands in the box after each key: the first letters of real names, numbers and telephones."""
    chance = random.Random(4)
    columns = ", ".join(_LENGTHS)
    with workplace.store.read() as connection:
        wanted = chance.sample(range(1, COUNT), SAMPLE)
        query = f"SELECT {columns} FROM cases WHERE rowid = ?"
        rows = [connection.exec_driver_sql(query, (n,)).one() for n in wanted]
    lengths = list(_LENGTHS.values())
    return [value[:n] for row in rows for value, column in zip(row, lengths, strict=True) for n in column]


def store_figures(workplace: Workplace, words: list[str]) -> list[Figure]:
    """The search itself, round by round beside its floor."""
    values, floors = [], []
    with workplace.store.read() as connection:
        raw: Any = connection.connection.driver_connection
        for _ in range(ROUNDS + 1):
            found, bare = [], []
            for typed in words:
                found.append(timed(lambda typed=typed: find_cases(workplace, typed, FOUND)))  # type: ignore[misc]  # bound at once
                bare.append(timed(lambda typed=typed: raw.execute(_BARE, (typed, typed + "\U0010ffff")).fetchall()))  # type: ignore[misc]  # bound at once
            values.append(p95(found))
            floors.append(p95(bare))
    return [Figure(f"key → found, {COUNT:,} cases, p95", "ms", values[1:], floors[1:], FLOOR, 3)]


class _Watched(SearchScreen):
    """The search page, which says when an answer stands in its list."""

    answered = ""

    def take(self, found: Found) -> None:
        """Show what was found, and note it."""
        super().take(found)
        self.answered = found.here.words


def painted(workplace: Workplace, words: list[str]) -> list[Figure]:
    """From the last key of the words to the painted list, on the page that clerks use; nothing else is under way."""
    tools = CaseTools(CaseWork(workplace))
    window = BenchWindow([ScreenEntry("search", "查询", "search", lambda desk: _Watched(desk, tools))])
    page = window.front()
    assert isinstance(page, _Watched)
    (view,) = page.table.findChildren(QTableView)
    watch = PaintWatch(view.viewport())
    rounds = [p95_of([_key(window, page, watch, typed) for typed in words]) for _ in range(PAINTED + 1)]
    window.close()
    return within(f"key → painted list, {COUNT:,} cases, p95", rounds[1:], FRAME, "a frame at 60 Hz")


def _key(window: BenchWindow, page: _Watched, watch: PaintWatch, words: str) -> Spent:
    page.box.set_value(words[:-1])
    window.settle()
    page.answered = ""
    watch.forget()

    def press() -> None:
        type_text(page.box, words[-1])
        wait_for(lambda: page.answered == words)
        watch.finish()

    return spent(press)
