"""The desk's own window around given workspaces, off screen, with keys pressed and painting waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.background import Background
from app.desk.changes import Changes
from app.desk.icons import Icons
from app.desk.main import open_window
from app.desk.preferences import PreferenceKeeper, Preferences
from app.desk.shell_page import ShellPage
from app.desk.shortcuts import Shortcuts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.desk.screen import ScreenEntry, ScreenWidget


class BenchWindow:
    """A shown window with the shell after log-in."""

    def __init__(self, entries: Sequence[ScreenEntry], session: Any = None) -> None:
        application = QApplication.instance() or QApplication(["bench", "-style", "Fusion"])
        assert isinstance(application, QApplication)
        opened = open_window(application, Preferences())
        changes = Changes()
        self._background = Background(changes)
        self.shell = ShellPage(
            theme=opened.theme,
            icons=Icons(opened.theme),
            background=self._background,
            changes=changes,
            shortcuts=Shortcuts(),
            preferences=PreferenceKeeper(None, Preferences()),
            session=session,
            entries=entries,
        )
        self._window = opened.window
        self._window.show_shell(self.shell)
        self._window.show()
        self._window.activateWindow()
        self.shell.start()
        self.settle()

    def front(self) -> ScreenWidget:
        """The workspace in front."""
        return self.shell.workspace(self.shell.front())

    def settle(self) -> None:
        """Let all background work end and everything be painted."""
        wait_for(lambda: not self._background.busy())
        QApplication.processEvents()

    def close(self) -> None:
        """Close the window and end its threads."""
        self.settle()
        self._background.close()
        self._window.close()


class PaintWatch(QObject):
    """Notes that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._seen = False
        widget.installEventFilter(self)

    def forget(self) -> None:
        """Begin anew."""
        self._seen = False

    def finish(self) -> None:
        """Handle what is waiting; return when the widget has been painted since `forget`."""
        QApplication.processEvents()
        if not self._seen:
            self._widget.repaint()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at an event, and let it pass."""
        self._seen = self._seen or event.type() == QEvent.Type.Paint
        return False


def wait_for(happened: Callable[[], bool]) -> None:
    """Handle events until something has happened, asleep between them."""
    QApplication.processEvents()
    while not happened():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
