"""Push: the part of the own journals that the server has not acknowledged, in batches bounded by bytes.

A batch whose answer was lost is sent again and answered again. What a receipt says of a journal (stopped, forked,
quarantined) is settled here: the desk goes on in a new journal where it has to, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.exchange import Signed
from app.store.journal import read_head
from app.store.outbox import next_batch, note_failure
from app.store.replica import acknowledge, begin_epoch, cursor, go_on_in_new_journal, standing_of, take_back
from app.store.settings import delete_setting
from app.sync.accounts import ACCOUNTS
from app.sync.failures import BadAnswer, EpochChanged, Refused, SyncFailure
from app.sync.marks import lend_marks, next_lent_mark

if TYPE_CHECKING:
    from app.store.exchange import Batch, Receipt
    from app.store.replica import Changed
    from app.sync.line import Line

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
    tried: tuple[str, int, int] | None = None
    while (batch := next_batch(line.store, most)) is not None:
        line.check_running()
        at = (batch.journal, batch.first, len(batch.events))
        if at == tried:
            raise BadAnswer("服务器收下了内容却没有确认，稍后自动再试。", batch.journal[:8])
        tried = at
        try:
            taken += send_batch(line, batch)
        except Refused as refused:
            if refused.status != 413 or most <= LEAST_BYTES or len(batch.events) == 1:
                raise
            most, tried = most // 4, None
    return taken


def send_batch(line: Line, batch: Batch) -> int:
    """Send one batch and take the receipt; return how many events it acknowledged. A failure is noted with the batch."""
    path = f"journals/{batch.journal}/batches"
    try:
        signed = line.session.ask_packed(line.link, path, batch, Signed)
        receipt = line.session.receipt(signed)
    except SyncFailure as failure:
        note_failure(line.store, batch.journal, failure.message)
        raise
    settle(line, receipt, signed, batch)
    count = min(len(batch.events), max(receipt.acked - batch.first + 1, 0))
    line.report.pushed += count
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
