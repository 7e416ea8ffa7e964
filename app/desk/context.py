"""What every workspace is given: theme, background, changes, shortcuts, preferences, the shell, the open session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.desk.background import Background
from app.desk.changes import Changes
from app.desk.icons import Icons
from app.desk.preferences import PreferenceKeeper
from app.desk.shortcuts import Shortcuts
from app.desk.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.link import Link


class Shell(Protocol):
    """The window around the workspaces, as they see it."""

    def go(self, screen_id: str, argument: object = None) -> None:
        """Bring a workspace to the front; it gets `argument` in `on_shown`."""
        ...

    def toast(self, text: str, kind: str = "good") -> None:
        """Say for a moment that something is done."""
        ...

    def banner(
        self, text: str, kind: str = "caution", action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Say across the page what is the matter, until it is taken note of."""
        ...

    def clear_banner(self) -> None:
        """Take the banner away."""
        ...

    def failed(self, error: Exception) -> None:
        """Say in a clerk's words what an error means."""
        ...

    def refused(self, text: str, kind: str = "caution", case_no: str = "") -> None:
        """Say what refuses; one key makes it a matter for somebody who can help 办不成事."""
        ...

    def set_ticket(self, text: str) -> None:
        """Show the number that is being served."""
        ...

    def set_link(self, link: Link) -> None:
        """Show how the connection stands."""
        ...

    def leave_person(self) -> None:
        """Leave nothing of the present applicant on any workspace."""
        ...


@dataclass(frozen=True)
class Desk:
    """The context of a workspace. `session` is what the composition root's unlock returned."""

    theme: Theme
    icons: Icons
    background: Background
    changes: Changes
    shortcuts: Shortcuts
    preferences: PreferenceKeeper
    shell: Shell
    session: Any
