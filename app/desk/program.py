"""What the desk needs from the composition root; it knows neither store nor use cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from app.desk.link import ALONE, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.desk.screen import ScreenEntry


@dataclass(frozen=True)
class Place:
    """Where the desk stands: the hall, and the counter's number as shown (`03`)."""

    hall: str
    counter: str


@dataclass(frozen=True)
class Pulse:
    """How the store stands: `arrival` grows with every event of any process; and how the connection does.

    `arrived` names what the exchange has changed since it was last asked, as a write would.
    """

    arrival: int
    link: Link = ALONE
    arrived: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DateQuestion:
    """The date that nobody knows: what the machine shows, the last day recorded, which other leads may confirm."""

    shown: date
    last: date
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unsettled:
    """What a clerk settles between log-in and work: a one-time password to be changed, a date to be confirmed."""

    password: bool = False
    day: DateQuestion | None = None


class Program(Protocol):
    """Built on the store's thread after the first paint. Every method but `screens` is called on that thread.

    `unlock`, `create` and `check_password` raise `app.errors.EnvironmentFailure`; its message is shown as it is, and
    an attribute `wait` (seconds) holds the next attempt back.
    """

    def place(self) -> Place:
        """Return where this desk stands, as far as known before log-in."""
        ...

    def clerks(self) -> Sequence[str]:
        """Return the log-in names; none means that there is no store yet."""
        ...

    def unlock(self, clerk: str, password: str) -> Any:
        """Open the store and return the session."""
        ...

    def create(self, clerk: str, password: str, counter: str, *, served: bool = False) -> Any:
        """Make an evaluation store with one clerk at counter `counter`, open it and return the session.

        `served`: with an evaluation server of its own, for this machine only.
        """
        ...

    def enrol(self, server: str, code: str, clerk: str, password: str) -> Any:
        """Join a server with a one-time code, open the store and return the session."""
        ...

    def unsettled(self) -> Unsettled:
        """Return what the clerk who has just logged in settles before he works."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Give the clerk who is logged in another password. Raises Refusal or EnvironmentFailure."""
        ...

    def confirm_date(self, day: date, lead: str, password: str) -> None:
        """Say that today is `day`; `lead` confirms with his password where there is one beside the clerk."""
        ...

    def check_password(self, clerk: str, password: str) -> None:
        """Return if the password is right: for the locked screen, the store stays open."""
        ...

    def screens(self, session: Any) -> Sequence[ScreenEntry]:
        """Return the workspaces for an open session, in the order of the rail. Called on the interface's thread."""
        ...

    def pulse(self) -> Pulse:
        """Look whether anything was written, and how the connection stands. Asked once a second."""
        ...

    def refresh(self) -> bool:
        """Fetch the accounts before log-in; whether that brought something new. Called off the store's thread."""
        ...

    def wake(self) -> None:
        """Say that something was written here, so that it is sent now. Called by any thread, returns at once."""
        ...

    def listen(self, call: Callable[[], None]) -> None:
        """Have `call` called, by any thread, whenever the exchange has changed something."""
        ...

    def close(self) -> None:
        """Close the store; another clerk may unlock it afterwards."""
        ...

    def end(self) -> None:
        """Close the store and end all that was started with it; nothing follows."""
        ...
