"""What a workspace 工作区 is to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.desk.arguments import Stuck
from app.desk.context import Desk

if TYPE_CHECKING:
    from app.desk.link import Link


class ScreenWidget(QWidget):
    """The base of a workspace. What it does not override does nothing."""

    badge_changed = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_shown(self, argument: object = None) -> None:
        """It came to the front: reload what is stale, set the focus."""

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced; decide whether this is stale. Also called while another workspace is in front."""

    def on_link(self, link: Link) -> None:
        """Told each second how the exchange with the server stands."""

    def on_leaving_person(self) -> None:
        """Leave nothing of the present applicant in view."""

    def stuck(self) -> Stuck:
        """Tell what a matter that cannot be done here 办不成事 would start from: the case in view, if there is one."""
        return Stuck()

    def flush(self) -> None:
        """Hand over to the background what is typed but not yet written: the window closes, locks or is built anew."""

    def keep(self) -> object:
        """Return what `restore` needs to stand as before when the page is built anew (change of language)."""
        return None

    def restore(self, kept: object) -> None:
        """Take up what `keep` returned."""


@dataclass(frozen=True)
class ScreenEntry:
    """A workspace: its id, its title (Chinese source text of context Screens), its icon, how it is made.

    One that is not `railed` is reached by its key and from the top bar. `beside` make what stands beside all
    workspaces as long as the page does: a strip above them, or a window of its own (its property `own_window` says so).
    `counts` are the changes that its number at the rail depends on: it is made before anybody opens it.
    """

    id: str
    title: str
    icon: str
    make: Callable[[Desk], ScreenWidget]
    railed: bool = True
    beside: tuple[Callable[[Desk], ScreenWidget], ...] = ()
    counts: frozenset[str] = frozenset()

    def shown_title(self) -> str:
        """Return the title in the language of the interface."""
        return QCoreApplication.translate("Screens", self.title)
