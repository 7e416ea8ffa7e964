"""The person leaves: what goes back into his hands is named, ticked off by one key, and recorded as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.usecases import taking as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.afterwards import Afterwards
    from app.desk.screens.acceptance.view import AcceptanceScreen

ALL, NOT_ALL = "all", "not-all"


class Leaving:
    """Originals that were only seen and papers for the person, of all cases of a sitting."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen
        self._seen: tuple[str, ...] = ()
        self._papers: tuple[Afterwards, ...] = ()

    def case_taken(self, afterwards: Afterwards) -> None:
        """A case of the sitting was decided: its originals and papers are to be thought of when the person leaves."""
        page = self._screen.page
        self._seen = self._with_shown(page.taking)
        self._papers = (*self._papers, afterwards)

    def forget(self) -> None:
        """Another person, or an empty page."""
        self._seen, self._papers = (), ()

    def begin(self, before: Callable[[], None]) -> None:
        """F5: leave at once where nothing is to be handed over; else name it. F5 again leaves, and says it was not ticked.

        `before` is done when the person does leave.
        """
        screen = self._screen
        question = self._question()
        if not screen.page.cases_of_sitting() or not question:
            self._leave(before, originals_back=True, papers_over=True)
            return
        if screen.strip.isVisible() and screen.strip.question() == question:
            self._answered(NOT_ALL, before)
            return
        answers = [
            (ALL, QCoreApplication.translate("Acceptance", "都已交还、已交付")),
            (NOT_ALL, QCoreApplication.translate("Acceptance", "还有没交的，照实记下")),
        ]
        screen.ask(question, answers, lambda key: self._answered(key, before))

    def _question(self) -> str:
        """What is still to be handed over, by name; empty where nothing is."""
        seen, papers = self._originals(), self._titles()
        parts = []
        if seen:
            parts.append(QCoreApplication.translate("Acceptance", "请交还原件：{names}").format(names="、".join(seen)))
        if papers:
            parts.append(
                QCoreApplication.translate("Acceptance", "请交付文书：{names}").format(names="、".join(papers))
            )
        return "；".join(parts)

    def _originals(self) -> tuple[str, ...]:
        page = self._screen.page
        return self._with_shown(page.taking) if page.phase == "taking" else self._seen

    def _with_shown(self, taking: t.Taking) -> tuple[str, ...]:
        item = self._screen.page.item
        more = t.seen_originals(taking, item) if item is not None else ()
        return tuple(dict.fromkeys((*self._seen, *more)))

    def _titles(self) -> tuple[str, ...]:
        return tuple(f"{paper.title} {paper.number}" for after in self._papers for paper in after.undelivered)

    def _answered(self, key: str, before: Callable[[], None]) -> None:
        if key == ALL:
            for after in self._papers:
                for step in after.deliver():
                    self._screen.deciding.record(step)
            self._leave(before, originals_back=True, papers_over=True)
            return
        self._leave(before, originals_back=not self._originals(), papers_over=not self._titles())

    def _leave(self, before: Callable[[], None], *, originals_back: bool, papers_over: bool) -> None:
        screen = self._screen
        cases, work, seen = screen.page.cases_of_sitting(), screen.tools.work, self._originals()
        before()
        screen.desk.background.write(
            screen, lambda: work.end_sitting(cases, originals_back=originals_back, papers_over=papers_over)
        )
        screen.deciding.afterwards = None
        if seen and not cases:
            words = QCoreApplication.translate("Acceptance", "请交还原件：{names}").format(names="、".join(seen))
            screen.desk.shell.toast(words, "plain")
        elif cases:
            screen.desk.shell.toast(QCoreApplication.translate("Acceptance", "请取下身份证"), "plain")
        screen.start_anew()
        screen.desk.shell.leave_person()
