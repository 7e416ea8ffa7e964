"""What the window is given: the store behind a log-in, and the workspaces of an open one. A composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.embedded_server import EmbeddedServer
from app.errors import Bug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.bootstrap import Places
    from app.desk.program import Place, Pulse, Unsettled
    from app.desk.screen import ScreenEntry
    from app.store.clock import Clock
    from app.store.home import Lock
    from app.usecases.workplace import Workplace
    from app.window_session import Session


REFRESH_SECONDS = 1.0
"""How long the log-in page asks the server for new accounts; without an answer the known ones count."""

AREA = "500106"
"""Area of an evaluation store made from the window: 沙坪坝区."""


class WindowProgram:
    """Implements `app.desk.program.Program` on a home folder."""

    def __init__(self, where: Places, clock: Clock | None = None) -> None:
        self._where = where
        self._clock = clock
        self._session: Session | None = None
        self._window: Lock | None = None
        self._call: Callable[[], None] | None = None
        self.server = EmbeddedServer(where.home)

    def place(self) -> Place:
        """Where this desk stands, as far as known."""
        from app.desk.program import Place
        from app.settings import HallSettings

        if self._session is None:
            return Place(HallSettings().hall_short, "")
        workplace = self._session.workplace
        return Place(workplace.settings.hall_short, workplace.counter.removeprefix("C"))

    def clerks(self) -> Sequence[str]:
        """Log-in names; none where there is no store yet. A server of this machine is started by then."""
        from app.bootstrap import store_home
        from app.store.accounts_file import DESK_ROLES
        from app.store.filed_accounts import known_accounts

        home = store_home(self._where)
        if not home.exists():
            return []
        if self.server.exists:
            self.server.start()
        known = known_accounts(home).accounts
        return [account.name for account in known if not account.disabled and account.role in DESK_ROLES]

    def unlock(self, clerk: str, password: str) -> Session:
        """Open the store; StoreBusy names the process that has it open in a window of its own."""
        from app.bootstrap import open_workplace, store_home
        from app.store.home import hold_window

        home = store_home(self._where)
        if home.exists():
            self._window = hold_window(home)
        try:
            return self._begin(open_workplace(self._where, password, clerk, self._clock))
        except BaseException:
            self._let_window_go()
            raise

    def create(self, clerk: str, password: str, counter: str, *, served: bool = False) -> Session:
        """Make an evaluation store with one clerk and open it; `served`: with an evaluation server of its own."""
        from app.bootstrap import create_workplace, store_home
        from app.store.home import hold_window
        from app.usecases.clerks import refuse_weak

        refuse_weak(password)
        number = f"C{int(counter):02d}" if counter.isdigit() else counter
        if served:
            url, code = self.server.ready_for(number, AREA)
            return self.enrol(url, code, clerk, password)
        made = create_workplace(self._where, clerk, password, number, AREA, evaluation=True, clock=self._clock)
        try:
            self._window = hold_window(store_home(self._where))
        except BaseException:
            made.store.close()
            raise
        return self._begin(made)

    def enrol(self, server: str, code: str, clerk: str, password: str) -> Session:
        """Join a server with a one-time code, and open the store."""
        from app.bootstrap import store_home
        from app.usecases.clerks import refuse_weak
        from app.usecases.enrolling import enrol
        from app.usecases.workplace import program

        refuse_weak(password)
        enrol(store_home(self._where), program(), server, code, clerk, password)
        return self.unlock(clerk, password)

    def refresh(self) -> bool:
        """Fetch the accounts before anybody logs in; whether that brought something new. Not the store's thread."""
        from app.bootstrap import store_home
        from app.sync.accounts import refresh_accounts

        home = store_home(self._where)
        return home.exists() and refresh_accounts(home, REFRESH_SECONDS)

    def unsettled(self) -> Unsettled:
        """A one-time password, a date that nobody knows."""
        from app.desk.program import DateQuestion, Unsettled
        from app.usecases.clock_confirming import date_in_question

        workplace = self._open_session().workplace
        found = date_in_question(workplace)
        asked = DateQuestion(found.shown, found.last, found.leads) if found is not None else None
        return Unsettled(workplace.store.account.must_change, asked)

    def change_password(self, old: str, new: str) -> None:
        """Give the clerk at work another password."""
        from app.usecases.clerks import change_own_password

        change_own_password(self._open_session().workplace, old, new)

    def confirm_date(self, day: date, lead: str, password: str) -> None:
        """Say which day it is; an event."""
        from app.usecases.clock_confirming import confirm_date

        confirm_date(self._open_session().workplace, day, lead, password)

    def check_password(self, clerk: str, password: str) -> None:
        """Return if the password is right: for the locked screen."""
        from app.bootstrap import store_home
        from app.store.clock import Clock
        from app.store.filed_accounts import known_accounts
        from app.store.store import log_in

        home = store_home(self._where)
        log_in(home, self._clock or Clock(), known_accounts(home), password, clerk)

    def screens(self, session: Session) -> Sequence[ScreenEntry]:
        """The workspaces that the person at work may use, in the order of the rail."""
        from app.window_session import screens_of

        return screens_of(session)

    def pulse(self) -> Pulse:
        """What was written by anybody, and how the connection stands."""
        from app.desk.program import Pulse

        return Pulse(0) if self._session is None else self._session.pulse()

    def wake(self) -> None:
        """Something was written here: send it now."""
        session = self._session
        if session is not None:
            session.exchange.wake()

    def listen(self, call: Callable[[], None]) -> None:
        """Have `call` called, by the exchange's thread, when it has changed something."""
        self._call = call

    def close(self) -> None:
        """Close the store."""
        session, self._session = self._session, None
        if session is not None:
            session.close()
        self._let_window_go()

    def end(self) -> None:
        """Close the store, and end the server of this machine."""
        self.close()
        self.server.stop()

    def _open_session(self) -> Session:
        if self._session is None:
            raise Bug("nobody is logged in")
        return self._session

    def _let_window_go(self) -> None:
        lock, self._window = self._window, None
        if lock is not None:
            lock.release()

    def _begin(self, workplace: Workplace) -> Session:
        from app.window_session import begin_session

        try:
            self._session = begin_session(self._where, workplace, self._changed)
        except BaseException:
            self._session = None
            workplace.store.close()
            self._let_window_go()
            raise
        return self._session

    def _changed(self) -> None:
        call = self._call
        if call is not None:
            call()


def open_desk(where: Places) -> int:
    """Open the window on a home folder; answers its exit code when it is closed."""
    from app.desk.main import run

    return run(["yichuang"], lambda: WindowProgram(where), where.home / "preferences.json")
