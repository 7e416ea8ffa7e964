"""The long poll: a thread that waits at the server for something new, and hands over what came. It touches no store."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import EnvironmentFailure
from app.store.exchange import Page
from app.store.exchange_admission import LONG_POLL_SECONDS
from app.sync.pull import ask_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.replica import Cursor
    from app.sync.session import Session


@dataclass(frozen=True)
class Heard:
    """How a poll ended: with a page, or a failure. `seconds` is how long it took."""

    page: Page | None
    failure: Exception | None
    seconds: float


class Listener:
    """Waits for one page at a time; `on_heard` is called in its thread when one came."""

    def __init__(self, session: Session, on_heard: Callable[[], None]) -> None:
        self._session = session
        self._on_heard = on_heard
        self._link = session.link()
        self._changed = threading.Condition()
        self._asked: Cursor | None = None
        self._heard: Heard | None = None
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="yichuang-listen", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """Whether nothing is being waited for, and nothing lies here to be taken."""
        with self._changed:
            return self._asked is None and self._heard is None

    def ask(self, at: Cursor) -> None:
        """Wait at the server for what comes after a cursor."""
        with self._changed:
            self._asked = at
            self._changed.notify_all()

    def take(self) -> Heard | None:
        """What was heard, once."""
        with self._changed:
            heard, self._heard = self._heard, None
            return heard

    def stop(self) -> None:
        """Cut the connection and let the thread end; returns when it has."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._link.abort()
        self._thread.join(timeout=5)
        self._link.close()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._asked is None and not self._stopped:
                    self._changed.wait()
                if self._stopped:
                    return
                at = self._asked
            if at is None:
                continue
            heard = self._wait_at(at)
            with self._changed:
                self._asked, self._heard = None, heard
            self._on_heard()

    def _wait_at(self, at: Cursor) -> Heard:
        began = time.monotonic()
        try:
            page = ask_page(self._session, self._link, at, LONG_POLL_SECONDS)
        except EnvironmentFailure as failure:
            return Heard(None, failure, time.monotonic() - began)
        except Exception as error:  # whatever it was, the exchange decides, and goes on
            return Heard(None, error, time.monotonic() - began)
        return Heard(page, None, time.monotonic() - began)
