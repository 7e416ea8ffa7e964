"""When to try again: later each time, never all desks at once, and never before the server wants it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

FIRST_SECONDS = 1.0
MOST_SECONDS = 30.0
"""A desk finds its server again within half a minute; fifty desks that try so ask it twice a second in all."""


@dataclass
class Backoff:
    """Counts failures in a row. `chance` gives a number from 0 up to 1; tests give their own."""

    chance: Callable[[], float] = random.random
    failures: int = 0

    def failed(self, wanted: float = 0.0) -> float:
        """Note a failure and return the seconds to wait; `wanted` is what the server asked for (Retry-After)."""
        doubled = FIRST_SECONDS * 2.0 ** min(self.failures, 16)
        self.failures += 1
        share = 0.5 + 0.5 * self.chance()
        return max(min(doubled, MOST_SECONDS) * share, wanted * (0.75 + 0.5 * share) if wanted else 0.0)

    def succeeded(self) -> None:
        """Begin anew."""
        self.failures = 0
