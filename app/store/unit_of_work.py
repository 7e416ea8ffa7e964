"""One use case, one transaction: what is appended and projected becomes durable together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.errors import Bug
from app.store.attachments import AttachmentFiles, digests_of
from app.store.clock import Anchor, Clock
from app.store.codec import EventTypes
from app.store.cursor import cursor
from app.store.journal import Head, Stamp, append, current_journal, erase, events_of, read_head
from app.store.projections import Projector, apply_all, refold
from app.store.registers import drop_register
from app.store.settings import delete_answers, read_setting, write_setting
from db.journal import attachments

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from app.store.clock import ClockReading
    from app.store.event import NewEvent, StoredEvent, Subject
    from app.store.journal import Journal

ANCHOR = "clock.anchor"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a unit of work needs of the store that made it."""

    types: EventTypes
    projectors: Sequence[Projector]
    clock: Clock
    program: str
    actor: str
    files: AttachmentFiles


def read_clock(connection: Connection, clock: Clock, journal: Journal, head: Head, on: date | None) -> ClockReading:
    """Read the trusted time of this store. Bug if `on` is given for a store in service."""
    if journal.evaluation:
        return clock.read_evaluation(head.at, on)
    if on is not None:
        raise Bug("only evaluation stores take a date")
    return clock.read(read_anchor(connection), head.at)


def read_anchor(connection: Connection) -> Anchor | None:
    """Return the moment from which trusted time runs, if there is one."""
    kept = read_setting(connection, ANCHOR)
    return None if kept is None else Anchor(datetime.fromisoformat(kept["moment"]), kept["boot"], kept["monotonic"])


def is_anchored(connection: Connection, clock: Clock) -> bool:
    """Say whether trusted time runs in this boot already."""
    anchor = read_anchor(connection)
    return anchor is not None and anchor.boot == clock.boot()


def write_anchor(connection: Connection, anchor: Anchor) -> None:
    """Keep the moment from which trusted time runs in this boot."""
    value = {"moment": anchor.moment.isoformat(), "boot": anchor.boot, "monotonic": anchor.monotonic}
    write_setting(connection, ANCHOR, value)


class UnitOfWork:
    """A transaction that began IMMEDIATE. Leaving it without `commit()` rolls everything back."""

    def __init__(self, connection: Connection, parts: Parts, on: date | None = None) -> None:
        self.connection = connection
        self.journal = current_journal(connection)
        self._parts = parts
        self._head = read_head(connection, self.journal.id)
        self.now = read_clock(connection, parts.clock, self.journal, self._head, on)
        self._appended = False
        self._surplus: set[str] = set()
        self.committed = False

    def events_of(self, subject: Subject) -> list[StoredEvent]:
        """Return the events of one subject in the order in which they count."""
        return events_of(self.connection, self._parts.types, subject)

    def append(
        self, events: Sequence[NewEvent], *, at: datetime | None = None, actor: str | None = None
    ) -> list[StoredEvent]:
        """Write one group to the journal and fold it into every projection; return what was written.

        `at` is the effective time (UTC), by default the store's trusted now; `actor` by default the clerk who is
        logged in. A unit of work writes one group: Bug at the second call.
        """
        if self._appended:
            raise Bug("a unit of work appends once: all events of a use case are one group")
        self._appended = True
        seen = cursor(self.connection)
        stamp = Stamp(
            actor=self._parts.actor if actor is None else actor,
            raw=self.now.raw,
            at=self.now.effective if at is None else at,
            program=self._parts.program,
            epoch=seen.epoch or None,
            position=seen.position,
        )
        stored = append(self.connection, self.journal, self._head, events, stamp, self._parts.types)
        apply_all(self.connection, self._parts.projectors, stored)
        return stored

    def erase(self, subject: Subject) -> int:
        """Delete bodies and salts of a subject and fold what is left again; return how many bodies went.

        The caller appends the `SubjectErased` event *first*, in the same unit of work. Files of attachments that
        belong to nobody else are deleted once this has committed.
        """
        if not self._appended:
            raise Bug("an erasure is an event: append SubjectErased before erase")
        count, surplus = obey_erasure(self.connection, self._parts, subject)
        self._surplus |= surplus
        return count

    def confirm_time(self, moment: datetime) -> None:
        """Let trusted time run from `moment`; the event that says who confirmed it is the caller's to append."""
        write_anchor(self.connection, self._parts.clock.anchor(moment))

    def commit(self) -> None:
        """Make it durable: one commit, one fsync."""
        self.connection.commit()
        self.committed = True
        for digest in self._surplus:
            self._parts.files.remove(digest)


def obey_erasure(connection: Connection, parts: Parts, subject: Subject) -> tuple[int, set[str]]:
    """Do what a `SubjectErased` event asks for: bodies, salts, attachments' rows, projected rows, its register line go.

    Returns how many bodies went, and the digests of the attachments whose files have to go too.
    """
    count = erase(connection, subject)
    owned = digests_of(connection, subject)
    table = attachments.c
    connection.execute(attachments.delete().where(table.subject_id == subject.id, table.subject_kind == subject.kind))
    drop_register(connection, subject.id)
    delete_answers(connection, subject.id)
    refold(connection, parts.projectors, parts.types, subject)
    return count, owned - digests_of(connection)
