"""Where events stand in the area's order: rows of foreign events, positions and rulings as the server gives them.

All of it runs inside the caller's IMMEDIATE transaction and folds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.scope import HALL_KINDS
from app.store.case_projection import CASE
from app.store.codec import decode_header
from app.store.event import LOST, Subject
from app.store.prepared import Prepared
from db.journal import events as events_table
from db.journal import journals as journals_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.event import Header
    from app.store.exchange import FeedEvent, Ruled, Taken

ORDERED = (CASE, *sorted(HALL_KINDS))
"""Kinds of subjects that several counters write about: the server's order decides how they are folded."""

_e = events_table.c
_j = journals_table.c
_KEY = (_e.journal == bindparam("b_journal"), _e.seq == bindparam("b_seq"))
_FOUND = Prepared(select(_e.hash, _e.position, _e.ruling, _e.ruling_reason, _e.branch).where(*_KEY))
_LAST = Prepared(select(func.max(_e.seq)).where(_e.journal == bindparam("b_journal")))
_PLACE = Prepared(
    update(events_table)
    .where(*_KEY)
    .values(
        position=bindparam("b_position"),
        ruling=bindparam("b_ruling"),
        ruling_reason=bindparam("b_reason"),
        branch=bindparam("b_branch"),
    )
)
_INSERT = Prepared(insert(events_table))
_SUBJECT = (_e.subject_id == bindparam("b_id"), _e.subject_kind == bindparam("b_kind"))
_LATER = Prepared(
    select(_e.arrival)
    .where(
        *_SUBJECT, _e.arrival <= bindparam("b_arrival"), _e.position.is_(None) | (_e.position > bindparam("b_after"))
    )
    .limit(1)
)
OWN = select(_j.id).where(_j.own.is_(True))
"""Ids of the journals of this installation."""
_TOOK_PART = Prepared(select(_e.arrival).where(*_SUBJECT, _e.journal.in_(OWN)).limit(1))
_DELETE = Prepared(events_table.delete().where(*_SUBJECT))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is here of an event: its hash, and what the server has said of it so far."""

    hash: bytes
    position: int | None
    ruling: str | None
    reason: str | None
    branch: str | None

    def says(self, event: FeedEvent) -> bool:
        """Whether that is what the server says now."""
        said = (event.position, event.ruling, event.reason or None, event.branch or None)
        return said == (self.position, self.ruling, self.reason, self.branch)


def found(connection: Connection, journal: str, seq: int) -> Kept | None:
    """Return what is here of an event, None where it is not."""
    row = _FOUND.first(connection, b_journal=journal, b_seq=seq)
    return None if row is None else Kept(*row)


def last_seq(connection: Connection, journal: str) -> int:
    """The last number of a journal, or of a foreign one as far as it is here; 0 for one without events."""
    row = _LAST.first(connection, b_journal=journal)
    return 0 if row is None or row[0] is None else int(row[0])


def place(connection: Connection, journal: str, seq: int, event: FeedEvent) -> None:
    """Give an event that is here its position and ruling."""
    said = {"b_position": event.position, "b_ruling": event.ruling, "b_reason": event.reason or None}
    said["b_branch"] = event.branch or None
    _PLACE.run(connection, b_journal=journal, b_seq=seq, **said)


def row_of(arrival: int, journal: str, header: Header, event: FeedEvent, *, erased: bool) -> dict[str, Any]:
    """The row of an event that arrives; without salt and body where its subject was erased."""
    return {
        "arrival": arrival,
        "journal": journal,
        "seq": header.seq,
        "subject_kind": header.subject.kind,
        "subject_id": header.subject.id,
        "kind": header.kind,
        "header": event.header,
        "hash": event.hash,
        "salt": None if erased else event.salt,
        "body": None if erased else event.body,
        "position": event.position,
        "ruling": event.ruling,
        "ruling_reason": event.reason or None,
        "branch": event.branch or None,
    }


def insert_rows(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write events that arrived."""
    if rows:
        _INSERT.run_many(connection, rows)


def last_arrival(connection: Connection) -> int:
    """The number of the last event that this store took."""
    return connection.execute(select(func.max(_e.arrival))).scalar() or 0


def note_foreign(connection: Connection, ids: Iterable[str], area: str, at: datetime) -> None:
    """Note journals of other installations; of what they were opened with nothing is known here."""
    unknown = {"mark": "", "counter": "", "area": area, "hash": "", "public_key": b"", "evaluation": False}
    rows = [{"id": journal, **unknown, "own": False, "opened_at": at} for journal in ids]
    if rows:
        connection.execute(upsert(journals_table).on_conflict_do_nothing(), rows)


def comes_before(connection: Connection, subject: Subject, position: int, arrival: int) -> bool:
    """Whether something of a subject that was here by `arrival` counts after `position`."""
    about = {"b_id": subject.id, "b_kind": subject.kind}
    return _LATER.first(connection, **about, b_arrival=arrival, b_after=position) is not None


def took_part(connection: Connection, subject: Subject) -> bool:
    """Whether this installation ever wrote an event about a subject."""
    return _TOOK_PART.first(connection, b_id=subject.id, b_kind=subject.kind) is not None


def delete_subject(connection: Connection, subject: Subject) -> None:
    """Delete the events of a subject in which this installation never took part."""
    _DELETE.run(connection, b_id=subject.id, b_kind=subject.kind)


def place_runs(connection: Connection, journal: str, taken: Iterable[Taken]) -> list[tuple[int, int]]:
    """Give runs of an own journal their positions; what was unruled stands. Returns the runs that were not so yet."""
    fresh = []
    for run in taken:
        span = (_e.journal == journal, _e.seq.between(run.first, run.last))
        wanted = _e.seq + (run.position - run.first)
        other = (_e.position.is_(None)) | (_e.position != wanted) | (_e.ruling.is_(None))
        done = connection.execute(
            update(events_table).where(*span, other).values(position=wanted, ruling=func.coalesce(_e.ruling, "stands"))
        )
        if done.rowcount:
            fresh.append((run.first, run.last))
    return fresh


def rule(connection: Connection, journal: str, ruled: Ruled) -> bool:
    """Keep a ruling other than `stands` on one subject's events of a group; say whether it is a new one."""
    data = connection.execute(select(_e.header).where(_e.journal == journal, _e.seq == ruled.first)).scalar()
    if data is None:
        return False
    last = ruled.first + decode_header(data).group.of - 1
    group = (_e.journal == journal, _e.seq.between(ruled.first, last))
    about = (_e.subject_kind == ruled.subject_kind, _e.subject_id == ruled.subject_id)
    done = connection.execute(
        update(events_table)
        .where(*group, *about, func.coalesce(_e.ruling, "") != ruled.ruling)
        .values(ruling=ruled.ruling, ruling_reason=ruled.reason)
    )
    return done.rowcount > 0


def shared_subjects(connection: Connection, journal: str, runs: Iterable[tuple[int, int]]) -> set[Subject]:
    """Ordered subjects of runs of an own journal that other journals wrote about as well."""
    other = events_table.alias("other")
    elsewhere = exists().where(
        other.c.subject_id == _e.subject_id, other.c.subject_kind == _e.subject_kind, other.c.journal != _e.journal
    )
    shared: set[Subject] = set()
    for first, last in runs:
        query = select(_e.subject_kind, _e.subject_id).distinct()
        query = query.where(_e.journal == journal, _e.seq.between(first, last), _e.subject_kind.in_(ORDERED), elsewhere)
        shared |= {Subject(*row) for row in connection.execute(query)}
    return shared


def lose_positions(connection: Connection, common: int) -> set[Subject]:
    """Take back the positions after `common`, and the rulings of own events there; return the ordered subjects concerned.

    The order stays as it was: lost positions count after all that the present epoch gives, before what has none.
    """
    lost = (_e.position > common) & (_e.position < LOST)
    own = _e.journal.in_(OWN)
    about = select(_e.subject_kind, _e.subject_id).distinct()
    about = about.where(_e.position > common, _e.subject_kind.in_(ORDERED))
    subjects = {Subject(*row) for row in connection.execute(about)}
    connection.execute(update(events_table).where(lost, own).values(ruling=None, ruling_reason=None))
    connection.execute(update(events_table).where(lost).values(position=_e.position + LOST))
    return subjects


def last_placed(connection: Connection, journal: str, after: int, last: int) -> int:
    """The number up to which every event of a journal has a position of this epoch; `after` is known to be one.

    Not beyond `last`. What the server has taken in without this store having heard the positions is asked for again.
    """
    bare = (_e.position.is_(None)) | (_e.position >= LOST)
    query = select(func.min(_e.seq)).where(_e.journal == journal, _e.seq > after, _e.seq <= last, bare)
    first = connection.execute(query).scalar()
    return last if first is None else int(first) - 1


def unconfirmed(connection: Connection) -> Any:
    """Foreign events whose positions the server has lost, in their order: position and bytes."""
    columns = (_e.position, _e.header, _e.hash, _e.salt, _e.body, _e.ruling, _e.ruling_reason, _e.branch)
    query = select(*columns).where(_e.position >= LOST, _e.journal.not_in(OWN)).order_by(_e.position, _e.arrival)
    return connection.execute(query)


def not_standing(connection: Connection) -> Any:
    """Headers of own events that were ruled otherwise than `stands`, with ruling, reason and branch, in their order."""
    columns = (_e.header, _e.ruling, _e.ruling_reason, _e.branch)
    against = text("ruling <> 'stands'")  # in the words of the partial index, so that it is used
    query = select(*columns).where(against, _e.journal.in_(OWN)).order_by(_e.position.nulls_last(), _e.arrival)
    return connection.execute(query)
