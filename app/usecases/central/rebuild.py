"""Making case heads and scope entries again from the events and the rulings that were stored with them.

Nothing is ruled again. What was erased cannot be folded any more: its head is gone, its entries are left as they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, select, update

from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.pre_application.state import PreApplication
from app.store.case_projection import CASE
from app.store.central import pre_applications
from app.store.central.bulk import Rows
from app.store.central.events import erased_among, ledger_events
from app.store.central.heads import CaseWork, encode_state, plain_row, write
from app.store.central.journals import journals_of
from app.store.central.ledger import OWN_COUNTER, Ledger
from app.store.central.records import drop_records, encode_record, plain_records, write_record
from app.store.projections import RebuildReport
from app.usecases.central.folding import Judged, Key, fold_group
from app.usecases.central.own_folds import FOLDS
from app.usecases.central.rulings import decode_body
from db.central.ledger import case_heads, erased_subjects, events, scope_entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.store.central.events import LedgerEvent

_h, _s, _e = case_heads.c, scope_entries.c, events.c
_SCOPE_ROWS = Rows(scope_entries)
_PLAIN = tuple(c for c in case_heads.columns if c.name != "state")


def rebuild(ledger: Ledger, *, check: bool = False) -> RebuildReport:
    """Make heads, scope entries, pre-applications and the server's own records again.

    With `check` compare row for row and change nothing.
    """
    if check:
        with ledger.store.read() as connection:
            made = _Replay(connection, ledger).run()
            differences = [d for d in made.differences() if d["missing"] or d["surplus"]]
        return RebuildReport(5, made.rows, differences)
    with ledger.store.write() as connection:
        head = ledger.positions.begin(connection, ledger.area)
        made = _Replay(connection, ledger).run()
        made.write()
        ledger.positions.end(connection, ledger.area, head.position)
    return RebuildReport(5, made.rows, [])


@dataclass
class _Replay:
    """Every group again, in the order of positions."""

    connection: Connection
    ledger: Ledger
    works: dict[str, CaseWork] = field(default_factory=dict)
    scope: list[tuple[Any, ...]] = field(default_factory=list)
    halls: list[tuple[int, str]] = field(default_factory=list)
    online: dict[str, tuple[PreApplication, int]] = field(default_factory=dict)
    records: dict[Key, Any] = field(default_factory=dict)
    count: int = 0

    def run(self) -> _Replay:
        """Fold everything."""
        area = self.ledger.area
        self.erased = set(
            self.connection.execute(
                select(erased_subjects.c.subject_id).where(erased_subjects.c.area == area)
            ).scalars()
        )
        self.by_id = {row.id: row for row in journals_of(self.connection, area)}
        everything = ledger_events(self.connection, area, self.ledger.vault)
        for _, group in groupby(everything, key=lambda event: (event.journal, event.header.group.first)):
            self._group(list(group))
        return self

    @property
    def rows(self) -> int:
        """How many rows were made."""
        return len(self._live()) + len(self.scope) + len(self.online) + len(self.records) + self.count

    def _group(self, group: Sequence[LedgerEvent]) -> None:
        row = self.by_id[group[0].journal]
        self.count += len(group)
        judged: dict[Key, Judged] = {}
        pairs = []
        for event in group:
            subject = event.header.subject
            if event.ruling != "stands":
                judged[subject.kind, subject.id] = Judged(event.ruling, event.reason)
            if subject.kind == CASE and subject.id not in self.works:
                self.works[subject.id] = CaseWork(subject.id, row.hall, erased=subject.id in self.erased)
            body = decode_body(self.ledger.types, event.header, event.body)
            pairs.append((event.header, body))
            if subject.kind == PRE_APPLICATION and event.ruling == "stands" and subject.id not in self.erased:
                pre_applications.replay(self.online, subject.id, [body], event.position)
            own = subject.kind in FOLDS and row.counter == OWN_COUNTER and subject.id not in self.erased
            if own and event.ruling == "stands":
                key = subject.kind, subject.id
                self.records[key] = FOLDS[subject.kind].after(subject.id, self.records.get(key), body)
        position = group[-1].position
        folded = fold_group(self.works, pairs, judged, row, position)
        gone = any(event.header.subject.id in self.erased for event in group)
        for event in group:
            subject = event.header.subject
            if not gone:
                self.halls.append((event.position, folded.halls[subject.kind, subject.id]))
        for number, entry in enumerate(folded.entries, start=1):
            place = self.ledger.area, position + number
            self.scope.append((*place, entry.hall, entry.way, CASE, entry.case_id, entry.why))

    def _live(self) -> list[CaseWork]:
        return [work for work in self.works.values() if work.state is not None and not work.erased]

    def differences(self) -> list[dict[str, Any]]:
        """Rows that only one side has, for each table."""
        area, vault = self.ledger.area, self.ledger.vault
        return [
            _compare("case_heads", self._kept_heads(), self._made_heads()),
            _compare("scope_entries", self._kept_scope(), self.scope),
            _compare("events.hall", self._kept_halls(), self.halls),
            _compare("pre_applications", self._kept_online(), self._made_online()),
            _compare("own_records", plain_records(self.connection, area, vault), self._made_records()),
        ]

    def _made_records(self) -> list[tuple[Any, ...]]:
        return [
            (kind, identity, *FOLDS[kind].standing(state), state.seq, encode_record(state))
            for (kind, identity), state in self.records.items()
            if state is not None
        ]

    def _write_records(self) -> None:
        area, vault = self.ledger.area, self.ledger.vault
        drop_records(self.connection, area)
        for (kind, identity), state in self.records.items():
            if state is not None:
                still_open, due = FOLDS[kind].standing(state)
                write_record(self.connection, area, vault, kind, identity, state, still_open=still_open, due=due)

    def _kept_online(self) -> list[tuple[Any, ...]]:
        rows = pre_applications.all_rows(self.connection, self.ledger.area)
        return [(*row[:-1], self.ledger.vault.open_state(row.id, row.state)) for row in rows]

    def _made_online(self) -> list[tuple[Any, ...]]:
        return [
            (*pre_applications.plain_row(self.ledger.area, state, position), pre_applications.encode(state))
            for state, position in self.online.values()
        ]

    def _kept_heads(self) -> list[tuple[Any, ...]]:
        wanted = select(*_PLAIN, _h.state).where(_h.area == self.ledger.area)
        return [
            (*row[:-1], self.ledger.vault.open_state(row.case_id, row[-1])) for row in self.connection.execute(wanted)
        ]

    def _made_heads(self) -> list[tuple[Any, ...]]:
        area, vault = self.ledger.area, self.ledger.vault
        return [
            (*plain_row(area, vault, work, work.state), encode_state(work.state))
            for work in self._live()
            if work.state is not None
        ]

    def _kept_scope(self) -> list[tuple[Any, ...]]:
        wanted = select(scope_entries).where(_s.area == self.ledger.area)
        return [tuple(row) for row in self.connection.execute(wanted) if row.subject_id not in self.erased]

    def _kept_halls(self) -> list[tuple[int, str]]:
        places = {position for position, _ in self.halls}
        wanted = select(_e.position, _e.hall).where(_e.area == self.ledger.area)
        return [(row.position, row.hall) for row in self.connection.execute(wanted) if row.position in places]

    def write(self) -> None:
        """Put what was made in the place of what is kept."""
        area, connection = self.ledger.area, self.connection
        connection.execute(delete(case_heads).where(_h.area == area))
        for work in self._live():
            work.new, work.touched = True, True
        write(connection, area, self.ledger.vault, self._live())
        pre_applications.replace_all(connection, area, self.ledger.vault, self.online.values())
        self._write_records()
        gone = erased_among(connection, area, self.erased)
        kept = [
            tuple(r) for r in connection.execute(select(scope_entries).where(_s.area == area)) if r.subject_id in gone
        ]
        connection.execute(delete(scope_entries).where(_s.area == area))
        _SCOPE_ROWS.insert(connection, [*kept, *self.scope])
        places = connection.execute(select(_e.position, _e.hall).where(_e.area == area))
        stored = {position: hall for position, hall in places}
        moved = [{"at": position, "to": hall} for position, hall in self.halls if stored.get(position) != hall]
        if moved:
            change = update(events).where(_e.area == area, _e.position == bindparam("at")).values(hall=bindparam("to"))
            connection.execute(change, moved)


def _compare(table: str, kept: Sequence[tuple[Any, ...]], made: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    left, right = Counter(kept), Counter(made)
    missing, surplus = sum((right - left).values()), sum((left - right).values())
    return {"table": table, "missing": missing, "surplus": surplus}
