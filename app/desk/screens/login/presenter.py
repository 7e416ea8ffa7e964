"""Log-in 登录 without a window: what may be pressed when, and what is said to a refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

MIN_PASSWORD = 8


class Unlock(Protocol):
    """Opens the store; raises an error with a Chinese `message` and, where to wait, `wait` in seconds."""

    def __call__(self, clerk: str, password: str) -> Any:
        """Return the session."""
        ...


class Create(Protocol):
    """Makes an evaluation store and opens it; raises as Unlock does."""

    def __call__(self, clerk: str, password: str, counter: str) -> Any:
        """Return the session."""
        ...


Way = Literal["served", "enrol", "alone"]
"""How a desk begins: to try it with a server of its own, to join a server, or to try it alone."""


@dataclass(frozen=True)
class FirstStart:
    """What the first-start guide asks for. `server` and `code` are for joining a server only."""

    clerk: str = ""
    password: str = ""
    again: str = ""
    counter: str = ""
    way: Way = "served"
    server: str = ""
    code: str = ""


def first_start_problems(entry: FirstStart) -> dict[str, str]:
    """Return what is still wrong, by field: `missing`, `short`, `differs`, `not_a_number`, `not_an_address`.

    Who joins a server has no counter to name: the server says where the desk stands.
    """
    problems: dict[str, str] = {}
    if not entry.clerk.strip():
        problems["clerk"] = "missing"
    if not entry.password:
        problems["password"] = "missing"  # noqa: S105 - the name of a problem
    elif len(entry.password) < MIN_PASSWORD:
        problems["password"] = "short"  # noqa: S105 - the name of a problem
    if entry.again != entry.password:
        problems["again"] = "differs"
    if entry.way == "enrol":
        return problems | _joining_problems(entry)
    if not entry.counter.strip():
        problems["counter"] = "missing"
    elif not (entry.counter.strip().isascii() and entry.counter.strip().isdigit() and len(entry.counter.strip()) <= 2):
        problems["counter"] = "not_a_number"
    return problems


def _joining_problems(entry: FirstStart) -> dict[str, str]:
    problems: dict[str, str] = {}
    server = entry.server.strip()
    if not server:
        problems["server"] = "missing"
    elif not server.startswith(("https://", "http://")) or any(sign.isspace() for sign in server):
        problems["server"] = "not_an_address"
    if not entry.code.strip():
        problems["code"] = "missing"
    return problems


class LoginPresenter:
    """The state of the log-in page. The view asks it before each press and tells it each answer."""

    def __init__(self, clerks: Sequence[str], last_clerk: str = "") -> None:
        self.clerks = tuple(clerks)
        self.chosen = last_clerk if last_clerk in self.clerks else (self.clerks[0] if len(self.clerks) == 1 else "")
        self.working = False
        self.wait = 0

    @property
    def first_start(self) -> bool:
        """No clerk yet: the guide is shown instead of the list."""
        return not self.clerks

    def choose(self, clerk: str) -> None:
        """Choose a name of the list."""
        if clerk in self.clerks:
            self.chosen = clerk

    def may_log_in(self, password: str) -> bool:
        """Tell whether pressing would do something now."""
        return bool(self.chosen and password and not self.working and self.wait == 0)

    def began(self) -> None:
        """An attempt is under way: a second press does nothing."""
        self.working = True

    def refused(self, error: Exception) -> None:
        """An attempt was refused; hold the next one back as long as the error says."""
        self.working = False
        self.wait = max(int(getattr(error, "wait", 0) or 0), 0)

    def second_passed(self) -> None:
        """One second of waiting is over."""
        self.wait = max(self.wait - 1, 0)
