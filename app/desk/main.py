"""Starts the desk: first the log-in page with nothing but Qt, then, on the store's thread, everything heavy."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.desk.background import Background
from app.desk.changes import Changes
from app.desk.icons import Icons
from app.desk.language import Language
from app.desk.main_window import MainWindow
from app.desk.preferences import PreferenceKeeper, Preferences, read_preferences
from app.desk.program import Place, Program
from app.desk.screens.lock.idle import IdleWatch
from app.desk.shell_page import ShellPage
from app.desk.shortcuts import Shortcuts
from app.desk.theme import Mode, Theme, TypeSize, load_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.desk.screens.login.presenter import FirstStart

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Opened:
    place: Place
    clerks: tuple[str, ...]


class DeskApplication(QObject):
    """One run of the desk: from the first paint to the last write."""

    ready = Signal()
    logged_in = Signal()

    def __init__(
        self,
        application: QApplication,
        make_program: Callable[[], Program],
        preferences: Preferences,
        preferences_path: Path | None = None,
    ) -> None:
        super().__init__()
        self._application = application
        self._make_program = make_program
        self._program: Program | None = None
        self._place = Place("", "")
        self._clerks: tuple[str, ...] = ()
        self._clerk = ""
        self._session: Any = None
        self._idle: IdleWatch | None = None
        self.preferences = PreferenceKeeper(preferences_path, preferences)
        self.language = Language()
        self.language.wear(preferences.language)
        self.theme = Theme(Mode(preferences.mode), TypeSize(preferences.size))
        load_fonts()
        self.theme.apply()
        self.icons = Icons(self.theme)
        self.changes = Changes()
        self.background = Background(self.changes)
        self.shortcuts = Shortcuts(own_keys=preferences.keys)
        self.window = MainWindow()
        self._connect()

    def show(self) -> None:
        """Show the window; the program is made after it has painted."""
        self.window.show()

    def close(self) -> None:
        """Write what is to be written, close the store, end the threads. Safe to call twice."""
        if self.window.shell is not None:
            self.window.shell.flush()
        program, self._program = self._program, None
        self.background.close(program.close if program is not None else None)

    def _connect(self) -> None:
        window = self.window
        window.first_painted.connect(self._open_program)
        window.closing.connect(self.close)
        window.locked.connect(self.lock)
        window.unlock_wanted.connect(self._unlock)
        self._connect_login()
        self.preferences.changed.connect(self._wear)
        self.shortcuts.keys_changed.connect(lambda: self.preferences.change(keys=self.shortcuts.own_keys()))

    def _connect_login(self) -> None:
        self.window.login.login_wanted.connect(self._log_in)
        self.window.login.create_wanted.connect(self._create)

    def _open_program(self) -> None:
        def work() -> _Opened:
            program = self._program = self._make_program()
            return _Opened(program.place(), tuple(program.clerks()))

        self.background.read(self, work, self._opened, self._unusable)

    def _opened(self, opened: _Opened) -> None:
        self._place, self._clerks = opened.place, opened.clerks
        self.window.login.show_clerks(opened.clerks, opened.place.hall, self.preferences.now.last_clerk)
        self.ready.emit()

    def _unusable(self, error: Exception) -> None:
        self.window.login.show_unusable(error)

    def _log_in(self, clerk: str, password: str) -> None:
        self._attempt(clerk, lambda program: program.unlock(clerk, password))

    def _create(self, entry: FirstStart) -> None:
        name = entry.clerk.strip()
        self._attempt(name, lambda program: program.create(name, entry.password, entry.counter.strip()))

    def _attempt(self, clerk: str, act: Callable[[Program], Any]) -> None:
        program = self._program
        if program is None:
            return

        def work() -> tuple[Any, Place]:
            return act(program), program.place()

        def done(result: tuple[Any, Place]) -> None:
            self._session, self._place = result
            self._clerk = clerk
            self.preferences.change(last_clerk=clerk)
            self._show_shell()
            self._idle = IdleWatch(self._application, self.preferences.now.lock_minutes)
            self._idle.idled.connect(self.lock)
            self.logged_in.emit()

        self.background.read(self, work, done, lambda error: self.window.login.refused(error))

    def _show_shell(self) -> None:
        if self._program is None:
            return
        shell = ShellPage(
            theme=self.theme,
            icons=self.icons,
            background=self.background,
            changes=self.changes,
            shortcuts=self.shortcuts,
            preferences=self.preferences,
            session=self._session,
            entries=self._program.screens(self._session),
        )
        shell.top_bar.set_place(self._place.hall, self._place.counter, self._clerk)
        self.window.show_shell(shell)
        shell.start()

    def lock(self) -> None:
        """Cover the desk until the same clerk's password is given."""
        if self.window.shell is not None and not self.window.is_locked():
            self.window.shell.flush()
            self.window.lock(self._clerk)

    def _unlock(self, password: str) -> None:
        program, clerk = self._program, self._clerk
        if program is None:
            return

        def refused(error: Exception) -> None:
            screen = self.window.lock_screen()
            if screen is not None:
                screen.refused(error)

        self.background.read(
            self, lambda: program.check_password(clerk, password), lambda _nothing: self.window.unlock(), refused
        )

    def _wear(self, before: Preferences) -> None:
        now = self.preferences.now
        self.theme.wear(Mode(now.mode), TypeSize(now.size))
        if self._idle is not None and now.lock_minutes != before.lock_minutes:
            self._idle.set_minutes(now.lock_minutes)
        if now.language != before.language:
            self._wear_language(now.language)

    def _wear_language(self, name: str) -> None:
        if not self.language.wear(name):
            log.warning("translation %s is not built", name)
        shell = self.window.shell
        if shell is None:
            self.window.rebuild_login()
            self._connect_login()
            self.window.login.show_clerks(self._clerks, self._place.hall, self.preferences.now.last_clerk)
            return
        shell.flush()
        kept = shell.keep()
        self._show_shell()
        fresh = self.window.shell
        if fresh is not None:
            fresh.restore(kept)


def run(argv: Sequence[str], make_program: Callable[[], Program], preferences_path: Path | None) -> int:
    """Open the desk and return the exit code. `make_program` is called on the store's thread after the first paint."""
    application = QApplication(list(argv))
    application.setApplicationName("yichuang")
    application.setStyle("Fusion")
    preferences = Preferences() if preferences_path is None else read_preferences(preferences_path)
    desk = DeskApplication(application, make_program, preferences, preferences_path)
    desk.show()
    try:
        return application.exec()
    finally:
        desk.close()
