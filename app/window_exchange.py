"""The exchange of an open store as the window sees it: the thread behind it, its state for the bar, its page."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from app.desk.link import Link
    from app.desk.screens.exchange.presenter import Carried, Chain, ExchangeView, JournalState, Parcel
    from app.store.outbox import OwnJournal, WaitingFile
    from app.sync.loop import Exchange
    from app.usecases.exchange_state import ExchangeState
    from app.usecases.workplace import Workplace

FILE = "file:"
MOST_OFF_S = 120
ANEW_SECONDS = 5.0
"""An idle desk reads so often how its exchange stands; meanwhile only the age of the last success grows."""
_NEEDS_PERSON = ("stopped", "forked", "quarantined")


@dataclass(frozen=True)
class Asked:
    """What was asked of the exchange."""

    changed: frozenset[str] = frozenset({"sync"})


class DeskExchange:
    """One open store's exchange. Implements `app.desk.screens.exchange.presenter.ExchangeWork`.

    `start` and `stop` belong to who opened the store. Names of what changed are kept until they are taken: the window
    asks for them when it is called, and once a second.
    """

    def __init__(self, workplace: Workplace, call: Callable[[], None]) -> None:
        self.workplace = workplace
        self._call = call
        self._lock = threading.Lock()
        self._names: set[str] = set()
        self._exchange: Exchange | None = None
        self._read: tuple[ExchangeState, float, int] | None = None

    def start(self) -> None:
        """Begin to exchange, where this desk has joined a server."""
        from app.sync.binding import find_binding
        from app.sync.loop import Exchange

        with self.workplace.store.read() as connection:
            joined = find_binding(connection) is not None
        if joined:
            self._exchange = Exchange(self.workplace.store, self._changed)
            self._exchange.start()

    @property
    def joined(self) -> bool:
        """Whether this desk belongs to a server."""
        return self._exchange is not None

    def stop(self) -> None:
        """End the exchange; what is on its way goes on next time."""
        exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.stop()

    def wake(self) -> None:
        """Something was written: send it now."""
        if self._exchange is not None:
            self._exchange.wake()

    def once(self) -> int:
        """One whole exchange, now; answers the position of the server that this desk has read up to."""
        from app.sync.loop import Exchange

        return (self._exchange or Exchange(self.workplace.store)).once().position

    def taken(self) -> frozenset[str]:
        """What has changed since this was asked last."""
        with self._lock:
            names, self._names = frozenset(self._names), set()
        return names

    def _changed(self, names: frozenset[str]) -> None:
        with self._lock:
            self._names |= names
            self._read = None
        self._call()

    # ---- how it stands ----

    def link(self) -> Link:
        """How the connection stands, for the bar."""
        from app.desk.link import ALONE, Link

        if self._exchange is None:
            return ALONE
        state, waited = self._state()
        age = None if state.age_s is None else state.age_s + waited
        now = self.workplace.store.program.clock.wall()
        # By the clock that nobody sets: a wall clock that was put back would show a success in the future.
        succeeded = state.last_success if age is None else now - timedelta(seconds=age)
        return Link(
            server=state.server,
            age=age,
            succeeded=succeeded,
            since=state.since,
            events=state.waiting_events,
            files=state.waiting_attachments,
            oldest=state.oldest,
            error=state.last_error,
            alarm=_alarm(state),
            behind=state.behind,
            asked=now,
        )

    def _state(self) -> tuple[ExchangeState, float]:
        """The state and how many seconds ago it was read: anew when something was written, told, or in due time."""
        from app.usecases.exchange_state import exchange_state

        now, arrival = time.monotonic(), self.workplace.store.last_arrival()
        with self._lock:
            known = self._read
        if known is not None and known[2] == arrival and now - known[1] < ANEW_SECONDS:
            return known[0], now - known[1]
        state = exchange_state(self.workplace)
        with self._lock:
            self._read = (state, now, arrival)
        return state, 0.0

    # ---- the page ----

    def read(self) -> ExchangeView:
        """What waits, and with whom this desk exchanges."""
        from app.desk.screens.exchange.presenter import ExchangeView
        from app.sync.binding import find_binding
        from app.usecases.exchange_state import exchange_state

        state, store = exchange_state(self.workplace), self.workplace.store
        with store.read() as connection:
            binding = find_binding(connection)
            if binding is None:
                return ExchangeView()
            files = [_file(connection, one) for one in state.attachments]
        counter = self.workplace.counter
        batches = [_batch(counter, one, state) for one in state.journals if one.waiting]
        return ExchangeView(
            device=f"{self.workplace.mark} · {binding.device[:8]}",
            hall=binding.hall,
            position=state.position,
            head=state.position,
            offset_s=None if self._played(state) else state.offset_s,
            release=self.workplace.catalogue.number,
            behind=state.behind,
            parcels=(*batches, *files),
            chains=tuple(_chain(counter, one) for one in state.journals),
        )

    def _played(self, state: ExchangeState) -> bool:
        """Whether the dates are played: an evaluation store keeps its own, whatever the centre's clock shows."""
        return self.workplace.evaluation and abs(state.offset_s) > MOST_OFF_S

    def retry(self, key: str = "") -> Asked:
        """Try again at once: one file, or everything."""
        if self._exchange is not None:
            self._exchange.retry(key.removeprefix(FILE) if key.startswith(FILE) else None)
        return Asked()

    def carry(self, path: Path) -> Carried:
        """Write what the server lacks into a file, sealed to the server and signed by this device."""
        from app.desk.screens.exchange.presenter import Carried
        from app.usecases.carrying import export_unsent

        done = export_unsent(self.workplace.store, path)
        return Carried(path, done.events, done.blobs)


def _alarm(state: ExchangeState) -> str:
    """What only a person can set right: an alarm of the exchange, or a journal that the server does not go on with."""
    stuck = [one for one in state.journals if one.state in _NEEDS_PERSON]
    words = [state.alarm, *(one.reason for one in stuck)]
    return "\n".join(dict.fromkeys(word for word in words if word)) or ("日志停止上传" if stuck else "")


def _chain(counter: str, own: OwnJournal) -> Chain:
    from app.desk.screens.exchange.presenter import STATES, Chain

    state = "closed" if own.closed and own.state in ("", "open") else own.state
    known = cast("JournalState", state if state in STATES else "open")
    return Chain(f"{counter}{own.mark}", known, own.head_seq, own.acked, own.held, own.reason)


def _batch(counter: str, one: OwnJournal, state: ExchangeState) -> Parcel:
    from app.desk.screens.exchange.presenter import Parcel

    return Parcel(
        key=one.id,
        kind="events",
        amount=one.waiting,
        about=f"{counter}{one.mark}",
        since=state.oldest,
        attempts=one.attempts,
        tried=one.tried_at,
        error=one.last_error,
    )


def _file(connection: Connection, one: WaitingFile) -> Parcel:
    from sqlalchemy import select

    from app.desk.screens.exchange.presenter import Parcel
    from db.desk.projections import cases

    number = ""
    if one.subject_kind == "case":
        number = connection.execute(select(cases.c.case_no).where(cases.c.case_id == one.subject_id)).scalar() or ""
    return Parcel(
        key=f"{FILE}{one.digest}",
        kind="file",
        amount=one.size,
        about=number,
        since=None,
        attempts=one.attempts,
        tried=one.tried_at,
        error=one.last_error,
        sent=one.sent,
    )
