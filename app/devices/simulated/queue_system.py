"""A played queue system 模拟叫号系统: it always has a next number, and remembers what it was told."""

from __future__ import annotations

from itertools import count

from app.devices.queue_systems import CalledNumber


class SimulatedQueueSystem:
    """Calls S001, S002, … for every counter."""

    name = "模拟叫号系统"

    def __init__(self) -> None:
        self._next = count(1)
        self.told: list[tuple[str, str, str]] = []

    def call_next(self, counter: str) -> CalledNumber | None:
        """The next number."""
        called = CalledNumber(f"S{next(self._next):03d}", "A", system=self.name)
        self.told.append((counter, called.number, "called"))
        return called

    def recall(self, counter: str, number: str) -> None:
        """Note that a number was called again."""
        self.told.append((counter, number, "recalled"))

    def tell(self, counter: str, number: str, what: str, to: str = "") -> None:
        """Note what became of a number."""
        self.told.append((counter, number, f"{what} {to}".strip()))

    def pause(self, counter: str, *, paused: bool) -> None:
        """Note that a counter pauses or goes on."""
        self.told.append((counter, "", "paused" if paused else "resumed"))

    def waiting(self, counter: str) -> int:
        """Somebody always waits."""
        return 3 if counter else 0
