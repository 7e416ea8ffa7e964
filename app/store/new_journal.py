"""Beginning a new journal of this installation, and which marks have been used up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.store.cursor import cursor
from app.store.event import NewEvent, Subject
from app.store.home import write_file
from app.store.journal import GENESIS, Head, Journal, Stamp, add_journal, append, journals, next_mark, read_head
from app.store.journal_events import JOURNAL, JournalOpened, Predecessor
from app.store.keyring import new_id
from app.store.projections import apply_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.facade import Counter, Program
    from app.store.home import Home


def open_journal(
    connection: Connection,
    program: Program,
    counter: Counter,
    public_key: bytes,
    actor: str,
    after: Predecessor | None = None,
    more: Sequence[NewEvent] = (),
    at: datetime | None = None,
) -> Journal:
    """Begin a journal with its `journal.opened` event, `more` in the same group; runs in the caller's transaction.

    `at` is the effective time where the store has one, else the machine's.
    """
    journal = Journal(
        id=new_id(),
        mark=counter.mark,
        counter=counter.number,
        area=counter.area,
        hash=counter.hash,
        public_key=public_key,
        evaluation=counter.evaluation,
        closed=False,
    )
    opened = JournalOpened(
        counter.hash, counter.mark, counter.number, counter.area, public_key.hex(), counter.evaluation, after
    )
    now = program.clock.wall()
    arrival = read_head(connection, journal.id).arrival
    add_journal(connection, journal, now)
    group = (NewEvent(Subject(JOURNAL, journal.id), opened), *more)
    seen = cursor(connection)
    stamp = Stamp(actor, now, at or now, program.version, seen.epoch or None, seen.position)
    stored = append(connection, journal, Head(0, GENESIS, None, arrival), group, stamp, program.types)
    apply_all(connection, program.projectors, stored)
    return journal


def note_mark(home: Home, mark: str) -> None:
    """Note beside the database that a mark was used in this home, so that no restore takes it again."""
    write_file(home.marks, json.dumps(sorted({*known_marks(home), mark})).encode())


def known_marks(home: Home) -> set[str]:
    """Return the marks that have been used in this home, as far as it remembers."""
    try:
        return {str(mark) for mark in json.loads(home.marks.read_bytes())}
    except (OSError, ValueError, TypeError):
        return set()


def unused_mark(home: Home, wanted: str) -> str:
    """Return `wanted`, or the first mark after it that was never used in this home."""
    known = known_marks(home)
    while wanted in known:
        wanted = next_mark(wanted)
    return wanted


def following_mark(home: Home, connection: Connection) -> str:
    """Return the mark after every one that this store or its home has used."""
    marks = known_marks(home) | {journal.mark for journal in journals(connection, own=True)}
    return next_mark(max(marks, key=lambda mark: (len(mark), mark), default=""))
