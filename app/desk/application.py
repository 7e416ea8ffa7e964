"""One run of the desk after its first paint: log-in, workspaces, lock, language, close."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.desk.background import Background, Lane
from app.desk.changes import Changes
from app.desk.icons import Icons
from app.desk.preferences import PreferenceKeeper, Preferences
from app.desk.program import Place, Program, Unsettled
from app.desk.screens.lock.idle import IdleWatch
from app.desk.screens.login.view import LoginView
from app.desk.screens.preload import import_workspaces
from app.desk.settling import Settling
from app.desk.shell_page import ShellPage
from app.desk.shortcuts import Shortcuts
from app.desk.store_watch import StoreWatch
from app.desk.theme import Mode, TypeSize

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.main import OpenedWindow
    from app.desk.screens.login.presenter import FirstStart

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Opened:
    place: Place
    clerks: tuple[str, ...]


@dataclass(frozen=True)
class _LoggedIn:
    session: Any
    place: Place
    unsettled: Unsettled


class DeskApplication(QObject):
    """Built once the window has painted; what is slow (store, catalogue) is made on the store's thread."""

    ready = Signal()
    logged_in = Signal()

    def __init__(self, opened: OpenedWindow, make_program: Callable[[], Program]) -> None:
        super().__init__()
        self._application = opened.application
        self._make_program = make_program
        self._program: Program | None = None
        self._place = Place("", "")
        self._clerks: tuple[str, ...] = ()
        self._clerk = ""
        self._session: Any = None
        self._idle: IdleWatch | None = None
        self._watch: StoreWatch | None = None
        self._leaving = False
        self.settling: Settling | None = None
        self.preferences = PreferenceKeeper(opened.preferences_path, opened.preferences)
        self.language = opened.language
        self.theme = opened.theme
        self.window = opened.window
        self.icons = Icons(self.theme)
        self.changes = Changes()
        self.background = Background(self.changes)
        self.shortcuts = Shortcuts(own_keys=self.preferences.now.keys)
        self.login = self._make_login()
        self._connect()

    def start(self) -> None:
        """Make the program on the store's thread; `ready` once a name can be chosen."""

        def work() -> _Opened:
            program = self._program = self._make_program()
            return _seen_from_outside(program)

        self.background.read(self, work, self._opened, self._unusable)

    def close(self) -> None:
        """Write what is to be written, close the store, end the threads. Safe to call twice."""
        self._watch_nobody()
        if self._watch is not None:
            self._watch.stop()
        if self.window.shell is not None:
            self.window.shell.flush()
        self.background.close(self._close_program)

    def _close_program(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            program.end()

    def _connect(self) -> None:
        window = self.window
        window.closing.connect(self.close)
        window.locked.connect(self.lock)
        window.unlock_wanted.connect(self._unlock)
        window.switch_wanted.connect(self.switch_clerk)
        self.changes.announced.connect(self._announced)
        self.preferences.changed.connect(self._wear)
        self.shortcuts.keys_changed.connect(lambda: self.preferences.change(keys=self.shortcuts.own_keys()))

    def _make_login(self) -> LoginView:
        login = LoginView()
        login.login_wanted.connect(self._log_in)
        login.create_wanted.connect(self._create)
        return login

    def _opened(self, opened: _Opened) -> None:
        self._place, self._clerks = opened.place, opened.clerks
        self._show_login()
        self.background.read(self, import_workspaces, lambda _nothing: None, lane=Lane.POOL)
        self._refresh_accounts()
        self.ready.emit()

    def _show_login(self) -> None:
        self.window.show_login(self.login)
        self.login.show_clerks(self._clerks, self._place.hall, self.preferences.now.last_clerk)

    def _refresh_accounts(self) -> None:
        """Ask for new accounts while the log-in page waits; nobody waits for the answer."""
        program = self._program
        if program is not None and self._clerks:
            self.background.read(self, program.refresh, self._refreshed, lambda _error: None, lane=Lane.POOL)

    def _refreshed(self, new: bool) -> None:
        program = self._program
        if new and program is not None and self._session is None:
            self.background.read(self, lambda: _seen_from_outside(program), self._offer)

    def _offer(self, opened: _Opened) -> None:
        self._place, self._clerks = opened.place, opened.clerks
        self.login.offer(self._clerks)

    def _unusable(self, error: Exception) -> None:
        self.window.show_login(self.login)
        self.login.show_unusable(error)

    def _log_in(self, clerk: str, password: str) -> None:
        self._attempt(clerk, password, lambda program: program.unlock(clerk, password))

    def _create(self, entry: FirstStart) -> None:
        name, counter = entry.clerk.strip(), entry.counter.strip()
        if entry.way == "enrol":
            server, code = entry.server.strip(), entry.code.strip()
            self._attempt(name, entry.password, lambda program: program.enrol(server, code, name, entry.password))
            return
        served = entry.way == "served"
        self._attempt(
            name, entry.password, lambda program: program.create(name, entry.password, counter, served=served)
        )

    def _attempt(self, clerk: str, password: str, act: Callable[[Program], Any]) -> None:
        program = self._program
        if program is None:
            return

        def work() -> _LoggedIn:
            session = act(program)
            return _LoggedIn(session, program.place(), program.unsettled())

        def done(result: _LoggedIn) -> None:
            self._session, self._place, self._clerk = result.session, result.place, clerk
            self.login.forget()
            self.settling = Settling(self.window, self.background, program)
            self.settling.settled.connect(self._begin)
            self.settling.left.connect(self._close_store)
            self.settling.start(result.unsettled, password)

        self.background.read(self, work, done, lambda error: self.login.refused(error))

    def _begin(self) -> None:
        self.preferences.change(last_clerk=self._clerk)
        self.background.settle()
        self._show_shell()
        self._idle = IdleWatch(self._application, self.preferences.now.lock_minutes)
        self._idle.idled.connect(self.lock)
        self.logged_in.emit()

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
        self._watch_store(shell, self._program)  # before any page reads: what comes after its reading is announced
        shell.start()

    def _watch_store(self, shell: ShellPage, program: Program) -> None:
        if self._watch is not None:
            self._watch.stop()
        self._watch = StoreWatch(
            self.background,
            self.changes,
            program.pulse,
            lambda pulse: shell.set_link(pulse.link),
        )
        program.listen(self._watch.nudge)
        self._watch.start()

    def lock(self) -> None:
        """Cover the desk until the same clerk's password is given."""
        if self.window.shell is not None and not self.window.is_locked():
            self.window.shell.flush()
            self.window.lock(self._clerk, self.shortcuts.keys("clerk.switch"))

    def switch_clerk(self) -> None:
        """Let another clerk log in: what is typed goes into the present one's drafts, then nothing of his stays.

        Where something could not be kept, he stays logged in and is told.
        """
        shell = self.window.shell
        if shell is None or self._leaving:
            return
        self._leaving = True
        failures: list[bool] = []
        shell.failure_said.connect(lambda: failures.append(True))
        shell.setEnabled(False)
        shell.flush()
        self._when_written(lambda: self._stay(shell) if failures else self._leave(shell))

    def _when_written(self, go_on: Callable[[], None]) -> None:
        """Go on once nothing more is under way on the store's thread; an answer may have asked for more."""

        def done(_nothing: None) -> None:
            if self.background.busy(Lane.STORE):
                self._when_written(go_on)
            else:
                go_on()

        if self._watch is not None:
            self._watch.stop()
        self.background.read(self, lambda: None, done)

    def _stay(self, shell: ShellPage) -> None:
        self._leaving = False
        if self._watch is not None:
            self._watch.start()
        screen = self.window.lock_screen()
        if screen is None:
            shell.setEnabled(True)
        else:
            screen.say(shell.banner_text())

    def _leave(self, shell: ShellPage) -> None:
        """The store is closed once the workspaces are gone: nothing can ask it any more."""
        self._watch_nobody()
        self._watch = self.settling = None
        shell.destroyed.connect(self._close_store)
        self.login = self._make_login()
        self.window.leave_shell(self.login)

    def _watch_nobody(self) -> None:
        """Nobody is logged in any more whose absence would lock the desk."""
        idle, self._idle = self._idle, None
        if idle is not None:
            idle.stop()
            idle.deleteLater()

    def _close_store(self) -> None:
        program = self._program
        self._session, self._clerk, self._leaving = None, "", False
        self.shortcuts.forget_gone()
        if program is None:
            return

        def work() -> _Opened:
            program.close()
            return _seen_from_outside(program)

        self.background.read(self, work, self._closed, self._unusable)

    def _closed(self, opened: _Opened) -> None:
        self._place, self._clerks = opened.place, opened.clerks
        self.window.show_login(self.login)
        self.login.show_clerks(self._clerks, self._place.hall)
        self._refresh_accounts()

    def _announced(self, names: frozenset[str], owner: object) -> None:
        """What was written here is sent at once; the hall's name may have been changed in the settings."""
        program = self._program
        if program is not None and owner is not self._watch:
            program.wake()
        if "settings" in names and program is not None and self.window.shell is not None:
            self.background.read(self, program.place, self._place_again, key="place")

    def _place_again(self, place: Place) -> None:
        self._place = place
        if self.window.shell is not None:
            self.window.shell.top_bar.set_place(place.hall, place.counter, self._clerk)

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
            self.login = self._make_login()
            self._show_login()
            return
        shell.flush()
        kept = shell.keep()
        self._show_shell()
        fresh = self.window.shell
        if fresh is not None:
            fresh.restore(kept)


def _seen_from_outside(program: Program) -> _Opened:
    return _Opened(program.place(), tuple(program.clerks()))
