"""What waits to be sent: no table, but the part of the own journals beyond what the server has; and files.

A batch holds whole groups and one signature by the device's key. What a journal that a restore has closed still has to
say is sent by the device that goes on from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.store.codec import decode_header
from app.store.exchange import BATCH_EVENTS, Batch, SentEvent
from app.store.journal import Journal, journals
from app.store.prepared import Prepared
from app.store.verify import Statement
from db.desk.exchange import blob_transfers, journal_sync
from db.journal import attachments
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

    from app.crypto.sign import SigningKey
    from app.store.facade import Store

MOST_BYTES = 1024 * 1024
_OVERHEAD = 64
_e = events_table.c
_BEYOND = Prepared(
    select(_e.seq, _e.header, _e.hash, _e.salt, _e.body)
    .where(_e.journal == bindparam("b_journal"), _e.seq > bindparam("b_after"))
    .order_by(_e.seq)
)
_LAST = Prepared(select(func.max(_e.seq)).where(_e.journal == bindparam("b_journal")))
_NEXT = Prepared(select(_e.header).where(_e.journal == bindparam("b_journal"), _e.seq == bindparam("b_seq")))


@dataclass(frozen=True, slots=True)
class OwnJournal:
    """A journal of this installation: its last event here, the last one that the server has, and what it says of it.

    `held` events beyond `acked` lie at the server in quarantine.
    """

    id: str
    mark: str
    head_seq: int
    acked: int
    held: int
    state: str
    reason: str
    closed: bool
    attempts: int
    last_error: str
    tried_at: datetime | None

    @property
    def waiting(self) -> int:
        """Events that the server has not."""
        return max(self.head_seq - self.acked - self.held, 0)


@dataclass(frozen=True, slots=True)
class Unsent:
    """What waits at this desk. `oldest` is when the oldest waiting event happened; `held` are in quarantine."""

    events: int
    oldest: datetime | None
    attachments: int
    attachment_bytes: int
    held: int
    journals: tuple[OwnJournal, ...]


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """An attachment that the server has not confirmed; `sent` bytes of it are there."""

    digest: str
    size: int
    media_type: str
    subject_kind: str
    subject_id: str
    sent: int
    attempts: int
    last_error: str
    tried_at: datetime | None


def own_journals(connection: Connection) -> list[OwnJournal]:
    """The journals of this installation, oldest first."""
    said = {row.journal: row for row in connection.execute(select(journal_sync))}
    return [_own(connection, journal, said.get(journal.id)) for journal in journals(connection, own=True)]


def _own(connection: Connection, journal: Journal, row: Any) -> OwnJournal:
    last = (_LAST.first(connection, b_journal=journal.id) or (0,))[0] or 0
    if row is None:
        return OwnJournal(journal.id, journal.mark, last, 0, 0, "", "", journal.closed, 0, "", None)
    return OwnJournal(
        journal.id, journal.mark, last, row.acked, row.held, row.state, row.reason, journal.closed, row.attempts,
        row.last_error or "", row.tried_at,
    )  # fmt: skip


def unsent(connection: Connection) -> Unsent:
    """Count what waits; cheap enough to be asked each second."""
    own = own_journals(connection)
    firsts = [_NEXT.first(connection, b_journal=j.id, b_seq=j.acked + j.held + 1) for j in own if j.waiting]
    moments = [decode_header(row[0]).at for row in firsts if row is not None]
    waiting = _waiting().subquery()
    files = connection.execute(select(func.count(), func.sum(waiting.c.size)).select_from(waiting)).one()
    events, held = sum(j.waiting for j in own), sum(j.held for j in own)
    return Unsent(events, min(moments, default=None), files[0], files[1] or 0, held, tuple(own))


def next_batch(store: Store, max_bytes: int = MOST_BYTES, after: Mapping[str, int] | None = None) -> Batch | None:
    """The next batch to send, of the oldest journal that has something to say; None if nothing waits.

    Whole groups of up to `max_bytes` together (at least one group). `after` says for a journal what was sent already
    and waits for its receipt. A journal that the server has stopped is passed over: the others go on.
    """
    after = after or {}
    with store.read() as connection:
        for journal in own_journals(connection):
            sent = max(journal.acked + journal.held, after.get(journal.id, 0))
            if journal.state != "stopped" and journal.head_seq > sent:
                return _batch(connection, journal.id, sent, max_bytes, store.device_key())
    return None


def batches(store: Store, max_bytes: int = MOST_BYTES) -> Iterator[Batch]:
    """Everything that waits, batch by batch, as for a journey without a line."""
    sent: dict[str, int] = {}
    while (batch := next_batch(store, max_bytes, sent)) is not None:
        yield batch
        sent[batch.journal] = batch.first + len(batch.events) - 1


def _batch(connection: Connection, journal: str, sent: int, max_bytes: int, key: SigningKey) -> Batch | None:
    taken: list[SentEvent] = []
    group: list[SentEvent] = []
    size, group_size, head = 0, 0, b""
    for _, data, digest, salt, body in _BEYOND.run(connection, b_journal=journal, b_after=sent):
        group.append(SentEvent(data, salt, body))
        group_size += len(data) + len(salt or b"") + len(body or b"") + _OVERHEAD
        header = decode_header(data)
        if header.seq < header.group.first + header.group.of - 1:
            continue
        if taken and (size + group_size > max_bytes or len(taken) + len(group) > BATCH_EVENTS):
            break
        taken += group
        size, head = size + group_size, digest
        group, group_size = [], 0
    if not taken:
        return None
    statement = msgspec.json.encode(Statement(journal, sent + 1, sent + len(taken), head.hex()))
    return Batch(journal, sent + 1, taken, statement, key.sign(statement), key.public)


def note_failure(store: Store, journal: str, error: str) -> None:
    """Note that the present batch of a journal was tried in vain; `error` is in words, without personal data."""
    row = {"journal": journal, "epoch": "", "acked": 0, "held": 0, "state": "", "reason": "", "attempts": 1}
    row |= {"last_error": error, "tried_at": store.program.clock.wall()}
    fresh = insert(journal_sync).values(row)
    again = {"attempts": journal_sync.c.attempts + 1, "last_error": error, "tried_at": fresh.excluded.tried_at}
    with store.write_local() as connection:
        connection.execute(fresh.on_conflict_do_update(index_elements=["journal"], set_=again))


_a, _b = attachments.c, blob_transfers.c


def _waiting() -> Select[Any]:
    """One row for each content that the server has not confirmed; of several subjects the first."""
    joined = attachments.outerjoin(blob_transfers, _b.digest == _a.digest)
    return (
        select(_a.digest, func.max(_a.size).label("size")).select_from(joined).where(_b.confirmed_at.is_(None))
    ).group_by(_a.digest)


def waiting_files(connection: Connection, limit: int = 100) -> list[WaitingFile]:
    """Attachments that the server has not confirmed; those tried least often first, so that a bad one holds up none."""
    joined = attachments.outerjoin(blob_transfers, _b.digest == _a.digest)
    columns = (_a.digest, _a.size, _a.media_type, _a.subject_kind, _a.subject_id)
    query = (
        select(*columns, func.coalesce(_b.sent, 0), func.coalesce(_b.attempts, 0), _b.last_error, _b.tried_at)
        .select_from(joined)
        .where(_b.confirmed_at.is_(None))
        .order_by(func.coalesce(_b.attempts, 0), _a.added_at, _a.digest, _a.subject_id)
        .limit(limit)
    )
    return [WaitingFile(*row[:7], row[7] or "", row[8]) for row in connection.execute(query)]


def note_file_sent(store: Store, digest: str, sent: int) -> None:
    """Note how many bytes of a file the server says it has."""
    _note(store, digest, sent=sent, attempts=0, last_error=None)


def note_file_failed(store: Store, digest: str, error: str) -> None:
    """Note that a file was tried in vain; `error` is in words, without personal data."""
    _note(store, digest, attempts=_b.attempts + 1, last_error=error)


def note_file_confirmed(store: Store, digest: str) -> None:
    """Note that the server has the whole file and its hash was right."""
    _note(store, digest, attempts=0, last_error=None, confirmed_at=store.program.clock.wall())


def _note(store: Store, digest: str, **change: object) -> None:
    values = change | {"tried_at": store.program.clock.wall()}
    first = {"digest": digest, "sent": 0, "attempts": 0} | values
    if not isinstance(first["attempts"], int):
        first["attempts"] = 1
    with store.write_local() as connection:
        fresh = insert(blob_transfers).values(first)
        connection.execute(fresh.on_conflict_do_update(index_elements=["digest"], set_=values))


def retry_files(store: Store, digest: str | None = None) -> None:
    """Let a file (or all) be tried again as if it had never failed: a person asked for it."""
    change = update(blob_transfers).values(attempts=0)
    with store.write_local() as connection:
        connection.execute(change if digest is None else change.where(_b.digest == digest))


def forget_files(connection: Connection) -> None:
    """Ask the server about every file again: it was restored."""
    connection.execute(update(blob_transfers).values(sent=0, attempts=0, last_error=None, confirmed_at=None))
