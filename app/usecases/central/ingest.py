"""Taking in a batch of a journal: verified, ruled, positioned and projected in one transaction, idempotently.

What breaks the chain stops that journal there. What a body says is never a reason to stop: it is ruled on, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from app.crypto.hash import hash_by_name
from app.crypto.sign import verify
from app.domain.area import AREA, JournalForked, JournalStopped
from app.domain.refusal import InputProblem, Refusal
from app.store.central.events import first_difference, keep_batch, positions_of
from app.store.central.incoming import ChainBroken, Incoming, check_bodies, groups_of, link, read_envelopes
from app.store.central.journals import JournalRow, add_journal, bearing, change_journal, hash_at, journal, lineage
from app.store.central.ledger import was_restored
from app.store.central.marks import claim_mark, mark_in_use
from app.store.central.tasks import finish, new_task
from app.store.central.waiting import drop_returned, hold
from app.store.event import NewEvent, Subject
from app.store.exchange import Batch, Receipt, Taken
from app.store.journal_events import JOURNAL, JournalClosed, JournalOpened
from app.store.keyring import new_id
from app.store.verify import Statement
from app.usecases.central.own_journal import append_within
from app.usecases.central.receipts import receipt
from app.usecases.central.rulings import decode_body
from app.usecases.central.taking import Item, Taking

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.devices import Device
    from app.store.central.ledger import Ledger
    from app.store.exchange import Ruled

CHAIN_WORDS = {
    "CHAIN-SIGNATURE": "签名不符",
    "CHAIN-HASH": "链值接不上",
    "CHAIN-NUMBER": "序号不连续",
    "CHAIN-GROUP": "同组事件不完整",
    "CHAIN-HEADER": "信封读不出来",
    "CHAIN-BODY": "正文与信封中的摘要不符",
    "CHAIN-OPENING": "首个事件不是开链事件",
}
"""Why a journal was stopped, in words for the administrator."""


@dataclass
class Ready:
    """A batch as far as it can be looked at without the database."""

    batch: Batch
    statement: Statement
    sound: bool
    events: list[Incoming] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    broken: ChainBroken | None = None

    @property
    def last(self) -> int:
        """Number of the last event."""
        return self.batch.first + len(self.batch.events) - 1


def ingest(ledger: Ledger, batch: Batch, device: Device, now: datetime) -> Receipt:
    """Take in a batch that a device brings; the answer says what became of it, also where the journal was stopped.

    Refusal RIGHT-JOURNAL or RIGHT-SIGNER where the journal or the signature is another counter's; InputProblem
    SYNC-STATEMENT where the statement is not about this batch. Nothing is stored then.
    """
    ready = prepare(ledger, batch)
    with ledger.store.write() as connection:
        return Intake(connection, ledger, ready, device, now).run()


def prepare(ledger: Ledger, batch: Batch) -> Ready:
    """Read statement, signature, envelopes and bodies. InputProblem SYNC-STATEMENT."""
    try:
        statement = msgspec.json.decode(batch.statement, type=Statement)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise InputProblem("SYNC-STATEMENT", "批次的签名说明读不出来。", "statement") from None
    named = (statement.journal, statement.first, statement.last)
    if named != (batch.journal, batch.first, batch.first + len(batch.events) - 1) or batch.first < 1:
        raise InputProblem("SYNC-STATEMENT", "批次的签名说明与批次的日志链或序号不一致。", "statement")
    ready = Ready(batch, statement, verify(batch.signer, batch.statement, batch.signature))
    try:
        sent = ((e.header, e.salt, e.body) for e in batch.events)
        ready.events = read_envelopes(sent, batch.journal, batch.first)
    except ChainBroken as broken:
        ready.broken = broken
        return ready
    types = ledger.types
    ready.bodies = [decode_body(types, event.header, event.body) for event in ready.events]
    return ready


class Intake:
    """One batch inside its transaction."""

    def __init__(self, connection: Connection, ledger: Ledger, ready: Ready, device: Device, now: datetime) -> None:
        self.connection = connection
        self.ledger = ledger
        self.area = ledger.area
        self.ready = ready
        self.device = device
        self.now = now
        self.taking = Taking(connection, ledger, now)

    def run(self) -> Receipt:
        """Find the chain that the batch goes on from, and take in what is new of it."""
        found = lineage(self.connection, self.area, self.ready.batch.journal)
        rows = [row for row in found if not row.unverified]
        if not rows and self.ready.batch.first > 1:
            return Receipt(self.taking.epoch, self.ready.batch.journal, 0, "", "open")
        try:
            if not rows:
                rows = [self._register()]
            return self._go_on(rows)
        except ChainBroken as broken:
            return self._stop(rows[0] if rows else None, broken)

    def _go_on(self, rows: list[JournalRow]) -> Receipt:
        self._refuse_stranger(rows[0])
        if rows[0].state == "stopped":
            return receipt(self.taking.epoch, rows[0])
        if not self.ready.sound:
            raise ChainBroken(self.ready.batch.first, "CHAIN-SIGNATURE")
        if self.ready.broken is not None:
            raise self.ready.broken
        row, known = self._branch(rows)
        if row is None:
            return receipt(self.taking.epoch, rows[0])
        return self._take(row, known)

    def _refuse_stranger(self, row: JournalRow) -> None:
        if row.counter != self.device.counter:
            raise Refusal("RIGHT-JOURNAL", "这条日志链属于另一个窗口，本设备不能提交。", "journal")
        if self.ready.batch.signer not in (row.public_key, self.device.public_key):
            raise Refusal("RIGHT-SIGNER", "批次的签名不是这条日志链或本设备的密钥。", "signer")

    def _branch(self, rows: list[JournalRow]) -> tuple[JournalRow | None, int]:
        """The journal or branch that the batch belongs to, and the last of its events that are here already.

        None where it begins beyond what is here. ChainBroken CHAIN-HASH where it goes on from no chain that is here.
        """
        ready, first = self.ready, self.ready.batch.first
        digest = hash_by_name(rows[0].hash)
        apart = []
        beyond = True
        for row in rows:
            end = row.end[0]
            previous = hash_at(self.connection, self.area, row, first - 1) if first <= end + 1 else None
            beyond = beyond and first > end + 1
            if previous is None or link(ready.events, previous, digest).hex() != ready.statement.head:
                continue
            known = min(ready.last, end)
            if known < first or hash_at(self.connection, self.area, row, known) == ready.events[known - first].hash:
                return row, known
            apart.append(row)
        if apart:
            return self._fork(rows[0], apart[0])
        if beyond:
            return None, 0
        raise ChainBroken(first, "CHAIN-HASH")

    def _fork(self, root: JournalRow, parent: JournalRow) -> tuple[JournalRow, int]:
        """Begin a branch where the batch leaves the chain that is here: a cloned disk has written on."""
        hashes = {event.header.seq: event.hash for event in self.ready.events}
        differs = first_difference(self.connection, self.area, parent.id, hashes)
        if differs is None:
            raise ChainBroken(self.ready.batch.first, "CHAIN-HASH")
        event = self.ready.events[differs - self.ready.batch.first]
        seq = event.header.group.first
        before = hash_at(self.connection, self.area, parent, seq - 1)
        if before is None:
            raise ChainBroken(seq, "CHAIN-HASH")
        branch = JournalRow(
            id=new_id(), mark=root.mark, counter=root.counter, hall=root.hall, hash=root.hash,
            public_key=root.public_key, evaluation=root.evaluation, device=self.device.id, opened_at=self.now,
            state="forked", head_seq=seq - 1, head_hash=before, branch_of=root.id, parent=parent.id, fork_seq=seq,
        )  # fmt: skip
        add_journal(self.connection, self.area, branch)
        change_journal(self.connection, self.area, root, state="forked")
        self._alarm(
            "forked", f"forked:{branch.id}", "CHAIN-FORK", root, seq, "两台设备用着同一条日志链，两边都要换新链"
        )
        body = JournalForked(root.id, root.counter, root.mark, branch.id, seq)
        append_within(self.taking, [NewEvent(Subject(AREA, self.area), body)])
        self.taking.taken.clear()
        return branch, seq - 1

    def _take(self, row: JournalRow, known: int) -> Receipt:
        """Take in or hold what is new, and answer for the whole batch."""
        first = self.ready.batch.first
        start = max(known + 1 - first, 0)
        fresh = self.ready.events[start:]
        taken, ruled = self._known(row, known)
        if fresh:
            check_bodies(fresh, hash_by_name(row.hash))
            active = self.device.state == "active" and not row.held_seq
            row = self._position(row, start, fresh) if active else self._hold(row, fresh)
            taken, ruled = joined(taken, self.taking.taken), ruled + self.taking.ruled
        return receipt(self.taking.epoch, row, taken, ruled)

    def _known(self, row: JournalRow, known: int) -> tuple[list[Taken], list[Ruled]]:
        """Positions and rulings of what is here already; never computed again."""
        first = max(self.ready.batch.first, row.fork_seq)
        last = min(known, row.head_seq)
        return positions_of(self.connection, self.area, row.id, first, last) if first <= last else ([], [])

    def _position(self, row: JournalRow, start: int, fresh: list[Incoming]) -> JournalRow:
        bodies = self.ready.bodies[start:]
        items: list[Item] = list(zip(fresh, bodies, strict=True))
        groups = [items[g[0].header.seq - fresh[0].header.seq :][: len(g)] for g in groups_of(fresh)]
        before = len(self.taking.ruled)
        self.taking.take(row, groups)
        position = self.taking.taken[-1].position if self.taking.taken else 0
        del self.taking.ruled[:before]
        last = fresh[-1]
        row = change_journal(self.connection, self.area, row, head_seq=last.header.seq, head_hash=last.hash)
        self._keep(row, last.header.seq, position)
        self._end_waiting(row)
        self.taking.finish()
        return self._closed(row, fresh, bodies)

    def _end_waiting(self, row: JournalRow) -> None:
        """What others had handed back of this journal after a restore has come from its own desk now."""
        if was_restored(self.connection, self.area):
            left = drop_returned(self.connection, self.area, row.id, row.head_seq)
            if not left:
                finish(self.connection, self.area, [f"returned:{row.id}"], "", "sent-again", self.now)

    def _hold(self, row: JournalRow, fresh: list[Incoming]) -> JournalRow:
        """A device that is suspended or revoked: a person decides, group by group. No position, no ruling."""
        why = self.device.state if self.device.state != "active" else "held"
        hold(self.connection, self.area, self.ledger.vault, row.id, fresh, self.device.id, why, self.now)
        last = fresh[-1]
        row = change_journal(self.connection, self.area, row, held_seq=last.header.seq, held_hash=last.hash)
        self._keep(row, last.header.seq, 0)
        self._alarm(
            "quarantined", f"quarantined:{row.id}", "DEVICE-HELD", row, row.head_seq + 1, "停用设备交来的记录等待审核"
        )
        self.taking.finish()
        return row

    def _keep(self, row: JournalRow, last: int, position: int) -> None:
        keep_batch(self.connection, self.area, row.id, self.ready.batch, last, position, self.device.id, self.now)

    def _closed(self, row: JournalRow, fresh: list[Incoming], bodies: list[Any]) -> JournalRow:
        """Note journals of this counter that take no more events, as one of them says."""
        for event, body in zip(fresh, bodies, strict=True):
            if not isinstance(body, JournalClosed) or event.header.subject.kind != JOURNAL:
                continue
            ended = journal(self.connection, self.area, event.header.subject.id)
            if ended is None or ended.counter != row.counter or ended.state != "open":
                continue
            change_journal(self.connection, self.area, ended, state="closed")
            if ended.id == row.id:
                row = change_journal(self.connection, self.area, row, state="closed")
        return row

    def _register(self) -> JournalRow:
        """Register a journal by its first event; ChainBroken CHAIN-OPENING, Refusal RIGHT-JOURNAL."""
        ready = self.ready
        if not ready.sound or ready.broken is not None:
            raise ready.broken or ChainBroken(1, "CHAIN-SIGNATURE")
        opened, header = ready.bodies[0], ready.events[0].header
        named = isinstance(opened, JournalOpened) and header.subject == Subject(JOURNAL, ready.batch.journal)
        if not named or not _known_hash(opened.hash) or len(opened.public_key) != 64:
            raise ChainBroken(1, "CHAIN-OPENING")
        if (opened.area, opened.counter) != (self.area, self.device.counter):
            raise Refusal("RIGHT-JOURNAL", "这条日志链属于另一个窗口或区域，本设备不能提交。", "journal")
        try:
            public_key = bytes.fromhex(opened.public_key)
        except ValueError:
            raise ChainBroken(1, "CHAIN-OPENING") from None
        row = JournalRow(
            id=ready.batch.journal, mark=opened.mark, counter=opened.counter, hall=self.device.hall, hash=opened.hash,
            public_key=public_key, evaluation=opened.evaluation, device=self.device.id, opened_at=header.at,
        )  # fmt: skip
        self._refuse_stranger(row)
        if link(ready.events, row.head_hash, hash_by_name(row.hash)).hex() != ready.statement.head:
            raise ChainBroken(1, "CHAIN-HASH")
        check_bodies(ready.events, hash_by_name(row.hash))
        self._use_mark(row)
        add_journal(self.connection, self.area, row)
        return row

    def _use_mark(self, row: JournalRow) -> None:
        """A mark that is another device's, or stands on another journal, is taken in all the same, and told of."""
        free = claim_mark(self.connection, self.area, row.counter, row.mark, self.device.id, self.now)
        if not free or bearing(self.connection, self.area, row.counter, row.mark):
            detail = f"日志链标记 {row.counter}{row.mark} 已有别的日志链在用，请核对该窗口的编号"
            self._alarm("mark", f"mark:{row.id}", "MARK-TWICE", row, 1, detail)
        mark_in_use(self.connection, self.area, row.counter, row.mark, self.now)

    def _stop(self, row: JournalRow | None, broken: ChainBroken) -> Receipt:
        """The journal takes nothing more until a person has looked; both ends are told."""
        words = f"日志链在第 {broken.seq} 条停住：{CHAIN_WORDS.get(broken.reason, broken.reason)}"
        name = self.ready.batch.journal
        if row is None:
            task = new_task("stopped", broken.reason, self.now, id=f"stopped:{name}", counter=self.device.counter,
                            hall=self.device.hall, journal=name, first=broken.seq, detail=words)  # fmt: skip
            self.taking.add_task(task)
            self.taking.finish()
            return Receipt(self.taking.epoch, name, 0, "", "stopped", reason=broken.reason)
        row = change_journal(self.connection, self.area, row, state="stopped", reason=broken.reason)
        self._alarm("stopped", f"stopped:{row.id}", broken.reason, row, broken.seq, words)
        body = JournalStopped(row.id, row.counter, row.mark, row.head_seq, broken.reason)
        append_within(self.taking, [NewEvent(Subject(AREA, self.area), body)])
        self.taking.finish()
        return receipt(self.taking.epoch, row)

    def _alarm(self, kind: str, identity: str, code: str, row: JournalRow, first: int, words: str) -> None:
        self.taking.add_task(
            new_task(
                kind, code, self.now, id=identity, hall=row.hall, counter=row.counter, journal=row.id, first=first,
                subject_kind=JOURNAL, subject_id=row.id, detail=words,
            )
        )  # fmt: skip


def joined(known: list[Taken], new: list[Taken]) -> list[Taken]:
    """Runs of positions of what was here and of what has come, as few as they can be."""
    if not known or not new:
        return [*known, *new]
    end, start = known[-1], new[0]
    goes_on = end.last + 1 == start.first and end.position + start.first - end.first == start.position
    if not goes_on:
        return [*known, *new]
    return [*known[:-1], Taken(end.first, start.last, end.position), *new[1:]]


def _known_hash(name: str) -> bool:
    try:
        hash_by_name(name)
    except ValueError:
        return False
    return True
