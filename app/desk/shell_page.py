"""The page after log-in: top bar, rail, the workspaces, and the messages above them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.arguments import Stuck
from app.desk.context import Desk
from app.desk.error_words import error_kind, error_words
from app.desk.link import Link
from app.desk.widgets.banner import Banner
from app.desk.widgets.help_overlay import HelpOverlay
from app.desk.widgets.nav_rail import NavRail
from app.desk.widgets.toast import Toast
from app.desk.widgets.top_bar import TopBar
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from app.desk.background import Background
    from app.desk.changes import Changes
    from app.desk.icons import Icons
    from app.desk.preferences import PreferenceKeeper
    from app.desk.screen import ScreenEntry, ScreenWidget
    from app.desk.shortcuts import Shortcuts
    from app.desk.theme import Theme

GO_KEYS = {
    "acceptance": "go.1", "todo": "go.2", "search": "go.3", "prints": "go.4", "catalog": "go.5", "shift": "go.6",
    "settings": "go.7", "exchange": "go.8", "issuance": "go.9", "escalations": "go.10", "applications": "go.11",
    "queue": "go.12",
}  # fmt: skip


COUNT_MS = 700
"""Between two workspaces that are made for their numbers at the rail: a clerk who types notices nothing."""


class ShellPage(QWidget):
    """Holds the workspaces and is the `Shell` they see. A workspace is made when it is first shown."""

    lock_wanted = Signal()
    switch_wanted = Signal()
    failure_said = Signal()

    def __init__(
        self,
        *,
        theme: Theme,
        icons: Icons,
        background: Background,
        changes: Changes,
        shortcuts: Shortcuts,
        preferences: PreferenceKeeper,
        session: Any,
        entries: Sequence[ScreenEntry],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = Desk(theme, icons, background, changes, shortcuts, preferences, self, session)
        self._entries = {entry.id: entry for entry in entries}
        self._screens: dict[str, ScreenWidget] = {}
        self._front = ""
        self._link = Link()
        self._refused = Stuck()
        self._uncounted: list[str] = []
        self._counting = QTimer(self)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._count_next)
        self.top_bar = TopBar(shortcuts)
        self.rail = NavRail(icons)
        self._stack = QStackedWidget()
        self._banner = Banner()
        self._lay_out()
        self._toast = Toast(self)
        self._help = HelpOverlay(shortcuts, self)
        self._fill_rail()
        self.companions = self._make_companions()
        self._connect(theme, changes, background)

    def start(self) -> None:
        """Bring the first workspace to the front and make the others, one at a time, when nothing else is to do."""
        for id in self._entries:
            self.go(id)
            break
        self._uncounted = [id for id, entry in self._entries.items() if entry.counts and id not in self._screens]
        self._counting.start()

    def _count_next(self) -> None:
        """Make one workspace more that has a number at the rail; it reads what it counts."""
        if not self._uncounted:
            self._counting.stop()
            return
        id = self._uncounted.pop(0)
        if id not in self._screens:
            self.workspace(id).on_changed(self._entries[id].counts)

    def link(self) -> Link:
        """Return how the connection stood when it was last asked."""
        return self._link

    def make_all(self) -> None:
        """Make every workspace now, so that badges count before they are first opened."""
        for id in self._entries:
            self.workspace(id)

    def workspace(self, id: str) -> ScreenWidget:
        """Return workspace `id`, made if it is not yet."""
        if id not in self._screens:
            screen = self._entries[id].make(self.desk)
            screen.badge_changed.connect(lambda number: self.rail.set_badge(id, number))
            self._screens[id] = screen
            self._stack.addWidget(screen)
            screen.on_link(self._link)
        return self._screens[id]

    def front(self) -> str:
        """Return the id of the workspace in front."""
        return self._front

    def go(self, screen_id: str, argument: object = None) -> None:
        """Bring a workspace to the front."""
        screen = self.workspace(screen_id)
        self._front = screen_id
        self._stack.setCurrentWidget(screen)
        self.rail.choose(screen_id)
        screen.on_shown(argument)
        self.desk.shortcuts.refresh()

    def toast(self, text: str, kind: str = "good") -> None:
        """Say for a moment that something is done."""
        self._toast.say(text, kind)

    def clear_toast(self) -> None:
        """Take what was said for a moment away at once."""
        self._toast.go()

    def toast_text(self) -> str:
        """Return what was said last."""
        return self._toast.text()

    def banner(
        self, text: str, kind: str = "caution", action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Say across the page what is the matter."""
        self._refused = Stuck()
        self._banner.say(text, kind, action, on_action)

    def clear_banner(self) -> None:
        """Take the banner away."""
        self._refused = Stuck()
        self._banner.hide()

    def banner_text(self) -> str:
        """Return what the banner says, empty while it is hidden."""
        return "" if self._banner.isHidden() else self._banner.text()

    def failed(self, error: Exception) -> None:
        """Say in a clerk's words what an error means; it stays until it is taken note of."""
        if isinstance(error, Refusal):
            self.refused(error_words(error), error_kind(error))
        else:
            self.banner(error_words(error), error_kind(error))
        self.failure_said.emit()

    def refused(self, text: str, kind: str = "caution", case_no: str = "") -> None:
        """Say what refuses; one key makes it a matter for somebody who can help 办不成事."""
        if "escalations" not in self._entries:
            self.banner(text, kind)
            return
        self.banner(text, kind, self.tr("登记办不成事"), self.escalate)
        self._refused = Stuck(case_no, text)

    def set_ticket(self, text: str) -> None:
        """Show the number that is being served."""
        self.top_bar.set_ticket(text)

    def set_link(self, link: Link) -> None:
        """Show how the connection stands, in the bar and on every workspace that wants to know."""
        before, self._link = self._link, link
        self.top_bar.set_link(link)
        if link.alarm and link.alarm != before.alarm:
            self.banner(link.alarm, "bad", self.tr("看传输"), self.open_exchange)
        elif link.behind and link.behind != before.behind:
            self.banner(link.behind, "caution")
        for screen in self._all():
            screen.on_link(link)

    def leave_person(self) -> None:
        """Leave nothing of the present applicant on any workspace."""
        self.set_ticket("")
        for screen in self._all():
            screen.on_leaving_person()
        self._refused = Stuck()

    def flush(self) -> None:
        """Let every workspace hand over what it has not yet written."""
        for screen in self._all():
            screen.flush()

    def keep(self) -> dict[str, object]:
        """Return what `restore` needs to stand as before."""
        return {"front": self._front, **{f"screen:{id}": screen.keep() for id, screen in self._screens.items()}}

    def restore(self, kept: dict[str, object]) -> None:
        """Stand as before the page was built anew."""
        for id in self._entries:
            state = kept.get(f"screen:{id}")
            if state is not None:
                self.workspace(id).restore(state)
        front = kept.get("front")
        if isinstance(front, str) and front in self._entries:
            self.go(front)

    def open_exchange(self) -> None:
        """Show what waits to be exchanged, where this desk has that page."""
        if "exchange" in self._entries:
            self.go("exchange")

    def escalate(self) -> None:
        """Register what could not be done: about the case in view, with the refusal that stands across the page."""
        if "escalations" in self._entries:
            seen, told = self.workspace(self._front).stuck(), self._refused
            self._refused = Stuck()
            case_no = told.case_no or seen.case_no
            self.go("escalations", replace(seen, case_no=case_no, text=told.text or seen.text))

    def open_help(self) -> None:
        """Show all shortcuts."""
        self._help.open()

    def help_is_open(self) -> bool:
        """Tell whether the overview of shortcuts is shown."""
        return self._help.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overview as large as the page."""
        super().resizeEvent(event)
        self._help.setGeometry(self.rect())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._banner)
        right.addWidget(self._stack, 1)
        self._right = right
        line.addLayout(right, 1)
        column.addLayout(line, 1)

    def _make_companions(self) -> list[ScreenWidget]:
        """What stands beside the workspaces: strips above them, and windows of their own that go when this page goes."""
        made = [make(self.desk) for entry in self._entries.values() for make in entry.beside]
        for widget in made:
            if widget.property("own_window"):
                widget.setParent(self, widget.windowFlags())
            else:
                self._right.insertWidget(0, widget)
        return made

    def _all(self) -> list[ScreenWidget]:
        return [*self._screens.values(), *self.companions]

    def _fill_rail(self) -> None:
        shortcuts = self.desk.shortcuts
        for id, entry in self._entries.items():
            key = GO_KEYS.get(id, "")
            if entry.railed:
                self.rail.add(id, entry.icon, entry.shown_title(), shortcuts.shown_keys(key) if key else "")
            if key:
                shortcuts.bind(key, self, partial(self.go, id))
        shortcuts.bind("help", self, self.open_help)
        shortcuts.bind("lock", self, self.lock_wanted.emit)
        shortcuts.bind("clerk.switch", self, self.switch_wanted.emit)
        if "escalations" in self._entries:
            shortcuts.bind("escalate", self, self.escalate)

    def _connect(self, theme: Theme, changes: Changes, background: Background) -> None:
        self.rail.chosen.connect(self.go)
        self.top_bar.help_wanted.connect(self.open_help)
        self.top_bar.lock_wanted.connect(self.lock_wanted)
        self.top_bar.exchange_wanted.connect(self.open_exchange)
        theme.changed.connect(self.rail.retint)
        changes.announced.connect(self._announced)
        background.failed.connect(self.failed)

    def _announced(self, names: frozenset[str], _owner: object) -> None:
        for screen in self._all():
            screen.on_changed(names)
