"""The stage: a throw-away evaluation store, the real window on it, the pictures taken of it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication

from app.bootstrap import Places
from app.demo.centre import centre_at
from app.demo.chromium import DESKTOP, Sight
from app.demo.clock import DayClock
from app.demo.department import OFFICIALS
from app.demo.hands import Hands, StageFright, let_go
from app.desk.application import DeskApplication
from app.desk.main import open_window
from app.desk.preferences import Preferences
from app.window_program import WindowProgram

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QPixmap

    from app.demo.centre import Centre
    from app.demo.web import Page
    from app.desk.link import Link
    from app.desk.main import OpenedWindow
    from app.desk.main_window import MainWindow
    from app.desk.screen import ScreenWidget
    from app.desk.shell_page import ShellPage
    from app.usecases.workplace import Workplace

CLERK, PASSWORD = "王芳", "Yanshi-2026-chuangkou"
SECOND, SECOND_PASSWORD = "陈晓", "Yanshi-2026-jiebanren"
ISSUER, ISSUER_PASSWORD = "何敏", "Yanshi-2026-chujian"
COUNTER, ISSUING = "C03", "C09"
UPLOAD_MS = 4000
QUICKLY = 85
"""How PNG files are packed: about as small as at the default, in a fraction of its time."""
SIZE = (1366, 768)
PREFERENCES = "preferences.json"
SHADE = QColor(27, 36, 48, 90)
"""Over the window while a sheet lies on it."""


class Stage:
    """The running desk with what the script needs of it, and the centre that it exchanges with."""

    def __init__(
        self, application: QApplication, where: Places, centre: Centre, clock: DayClock, pictures: Path
    ) -> None:
        self._application = application
        self._where = where
        self.centre = centre
        self.clock = clock
        self._pictures = pictures
        self._opened: OpenedWindow | None = None
        self._desk: DeskApplication | None = None
        self.one_time = ""
        self.sights: list[Sight] = []
        self.hands = Hands(lambda: self._desk is not None and self._desk.background.busy())

    def open(self, clerk: str, counter: str = COUNTER) -> None:
        """Open a counter's window as at a start of the program; the log-in page offers `clerk`."""
        where = desk_at(self._where, counter)
        opened = self._opened = open_window(self._application, Preferences(last_clerk=clerk), where.home / PREFERENCES)
        opened.window.resize(*SIZE)
        opened.window.show()
        opened.window.activateWindow()
        desk = self._desk = DeskApplication(opened, lambda: WindowProgram(where, self.clock.clock()))
        ready: list[bool] = []
        desk.ready.connect(lambda: ready.append(True))
        desk.start()
        self.hands.until(lambda: bool(ready), "the log-in page")

    def shut(self) -> None:
        """Close the window; the store is closed and the threads have ended."""
        opened, self._opened = self._opened, None
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()
        if opened is not None:
            opened.window.close()
            opened.window.deleteLater()
        self._application.processEvents()
        let_go()

    @property
    def window(self) -> MainWindow:
        """The window."""
        if self._opened is None:
            raise RuntimeError("the window is not open")
        return self._opened.window

    @property
    def desk(self) -> DeskApplication:
        """The running desk."""
        if self._desk is None:
            raise RuntimeError("the window is not open")
        return self._desk

    @property
    def shell(self) -> ShellPage:
        """The page after log-in."""
        shell = self.window.shell
        if shell is None:
            raise RuntimeError("nobody has logged in")
        return shell

    @property
    def workplace(self) -> Workplace:
        """The store behind the window."""
        found: Workplace = self.shell.desk.session.workplace
        return found

    def screen(self, name: str) -> ScreenWidget:
        """A workspace by its id."""
        return self.shell.workspace(name)

    def holdings(self) -> dict[str, int]:
        """How many cases and documents the store holds."""
        from sqlalchemy import func, select

        from db.desk.projections import cases, documents

        with self.workplace.store.read() as connection:
            return {
                "cases": connection.execute(select(func.count()).select_from(cases)).scalar_one(),
                "documents": connection.execute(select(func.count()).select_from(documents)).scalar_one(),
            }

    def code_of(self, case_no: str) -> str:
        """What the code says on the acceptance notice of a case: that is what the applicant holds in his hand."""
        from app.usecases.printing import sheet

        case = self.workplace.find_case(case_no)
        notice = next(d.number for d in case.documents.values() if d.kind == "acceptance-notice")
        code = sheet(self.workplace, notice).data.heading.code
        if code is None:
            raise StageFright("the notice bears no code")
        return code.text

    def log_in(self, password: str = PASSWORD, own: str = "") -> None:
        """Type the password of the clerk that is chosen; after a one-time password, one's own twice."""
        entered: list[bool] = []
        self.desk.logged_in.connect(lambda: entered.append(True))
        self.hands.enter(password)
        if own:
            self.hands.until(lambda: QApplication.activeModalWidget() is not None, "the sheet for a new password")
            self.hands.enter(own).enter(own)
        self.hands.until(lambda: bool(entered), "the log-in")
        self.hands.settle()

    def unlock(self, password: str = PASSWORD) -> None:
        """Type the password at the locked screen."""
        self.hands.enter(password)
        self.hands.until(lambda: not self.window.is_locked(), "the desk to be unlocked")
        self.hands.settle()

    def picture(self, name: str) -> Path:
        """Keep a picture of the window as it is now."""
        self.hands.settle()
        if self.window.shell is not None:
            self._tell_connection()
            self.shell.clear_toast()
            self.shell.top_bar.show_time(self.clock.shown)
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{name}.png"
        self._grab().save(str(path), "PNG", QUICKLY)
        return path

    def see(self, name: str, page: Page, size: tuple[int, int] = DESKTOP) -> None:
        """Somebody looks at a page of the centre; its picture is made when the day is over."""
        self.sights.append(Sight(name, page, size))

    def _tell_connection(self) -> None:
        """Wait until the bar tells how it is now: the exchange is a moment behind the hands."""
        exchange = self.shell.desk.session.exchange
        deadline = QDeadlineTimer(UPLOAD_MS)
        told: list[Link] = []
        while not deadline.hasExpired():
            told.clear()
            self.desk.background.read(self.desk, exchange.link, told.append)
            self.hands.settle()
            if told and told[0].connected() and not told[0].events:
                break
            self.hands.idle()
        for link in told:
            self.shell.set_link(link)

    def last_exchange(self) -> int:
        """One whole exchange; answers the position of the server that the store has read up to."""
        positions: list[int] = []
        exchange = self.shell.desk.session.exchange
        self.desk.background.read(self.desk, exchange.once, positions.append)
        self.hands.until(lambda: bool(positions), "the last exchange")
        return positions[0]

    def _grab(self) -> QPixmap:
        """The window with the sheet that lies on it, as a person sees them."""
        picture = self.window.grab()
        sheet = QApplication.activeModalWidget()
        if sheet is not None and sheet is not self.window:
            middle = self.window.rect().center() - sheet.rect().center()
            painter = QPainter(picture)
            painter.fillRect(picture.rect(), SHADE)
            painter.drawPixmap(middle, sheet.grab())
            painter.end()
        return picture

    def wear(self, *, mode: str = "light", size: int = 14, language: str = "zh_CN") -> None:
        """Another theme, type size or language."""
        self.desk.preferences.change(mode=mode, size=size, language=language)
        self.hands.settle()

    @contextmanager
    def worn(self, **look: Any) -> Iterator[None]:
        """Another look for a while."""
        before = self.desk.preferences.now
        if look:
            self.wear(**look)
        try:
            yield
        finally:
            self.wear(mode=before.mode, size=before.size, language=before.language)

    @contextmanager
    def sized(self, width: int, height: int) -> Iterator[None]:
        """Another size of the window for a while."""
        self.window.resize(width, height)
        self.hands.settle()
        try:
            yield
        finally:
            self.window.resize(*SIZE)
            self.hands.settle()


def application() -> QApplication:
    """The running application, or a new one; off the screen where there is no display."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["yichuang-demo", "-style", "Fusion"])


def desk_at(where: Places, counter: str) -> Places:
    """Where the machine of a counter keeps its store; what can be made again, and the papers, all of them share."""
    return Places(where.home / counter, where.cache, where.resources, where.papers)


def furnish(where: Places, centre: Centre, clock: DayClock) -> str:
    """Let two desks join the centre, and make accounts for the others of the day.

    Answers the one-time password of the one who takes over; his account reaches the store with the first exchange.
    """
    from app.bootstrap import store_home
    from app.usecases.enrolling import enrol
    from app.usecases.workplace import program

    centre.add_user(ISSUER, "issuer", ISSUER_PASSWORD)
    for one in OFFICIALS:
        centre.add_user(one.name, one.role, one.password, one.department)
    given = replace(program(), clock=clock.clock())
    for counter, clerk, password in ((COUNTER, CLERK, PASSWORD), (ISSUING, ISSUER, ISSUER_PASSWORD)):
        home = store_home(desk_at(where, counter))
        enrol(home, given, centre.url, centre.code(counter), clerk, password)
    return centre.add_user(SECOND, "clerk")


@contextmanager
def raised(where: Places, pictures: Path) -> Iterator[Stage]:
    """A stage on fresh stores; everything is closed again at the end."""
    made = application()
    clock = DayClock()
    with centre_at(where.home / "centre", clock) as centre:
        stage = Stage(made, where, centre, clock, pictures)
        try:
            stage.one_time = furnish(where, centre, clock)
            yield stage
        finally:
            stage.shut()
