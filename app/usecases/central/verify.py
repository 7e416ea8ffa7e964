"""Verification of every chain that the server has, from the first event, with what devices signed along the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from app.crypto.hash import hash_by_name
from app.crypto.sign import verify
from app.store.central.events import ledger_events
from app.store.central.journals import JournalRow, hash_at, journal, journals_of
from app.store.central.ledger import Ledger
from app.store.codec import decode_header
from app.store.event import Header
from app.store.verify import Broken, Statement, VerifyReport
from db.central.ledger import batches, erased_subjects, events, quarantine

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class _Link:
    """An event as far as the chain is concerned."""

    seq: int
    header: Header
    header_bytes: bytes
    hash: bytes
    salt: bytes | None
    body: bytes | None


def verify_chains(ledger: Ledger) -> VerifyReport:
    """Verify every journal and branch: numbers, chain, bodies, signed statements. What was erased verifies."""
    with ledger.store.read() as connection:
        rows = [row for row in journals_of(connection, ledger.area) if not row.unverified]
        gone = select(erased_subjects.c.subject_kind, erased_subjects.c.subject_id)
        rows_gone = connection.execute(gone.where(erased_subjects.c.area == ledger.area))
        erased = {(kind, identity) for kind, identity in rows_gone}
        count = 0
        broken: list[Broken] = []
        for row in rows:
            check = _Chain(connection, ledger, row, erased)
            count += check.run()
            broken += check.broken
    return VerifyReport(len(rows), count, broken)


@dataclass
class _Chain:
    """Walks along one journal."""

    connection: Connection
    ledger: Ledger
    row: JournalRow
    erased: set[tuple[str, str]]
    broken: list[Broken] = field(default_factory=list)

    def run(self) -> int:
        """Return how many events were looked at; what does not hold is in `broken`."""
        row, digest = self.row, hash_by_name(self.row.hash)
        start = max(row.fork_seq, 1)
        previous = self._before(start)
        signed = self._signed()
        expected = start
        for link in self._links():
            if link.seq != expected:
                self._note(link.seq, f"序号不连续：应为 {expected}")
                expected = link.seq
            if digest(previous + link.header_bytes) != link.hash:
                self._note(link.seq, "链值不符：信封或链值被改动过")
            if (link.header.journal, link.header.seq) != (row.name, link.seq):
                self._note(link.seq, "信封与索引列不一致")
            self._body(link)
            if link.seq in signed and signed[link.seq] != link.hash.hex():
                self._note(link.seq, "链值与设备签名的不符")
            previous = link.hash
            expected += 1
        self._end(expected - 1, previous, signed)
        return expected - start

    def _before(self, start: int) -> bytes:
        """The hash that the first event goes on from: of a branch, its parent's."""
        parent = journal(self.connection, self.ledger.area, self.row.parent) if self.row.parent else None
        before = hash_at(self.connection, self.ledger.area, parent or self.row, start - 1)
        return before or b""

    def _links(self) -> Iterator[_Link]:
        """Events with positions and those in quarantine, merged by number."""
        area, vault, row = self.ledger.area, self.ledger.vault, self.row
        q = quarantine.c
        wanted = select(q.seq, q.header, q.hash, q.body).where(q.area == area, q.journal == row.id).order_by(q.seq)
        waiting = []
        for seq, header, digest, box in self.connection.execute(wanted):
            salt, body = (None, None) if box is None else vault.open_body(row.id, seq, box)
            waiting.append(_Link(seq, decode_header(header), header, digest, salt, body))
        place = 0
        for event in ledger_events(self.connection, area, vault, events.c.journal == row.id, by_seq=True):
            seq = event.header.seq
            while place < len(waiting) and waiting[place].seq < seq:
                yield waiting[place]
                place += 1
            yield _Link(seq, event.header, event.header_bytes, event.hash, event.salt, event.body)
        yield from waiting[place:]

    def _body(self, link: _Link) -> None:
        header = link.header
        if link.body is None or link.salt is None:
            if (header.subject.kind, header.subject.id) not in self.erased:
                self._note(link.seq, "正文缺失，且没有删除记录")
        elif hash_by_name(self.row.hash)(link.salt + link.body).hex() != header.body_hash:
            self._note(link.seq, "正文与信封中的摘要不符")

    def _signed(self) -> dict[int, str]:
        """Number and head of every batch whose signature holds."""
        b = batches.c
        wanted = select(b.last, b.statement, b.signature, b.signer).where(
            b.area == self.ledger.area, b.journal == self.row.id
        )
        heads: dict[int, str] = {}
        for last, statement, signature, signer in self.connection.execute(wanted):
            try:
                named = msgspec.json.decode(statement, type=Statement)
            except (msgspec.MsgspecError, ValueError):
                named = None
            if named is None or (named.journal, named.last) != (self.row.name, last):
                self._note(last, "签名说明读不出来")
            elif not verify(signer, statement, signature):
                self._note(last, "设备的签名不符")
            else:
                heads[last] = named.head
        return heads

    def _end(self, last: int, digest: bytes, signed: dict[int, str]) -> None:
        end_seq, end_hash = self.row.end
        if (last, digest) != (end_seq, end_hash) and end_seq:
            self._note(last, "日志链的末尾与登记不一致")
        if max(signed, default=0) > last:
            self._note(last, "日志链比设备签名的短：末尾的事件缺失")

    def _note(self, seq: int, reason: str) -> None:
        self.broken.append(Broken(self.row.id, seq, reason))
