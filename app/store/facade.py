"""The store of a desk as the program sees it: write, read, close. `app.store.store` makes and opens it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.crypto.sign import SigningKey
from app.store.clock import Clock
from app.store.engine import translated
from app.store.journal import Journal, current_journal, events_of, read_head
from app.store.settings import require_bytes
from app.store.unit_of_work import Parts, UnitOfWork, read_clock
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection, Engine

    from app.store.clock import ClockReading
    from app.store.codec import EventTypes
    from app.store.event import StoredEvent, Subject
    from app.store.home import Home, Lock
    from app.store.keyring import Account, Unlocked
    from app.store.projections import Projector

DEVICE_KEY = "device.key"
ATTACHMENT_KEY = "attachments.key"
SIGNER_KEY = "keyring.signer"


@dataclass(frozen=True, slots=True)
class Program:
    """What the program brings: its version, the events it knows, the projections it keeps, the clock it reads."""

    version: str
    types: EventTypes
    projectors: Sequence[Projector] = ()
    clock: Clock = Clock()  # noqa: RUF009 (frozen, holds functions only)


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a store is used: area code, counter number, and whether it is an evaluation store."""

    area: str
    number: str
    evaluation: bool = False
    hash: str = "sha256"
    mark: str = "A"


class Store:
    """An unlocked store. Thread-safe: each unit of work and each reader has a connection of its own."""

    def __init__(self, home: Home, program: Program, engine: Engine, unlocked: Unlocked, lock: Lock) -> None:
        self.home = home
        self.program = program
        self.engine = engine
        self.account: Account = unlocked.account
        self._unlocked = unlocked
        self._lock = lock
        self._parts = Parts(program.types, program.projectors, program.clock, program.version, unlocked.account.id)
        with self.read() as connection:
            self.journal: Journal = current_journal(connection)

    @contextlib.contextmanager
    def write(self, *, on: date | None = None) -> Iterator[UnitOfWork]:
        """Begin a unit of work; without `uow.commit()` everything is rolled back.

        `on` is the effective day, for evaluation stores only. Raises DiskFull, ReadOnlyHome, StoreBusy or
        CorruptStore, and then nothing was written.
        """
        with translated(str(self.home.database)), self.engine.connect() as connection:
            writer = connection.execution_options(immediate=True)
            yield UnitOfWork(writer, self._parts, on)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Read one unchanging state of the store."""
        with translated(str(self.home.database)), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write_local(self) -> Iterator[Connection]:
        """Write local tables only (drafts, settings, print jobs); committed at the end unless something is raised."""
        with translated(str(self.home.database)), self.engine.connect() as connection:
            writer = connection.execution_options(immediate=True)
            yield writer
            writer.commit()

    def events_of(self, subject: Subject) -> list[StoredEvent]:
        """Return the events of one subject in the order in which they count."""
        with self.read() as connection:
            return events_of(connection, self.program.types, subject)

    def now(self, on: date | None = None) -> ClockReading:
        """Read the trusted time; `on` for evaluation stores only."""
        with self.read() as connection:
            head = read_head(connection, self.journal.id)
            return read_clock(connection, self.program.clock, self.journal, head, on)

    def last_arrival(self) -> int:
        """A number that grows with every event taken by any process: cheap to ask whether something is new."""
        with self.read() as connection:
            return connection.execute(select(func.max(events_table.c.arrival))).scalar() or 0

    def device_key(self) -> SigningKey:
        """The Ed25519 key of this device, kept inside the database."""
        with self.read() as connection:
            return SigningKey(require_bytes(connection, DEVICE_KEY))

    def close(self) -> None:
        """Close every connection and give up the lock."""
        self.engine.dispose()
        self._lock.release()
