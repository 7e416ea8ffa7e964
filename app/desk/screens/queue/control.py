"""What the call bar, the queue page and the hall's screen share: the queue as it stands, and every step of a clerk.

A queue system there is may be slow or silent: it is asked on the pool, never on the store's thread. What was done here
stands whatever it answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.desk.background import Lane
from app.usecases.queue import QueueWork, Taken

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.domain.ticket.events import PauseReason, Priority
    from app.domain.ticket.figures import QueueFigures
    from app.usecases.queue import Done, QueueView
    from app.usecases.queue_settings import QueueSettings


class System(Protocol):
    """A queue system there is, as the desk asks it; every method may wait."""

    def call_next(self, settings: QueueSettings) -> Any: ...  # noqa: D102
    def tell(self, settings: QueueSettings, number: str, what: str, to: str = "") -> None: ...  # noqa: D102
    def pause(self, settings: QueueSettings, *, paused: bool) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class QueueTools:
    """What the queue needs besides the desk. `print_slip` waits for the printer; None where no ticket printer is set."""

    work: QueueWork
    system: System
    print_slip: Callable[[Taken], None] | None = None


class QueueControl(QObject):
    """Announces `shown` when the queue was read anew, `called` when this counter has called a number."""

    shown = Signal()
    called = Signal(str)
    taken = Signal(object)

    def __init__(self, desk: Desk, tools: QueueTools) -> None:
        super().__init__()
        self._desk = desk
        self.tools = tools
        self.work = tools.work
        self.view: QueueView | None = None
        self._arriving = False

    # ---- looking ----

    def refresh(self) -> None:
        """Read the queue anew."""
        self._desk.background.read(self, self.work.view, self._show, lambda _error: None, key="queue")

    def read_figures(self, on_done: Callable[[QueueFigures], None]) -> None:
        """Read today's times."""
        self._desk.background.read(self, self.work.figures, on_done, key="figures")

    def _show(self, view: QueueView) -> None:
        self.view = view
        self.shown.emit()

    @property
    def on(self) -> bool:
        """Whether this counter calls numbers."""
        return self.view is not None and self.view.settings.on

    @property
    def phase(self) -> str:
        """Phase of the ticket at the counter; empty where there is none."""
        return self.view.here.phase if self.view is not None and self.view.here is not None else ""

    @property
    def paused(self) -> bool:
        """Whether this counter has paused."""
        return self.view is not None and bool(self.view.paused)

    @property
    def _asks_system(self) -> bool:
        return self.view is not None and self.view.settings.source in ("system", "simulated")

    # ---- steps ----

    def call_next(self) -> None:
        """Call the next number, where nobody is at the counter."""
        if self.on and not self.phase:
            self._calling(lambda called: self.work.call_next(called))

    def next_person(self) -> None:
        """The person left: end his sitting and call the next."""
        if self.on:
            self._calling(lambda called: self.work.next_person(called))

    def _calling(self, write: Callable[[Any], Done]) -> None:
        if not self._asks_system or self.paused:
            self._desk.background.write(self, lambda: write(None), self._called)
            return
        settings, system = self._settings(), self.tools.system

        def silent(error: Exception) -> None:
            self._desk.shell.failed(error)
            if self.phase:
                self._desk.background.write(self, lambda: self.work.end())

        def answered(called: Any) -> None:
            self._desk.background.write(self, lambda: write(called), self._called)

        self._desk.background.read(self, lambda: system.call_next(settings), answered, silent, lane=Lane.POOL)

    def _called(self, done: Done) -> None:
        if done.ticket is not None and done.ticket.phase == "called":
            self.called.emit(done.ticket.number)
        elif not done.changed and not self.phase:
            self._desk.shell.toast(QCoreApplication.translate("Queue", "现在没有人等候"), "plain")

    def recall(self) -> None:
        """Call again."""
        if self.phase == "called":
            self._step(self.work.recall, "recalled")

    def missed(self) -> None:
        """Pass the number over."""
        if self.phase == "called":
            self._step(self.work.missed, "missed")

    def serve(self) -> None:
        """The person is here."""
        if self.phase == "called":
            self._step(self.work.serve, "serving")

    def person_here(self) -> None:
        """Something is being entered: whoever was called has come."""
        if self.phase == "called" and not self._arriving:
            self._arriving = True
            self._step(self.work.arrived, "serving")

    def transfer(self, to: str, cases: tuple[str, ...] = ()) -> None:
        """Send the person on with the numbers of his cases."""
        if self.phase:
            self._step(lambda: self.work.transfer(to, cases), "transferred", to)

    def relieve(self) -> None:
        """Go on with the person of another clerk."""
        if self.phase:
            self._step(self.work.relieve, "")

    def _step(self, write: Callable[[], Done], what: str, to: str = "") -> None:
        def done(result: Done) -> None:
            self._arriving = False
            ticket = result.ticket
            if what and ticket is not None and ticket.system and self._asks_system:
                self._ask(lambda: self.tools.system.tell(self._settings(), ticket.number, what, to))

        def failed(error: Exception) -> None:
            self._arriving = False
            self._desk.shell.failed(error)
            self.refresh()

        self._desk.background.write(self, write, done, failed)

    def _ask(self, work: Callable[[], None]) -> None:
        self._desk.background.read(self, work, lambda _none: None, lane=Lane.POOL)

    def pause(self, reason: PauseReason) -> None:
        """Call nobody for now."""
        self._pausing(lambda: self.work.pause(reason), paused=True)

    def resume(self) -> None:
        """Call again."""
        self._pausing(self.work.resume, paused=False)

    def _pausing(self, write: Callable[[], Done], *, paused: bool) -> None:
        def done(_result: Done) -> None:
            if self._asks_system:
                self._ask(lambda: self.tools.system.pause(self._settings(), paused=paused))

        self._desk.background.write(self, write, done)

    def call(self, number: str) -> None:
        """Call this number now."""
        if not self.phase:
            self._desk.background.write(self, lambda: self.work.call(number), self._called)

    def come_back(self, number: str) -> None:
        """Let somebody who missed his call wait again."""
        self._desk.background.write(self, lambda: self.work.come_back(number))

    def issue(self, group: str, priority: Priority) -> None:
        """Take a number and print its slip."""
        self._desk.background.write(self, lambda: self.work.issue(group, priority), self._taken)

    def _taken(self, taken: Taken) -> None:
        self.taken.emit(taken)
        slip = self.tools.print_slip
        if slip is not None:
            self._ask(lambda: slip(taken))

    def change(self, **changes: Any) -> None:
        """Change how this counter takes part."""
        self._desk.background.write(self, lambda: self.work.change(**changes))

    def _settings(self) -> QueueSettings:
        if self.view is None:
            raise RuntimeError("the queue was not read yet")
        return self.view.settings
