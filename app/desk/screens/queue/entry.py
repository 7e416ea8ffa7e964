"""How the queue is made a workspace, with its call bar above all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.queue.call_bar import CallBar
from app.desk.screens.queue.control import QueueControl, QueueTools
from app.desk.screens.queue.view import QueueScreen
from app.desk.second_screen.window import SecondScreen
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.context import Desk
    from app.desk.second_screen.audience import Audience
    from app.desk.second_screen.window import SecondTools


class _Parts:
    """The call bar is made first, with what the page shares with it."""

    def __init__(self, tools: QueueTools, hall: str, audience: Audience | None) -> None:
        self._tools = tools
        self._hall = hall
        self._audience = audience
        self._control: QueueControl | None = None

    def bar(self, desk: Desk) -> ScreenWidget:
        control = self._control = QueueControl(desk, self._tools)
        cases: Callable[[], tuple[str, ...]] = tuple
        if self._audience is not None:
            self._audience.entering.connect(control.person_here)
            cases = self._audience.cases
        return CallBar(desk, control, cases, self._audience)

    def page(self, desk: Desk) -> ScreenWidget:
        if self._control is None:
            self.bar(desk)
        assert self._control is not None  # noqa: S101 (made in the line above)
        return QueueScreen(desk, self._control, self._hall, self._audience)


def queue_entry(
    tools: QueueTools, hall: str, audience: Audience | None = None, second: SecondTools | None = None
) -> ScreenEntry:
    """The workspace 叫号, the call bar above all workspaces, and the applicant's screen."""
    parts = _Parts(tools, hall, audience)
    beside: list[Callable[[Desk], ScreenWidget]] = [parts.bar]
    if audience is not None and second is not None:
        beside.append(lambda desk: SecondScreen(desk, audience, second))
    title = QT_TRANSLATE_NOOP("Screens", "叫号")
    return ScreenEntry("queue", title, "user", parts.page, beside=tuple(beside))
