"""The exchange: a thread that pushes what was written here, takes what was written elsewhere, and says how it stands.

One thread does all work on the store; a second one only waits at the server (`listener`). Events go before attachments,
and an attachment goes a chunk at a time, so that neither a large file nor a bad record keeps anything else waiting.
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.errors import EnvironmentFailure
from app.store.failures import CorruptStore, NewerStore
from app.store.journal import current_journal
from app.store.outbox import retry_files
from app.sync.backoff import Backoff
from app.sync.failures import BadAnswer, EpochChanged, NotEnrolled, Refused, SessionGone, SyncFailure, Untrusted
from app.sync.household import greet, look_after
from app.sync.line import Line, Report, open_line, turn
from app.sync.listener import Heard, Listener
from app.sync.pull import enter_epoch, hand_back_lost, pull, take, where
from app.sync.push import push
from app.sync.reporting import Reporter
from app.sync.upload import Uploads

if TYPE_CHECKING:
    from app.store.exchange_admission import SessionOpened
    from app.store.facade import Store

LOG = logging.getLogger(__name__)

TICK_SECONDS = 1.0
"""How often the loop looks whether another process has written something."""
LOOK_AFTER_SECONDS = 60.0
"""How often it looks whether a password was changed here, or a file still waits to be fetched."""
BUG_WAIT = 30.0

OnChange = Callable[[frozenset[str]], None]


class Exchange:
    """The exchange of one open store with its server. `on_change` is called in its thread with names of what changed.

    `start` and `stop` belong to who made it; `report` counts what the running exchange has done. `wake` says that
    something was written; `retry` tries everything again at once. Nothing is ever raised out of its thread: what stands
    against it is in the status (`app.sync.status`).
    """

    def __init__(
        self,
        store: Store,
        on_change: OnChange = lambda names: None,
        *,
        chance: Callable[[], float] = random.random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store = store
        self._on_change = on_change
        self._monotonic = monotonic
        self._backoff = Backoff(chance)
        self._uploads = Uploads(chance, monotonic)
        self._reporter = Reporter(store)
        self._signal = threading.Condition()
        self._woken = True
        self._forced = False
        self._stopped = False
        self._heard = False
        self.report = Report()
        self._line: Line | None = None
        self._listener: Listener | None = None
        self._thread: threading.Thread | None = None
        self._arrival = -1
        self._looked_after = float("-inf")
        self._settled_epoch = ""
        self._push_rest = (0.0, Backoff(chance))

    def start(self) -> None:
        """Begin to exchange; a store that has no server is looked at again whenever it is woken."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="yichuang-exchange", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Something was written: send it now."""
        with self._signal:
            self._woken = True
            self._signal.notify_all()

    def retry(self, digest: str | None = None) -> None:
        """Try again at once, by hand: everything that rests after a failure, or one attachment."""
        self._uploads.retry(digest)
        self._push_rest = (0.0, Backoff(self._backoff.chance))
        with contextlib.suppress(EnvironmentFailure):
            retry_files(self.store, digest)
            self._reporter.look_anew()
        with self._signal:
            self._woken = self._forced = True
            self._signal.notify_all()

    def stop(self) -> None:
        """End the exchange; whatever is on its way is cut and goes on next time. Returns within a second or two."""
        with self._signal:
            self._stopped = True
            self._signal.notify_all()
        if self._line is not None:
            self._line.abort()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def once(self) -> Report:
        """One whole exchange in the caller's thread, beside a running one if there is one; raises a SyncFailure."""
        if self._thread is not None:
            return Exchange(self.store, self._on_change).once()
        line = open_line(self.store)
        try:
            with self._reporter.judged(line):
                self._whole(line)
                for trouble in line.troubles.values():
                    raise trouble
            return line.report
        finally:
            line.close()
            self._tell(line)

    def _whole(self, line: Line) -> None:
        with turn(self.store.home, line.stopped):
            greet(line)
            self._push(line)
            pull(line)
            self._care(line, greet(line))
            self._after_epoch(line)
            self._push(line)
        while not line.stopped() and "push" not in line.troubles and self._one_chunk(line):
            pass
        with self.store.read() as connection:
            line.report.position = where(line).position
            line.report.acked = _acked(connection, self.store)

    def _push(self, line: Line) -> None:
        """Send own events; what the server refuses is shown and tried again, and does not keep the rest waiting."""
        try:
            self._push_all(line)
            line.troubles.pop("push", None)
            self._push_rest = (0.0, Backoff(self._backoff.chance))
        except (Refused, BadAnswer) as failure:
            line.troubles["push"] = failure
            backoff = self._push_rest[1]
            self._push_rest = (self._monotonic() + backoff.failed(), backoff)

    def _push_all(self, line: Line) -> None:
        try:
            push(line)
        except EpochChanged:
            enter_epoch(line)
            push(line)

    def _care(self, line: Line, opened: SessionOpened) -> None:
        """Accounts, releases and the like, the same way."""
        try:
            look_after(line, opened, told="accounts" in line.changed)
            line.troubles.pop("care", None)
        except (Refused, Untrusted, BadAnswer, CorruptStore, NewerStore) as failure:
            line.troubles["care"] = failure
        self._looked_after = self._monotonic()

    def _one_chunk(self, line: Line) -> bool:
        with turn(self.store.home, line.stopped):
            return self._uploads.step(line)

    def _after_epoch(self, line: Line) -> None:
        """Once in each epoch of the server, after this desk has read to its head: hand back what it lacks."""
        epoch = where(line).epoch
        if epoch and epoch != self._settled_epoch:
            hand_back_lost(line)
            self._settled_epoch = epoch

    # the thread

    def _run(self) -> None:
        while not self._stopped:
            try:
                self._connected()
            except NotEnrolled:
                self._rest(None)
            except SyncFailure as failure:
                self._failed(failure, failure.wait)
            except EnvironmentFailure as failure:
                self._failed(failure, 0.0)
            except Exception as error:
                LOG.exception("the exchange goes on after an error of its own")
                words = f"与服务器交换时程序出错（{type(error).__name__}），稍后自动再试；请告诉管理员。"
                self._failed(SyncFailure(words, code="SYNC-BUG"), BUG_WAIT)
            finally:
                self._hang_up()

    def _connected(self) -> None:
        """Exchange until something stands against it."""
        line = self._line = open_line(self.store, lambda: self._stopped)
        line.report = self.report
        with turn(self.store.home, line.stopped):
            self._begin(line)
        listener = self._listener = Listener(line.session, self._heard_something)
        self._answered(line)
        while not self._stopped:
            before = line.link.answers
            heard = listener.take()
            woken = self._take_wake()
            if woken or heard is not None or line.news is not None or self._work_waits():
                with turn(self.store.home, line.stopped):
                    self._round(line, heard)
                    more = "push" not in line.troubles and self._uploads.step(line)
            else:
                more = False
            if listener.idle:
                listener.ask(where(line))
            if line.link.answers > before or (heard is not None and heard.page is not None):
                self._answered(line)
            if not more:
                self._wait(TICK_SECONDS)

    def _begin(self, line: Line) -> None:
        """The first exchange over a new line: everything in order."""
        self._take_wake()
        greet(line)
        self._push(line)
        pull(line)
        self._care(line, greet(line))
        self._after_epoch(line)

    def _round(self, line: Line, heard: Heard | None) -> None:
        """Own events first, then what was heard, then what is looked after now and then."""
        opened = greet(line)
        if self._push_rest[0] <= self._monotonic():
            self._push(line)
        if heard is not None:
            self._hear(line, heard)
        if {"accounts", "catalog"} & line.changed or self._care_is_due():
            self._care(line, opened)
        self._after_epoch(line)

    def _work_waits(self) -> bool:
        """Whether something has to be done though nothing was written or heard."""
        rest = self._push_rest[0]
        return 0.0 < rest <= self._monotonic() or self._care_is_due() or self._uploads.waits

    def _care_is_due(self) -> bool:
        return self._monotonic() - self._looked_after > LOOK_AFTER_SECONDS

    def _hear(self, line: Line, heard: Heard) -> None:
        if isinstance(heard.failure, EpochChanged):
            self._begin_anew(line)
        elif isinstance(heard.failure, SessionGone):
            line.session.forget()
        elif heard.failure is not None:
            raise heard.failure
        elif heard.page is not None:
            try:
                take(line, heard.page, 0.0)
            except EpochChanged:
                self._begin_anew(line)
            if heard.page.position < heard.page.head:
                pull(line)

    def _begin_anew(self, line: Line) -> None:
        """The server was restored: push what it lost, and read it from where both agree."""
        enter_epoch(line)
        self._push(line)
        pull(line)

    def _answered(self, line: Line) -> None:
        """The server answered: note it, and tell what changed."""
        self._backoff.succeeded()
        self._reporter.went(line)
        self._tell(line)

    def _failed(self, failure: EnvironmentFailure, wanted: float) -> None:
        if self._stopped:
            return
        delay = self._backoff.failed(wanted)
        with contextlib.suppress(EnvironmentFailure):
            self._reporter.failed(failure, delay, None if self._line is None else self._line.alarms)
        if self._line is not None:
            self._line.announce("sync")
            self._tell(self._line)
        self._rest(delay)

    def _tell(self, line: Line) -> None:
        names = line.take_announcements()
        if not names:
            return
        try:
            self._on_change(names)
        except Exception:
            LOG.exception("whoever was told of a change failed")

    def _hang_up(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()
        if self._line is not None:
            self._line.close()

    # waiting

    def _heard_something(self) -> None:
        """The listener has heard something; called in its thread."""
        with self._signal:
            self._heard = True
            self._signal.notify_all()

    def _take_wake(self) -> bool:
        """Whether something was written since the last look, by this process or another."""
        arrival = self.store.last_arrival()
        with self._signal:
            written = arrival != self._arrival
            woken = self._woken or written
            self._woken, self._arrival = False, arrival
        if written:
            with self.store.read() as connection:
                self.store.journal = current_journal(connection)  # another process may have gone on in a new one
        return woken

    def _wait(self, seconds: float) -> None:
        with self._signal:
            if not (self._woken or self._heard or self._stopped):
                self._signal.wait(seconds)
            self._heard = False

    def _rest(self, seconds: float | None) -> None:
        """Wait after a failure; only a retry by hand, or the end, cuts it short."""
        ends = None if seconds is None else self._monotonic() + seconds
        with self._signal:
            while not (self._stopped or self._forced or (ends is None and self._woken)):
                left = None if ends is None else ends - self._monotonic()
                if left is not None and left <= 0:
                    break
                self._signal.wait(left)
            self._forced = False
            if ends is None:
                self._woken = False
        self._looked_after = float("-inf")


def _acked(connection: object, store: Store) -> int:
    from app.store.outbox import own_journals

    journal = store.journal.id
    return next((one.acked for one in own_journals(connection) if one.id == journal), 0)  # type: ignore[arg-type]  # a connection


__all__ = ["Exchange", "Report"]
