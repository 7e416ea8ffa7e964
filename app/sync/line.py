"""One desk's line to its server: the open store, the session and a connection, with what an exchange has done so far."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.errors import EnvironmentFailure
from app.store.exchange_admission import SessionOpened
from app.store.facade import Store
from app.store.home import failure_of
from app.store.journal import journals
from app.store.replica import cursor
from app.sync.ahead import Ahead
from app.sync.binding import binding_of
from app.sync.client import Link
from app.sync.failures import NotReachable
from app.sync.session import Session, Standing

if TYPE_CHECKING:
    from app.store.home import Home
    from app.sync.binding import Binding

_MOST_JOURNALS = 200
_TURN_SECONDS = 60.0
_LOOK_SECONDS = 0.02


@dataclass
class Report:
    """What was exchanged: events and attachments taken by the server, events that came, and where both stand now."""

    pushed: int = 0
    pulled: int = 0
    blobs: int = 0
    acked: int = 0
    position: int = 0
    offset_s: float = 0.0


@dataclass
class Line:
    """What every step of an exchange is given. Not for two threads at a time."""

    store: Store
    session: Session
    link: Link
    report: Report = field(default_factory=Report)
    changed: set[str] = field(default_factory=set)
    alarms: dict[str, str] = field(default_factory=dict)
    """What only a person can set right, by code, in plain words; empty words end an alarm."""
    troubles: dict[str, EnvironmentFailure] = field(default_factory=dict)
    """What was refused while the rest goes on: of own events (`push`), of accounts and releases (`care`)."""
    news: SessionOpened | None = None
    """The answer to a session that was opened since the last look."""
    stopped: Callable[[], bool] = lambda: False
    _ahead: Ahead | None = None
    _aborted: bool = False

    @property
    def binding(self) -> Binding:
        """The server that the store is bound to."""
        return self.session.binding

    def announce(self, *names: str) -> None:
        """Remember which screens may be stale; the loop tells them once a step is durable."""
        self.changed.update(names)

    def take_announcements(self) -> frozenset[str]:
        """What has been announced since the last time."""
        names, self.changed = frozenset(self.changed), set()
        return names

    def check_running(self) -> None:
        """NotReachable if whoever started the exchange wants it to end."""
        if self.stopped():
            raise NotReachable("已停止交换，下次打开时继续。")

    @property
    def ahead(self) -> Ahead:
        """A connection for what can be asked while the store works; made when it is first of use."""
        if self._ahead is None:
            self._ahead = Ahead(self.session)
            if self._aborted:
                self._ahead.abort()
        return self._ahead

    def abort(self) -> None:
        """Cut what is being asked, for good; safe from any thread."""
        self._aborted = True
        self.link.abort()
        if self._ahead is not None:
            self._ahead.abort()

    def close(self) -> None:
        """Close the connections."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.close()
        self.link.close()


def open_line(store: Store, stopped: Callable[[], bool] = lambda: False) -> Line:
    """A line of an enrolled store; nothing is asked of the server yet. NotEnrolled if it has none."""
    binding = binding_of(store)
    opened: list[SessionOpened] = []

    def standing() -> Standing:
        with store.read() as connection:
            at = cursor(connection)
            ids = [journal.id for journal in journals(connection, own=True)][-_MOST_JOURNALS:]
        return Standing(store.program.clock.wall(), at.epoch, at.position, ids, store.program.version)

    session = Session(binding, store.device_key(), standing, opened.append)
    line = Line(store, session, session.link(), stopped=stopped)
    session.on_open = lambda news: setattr(line, "news", news)
    return line


@contextlib.contextmanager
def turn(home: Home, stopped: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Hold the place of the one exchange of this store across processes, waiting while another has it.

    NotReachable if `stopped` becomes true, or nobody gives way within a minute.
    """
    path = home.folder / "sync.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise failure_of(error, path) from error
    try:
        _wait_for(handle, stopped)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, stopped: Callable[[], bool]) -> None:
    ends = time.monotonic() + _TURN_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if stopped() or time.monotonic() > ends:
                raise NotReachable("另一个一窗进程正在与服务器交换，稍后自动再试。", code="SYNC-TURN") from None
            time.sleep(_LOOK_SECONDS)
        else:
            return
