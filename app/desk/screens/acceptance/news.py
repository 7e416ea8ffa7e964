"""Something arrived about the case that is open on the acceptance page: one line to open, nothing on the page changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from app.desk.arguments import OpenCase, OpenItem
from app.desk.widgets.news_line import NewsLine

if TYPE_CHECKING:
    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.story import StoryLine

Story = tuple["StoryLine", ...]


class CaseNews(QObject):
    """Watches one case at a time: what its story was when the page was opened, and whether a line has come since."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        super().__init__(screen)
        self._screen = screen
        self._case_no = ""
        self._known: int | None = None
        self.line = NewsLine(screen.desk.shortcuts)
        self.line.wanted.connect(self.look)
        screen.desk.shortcuts.bind("news", screen, self.look, lambda: bool(self.line.text()))

    def watch(self, case_no: str) -> None:
        """Watch this case from now on; an empty number watches none."""
        if case_no == self._case_no:
            return
        self._case_no, self._known = case_no, None
        self.line.hide()
        if case_no:
            self.ask()

    def ask(self) -> None:
        """Read the story of the case, if one is watched."""
        case_no, story = self._case_no, self._screen.tools.story
        if case_no and story is not None:
            desk = self._screen.desk
            desk.background.read(self, lambda: (case_no, story(case_no)), self._take, lambda _error: None, key="news")

    def release_changed(self) -> None:
        """A release came into force: what is open on the page is done by the one that it was begun with."""
        page = self._screen.page
        begun = page.taking.release
        if page.phase == "taking" and not self._case_no and page.taking.filing.item and begun != page.work.release():
            words = QCoreApplication.translate("Acceptance", "事项库已启用新版；这一件按打开时的版本办完，下一件用新版")
            self.line.tell(words)
            self._screen.desk.shortcuts.refresh()

    def look(self) -> None:
        """Show the case, or the item as it is now; what was entered is kept as a draft."""
        self._screen.save()
        self.line.hide()
        if self._case_no:
            self._screen.desk.shell.go("search", OpenCase(self._case_no))
        else:
            self._screen.desk.shell.go("catalog", OpenItem(self._screen.page.taking.filing.item))

    def forget(self) -> None:
        """Another page: what was told of the one before is gone."""
        self.line.hide()

    def _take(self, read: tuple[str, Story]) -> None:
        case_no, story = read
        if case_no != self._case_no:
            return
        if self._known is not None and len(story) > self._known and self._screen.page.phase == "taking":
            newest = story[-1]
            words = QCoreApplication.translate("Acceptance", "此件刚有更新（{who} {at}）：{what}")
            self.line.tell(words.format(who=newest.who, at=f"{newest.at:%H:%M}", what=newest.text))
            self._screen.desk.shortcuts.refresh()
        self._known = len(story)
