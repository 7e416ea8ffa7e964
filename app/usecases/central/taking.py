"""Taking groups into the ledger: each gets its ruling and its positions; rows are written together at the end.

One `Taking` is one transaction. Its head was taken with the lock on the area, so nobody else places anything between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.case.events import CaseReceived, CaseSettled
from app.store.case_projection import CASE
from app.store.central import heads
from app.store.central.bulk import Rows
from app.store.central.events import EVENT_ROWS, erase, erased_among
from app.store.central.heads import CaseWork
from app.store.central.tasks import Task, add_tasks, finish_groups, new_task
from app.store.exchange import Ruled, Taken
from app.usecases.central.folding import STANDS, Folded, Judged, Key, fold_group
from app.usecases.central.rulings import Judge, words_of
from db.central.ledger import scope_entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.incoming import Incoming
    from app.store.central.journals import JournalRow
    from app.store.central.ledger import Ledger

_SCOPE_ROWS = Rows(scope_entries)

Item = tuple["Incoming", Any]
"""An event as it came in, and its body as it was decoded."""


class Taking:
    """Groups on their way into the ledger. `taken` and `ruled` are what the receipt says of them."""

    def __init__(self, connection: Connection, ledger: Ledger, now: datetime) -> None:
        self.connection = connection
        self.ledger = ledger
        self.now = now
        head = ledger.positions.begin(connection, ledger.area)
        self.epoch, self.position = head.epoch, head.position
        self.taken: list[Taken] = []
        self.ruled: list[Ruled] = []
        self._works: dict[str, CaseWork] = {}
        self._numbers: dict[str, str] = {}
        self._rows: list[tuple[Any, ...]] = []
        self._bodies: list[tuple[str, int, bytes | None, bytes | None]] = []
        self._scope: list[tuple[Any, ...]] = []
        self._tasks: list[Task] = []
        self._erased: list[tuple[str, str, int]] = []
        self._settled: list[tuple[str, int]] = []
        self._filed: list[tuple[str, str, str]] = []

    def take(self, journal: JournalRow, groups: Iterable[Sequence[Item]], *, own: bool = False) -> None:
        """Rule on groups of one journal in their order and give them positions."""
        groups = list(groups)
        self._load(journal, groups)
        judge = Judge(self.connection, self.ledger, journal, own=own)
        for group in groups:
            self._group(journal, group, judge)

    def add_task(self, task: Task) -> None:
        """Leave something for a person."""
        self._tasks.append(task)

    def finish(self) -> None:
        """Write everything, and move the head."""
        if self._filed:
            self._link_pre_applications()
        connection, area, vault = self.connection, self.ledger.area, self.ledger.vault
        boxes = vault.seal_bodies(self._bodies)
        EVENT_ROWS.insert(connection, [(*row, box) for row, box in zip(self._rows, boxes, strict=True)])
        _SCOPE_ROWS.insert(connection, self._scope)
        heads.write(connection, area, vault, self._works.values())
        for kind, identity, position in self._erased:
            erase(connection, area, kind, identity, position)
        finish_groups(connection, area, self._settled, "", self.now)
        add_tasks(connection, area, self._tasks)
        self.ledger.positions.end(connection, area, self.position)

    def _load(self, journal: JournalRow, groups: Sequence[Sequence[Item]]) -> None:
        """Read the cases that the groups are about, and which of their numbers are taken."""
        area = self.ledger.area
        ids = {i.header.subject.id for g in groups for i, _ in g if i.header.subject.kind == CASE}
        missing = ids - self._works.keys()
        self._works.update(heads.load(self.connection, area, self.ledger.vault, missing))
        absent = missing - self._works.keys()
        gone = erased_among(self.connection, area, absent)
        known = heads.mentioned(self.connection, area, absent)
        for identity in absent:
            self._works[identity] = CaseWork(
                identity, journal.hall, erased=identity in gone, mentioned=identity in known
            )
        numbers = [body.case_no for g in groups for _, body in g if type(body) is CaseReceived]
        self._numbers.update(heads.numbers_taken(self.connection, area, [n for n in numbers if "\0" not in n]))

    def _group(self, journal: JournalRow, group: Sequence[Item], judge: Judge) -> None:
        """Rule, fold, place."""
        events = [(incoming.header, body) for incoming, body in group]
        judged, notes = judge.rule(events, self._works)
        folded = fold_group(self._works, events, judged, journal, self.position + len(group), judge.after)
        self._place(journal, group, judged, folded)
        self._follow(journal, group, judged, notes)
        for entry in folded.entries:
            self.position += 1
            self._scope.append((self.ledger.area, self.position, entry.hall, entry.way, CASE, entry.case_id, entry.why))

    def _place(self, journal: JournalRow, group: Sequence[Item], judged: dict[Key, Judged], folded: Folded) -> None:
        """Give the events their positions, and make their rows."""
        area, identity, first = self.ledger.area, journal.id, group[0][0].header.group.first
        rows, bodies, halls, position = self._rows, self._bodies, folded.halls, self.position
        self._note_run(first, len(group), position + 1)
        for incoming, _ in group:
            position += 1
            header = incoming.header
            key = header.subject.kind, header.subject.id
            ruling = judged.get(key, STANDS)
            work = self._works.get(key[1])
            gone = work is not None and work.erased
            rows.append(
                (
                    area, position, identity, header.seq, first, *key, header.kind, halls[key], ruling.ruling,
                    ruling.reason, incoming.header_bytes, incoming.hash,
                )
            )  # fmt: skip
            bodies.append((identity, header.seq, None if gone else incoming.salt, None if gone else incoming.body))
        self._erased += [(kind, subject, position) for kind, subject in folded.erased]
        self.position = position

    def _note_run(self, first: int, count: int, position: int) -> None:
        last = self.taken[-1] if self.taken else None
        if last and last.last + 1 == first and last.position + last.last + 1 - last.first == position:
            self.taken[-1] = Taken(last.first, last.last + count, last.position)
        else:
            self.taken.append(Taken(first, first + count - 1, position))

    def _follow(
        self, journal: JournalRow, group: Sequence[Item], judged: dict[Key, Judged], notes: Sequence[str]
    ) -> None:
        """What a ruling leaves for a person, and what a lead has settled."""
        first = group[0][0].header.group.first
        told: dict[Judged, Key] = {}
        for key, ruling in judged.items():
            self.ruled.append(Ruled(first, *key, ruling.ruling, ruling.reason))  # type: ignore[arg-type]  # a Ruling by construction
            if ruling not in told or key[0] == CASE:
                told[ruling] = key
        for ruling, key in told.items():
            self._task(ruling.ruling, ruling.reason, journal, first, key)
        for code in notes:
            header = group[0][0].header
            self._task("rights", code, journal, first, (header.subject.kind, header.subject.id))
        for incoming, body in group:
            key = incoming.header.subject.kind, incoming.header.subject.id
            if key in judged:
                continue
            if type(body) is CaseSettled:
                self._settled += [_group_of(name) for name in body.groups]
            elif incoming.header.kind == "case.received":
                self._same_number(journal, first, key)
                if type(body) is CaseReceived and body.pre_application:
                    self._filed.append((body.pre_application, key[1], body.case_no))

    def _same_number(self, journal: JournalRow, first: int, key: Key) -> None:
        """One printed number on two cases, as a cloned disk makes them: somebody has to look at both papers."""
        number = self._works[key[1]].case_no
        if not number:
            return
        if self._numbers.setdefault(number, key[1]) != key[1]:
            self._task("number-twice", "NUMBER-TWICE", journal, first, key)

    def _link_pre_applications(self) -> None:
        """Say in the server's own journal which pre-applications became cases; the receipt tells of the batch alone."""
        from app.usecases.central.pre_links import write_links

        told = list(self.taken), list(self.ruled)
        filed, self._filed = self._filed, []
        write_links(self, filed)
        self.taken[:], self.ruled[:] = told

    def _task(self, kind: str, code: str, journal: JournalRow, first: int, key: Key) -> None:
        work = self._works.get(key[1])
        self._tasks.append(
            new_task(
                kind, code, self.now, hall=work.hall if work else journal.hall, counter=journal.counter,
                journal=journal.known_as, first=first, subject_kind=key[0], subject_id=key[1],
                case_no=work.case_no if work else "", position=self.position, detail=words_of(code),
            )
        )  # fmt: skip


def _group_of(name: str) -> tuple[str, int]:
    journal, _, first = name.rpartition(":")
    return journal, int(first) if first.isdigit() and len(first) < 16 else 0
