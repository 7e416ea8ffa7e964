"""The search 查询 without a window: what was asked, how much is shown, what it means that nothing was found."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

FIRST, STEP = 50, 200


class SearchPresenter:
    """The words asked for, and how many rows are wanted."""

    def __init__(self) -> None:
        self.words = ""
        self.limit = FIRST

    def ask(self, words: str) -> str:
        """Ask for other words: the list begins anew with few rows."""
        if words != self.words:
            self.words, self.limit = words, FIRST
        return words

    def widen(self) -> None:
        """Want more rows of the same."""
        self.limit += STEP

    def nothing(self) -> tuple[str, str]:
        """What to say where nothing was found."""
        if not self.words:
            title = QCoreApplication.translate("Search", "还没有办件")
            return title, QCoreApplication.translate("Search", "受理或者收件以后，办件会列在这里")
        title = QCoreApplication.translate("Search", "没有找到“{words}”").format(words=self.words[:40])
        return title, QCoreApplication.translate("Search", "可以只输开头几位；别的窗口的办件要联网查询")
