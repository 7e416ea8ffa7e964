"""What the server says to this store: receipts for own events, pages of the feed, own events that were lost.

Each function is one transaction and can be repeated: what was taken already changes nothing. Order and rulings are the
server's; this store folds anew what they change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.dialects.sqlite import insert

from app.store import placing
from app.store.arriving import Arriving
from app.store.case_projection import CASE
from app.store.changes import Changed, Overruled, overruled, overruled_among
from app.store.cursor import Cursor, cursor, write_cursor
from app.store.event import LOST, Subject
from app.store.exchange import Entered, FeedEvent, Left
from app.store.failures import EpochMismatch, PageGap
from app.store.initials import initials
from app.store.journal import journals, read_head
from app.store.lineage import Standing, go_on_in_new_journal, standing_of, take_back
from app.store.outbox import forget_files, own_journals
from app.store.projections import refold
from app.store.receipt_rows import cloned_journals, keep_receipt, same_chain, start_epoch
from app.store.registers import RegisterRow, find_registers, register_of
from app.store.verify import Statement
from db.journal import checkpoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from app.store.exchange import Batch, Page, Receipt, Signed
    from app.store.facade import Store
    from app.store.unit_of_work import UnitOfWork

__all__ = [
    "Changed", "Cursor", "Overruled", "RegisterRow", "Standing", "acknowledge", "begin_epoch", "cursor",
    "find_registers", "go_on_in_new_journal", "hand_back", "overruled", "own_journals", "register_of", "standing_of",
    "take_back", "take_page",
]  # fmt: skip


def acknowledge(store: Store, receipt: Receipt, *, signed: Signed | None = None, batch: Batch | None = None) -> Changed:
    """Keep what the server says of an own journal: positions, rulings, how far it has it, and its signature.

    With `batch` its statement is kept as a checkpoint. EpochMismatch if the receipt counts in another epoch.
    """
    with store.write() as uow:
        connection = uow.connection
        _require_epoch(connection, receipt.epoch)
        ours = same_chain(connection, receipt)
        fresh = placing.place_runs(connection, receipt.journal, receipt.taken if ours else [])
        against = [one for one in receipt.ruled if ours and placing.rule(connection, receipt.journal, one)]
        cases = {Subject(CASE, one.subject_id) for one in against if one.subject_kind == CASE}
        cases |= placing.shared_subjects(connection, receipt.journal, fresh)
        for subject in cases:
            refold(connection, store.parts.projectors, store.parts.types, subject)
        keep_receipt(connection, receipt, signed)
        if batch is not None:
            _keep_checkpoint(uow, receipt, batch)
        told = overruled_among(connection, {(receipt.journal, one.first, one.subject_id) for one in against})
        uow.commit()
    return Changed(cases=_ids(cases), overruled=told)


def take_page(store: Store, page: Page) -> Changed:
    """Take a page of the feed and move the cursor. EpochMismatch, or PageGap if it begins after the cursor."""
    if page.entries:
        initials("")  # the first name loads a dictionary: not while others wait to write
    with store.write() as uow:
        connection = uow.connection
        _require_epoch(connection, page.epoch)
        at = cursor(connection)
        reached = at.position
        if page.after > reached:
            raise PageGap("服务器给的内容与本机读到的位置接不上，将从本机的位置重新读取。")
        arriving = _arriving(connection, store, uow)
        for entry in page.entries:
            if entry.position <= reached:
                continue
            if isinstance(entry, Entered):
                arriving.enter(Subject(entry.subject_kind, entry.subject_id), entry.events)
            elif isinstance(entry, Left):
                arriving.leave(entry)
            else:
                arriving.take(entry)
        arriving.finish()
        if page.position > reached:
            write_cursor(connection, Cursor(page.epoch, page.position, at.base))
            uow.commit()
    return _committed(store, arriving)


def begin_epoch(store: Store, epoch: str, common: int = 0) -> Changed:
    """Go over to another epoch of the server, whose order agrees with what was read up to `common` (0: unknown).

    Nothing is deleted. What had positions after that keeps its order; own events are unsent and unruled again, foreign
    ones wait until they come again or are handed back. Files are offered again. The present epoch changes nothing.
    """
    with store.write() as uow:
        connection = uow.connection
        if cursor(connection).epoch == epoch:
            return Changed()
        cases = placing.lose_positions(connection, common)
        write_cursor(connection, Cursor(epoch, common, common))
        for subject in cases:
            refold(connection, store.parts.projectors, store.parts.types, subject)
        own = [(journal.id, read_head(connection, journal.id).seq) for journal in journals(connection, own=True)]
        start_epoch(connection, epoch, [(one, placing.last_placed(connection, one, 0, last)) for one, last in own])
        forget_files(connection)
        uow.commit()
    return Changed(cases=_ids(cases))


def _ids(subjects: Iterable[Subject]) -> frozenset[str]:
    """The cases among subjects."""
    return frozenset(subject.id for subject in subjects if subject.kind == CASE)


def hand_back(store: Store, limit_bytes: int = 1024 * 1024) -> Iterator[list[FeedEvent]]:
    """Yield foreign events that the present epoch has not confirmed, for a server that has lost them."""
    chunk: list[FeedEvent] = []
    size = 0
    with store.read() as connection:
        for row in placing.unconfirmed(connection):
            event = FeedEvent(
                row.position - LOST, row.header, row.hash, row.salt, row.body,
                row.ruling or "stands", row.ruling_reason or "", row.branch or "",
            )  # fmt: skip
            chunk.append(event)
            size += len(row.header) + len(row.body or b"") + 100
            if size >= limit_bytes:
                yield chunk
                chunk, size = [], 0
    if chunk:
        yield chunk


def _arriving(connection: Connection, store: Store, uow: UnitOfWork) -> Arriving:
    own = {journal.id: journal for journal in journals(connection, own=True)}
    return Arriving(connection, store.parts, uow.journal.area, uow.now.raw, own, cloned_journals(connection))


def _committed(store: Store, arriving: Arriving) -> Changed:
    """Delete the files of erased attachments, and say what the transaction changed."""
    for digest in arriving.surplus:
        store.files.remove(digest)
    cases = {s.id for s in (*arriving.fresh, *arriving.again) if s.kind == CASE}
    events = [event for some in arriving.fresh.values() for event in some]
    with store.read() as connection:
        told = overruled_among(connection, arriving.overruled)
    return Changed(
        cases=frozenset(cases),
        kinds=frozenset(event.kind for event in events),
        area=tuple(event for event in events if event.subject.kind == "area"),
        overruled=told,
        missing=frozenset(arriving.missing),
        entered=frozenset(subject.id for subject in arriving.entered),
        left=frozenset(subject.id for subject in arriving.leaving),
    )


def _require_epoch(connection: Connection, epoch: str) -> None:
    if cursor(connection).epoch != epoch:
        raise EpochMismatch("服务器恢复过备份，位置要重新核对；本机的内容都在。")


def _keep_checkpoint(uow: UnitOfWork, receipt: Receipt, batch: Batch) -> None:
    """Keep the statement of a batch that the server took, where the journal's own key has signed it."""
    statement = msgspec.json.decode(batch.statement, type=Statement)
    mine = next((j for j in journals(uow.connection, own=True) if j.id == batch.journal), None)
    if mine is None or mine.public_key != batch.signer or receipt.acked < statement.last:
        return
    row = {"journal": batch.journal, "to_seq": statement.last, "made_at": uow.now.raw}
    row |= {"statement": batch.statement, "signature": batch.signature}
    uow.connection.execute(insert(checkpoints).values(row).on_conflict_do_nothing())
