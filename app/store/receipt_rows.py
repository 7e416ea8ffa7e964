"""How far the server has each own journal: rows that receipts and pages write, inside the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from app.store.journal import journals
from app.store.placing import last_placed
from db.desk.exchange import journal_sync
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.store.exchange import Receipt, Signed

_FRESH: dict[str, object] = {"epoch": "", "acked": 0, "held": 0, "state": "open", "reason": "", "attempts": 0}


def same_chain(connection: Connection, receipt: Receipt) -> bool:
    """Whether the server's head of an own journal is an event of this store: the chain there is the one here."""
    if receipt.acked == 0:
        return True
    at = (events_table.c.journal == receipt.journal, events_table.c.seq == receipt.acked)
    kept = connection.execute(select(events_table.c.hash).where(*at)).scalar()
    return kept is not None and kept.hex() == receipt.head


def keep_receipt(connection: Connection, receipt: Receipt, signed: Signed | None) -> None:
    """Note what the server says of an own journal; an answer that was late on its way changes nothing.

    What it claims to have counts only where it is this store's own chain: else it was lost here, or is another branch.
    """
    row = connection.execute(select(journal_sync).where(journal_sync.c.journal == receipt.journal)).first()
    before = 0 if row is None or row.epoch != receipt.epoch else row.acked
    ours = same_chain(connection, receipt)
    if ours and receipt.acked < before:
        return
    acked = last_placed(connection, receipt.journal, before, receipt.acked) if ours else before
    said: dict[str, object] = {"epoch": receipt.epoch, "acked": acked}
    said |= {"held": receipt.held if acked == receipt.acked else 0, "state": receipt.state, "reason": receipt.reason}
    said |= {"attempts": 0, "last_error": None}
    if signed is not None and ours:
        said |= {"receipt": signed.data, "signature": signed.signature}
    write_sync(connection, receipt.journal, said)


def write_sync(connection: Connection, journal: str, values: dict[str, object]) -> None:
    """Note something of how far the server has an own journal."""
    statement = insert(journal_sync).values({"journal": journal, **_FRESH, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=["journal"], set_=values))


def placed_through(connection: Connection, epoch: str) -> tuple[str, int]:
    """The own journal that is written now, and through which event its positions are known in an epoch.

    ("", 0) where it is not known, and for a cloned disk: there both machines wrote under one id.
    """
    own = journals(connection, own=True)
    at = journal_sync.c.journal == (own[-1].id if own else "")
    row = connection.execute(select(journal_sync).where(at)).first()
    if row is None or row.epoch != epoch or row.state == "forked":
        return "", 0
    return row.journal, row.acked


def start_epoch(connection: Connection, epoch: str, acked: Iterable[tuple[str, int]]) -> None:
    """Count anew in another epoch; a restored server may have forgotten states, but a cloned disk stays one."""
    for journal, seq in acked:
        write_sync(connection, journal, {"epoch": epoch, "acked": seq, "held": 0, "attempts": 0})
    cloned = journal_sync.c.state != "forked"
    connection.execute(update(journal_sync).where(cloned).values(state="open", reason=""))


def cloned_journals(connection: Connection) -> frozenset[str]:
    """Own journals of which the server has another branch as well."""
    query = select(journal_sync.c.journal).where(journal_sync.c.state == "forked")
    return frozenset(connection.execute(query).scalars())
