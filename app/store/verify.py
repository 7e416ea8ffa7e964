"""Verification of the own chains, and the signed checkpoints from which a quick verification starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, func, insert, select, text

from app.crypto.hash import hash_by_name
from app.crypto.sign import SigningKey
from app.crypto.sign import verify as signature_holds
from app.store.codec import decode_header
from app.store.event import Group
from app.store.journal import GENESIS, Head, Journal, journals, read_head
from app.store.journal_events import JournalOpened, SubjectErased
from app.store.settings import DEVICE_KEY, require_bytes
from db.journal import checkpoints
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from app.store.event import Header
    from app.store.facade import Store


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where a chain does not hold; `reason` is Chinese, without personal data."""

    journal: str
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many journals and events were looked at, and what does not hold. `broken` empty: the chains are whole."""

    journals: int
    events: int
    broken: list[Broken]


class Statement(msgspec.Struct, frozen=True):
    """What a checkpoint signs: the head of a journal at a sequence number. Its bytes are kept verbatim."""

    journal: str
    first: int = msgspec.field(name="from")
    last: int = msgspec.field(name="to")
    head: str


def verify_store(store: Store, *, from_checkpoint: bool = False) -> VerifyReport:
    """Verify every own journal from its first event, or only from its last checkpoint."""
    with store.read() as connection:
        return verify(connection, from_checkpoint=from_checkpoint)


def verify(
    connection: Connection, only: Iterable[Journal] | None = None, *, from_checkpoint: bool = False
) -> VerifyReport:
    """Verify journals: numbers without gaps, chain, bodies, whole groups, checkpoints. Erased bodies verify."""
    wanted = list(journals(connection, own=True) if only is None else only)
    count = 0
    broken: list[Broken] = []
    for journal in wanted:
        check = _Check(connection, journal)
        count += check.run(from_checkpoint=from_checkpoint)
        broken += check.broken
    return VerifyReport(len(wanted), count, broken)


def erased_subjects(connection: Connection) -> set[tuple[str, str]]:
    """Return kind and id of every subject that an erasure event names.

    The condition stands as text: with a bound value SQLite would not use the partial index on erasures.
    """
    rows = connection.execute(select(events_table.c.body).where(text("kind = 'subject.erased'")))
    found = set()
    for (body,) in rows:
        if body is not None:
            erased = msgspec.json.decode(body, type=SubjectErased)
            found.add((erased.subject_kind, erased.subject_id))
    return found


def make_checkpoint(store: Store, *, after: int = 1) -> bool:
    """Sign the head of the current journal, if at least `after` events came since the last one; say whether."""
    with store.write() as uow:
        key = SigningKey(require_bytes(uow.connection, DEVICE_KEY))
        head = read_head(uow.connection, uow.journal.id)
        first = _last_checkpoint(uow.connection, uow.journal) + 1
        if head.seq - first + 1 < after:
            return False
        uow.connection.execute(
            insert(checkpoints).values(**_signed(uow.journal, first, head, key), made_at=uow.now.raw)
        )
        uow.commit()
        return True


def sign_off(store: Store, *, after: int = 1) -> bool:
    """Verify what came since the last checkpoint and sign it, at the end of work; say whether. What is broken is not signed.

    Looks before it takes the writer's lock.
    """
    with store.read() as connection:
        here = store.journal
        if read_head(connection, here.id).seq - _last_checkpoint(connection, here) < after:
            return False
        if verify(connection, [here], from_checkpoint=True).broken:
            return False
    return make_checkpoint(store, after=after)


def _signed(journal: Journal, first: int, head: Head, key: SigningKey) -> dict[str, Any]:
    statement = msgspec.json.encode(Statement(journal.id, first, head.seq, head.hash.hex()))
    return {
        "journal": journal.id,
        "to_seq": head.seq,
        "statement": statement,
        "signature": key.sign(statement),
    }


def _last_checkpoint(connection: Connection, journal: Journal) -> int:
    query = select(func.max(checkpoints.c.to_seq)).where(checkpoints.c.journal == journal.id)
    return connection.execute(query).scalar() or 0


@dataclass
class _Check:
    """Walks along one chain."""

    connection: Connection
    journal: Journal
    broken: list[Broken] = field(default_factory=list)
    erased: set[tuple[str, str]] | None = None

    def run(self, *, from_checkpoint: bool) -> int:
        """Return how many events were looked at; what does not hold is in `broken`."""
        heads = self._checkpoints(only_last=from_checkpoint)
        start = max(heads, default=0) if from_checkpoint else 0
        digest = hash_by_name(self.journal.hash)
        table = events_table
        columns = (table.c.seq, table.c.subject_kind, table.c.subject_id, table.c.kind)
        query = select(*columns, table.c.header, table.c.hash, table.c.salt, table.c.body)
        query = query.where(table.c.journal == self.journal.id, table.c.seq > start).order_by(table.c.seq)
        previous = bytes.fromhex(heads[start]) if start else GENESIS
        expected = start + 1
        group = Group(expected, 0)
        for row in self.connection.execute(query):
            if row.seq != expected:
                self._note(row.seq, f"序号不连续：应为 {expected}")
                expected = row.seq
            if digest(previous + row.header) != row.hash:
                self._note(row.seq, "链值不符：信封或链值被改动过")
            header = self._header(row)
            if header is not None:
                group = self._group(header, group)
                self._body(row, header, digest)
            if row.seq in heads and heads[row.seq] != row.hash.hex():
                self._note(row.seq, "链值与签名的检查点不符")
            previous = row.hash
            expected += 1
        self._end(expected - 1, group, heads, start)
        return expected - 1 - start

    def _header(self, row: Any) -> Header | None:
        try:
            header = decode_header(row.header)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            self._note(row.seq, "信封读不出来")
            return None
        columns = (self.journal.id, row.seq, row.subject_kind, row.subject_id, row.kind)
        if columns != (header.journal, header.seq, header.subject.kind, header.subject.id, header.kind):
            self._note(row.seq, "信封与索引列不一致")
        return header

    def _group(self, header: Header, group: Group) -> Group:
        """Check that a group begins where the one before ends."""
        inside = group.first <= header.seq < group.first + group.of
        begins = header.group.first == header.seq and header.group.of > 0
        if inside and header.group != group:
            self._note(header.seq, "同组事件不完整")
        elif not inside and not begins:
            self._note(header.seq, "组的首个事件缺失")
        return header.group

    def _body(self, row: Any, header: Header, digest: Any) -> None:
        if row.body is None or row.salt is None:
            if self.erased is None:
                self.erased = erased_subjects(self.connection)
            if (row.subject_kind, row.subject_id) not in self.erased or row.body is not row.salt:
                self._note(row.seq, "正文缺失，且没有删除记录")
        elif digest(row.salt + row.body).hex() != header.body_hash:
            self._note(row.seq, "正文与信封中的摘要不符")
        elif row.seq == 1:
            self._opened(row)

    def _opened(self, row: Any) -> None:
        try:
            opened = msgspec.json.decode(row.body, type=JournalOpened)
        except msgspec.MsgspecError:
            self._note(1, "日志链的首个事件不是开链事件")
            return
        named = (opened.hash, opened.mark, opened.counter, opened.area, opened.public_key, opened.evaluation)
        journal = self.journal
        kept = (journal.hash, journal.mark, journal.counter, journal.area, journal.public_key.hex(), journal.evaluation)
        if named != kept or row.kind != "journal.opened":
            self._note(1, "开链事件与登记不一致")

    def _checkpoints(self, *, only_last: bool) -> dict[int, str]:
        """Return sequence number and head of every checkpoint (or the last) whose signature holds."""
        heads: dict[int, str] = {}
        query = select(checkpoints).where(checkpoints.c.journal == self.journal.id)
        query = query.order_by(checkpoints.c.to_seq.desc()).limit(1 if only_last else None)
        for row in self.connection.execute(query).all():
            try:
                statement = msgspec.json.decode(row.statement, type=Statement)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                statement = None
            named = statement is not None and (statement.journal, statement.last) == (self.journal.id, row.to_seq)
            if not named or not signature_holds(self.journal.public_key, row.statement, row.signature):
                self._note(row.to_seq, "检查点的签名不符")
            elif statement is not None:
                heads[row.to_seq] = statement.head
        return heads

    def _end(self, last: int, group: Group, heads: dict[int, str], start: int) -> None:
        """Check that the chain does not end before it should."""
        if last == 0:
            self._note(0, "日志链没有事件")
        if group.of and last != group.first + group.of - 1:
            self._note(last, "最后一组事件不完整")
        if start and not self._holds(start, heads[start]):
            self._note(start, "检查点处的事件缺失或被改动过")
        if max(heads, default=0) > max(last, start):
            self._note(last, "日志链比签名的检查点短：末尾的事件缺失")

    def _holds(self, seq: int, head: str) -> bool:
        """Say whether the event at a checkpoint is there, with the hash that was signed."""
        table = events_table.c
        query = select(table.hash).where(table.journal == self.journal.id, table.seq == seq)
        found = self.connection.execute(query).scalar()
        return found is not None and found.hex() == head

    def _note(self, seq: int, reason: str) -> None:
        self.broken.append(Broken(self.journal.id, seq, reason))
