"""The own journals against the server's copies: compared, taken back where this store lost events, gone on in a new one.

A journal whose end was lost (a restored backup, a disk that was set back) is never continued: numbers may have been
printed from what was lost. It is closed, filled up from the server, and another one is opened under the next mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from app.crypto.hash import NAMES, hash_by_name
from app.crypto.sign import SigningKey
from app.domain.refusal import Refusal
from app.store import placing
from app.store.case_projection import CASE
from app.store.changes import Changed
from app.store.codec import decode_header
from app.store.cursor import cursor
from app.store.event import NewEvent, StoredEvent, Subject
from app.store.exchange import FeedEvent
from app.store.facade import Counter
from app.store.failures import CorruptStore, EpochMismatch
from app.store.journal import GENESIS, Journal, add_journal, close_journals, journals, read_event, read_head
from app.store.journal_events import JOURNAL, JournalClosed, JournalOpened, Predecessor, SubjectErased
from app.store.new_journal import note_mark, open_journal
from app.store.projections import apply_all, refold
from app.store.receipt_rows import same_chain, write_sync
from app.store.settings import DEVICE_KEY, delete_setting, read_setting, require_bytes, write_bytes, write_setting
from app.store.unit_of_work import obey_erasure

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.exchange import Page, Receipt
    from app.store.facade import Store
    from app.store.unit_of_work import UnitOfWork

SET_BACK = "journal.set-back"
"""Setting: id of the open journal whose end was lost and taken back; it must not be continued."""

Standing = Literal["level", "unsent", "lost", "forked"]
"""How an own journal compares with the server's: alike, more here, more there, or another one under the same id."""


def standing_of(store: Store, receipt: Receipt) -> Standing:
    """Compare an own journal with what the server says of it."""
    with store.read() as connection:
        head = read_head(connection, receipt.journal)
        if receipt.state == "forked":
            return "forked"
        if receipt.acked > head.seq or read_setting(connection, SET_BACK) == receipt.journal:
            return "lost"
        if not same_chain(connection, receipt):
            return "forked"
        return "level" if receipt.acked == head.seq else "unsent"


def go_on_in_new_journal(store: Store, mark: str, reason: str, *, device: SigningKey | None = None) -> Journal:
    """Close the open journal and open the next one under a lent mark. Refusal STATE-MARK for one that was used.

    `reason`: forked, stopped, rolled-back, …; it stands in both events. `device` becomes the device's key.
    """
    with store.write() as uow:
        old = uow.journal
        if any(journal.mark == mark for journal in journals(uow.connection, own=True)):
            raise Refusal("STATE-MARK", f"标记 {mark} 已经用过，请换一个没有用过的标记。", "mark")
        head = read_head(uow.connection, old.id)
        close_journals(uow.connection, [old.id], uow.now.raw)
        delete_setting(uow.connection, SET_BACK)
        if device is not None:
            write_bytes(uow.connection, DEVICE_KEY, device.seed)
        closed = NewEvent(Subject(JOURNAL, old.id), JournalClosed(head.seq, head.hash.hex(), reason))
        journal = open_journal(
            uow.connection,
            store.program,
            Counter(old.area, old.counter, old.evaluation, old.hash, mark),
            SigningKey(require_bytes(uow.connection, DEVICE_KEY)).public,
            store.account.id,
            Predecessor(old.id, head.seq, head.hash.hex(), reason),
            [closed],
            at=uow.now.effective,
        )
        uow.commit()
    store.journal = journal
    note_mark(store.home, mark)
    return journal


def take_back(store: Store, page: Page) -> Changed:
    """Take events of an own journal that this store lost, in their chain; also of one that it does not know any more.

    An event that does not continue the chain here shows that the disk was cloned: nothing is taken, and the journal is
    marked so; its own branch is pushed. CorruptStore for bytes that are not what their hashes say, EpochMismatch.
    """
    with store.write() as uow:
        if cursor(uow.connection).epoch != page.epoch:
            raise EpochMismatch("服务器恢复过备份，位置要重新核对；本机的内容都在。")
        taking = _TakingBack(store, uow)
        for event in page.entries:
            if isinstance(event, FeedEvent) and not taking.take(event):
                break
        changed = taking.finish()
        uow.commit()
    for digest in taking.surplus:
        store.files.remove(digest)
    return changed


class _TakingBack:
    """One transaction that fills up own journals."""

    def __init__(self, store: Store, uow: UnitOfWork) -> None:
        self._store = store
        self._uow = uow
        self._connection: Connection = uow.connection
        self._own = {journal.id: journal for journal in journals(uow.connection, own=True)}
        self._heads: dict[str, tuple[int, bytes]] = {}
        self._arrival = placing.last_arrival(uow.connection)
        self._taken: list[StoredEvent] = []
        self._moved: set[Subject] = set()
        self._epoch = cursor(uow.connection).epoch
        self.surplus: set[str] = set()

    def take(self, event: FeedEvent) -> bool:
        """Take one event; say whether it belongs to the chain here."""
        header = decode_header(event.header)
        journal = self._own.get(header.journal) or self._opened(event)
        seq, before = self._head(journal.id)
        if header.seq <= seq:
            kept = placing.found(self._connection, journal.id, header.seq)
            if kept is None or kept.hash != event.hash:
                return self._cloned(journal.id)
            if not kept.says(event):
                placing.place(self._connection, journal.id, header.seq, event)
                self._moved.add(header.subject)
            return True
        digest = hash_by_name(journal.hash)
        if header.seq != seq + 1 or digest(before + event.header) != event.hash:
            return self._cloned(journal.id)
        if event.body is not None and digest((event.salt or b"") + event.body).hex() != header.body_hash:
            raise CorruptStore("取回的记录与它的摘要不符，没有采用。请联系管理员。", journal.id)
        self._arrival += 1
        row = placing.row_of(self._arrival, journal.id, header, event, erased=event.body is None)
        placing.insert_rows(self._connection, [row])
        self._heads[journal.id] = (header.seq, event.hash)
        place = (journal.id, event.position, event.ruling, event.reason or None, event.branch)
        kept_row = (self._arrival, event.header, event.hash, event.body, *place)
        self._taken.append(read_event(kept_row, self._store.program.types))
        return True

    def _head(self, journal: str) -> tuple[int, bytes]:
        if journal not in self._heads:
            head = read_head(self._connection, journal)
            self._heads[journal] = (head.seq, head.hash)
        return self._heads[journal]

    def _opened(self, event: FeedEvent) -> Journal:
        """Note a journal of this installation that the store does not know any more, by its first event."""
        header = decode_header(event.header)
        try:
            body = msgspec.json.decode(event.body or b"", type=JournalOpened)
        except msgspec.MsgspecError:
            body = None
        if body is None or header.seq != 1 or header.kind != "journal.opened" or body.hash not in NAMES:
            raise CorruptStore("取回的日志链没有开头，没有采用。请联系管理员。", header.journal)
        key = bytes.fromhex(body.public_key)
        journal = Journal(
            header.journal, body.mark, body.counter, body.area, body.hash, key, body.evaluation, closed=True
        )
        add_journal(self._connection, journal, header.at)
        close_journals(self._connection, [journal.id], self._uow.now.raw)
        self._own[journal.id] = journal
        self._heads[journal.id] = (0, GENESIS)
        return journal

    def _cloned(self, journal: str) -> bool:
        write_sync(self._connection, journal, {"epoch": self._epoch, "state": "forked"})
        return False

    def finish(self) -> Changed:
        """Fold what came back, obey erasures in it, and note how far the server has these journals."""
        parts = self._store.parts
        for group in _groups(self._taken):
            apply_all(self._connection, parts.projectors, group)
        subjects = {event.subject for event in self._taken} | self._moved
        for subject in subjects:
            if subject.kind in placing.ORDERED:
                refold(self._connection, parts.projectors, parts.types, subject)
        for event in self._taken:
            if isinstance(event.body, SubjectErased):
                erased = Subject(event.body.subject_kind, event.body.subject_id)
                self.surplus |= obey_erasure(self._connection, parts, erased)[1]
        for journal in {event.header.journal for event in self._taken}:
            seq, _ = self._heads[journal]
            write_sync(self._connection, journal, {"epoch": self._epoch, "acked": seq, "held": 0})
            if journal == self._uow.journal.id:
                write_setting(self._connection, SET_BACK, journal)
        return Changed(
            cases=frozenset(subject.id for subject in subjects if subject.kind == CASE),
            kinds=frozenset(event.kind for event in self._taken),
        )


def _groups(events: list[StoredEvent]) -> list[list[StoredEvent]]:
    groups: dict[tuple[str, int], list[StoredEvent]] = {}
    for event in events:
        groups.setdefault(event.group, []).append(event)
    return list(groups.values())
