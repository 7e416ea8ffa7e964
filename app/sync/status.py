"""How the exchange stands, kept in the store so that every process of this machine can tell: the bar, doctor, papers.

Whether a success is recent is judged by the clock of the boot, which nobody sets: a wall clock that was put back never
shows a dead line as connected.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.store.settings import read_bytes, write_bytes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.clock import Clock

STATUS = "sync.status"
FRESH_SECONDS = 60.0
"""For how long a success counts as connected."""


class Status(msgspec.Struct, frozen=True):
    """What the last exchanges were like. Times are of the machine's wall clock, UTC.

    `since`: when the desk was connected or cut off. `boot` and `monotonic` say when the last success was in a way that
    no clock setting changes. `error` is what stands against it now, in plain words; empty after a success. `alarms` are
    what only a person can set right, by code.
    """

    connected: bool = False
    since: datetime | None = None
    succeeded: datetime | None = None
    boot: str = ""
    monotonic: float = 0.0
    error: str = ""
    code: str = ""
    failures: int = 0
    alarms: dict[str, str] = {}
    offset: float = 0.0
    next_try: datetime | None = None

    @property
    def alarm(self) -> str:
        """Every alarm in words, empty where there is none."""
        return "\n".join(self.alarms.values())

    def age(self, clock: Clock) -> float | None:
        """Seconds since the last success; None where there was none in this boot of the machine."""
        if self.succeeded is None or self.boot != clock.boot():
            return None
        return max(clock.monotonic() - self.monotonic, 0.0)

    def fresh(self, clock: Clock) -> bool:
        """Whether the last exchange succeeded, and within the last minute."""
        age = self.age(clock)
        return self.connected and not self.error and age is not None and age <= FRESH_SECONDS


def read_status(connection: Connection) -> Status:
    """The status that the exchange left; a store that never exchanged anything has an empty one."""
    kept = read_bytes(connection, STATUS)
    return Status() if kept is None else msgspec.json.decode(kept, type=Status)


def write_status(connection: Connection, status: Status) -> None:
    """Keep the status."""
    write_bytes(connection, STATUS, msgspec.json.encode(status))
