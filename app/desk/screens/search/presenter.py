"""The search 查询 without a window: what was asked, how much is shown, what it means that nothing was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.search.elsewhere import ElsewhereRow
from app.usecases.case_search import FoundCases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.screens.search.table_model import SearchRow

FIRST, STEP = 50, 200


@dataclass(frozen=True)
class Found:
    """What one question found: cases of this desk, and rows of its register."""

    here: FoundCases
    registers: tuple[ElsewhereRow, ...] = ()


class SearchPresenter:
    """The words asked for, and how many rows are wanted."""

    def __init__(self) -> None:
        self.words = ""
        self.limit = FIRST
        self._found: Found | None = None
        self._centre: tuple[ElsewhereRow, ...] = ()

    def ask(self, words: str) -> str:
        """Ask for other words: the list begins anew with few rows."""
        if words != self.words:
            self.words, self.limit = words, FIRST
            self._found, self._centre = None, ()
        return words

    def take(self, found: Found) -> None:
        """Take what was found here; what the centre found for the same words stays."""
        self._found = found

    def add(self, rows: Sequence[ElsewhereRow]) -> int:
        """Add what the centre found; answers how many of it are not on this desk."""
        known = {row.case_no for row in self._here()}
        self._centre = tuple(row for row in rows if row.case_no not in known)
        return len(self._centre)

    def rows(self) -> tuple[SearchRow, ...]:
        """Everything found: what is here first."""
        return (*self._here(), *self._centre)

    def more(self) -> bool:
        """Tell whether there are more cases here than are shown."""
        return self._found is not None and self._found.here.more

    def _here(self) -> tuple[SearchRow, ...]:
        found = self._found
        if found is None:
            return ()
        whole = {row.case_no for row in found.here.rows}
        return (*found.here.rows, *(row for row in found.registers if row.case_no not in whole))

    def widen(self) -> None:
        """Want more rows of the same."""
        self.limit += STEP

    def nothing(self, *, may_ask: bool = False) -> tuple[str, str]:
        """What to say where nothing was found."""
        if not self.words:
            title = QCoreApplication.translate("Search", "还没有办件")
            return title, QCoreApplication.translate("Search", "受理或者收件以后，办件会列在这里")
        title = QCoreApplication.translate("Search", "没有找到“{words}”").format(words=self.words[:40])
        if may_ask:
            return title, QCoreApplication.translate(
                "Search", "可以只输开头几位；已办结和别的大厅的，按 Ctrl+Enter 到中心查"
            )
        return title, QCoreApplication.translate("Search", "可以只输开头几位；别的窗口的办件要联网查询")
