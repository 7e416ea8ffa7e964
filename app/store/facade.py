"""The store of a desk as the program sees it: write, read, close. `app.store.store` makes and opens it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from sqlalchemy import func, select

from app.crypto.sign import SigningKey
from app.errors import EnvironmentFailure
from app.store.attachments import AttachmentFiles, attach, digests_of
from app.store.clock import Clock
from app.store.codec import EventTypes
from app.store.engine import translated
from app.store.journal import Journal, current_journal, events_of, read_head
from app.store.projections import Projector, RebuildReport, rebuild, rebuild_check
from app.store.settings import ATTACHMENT_KEY, DEVICE_KEY, require_bytes
from app.store.unit_of_work import Parts, UnitOfWork, read_clock
from app.store.verify import VerifyReport, sign_off
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from sqlalchemy import Connection, Engine

    from app.store.clock import ClockReading
    from app.store.event import StoredEvent, Subject
    from app.store.home import Home, Lock
    from app.store.keyring import Account, Unlocked

_UNCOMMITTED_SECONDS = 3600
_CHECKPOINT_AFTER = 100


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
    """An unlocked store. Thread-safe: each unit of work and each reader has a connection of its own.

    `opening` says what the verification from the last checkpoint found when the store was opened.
    """

    opening: VerifyReport = VerifyReport(0, 0, [])

    def __init__(self, home: Home, program: Program, engine: Engine, unlocked: Unlocked, lock: Lock) -> None:
        self.home = home
        self.program = program
        self.engine = engine
        self.account: Account = unlocked.account
        self.unlocked = unlocked
        self.lock = lock
        with self.read() as connection:
            self.journal: Journal = current_journal(connection)
            key = require_bytes(connection, ATTACHMENT_KEY)
        self.files = AttachmentFiles(home.attachments, key)
        actor = unlocked.account.id
        self.parts = Parts(program.types, program.projectors, program.clock, program.version, actor, self.files)

    @contextlib.contextmanager
    def write(self, *, on: date | None = None) -> Iterator[UnitOfWork]:
        """Begin a unit of work; without `uow.commit()` everything is rolled back.

        `on` is the effective day, for evaluation stores only. Raises DiskFull, ReadOnlyHome, StoreBusy or
        CorruptStore, and then nothing was written.
        """
        with translated(str(self.home.database)), self.engine.connect() as connection:
            uow = UnitOfWork(connection.execution_options(immediate=True), self.parts, on)
            if uow.journal.id != self.journal.id:  # another process has gone on in a new journal: its mark counts now
                self.journal = uow.journal
            yield uow

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
            return self.now_by(connection, on)

    def now_by(self, connection: Connection, on: date | None = None) -> ClockReading:
        """The same for whoever is reading already."""
        head = read_head(connection, self.journal.id)
        return read_clock(connection, self.program.clock, self.journal, head, on)

    def latest_moment(self, connection: Connection) -> datetime:
        """The effective time, or that of the last event where the clock says less: for what must not be put off."""
        at = read_head(connection, self.journal.id).at
        now = self.now_by(connection).effective
        return now if at is None else max(now, at)

    def last_arrival(self) -> int:
        """A number that grows with every event taken by any process: cheap to ask whether something is new."""
        with self.read() as connection:
            return connection.execute(select(func.max(events_table.c.arrival))).scalar() or 0

    def device_key(self) -> SigningKey:
        """The Ed25519 key of this device, kept inside the database."""
        with self.read() as connection:
            return SigningKey(require_bytes(connection, DEVICE_KEY))

    def attach(self, uow: UnitOfWork, subject: Subject, source: BinaryIO, media_type: str) -> str:
        """Encrypt a scan or photo, note in `uow` that it belongs to `subject`, and return its digest."""
        digest, size = self.files.put(source)
        attach(uow.connection, subject, digest, size, media_type, uow.now.effective)
        return digest

    def sweep_attachments(self) -> int:
        """Delete files that no subject has any more and that are older than an hour; return how many."""
        with self.read() as connection:
            digests = digests_of(connection)
        return self.files.sweep(digests, time.time() - _UNCOMMITTED_SECONDS)

    def damaged_attachments(self) -> list[str]:
        """Read every attachment and return the digests of those that are missing or damaged."""
        with self.read() as connection:
            digests = sorted(digests_of(connection))
        return [digest for digest in digests if not self.files.verify(digest)]

    def rebuild(self, progress: Callable[[int], None] | None = None) -> RebuildReport:
        """Make every projection again; wants the store alone (StoreBusy names who has it)."""
        self.lock.change(alone=True)
        try:
            with translated(str(self.home.database)), self.engine.connect() as connection:
                writer = connection.execution_options(immediate=True)
                report = rebuild(writer, self.program.projectors, self.program.types, progress)
                writer.commit()
                return report
        finally:
            self.lock.change(alone=False)

    def rebuild_check(self, progress: Callable[[int], None] | None = None) -> RebuildReport:
        """Make every projection again beside the kept one and compare row for row; changes nothing."""
        with self.read() as connection:
            return rebuild_check(connection, self.program.projectors, self.program.types, progress)

    def take_account(self, unlocked: Unlocked) -> None:
        """Go on with the account as it stands in the key ring now: another password, another key."""
        self.unlocked = unlocked
        self.account = unlocked.account

    def take_engine(self, engine: Engine) -> None:
        """Go on with connections under another key."""
        self.engine = engine

    def tidy(self) -> None:
        """Sign the head and delete files that nobody has, as at a day's end; what stands against it waits for the next."""
        with contextlib.suppress(EnvironmentFailure, OSError):
            sign_off(self)
            self.sweep_attachments()

    def close(self) -> None:
        """Close every connection and give up the lock; sign the head before, where much has happened since."""
        with contextlib.suppress(EnvironmentFailure):
            sign_off(self, after=_CHECKPOINT_AFTER)
        self.engine.dispose()
        self.lock.release()
