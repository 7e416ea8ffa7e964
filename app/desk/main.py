"""Starts the desk: a window with nothing but Qt first; everything else is imported after it has painted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.desk.first_instance import FirstInstance, show_first
from app.desk.language import Language
from app.desk.main_window import MainWindow
from app.desk.preferences import Preferences, read_preferences
from app.desk.theme import Mode, Theme, TypeSize, load_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.desk.application import DeskApplication
    from app.desk.program import Program


@dataclass(frozen=True)
class OpenedWindow:
    """What stands before the first paint: the window in its theme and language, and the preferences they came from."""

    application: QApplication
    preferences: Preferences
    preferences_path: Path | None
    language: Language
    theme: Theme
    window: MainWindow


def open_window(
    application: QApplication, preferences: Preferences, preferences_path: Path | None = None
) -> OpenedWindow:
    """Make the window; it is not shown yet."""
    language = Language()
    language.wear(preferences.language)
    theme = Theme(Mode(preferences.mode), TypeSize(preferences.size))
    load_fonts()
    theme.apply()
    return OpenedWindow(application, preferences, preferences_path, language, theme, MainWindow())


class _Start:
    """Keeps what is made after the first paint."""

    def __init__(self, opened: OpenedWindow, make_program: Callable[[], Program]) -> None:
        self._opened = opened
        self._make_program = make_program
        self._desk: DeskApplication | None = None
        opened.window.first_painted.connect(self._go_on)

    def _go_on(self) -> None:
        from app.desk.application import DeskApplication  # after the first paint

        self._desk = DeskApplication(self._opened, self._make_program)
        self._desk.start()

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()


def run(argv: Sequence[str], make_program: Callable[[], Program], preferences_path: Path | None) -> int:
    """Open the desk and return the exit code. `make_program` is called on the store's thread after the first paint.

    Where a window has this home open already, that one is shown and nothing else happens.
    """
    application = QApplication([*argv, "-style", "Fusion"])
    application.setApplicationName("yichuang")
    first = FirstInstance(preferences_path.parent) if preferences_path is not None else None
    if first is not None and show_first(first.home):
        return 0
    preferences = Preferences() if preferences_path is None else read_preferences(preferences_path)
    opened = open_window(application, preferences, preferences_path)
    start = _Start(opened, make_program)
    if first is not None and first.listen():
        first.wanted.connect(opened.window.raise_)
        first.wanted.connect(opened.window.activateWindow)
    opened.window.show()
    try:
        return application.exec()
    finally:
        start.close()
