"""Push: the part of the own journals that the server has not acknowledged, in batches bounded by bytes.

A batch whose answer was lost is sent again and answered again. What a receipt says of a journal (stopped, forked,
quarantined) is settled here: the desk goes on in a new journal where it has to, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from app.store.exchange import Signed, packed
from app.store.journal import read_head
from app.store.outbox import next_batch, note_failure
from app.store.replica import acknowledge, begin_epoch, cursor, go_on_in_new_journal, standing_of, take_back
from app.store.settings import delete_setting
from app.sync.accounts import ACCOUNTS
from app.sync.client import PACKED, compressed, read_answer
from app.sync.failures import BadAnswer, EpochChanged, Refused, SyncFailure
from app.sync.line import Line
from app.sync.marks import lend_marks, next_lent_mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.store.exchange import Batch, Receipt
    from app.store.replica import Changed
    from app.sync.client import Link
    from app.sync.session import Session

BATCH_BYTES = 1024 * 1024
LEAST_BYTES = 16 * 1024

FORKED = "另一台机器用过同一条日志链（磁盘可能被复制过）：本机已改用新的标记继续，两边的办件都保留。请告诉管理员。"
STOPPED = "服务器停用了本机原来的日志链（内容校验不符）：本机已改用新的标记继续受理，请告诉管理员查明原因。"
HELD = "本机已被服务器暂停或撤销：新办的内容等待管理员审核，暂不生效。请联系管理员。"
RESTORED = "服务器恢复过备份，正在重新核对；本机的内容都在。"
ROLLED_BACK = "本机数据曾被恢复到较早的状态：已从服务器取回缺少的部分，并改用新的标记继续。"


def push(line: Line) -> int:
    """Send everything that waits; return how many events the server took. Raises a SyncFailure."""
    taken, most = 0, BATCH_BYTES
    known: set[tuple[str, int]] = set()
    while True:
        fetch = _Fetch(line, most)
        batch, following = fetch.next(), fetch.next()
        if batch is None:
            return taken
        at = (batch.journal, batch.first)
        if at in known:
            raise BadAnswer("服务器收下了内容却没有确认，稍后自动再试。", batch.journal[:8])
        try:
            taken += send_batch(line, batch) if following is None else _send_all(line, batch, following, fetch)
            known.add(at)
        except Refused as refused:
            if refused.status != 413 or most <= LEAST_BYTES:
                raise
            most //= 4


@dataclass
class _Fetch:
    """Gives one batch after the other, also beyond those that are not answered yet."""

    line: Line
    most: int
    sent: dict[str, int] = field(default_factory=dict)

    def next(self) -> Batch | None:
        batch = next_batch(self.line.store, self.most, self.sent)
        if batch is not None:
            self.sent[batch.journal] = batch.first + len(batch.events) - 1
        return batch


def _send_all(line: Line, batch: Batch | None, following: Batch | None, fetch: _Fetch) -> int:
    """Send one after the other; while one is on its way, the receipt before is taken and the next batch is made."""
    taken, before = 0, None
    data = b"" if batch is None else compressed(packed(batch))
    while batch is not None:
        line.check_running()
        on_its_way = line.ahead.ask(partial(_post, line.session, batch.journal, data))
        later, coming = None, b""
        try:
            taken += 0 if before is None else take_receipt(line, *before)
            coming = b"" if following is None else compressed(packed(following))
            later = fetch.next()
        finally:
            signed = _answered(line, batch, on_its_way.result)
        before = (batch, signed)
        batch, data, following = following, coming, later
    return taken + (0 if before is None else take_receipt(line, *before))


def send_batch(line: Line, batch: Batch) -> int:
    """Send one batch and take the receipt; return how many events it acknowledged. A failure is noted with the batch."""
    post = partial(_post, line.session, batch.journal, compressed(packed(batch)), line.link)
    return take_receipt(line, batch, _answered(line, batch, post))


def _post(session: Session, journal: str, data: bytes, link: Link) -> Signed:
    answer = session.send(link, "POST", f"journals/{journal}/batches", data, headers=PACKED)
    return read_answer(answer, Signed)


def _answered(line: Line, batch: Batch, answer: Callable[[], Signed]) -> Signed:
    try:
        return answer()
    except SyncFailure as failure:
        note_failure(line.store, batch.journal, failure.message)
        raise


def take_receipt(line: Line, batch: Batch, signed: Signed) -> int:
    """Take the receipt for a batch; return how many of its events the server has."""
    receipt = line.session.receipt(signed)
    settle(line, receipt, signed, batch)
    count = min(len(batch.events), max(receipt.acked - batch.first + 1, 0))
    line.report.pushed += count
    if count:
        line.announce("sync")  # fewer events wait now, and the bar says how many
    return count


def settle(line: Line, receipt: Receipt, signed: Signed, batch: Batch | None = None) -> None:
    """Take a receipt, and do what it asks for. EpochChanged if it counts in another epoch than this desk."""
    with line.store.read() as connection:
        known = cursor(connection).epoch
    if receipt.epoch != known:
        raise EpochChanged(RESTORED, receipt.epoch)
    standing = standing_of(line.store, receipt)
    note(line, acknowledge(line.store, receipt, signed=signed, batch=batch))
    if standing == "lost":
        fetch_lost(line, receipt.journal)
    is_open = receipt.journal == line.store.journal.id
    if is_open:
        line.report.acked = receipt.acked
    if receipt.state == "quarantined":
        line.alarms["SYNC-HELD"] = HELD
    if is_open and receipt.state in ("forked", "stopped"):
        go_on(line, receipt.state)
    elif is_open and standing == "lost":
        go_on(line, "rolled-back")


def go_on(line: Line, why: str) -> None:
    """Close the open journal and go on in a new one, under a mark that the server has lent."""
    mark = next_lent_mark(line) or lend_marks(line).mark
    go_on_in_new_journal(line.store, mark, why)
    words = {"forked": FORKED, "stopped": STOPPED, "rolled-back": ROLLED_BACK}[why]
    line.alarms[f"SYNC-{why.upper()}"] = words
    line.announce("sync", "settings")
    lend_marks(line)


def fetch_lost(line: Line, journal: str) -> None:
    """Fetch what the server has of an own journal and this store does not: what a restore or a clone left behind."""
    after = _head(line, journal)
    while True:
        at = {"after": after, "limit": 1000}
        signed = line.session.ask(line.link, "GET", f"journals/{journal}/events", Signed, params=at)
        page = line.session.page(signed)
        if not page.entries or page.position <= after:
            return
        changed = take_back(line.store, page)
        line.report.pulled += len(page.entries)
        note(line, changed)
        after = page.position


def note(line: Line, changed: Changed) -> None:
    """Announce what changed."""
    if changed:
        line.announce("sync", *changed.names)


def _head(line: Line, journal: str) -> int:
    with line.store.read() as connection:
        return read_head(connection, journal).seq


def change_epoch(line: Line, epoch: str, common: int = 0) -> None:
    """The server was restored, or is met for the first time: count positions anew; what it lost is pushed again.

    Up to `common` both epochs have the same order (0: unknown).
    """
    note(line, begin_epoch(line.store, epoch, common))
    with line.store.write_local() as connection:
        delete_setting(connection, ACCOUNTS)  # a restored server counts the versions of accounts anew, too
