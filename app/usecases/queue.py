"""The queue at a counter 取号叫号: take a number, call it, serve, pass over, send on, pause. Works offline.

With a queue system there is (app.usecases.queue_system), numbers and order are the system's; what is done with them is
recorded all the same. Nothing here waits for a device or a network.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, get_args

from app.domain.refusal import Refusal
from app.domain.ticket import decide as d
from app.domain.ticket.events import (
    TICKET,
    CallingPaused,
    CallingResumed,
    Outcome,
    PauseReason,
    Priority,
    TicketIssued,
)
from app.domain.ticket.figures import QueueFigures, figures
from app.domain.ticket.numbers import series_of
from app.domain.ticket.order import ahead_of, moment_text, queue_for
from app.domain.ticket.state import CallingState, TicketState, first_state
from app.store.event import NewEvent, Subject
from app.store.ticket_projection import last_serial, paused_counters, tickets_at, tickets_of
from app.usecases.drafts import move_open_drafts
from app.usecases.queue_settings import QueueSettings, change_queue_settings, read_queue_settings
from app.usecases.rights import require

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from app.devices.queue_systems import CalledNumber
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

CHANGED = frozenset({"queue"})
CLOCKS_DIFFER = timedelta(minutes=5)
"""A draft bears the wall clock's time, a ticket the trusted one."""
SYSTEM = "system"
"""Series of numbers that a queue system gave: it numbers them."""


@dataclass(frozen=True)
class Done:
    """A step was taken; `ticket` is who is at the counter now, None where nobody is."""

    ticket: TicketState | None = None
    changed: frozenset[str] = CHANGED


@dataclass(frozen=True)
class Taken:
    """A number was taken; `ahead` wait for the same business, called `name`, before it."""

    ticket: TicketState
    ahead: int
    name: str
    changed: frozenset[str] = CHANGED


@dataclass(frozen=True)
class QueueView:
    """What the call bar and the queue page show. `now` is the moment of reading (ISO, UTC)."""

    counter: str
    me: str
    now: str
    settings: QueueSettings
    here: TicketState | None
    waiting: tuple[TicketState, ...]
    missed: tuple[TicketState, ...]
    every: tuple[TicketState, ...]
    paused: str
    counters: tuple[str, ...]
    pauses: tuple[CallingState, ...]
    taken_elsewhere: str

    @property
    def others(self) -> int:
        """How many wait in the hall, for whichever counter."""
        return sum(one.phase == "waiting" for one in self.every)

    @property
    def other_clerk(self) -> bool:
        """Whether the person here was called by another clerk: a relief at noon."""
        return self.here is not None and self.here.clerk not in ("", self.me)


class QueueWork:
    """Every method belongs on the store's thread."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @property
    def counter(self) -> str:
        """The number of the counter: C03."""
        return self._workplace.counter

    # ---- looking ----

    def settings(self) -> QueueSettings:
        """How this counter takes part."""
        with self._workplace.store.read() as connection:
            return read_queue_settings(connection)

    def change(self, **changes: Any) -> Done:
        """Change the settings."""
        change_queue_settings(self._workplace, **changes)
        return Done(changed=CHANGED | {"settings"})

    def view(self) -> QueueView:
        """The queue as it stands today."""
        w = self._workplace
        now = w.store.now()
        with w.store.read() as connection:
            settings = read_queue_settings(connection)
            every = tickets_of(connection, now.today.isoformat())
            pauses = paused_counters(connection)
        here = next((one for one in every if _is_at(one, w.counter)), None)
        return QueueView(
            counter=w.counter,
            me=w.store.account.id,
            now=moment_text(now.effective),
            settings=settings,
            here=here,
            waiting=tuple(queue_for(every, w.counter, settings.serves)),
            missed=tuple(sorted((t for t in every if t.phase == "missed"), key=lambda t: t.called_at, reverse=True)),
            every=tuple(every),
            paused=pauses[w.counter].reason if w.counter in pauses else "",
            counters=tuple(sorted({stay.counter for one in every for stay in one.stays} | set(pauses) | {w.counter})),
            pauses=tuple(pauses.values()),
            taken_elsewhere=_taken_elsewhere(every, w.counter),
        )

    def figures(self, day: date | None = None) -> QueueFigures:
        """Waiting and service times of a day, as far as this desk knows the hall's queue."""
        day = day or self._workplace.today()
        with self._workplace.store.read() as connection:
            return figures(tickets_of(connection, day.isoformat()))

    # ---- taking a number ----

    def issue(self, group: str, priority: Priority = "") -> Taken:
        """Take a number of the desk's own series."""
        w = self._workplace
        require(w, "issue-ticket")
        with w.store.write() as uow:
            settings = read_queue_settings(uow.connection)
            letter = settings.group(group).letter
            day = uow.now.today.isoformat()
            body = d.issue(
                group, letter, priority, w.mark, last_serial(uow.connection, day, series_of(letter, w.mark)), day,
                uow.now.effective, head_start=timedelta(minutes=settings.head_start_minutes),
            )  # fmt: skip
            subject = Subject(TICKET, secrets.token_hex(16))
            uow.append([NewEvent(subject, body)])
            every = tickets_of(uow.connection, day)
            uow.commit()
        ticket = next(one for one in every if one.id == subject.id)
        ahead = ahead_of(ticket, every)
        return Taken(ticket, ahead, settings.name_of(ticket.group))

    # ---- calling ----

    def call_next(self, called: CalledNumber | None = None) -> Done:
        """Call whoever is next; `ticket` None where nobody waits. Refusal where somebody is at the counter still.

        `called` is what a queue system there is has called to this counter already.
        """
        return self._calling(called, ending=False)

    def next_person(self, called: CalledNumber | None = None) -> Done:
        """The sitting is over: end it, and call the next one, in one step. Calls nobody while the counter pauses."""
        return self._calling(called, ending=True)

    def call(self, number: str) -> Done:
        """Call a number out of turn, or one that comes back."""
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            every = self._today(uow)
            here = self._here(every)
            if here is not None:
                raise _occupied(here)
            wanted = _by_number(every, number)
            events = [_of(wanted, d.call(wanted, w.counter))]
            return self._written(uow, events, wanted)

    def recall(self) -> Done:
        """Call the number at the counter again."""
        return self._step(lambda here: d.recall(here, self.counter))

    def missed(self) -> Done:
        """Nobody came: pass the number over."""
        return self._step(lambda here: d.miss(here, self.counter))

    def serve(self) -> Done:
        """The person is here."""
        return self._step(lambda here: d.serve(here, self.counter))

    def arrived(self) -> Done:
        """Something is being entered: whoever was called is here. Nothing where nobody was called, or he is served."""
        with self._workplace.store.read() as connection:
            called = [t for t in self._at(connection) if t.phase == "called"]
        return self.serve() if called else Done(changed=frozenset())

    def end(self, outcome: Outcome = "served") -> Done:
        """The sitting is over; nobody else is called."""
        return self._step(lambda here: d.end(here, self.counter, outcome))

    def transfer(self, to: str, cases: Sequence[str] = (), group: str = "", note: str = "") -> Done:
        """Send the person to another counter (empty: whoever calls first), with the numbers of his cases."""
        with self._workplace.store.read() as connection:
            letter = read_queue_settings(connection).group(group).letter if group else ""
        return self._step(lambda here: d.transfer(here, self.counter, to, cases=cases, group=letter, note=note))

    def relieve(self) -> Done:
        """Go on with the person another clerk of this counter was serving; the sitting is not closed.

        What that clerk was entering for him passes too, so that nobody begins anew.
        """
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            here = self._here(self._at(uow.connection))
            if here is None:
                raise _nobody()
            body = d.relieve(here, self.counter, w.store.account.id)
            since = datetime.fromisoformat(here.stays[-1].called_at) - CLOCKS_DIFFER
            moved = move_open_drafts(uow.connection, body.giver, body.taker, since, uow.now.effective)
            done = self._written(uow, [_of(here, body)], here)
        return replace(done, changed=done.changed | ({"drafts"} if moved else frozenset()))

    def come_back(self, number: str) -> Done:
        """Let somebody who missed his call wait again."""
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            every = self._today(uow)
            ticket = _by_number(every, number)
            waiting = [one for one in every if one.phase == "waiting"]
            uow.append([_of(ticket, d.come_back(ticket, waiting, uow.now.effective))])
            uow.commit()
        return Done(self._here(every))

    # ---- pausing ----

    def pause(self, reason: PauseReason = "rest") -> Done:
        """Call nobody for now. A sitting that goes on goes on."""
        return self._pausing(CallingPaused(self.counter, reason))

    def resume(self) -> Done:
        """Call again."""
        return self._pausing(CallingResumed(self.counter))

    def _pausing(self, body: CallingPaused | CallingResumed) -> Done:
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            uow.append([NewEvent(Subject(TICKET, uow.journal.id), body)])
            here = self._here(self._today(uow))
            uow.commit()
        return Done(here)

    # ---- inside ----

    def _calling(self, called: CalledNumber | None, *, ending: bool) -> Done:
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            settings = read_queue_settings(uow.connection)
            every = self._today(uow)
            here = self._here(every)
            if here is not None and not ending:
                raise _occupied(here)
            events = [] if here is None else [_of(here, _ended(here, w.counter))]
            following = None
            if w.counter in paused_counters(uow.connection):
                if not ending:
                    raise Refusal("STATE-PAUSED", "本窗口已暂停叫号，请先恢复叫号。")
            elif called is not None:
                following, taken = _taken_in(uow, called, every)
                events += taken
            elif settings.source == "own":
                following = next(iter(queue_for(every, w.counter, settings.serves)), None)
            if following is not None:
                events.append(_of(following, d.call(following, w.counter)))
            return self._written(uow, events, following) if events else Done(changed=frozenset())

    def _step(self, decide: Callable[[TicketState], object]) -> Done:
        w = self._workplace
        require(w, "serve-queue")
        with w.store.write() as uow:
            here = self._here(self._at(uow.connection))
            if here is None:
                raise _nobody()
            return self._written(uow, [_of(here, decide(here))], here)

    def _written(self, uow: UnitOfWork, events: list[NewEvent], ticket: TicketState | None) -> Done:
        from app.store.ticket_projection import read_ticket

        uow.append(events)
        now = read_ticket(uow.connection, ticket.id) if ticket is not None else None
        uow.commit()
        return Done(now)

    def _today(self, uow: UnitOfWork) -> list[TicketState]:
        return tickets_of(uow.connection, uow.now.today.isoformat())

    def _at(self, connection: Connection) -> list[TicketState]:
        return tickets_at(connection, self._workplace.today().isoformat(), self.counter)

    def _here(self, tickets: Sequence[TicketState]) -> TicketState | None:
        return next((one for one in tickets if _is_at(one, self.counter)), None)


def _taken_in(
    uow: UnitOfWork, called: CalledNumber, every: Sequence[TicketState]
) -> tuple[TicketState, list[NewEvent]]:
    """A system's number: known already (it was sent on, or had missed its call), or taken in now."""
    known = next((t for t in every if t.number == called.number and t.system and t.phase == "waiting"), None)
    if known is not None:
        return known, []
    priority: Any = called.priority if called.priority in get_args(Priority) else ""
    at = moment_text(called.issued_at or uow.now.effective)
    body = TicketIssued(
        called.number, uow.now.today.isoformat(), called.group, SYSTEM, 0, at, priority, called.system or SYSTEM
    )
    subject = Subject(TICKET, secrets.token_hex(16))
    return first_state(subject.id, body, at), [NewEvent(subject, body)]


def ticket_here(workplace: Workplace) -> str:
    """The number of the person at this counter today; empty where nobody was called."""
    with workplace.store.read() as connection:
        found = tickets_at(connection, workplace.today().isoformat(), workplace.counter)
    return found[0].number if found else ""


def _is_at(ticket: TicketState, counter: str) -> bool:
    return ticket.counter == counter and ticket.phase in ("called", "serving")


def _of(ticket: TicketState, body: object) -> NewEvent:
    return NewEvent(Subject(TICKET, ticket.id), body)


def _ended(here: TicketState, counter: str) -> object:
    """Who was called and never came has missed his call; who sat here was served."""
    return d.end(here, counter, "served" if here.phase == "serving" else "left")


def _by_number(every: Sequence[TicketState], number: str) -> TicketState:
    wanted = number.strip().upper()
    for one in every:
        if one.number.upper() == wanted:
            return one
    raise Refusal("STATE-TICKET-UNKNOWN", f"今天没有 {wanted} 号。", wanted)


def _nobody() -> Refusal:
    return Refusal("STATE-TICKET-NONE", "本窗口现在没有叫到的号。")


def _occupied(here: TicketState) -> Refusal:
    return Refusal("STATE-TICKET-OPEN", f"{here.number} 号还在本窗口，请先办结、过号或转窗口。", here.number)


def _taken_elsewhere(every: Sequence[TicketState], counter: str) -> str:
    """One line for a call of ours that came second, as long as the one that stands goes on; empty where there is none."""
    for one in every:
        if any(o.counter == counter for o in one.overruled) and one.phase in ("called", "serving"):
            where = one.counter.removeprefix("C")
            return f"{one.number} 号断网期间 {where} 窗口也叫了，按服务器先后由 {where} 窗口办理。"
    return ""
