"""How the acceptance page is made a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.screen import ScreenEntry
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.desk.screens.acceptance.services import AcceptanceTools


def acceptance_entry(tools: AcceptanceTools) -> ScreenEntry:
    """The workspace 受理."""
    title = QT_TRANSLATE_NOOP("Screens", "受理")
    return ScreenEntry("acceptance", title, "clipboard-pen", lambda desk: AcceptanceScreen(desk, tools))
