"""What the window is given: the store behind a log-in, and the workspaces of an open one. A composition root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Bug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from app.bootstrap import Places
    from app.catalog.search import SearchIndex
    from app.desk.program import Place, Pulse, Unsettled
    from app.desk.screen import ScreenEntry
    from app.devices.printers.choice import Printers
    from app.store.clock import Clock
    from app.store.home import Lock
    from app.usecases.counter_printing import CounterPrinting
    from app.usecases.counter_work import CounterWork
    from app.usecases.workplace import Workplace


AREA = "500106"
"""Area of an evaluation store made from the window: 沙坪坝区."""


class Session:
    """An open store with what its workspaces share.

    No dataclass: its types would have to be imported at run time, before the window has painted.
    """

    def __init__(
        self, workplace: Workplace, work: CounterWork, printing: CounterPrinting, printers: Printers, index: SearchIndex
    ) -> None:
        self.workplace = workplace
        self.work = work
        self.printing = printing
        self.printers = printers
        self.index = index


class WindowProgram:
    """Implements `app.desk.program.Program` on a home folder."""

    def __init__(self, where: Places, clock: Clock | None = None) -> None:
        self._where = where
        self._clock = clock
        self._session: Session | None = None
        self._window: Lock | None = None
        self._call: Callable[[], None] | None = None

    def place(self) -> Place:
        """Where this desk stands, as far as known."""
        from app.desk.program import Place
        from app.settings import HallSettings

        if self._session is None:
            return Place(HallSettings().hall_short, "")
        workplace = self._session.workplace
        return Place(workplace.settings.hall_short, workplace.counter.removeprefix("C"))

    def clerks(self) -> Sequence[str]:
        """Log-in names; none where there is no store yet."""
        from app.bootstrap import store_home
        from app.store.keyring import read_keyring

        home = store_home(self._where)
        if not home.exists():
            return []
        return [account.name for account in read_keyring(home.keyring).accounts if not account.disabled]

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

    def create(self, clerk: str, password: str, counter: str) -> Session:
        """Make an evaluation store with one clerk and open it."""
        from app.bootstrap import create_workplace, store_home
        from app.store.home import hold_window
        from app.usecases.clerks import refuse_weak

        refuse_weak(password)
        number = f"C{int(counter):02d}" if counter.isdigit() else counter
        made = create_workplace(self._where, clerk, password, number, AREA, evaluation=True, clock=self._clock)
        try:
            self._window = hold_window(store_home(self._where))
        except BaseException:
            made.store.close()
            raise
        return self._begin(made)

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
        from app.store.keyring import read_keyring
        from app.store.store import log_in

        home = store_home(self._where)
        log_in(home, self._clock or Clock(), read_keyring(home.keyring), password, clerk)

    def screens(self, session: Session) -> Sequence[ScreenEntry]:
        """The workspaces, in the order of the rail."""
        from app.desk.screens.acceptance.entry import acceptance_entry
        from app.desk.screens.acceptance.services import AcceptanceTools
        from app.desk.screens.case.tools import CaseTools
        from app.desk.screens.catalog.view import CatalogueTools, catalog_entry
        from app.desk.screens.prints.view import prints_entry
        from app.desk.screens.search.view import search_entry
        from app.desk.screens.settings.view import settings_entry
        from app.desk.screens.shift.view import shift_entry
        from app.desk.screens.todo.view import todo_entry
        from app.devices.simulated.card_reader import SimulatedCardReader
        from app.usecases.case_work import CaseWork
        from app.usecases.catalogue_work import CatalogueWork
        from app.usecases.hall_settings import HallWork
        from app.usecases.print_work import PrintWork
        from app.usecases.printer_settings import PrinterSettings
        from app.usecases.shift_work import ShiftWork

        workplace = session.workplace
        samples = self._where.resources / "catalog" / "samples"
        reader = SimulatedCardReader() if workplace.evaluation else None
        case_work = CaseWork(workplace)
        tools = AcceptanceTools(
            session.work,
            session.printing,
            reader=reader,
            samples=samples,
            story=lambda number: case_work.view(number).story,
        )
        cases = CaseTools(case_work, session.printing)
        return [
            acceptance_entry(tools),
            todo_entry(cases),
            search_entry(cases),
            prints_entry(PrintWork(workplace, session.printers)),
            catalog_entry(CatalogueTools(CatalogueWork(workplace, session.index), session.printing.sheet)),
            shift_entry(ShiftWork(workplace), session.printing),
            settings_entry(PrinterSettings(workplace, session.printers), HallWork(workplace)),
        ]

    def pulse(self) -> Pulse:
        """What was written by anybody, and how the connection stands: a desk that is not enrolled works alone."""
        from app.desk.program import Pulse

        if self._session is None:
            return Pulse(0)
        return Pulse(self._session.workplace.store.last_arrival())

    def listen(self, call: Callable[[], None]) -> None:
        """Have `call` called when the exchange has changed something."""
        self._call = call

    def close(self) -> None:
        """Close the store."""
        session, self._session = self._session, None
        if session is not None:
            session.workplace.store.close()
        self._let_window_go()

    def _open_session(self) -> Session:
        if self._session is None:
            raise Bug("nobody is logged in")
        return self._session

    def _let_window_go(self) -> None:
        lock, self._window = self._window, None
        if lock is not None:
            lock.release()

    def _begin(self, workplace: Workplace) -> Session:
        from app.bootstrap import cache_file
        from app.catalog.search_cache import load_index
        from app.devices.printers.choice import Printers
        from app.devices.printers.folder import NAME
        from app.usecases.calendar_change import replace_provisional
        from app.usecases.counter_printing import CounterPrinting
        from app.usecases.counter_work import CounterWork
        from app.usecases.drafts import expire_drafts

        try:
            index = load_index(workplace.catalogue, cache_file(self._where, "search"))
            # Papers of an evaluation store say 样张: they go into files unless a printer is chosen for them.
            printers = Printers(self._where.printed, NAME if workplace.evaluation else "")
            printing = CounterPrinting(workplace, printers)
            self._session = Session(workplace, CounterWork(workplace, index), printing, printers, index)
            expire_drafts(workplace)
            replace_provisional(workplace)
        except BaseException:
            self._session = None
            workplace.store.close()
            self._let_window_go()
            raise
        return self._session


def open_desk(where: Places) -> int:
    """Open the window on a home folder; answers its exit code when it is closed."""
    from app.desk.main import run

    return run(["yichuang"], lambda: WindowProgram(where), where.home / "preferences.json")
