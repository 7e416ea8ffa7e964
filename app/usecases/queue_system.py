"""A queue system 叫号系统 that the hall has already: asked before a number is recorded, told afterwards. It may wait.

What was done at the counter stands whatever the system answers; where it is silent, the clerk is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.devices.queue_systems import CalledNumber, QueueCaller
    from app.usecases.queue_settings import QueueSettings


class QueueSystem:
    """The system of one counter, made anew when its settings change. Never on the store's or the interface's thread."""

    def __init__(self, counter: str) -> None:
        self._counter = counter
        self._caller: QueueCaller | None = None
        self._made_for: tuple[str, str] = ("own", "")

    def call_next(self, settings: QueueSettings) -> CalledNumber | None:
        """Let the system call the next number to this counter; None where nobody waits. DeviceFailure."""
        caller = self._of(settings)
        return None if caller is None else caller.call_next(self._counter)

    def tell(self, settings: QueueSettings, number: str, what: str, to: str = "") -> None:
        """Tell what became of one of its numbers. DeviceFailure."""
        caller = self._of(settings)
        if caller is None:
            return
        if what == "recalled":
            caller.recall(self._counter, number)
        else:
            caller.tell(self._counter, number, what, to)

    def pause(self, settings: QueueSettings, *, paused: bool) -> None:
        """Tell that the counter pauses or goes on. DeviceFailure."""
        caller = self._of(settings)
        if caller is not None:
            caller.pause(self._counter, paused=paused)

    def waiting(self, settings: QueueSettings) -> int:
        """How many wait for this counter, as the system counts. DeviceFailure."""
        caller = self._of(settings)
        return 0 if caller is None else caller.waiting(self._counter)

    def name(self, settings: QueueSettings) -> str:
        """The system's name as shown on screen; empty where the desk numbers itself."""
        caller = self._of(settings)
        return "" if caller is None else caller.name

    def _of(self, settings: QueueSettings) -> QueueCaller | None:
        wanted = (settings.source, settings.address)
        if wanted != self._made_for:
            self._caller = _made(settings)
            self._made_for = wanted
        return self._caller


def _made(settings: QueueSettings) -> QueueCaller | None:
    if settings.source == "system":
        from app.devices.queue_systems import HttpQueueSystem

        return HttpQueueSystem(settings.address)
    if settings.source == "simulated":
        from app.devices.simulated.queue_system import SimulatedQueueSystem

        return SimulatedQueueSystem()
    return None
