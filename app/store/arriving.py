"""Events of others, and own ones with their positions, taken in by one transaction: first all rows, then the folds.

A desk keeps of other counters what is about cases, the area and erasures; what concerns their own counter only
(numbers, visits, shifts) is not kept. Own events that this store has lost are not mixed in: they come by `take_back`,
in their chain.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection

from app.store import placing
from app.store.case_projection import CASE
from app.store.codec import decode_header
from app.store.event import Erased, StoredEvent, Subject
from app.store.exchange import Left
from app.store.journal import Journal
from app.store.journal_events import JOURNAL, SubjectErased
from app.store.projections import apply_all, refold
from app.store.registers import drop_register, keep_register
from app.store.unit_of_work import Parts, obey_erasure
from app.store.verify import erased_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.store.event import Header
    from app.store.exchange import FeedEvent
    from app.store.placing import Kept

OF_A_COUNTER = frozenset({"numbers", "visit", "shift", "desk", "blank", "document", JOURNAL})
"""Kinds of subjects that concern one counter only."""

OTHER_BRANCH = "~other"
"""Added to the id of an own journal: events of it that the other machine wrote after the disk was cloned."""


@dataclass
class Arriving:
    """What one transaction takes in. `own` are the own journals, `forked` those of them that were cloned."""

    connection: Connection
    parts: Parts
    area: str
    now: datetime
    own: dict[str, Journal]
    forked: frozenset[str]
    missing: set[str] = field(default_factory=set)
    surplus: set[str] = field(default_factory=set)
    fresh: dict[Subject, list[StoredEvent]] = field(default_factory=dict)
    again: set[Subject] = field(default_factory=set)
    leaving: dict[Subject, Left] = field(default_factory=dict)
    entered: set[Subject] = field(default_factory=set)
    overruled: set[tuple[str, int, str]] = field(default_factory=set)
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _taken: set[tuple[str, int]] = field(default_factory=set)
    _lasts: dict[str, int] = field(default_factory=dict)
    _erased: set[tuple[str, str]] | None = None

    def __post_init__(self) -> None:
        self._before = placing.last_arrival(self.connection)
        self._arrival = self._before

    def take(self, event: FeedEvent) -> None:
        """Take an event of the feed: a row of its own, or position and ruling of one that is here."""
        try:
            header = decode_header(event.header)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return  # nothing in it tells what it is about; the server shows it as a task
        for journal in self._names(header, event):
            if header.seq > self._last(journal):
                continue
            kept = placing.found(self.connection, journal, header.seq)
            if kept is not None and kept.hash == event.hash:
                self._place(journal, header, event, kept)
                return
        self._add(header, event)

    def _last(self, journal: str) -> int:
        """The last number of a journal that is here, before anything of this transaction."""
        if journal not in self._lasts:
            self._lasts[journal] = placing.last_seq(self.connection, journal)
        return self._lasts[journal]

    def _names(self, header: Header, event: FeedEvent) -> Iterable[str]:
        """Under which journals an event may be here: its own id, the branch's, or the other machine's."""
        yield header.journal
        if event.branch:
            yield event.branch
        elif header.journal in self.own:
            yield header.journal + OTHER_BRANCH

    def _place(self, journal: str, header: Header, event: FeedEvent, kept: Kept) -> None:
        if kept.says(event):
            return
        placing.place(self.connection, journal, header.seq, event)
        if header.subject.kind in placing.ORDERED:
            self.again.add(header.subject)
        if journal in self.own and event.ruling not in ("stands", kept.ruling):
            self.overruled.add((event.branch or journal, header.group.first, header.subject.id))

    def _add(self, header: Header, event: FeedEvent) -> None:
        journal = self._journal_of(header, event)
        if journal is None or header.subject.kind in OF_A_COUNTER or (journal, header.seq) in self._taken:
            return
        self._taken.add((journal, header.seq))
        self._arrival += 1
        erased = self._is_erased(header.subject)
        self._rows.append(placing.row_of(self._arrival, journal, header, event, erased=erased))
        body: object = Erased()
        if event.body is not None and not erased:
            body = self.parts.types.decode(header.kind, header.v, event.body)
        kept = "" if journal == header.journal else journal
        place = (event.position, event.ruling, event.reason or None, event.branch, kept)
        stored = StoredEvent(self._arrival, header, event.hash, body, event.header, *place)
        self.fresh.setdefault(header.subject, []).append(stored)

    def _journal_of(self, header: Header, event: FeedEvent) -> str | None:
        """Under which journal a new event is kept; None for a lost one of an own journal."""
        if event.branch:
            return event.branch
        mine = self.own.get(header.journal)
        if mine is None:
            return header.journal
        if mine.id in self.forked or placing.found(self.connection, mine.id, header.seq) is not None:
            return mine.id + OTHER_BRANCH
        self.missing.add(mine.id)
        return None

    def _is_erased(self, subject: Subject) -> bool:
        if self._erased is None:
            self._erased = erased_subjects(self.connection)
        return (subject.kind, subject.id) in self._erased

    def enter(self, subject: Subject, events: Iterable[FeedEvent]) -> None:
        """A subject came into scope, with its whole history."""
        self.leaving.pop(subject, None)
        self.entered.add(subject)
        for event in events:
            self.take(event)

    def leave(self, left: Left) -> None:
        """A subject left this desk's scope."""
        subject = Subject(left.subject_kind, left.subject_id)
        self.leaving[subject] = left
        self.entered.discard(subject)

    def finish(self) -> None:
        """Write the rows, fold what they change, let go what left, obey erasures."""
        foreign = {row["journal"] for row in self._rows} - self.own.keys()
        placing.note_foreign(self.connection, sorted(foreign), self.area, self.now)
        placing.insert_rows(self.connection, self._rows)
        for subject, events in self.fresh.items():
            if subject not in self.again:
                self._fold(subject, events)
        for subject in self.again:
            refold(self.connection, self.parts.projectors, self.parts.types, subject)
        for subject in self.entered:
            drop_register(self.connection, subject.id)
        for subject, left in self.leaving.items():
            self._let_go(subject, left)
        self._obey()  # last: what left and was erased since leaves no line behind

    def _fold(self, subject: Subject, events: list[StoredEvent]) -> None:
        """Fold new events on top, or the whole subject again where they do not come last."""
        events.sort(key=lambda event: (event.position or 0, event.arrival))
        first = events[0].position or 0
        if placing.comes_before(self.connection, subject, first, self._before):
            refold(self.connection, self.parts.projectors, self.parts.types, subject)
            return
        apply_all(self.connection, self.parts.projectors, events)

    def _obey(self) -> None:
        """Erase what an erasure that stands names."""
        for events in self.fresh.values():
            for event in events:
                if isinstance(event.body, SubjectErased) and event.stands:
                    subject = Subject(event.body.subject_kind, event.body.subject_id)
                    _, surplus = obey_erasure(self.connection, self.parts, subject)
                    self.surplus |= surplus

    def _let_go(self, subject: Subject, left: Left) -> None:
        """Keep the register row; the history too only where this installation took part in it."""
        if subject.kind == CASE and not self._is_erased(subject):
            keep_register(self.connection, left)
        if placing.took_part(self.connection, subject):
            return
        placing.delete_subject(self.connection, subject)
        for projector in self.parts.projectors:
            projector.forget(self.connection, subject)
