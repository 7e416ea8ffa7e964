"""Receipts: how far the server has a journal, and what it ruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.central.events import positions_of
from app.store.central.journals import journal as journal_of
from app.store.central.ledger import read_head
from app.store.exchange import JournalState, Receipt, Signed, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import msgspec

    from app.crypto.sign import SigningKey
    from app.store.central.journals import JournalRow
    from app.store.central.ledger import Ledger
    from app.store.exchange import Ruled, Taken


def receipt_of(ledger: Ledger, journal: str, first: int = 0, last: int = 0) -> Receipt:
    """How far the server has a journal; with positions and rulings of its events first … last."""
    with ledger.store.read() as connection:
        row = journal_of(connection, ledger.area, journal)
        epoch = read_head(connection, ledger.area).epoch
        if row is None:
            return Receipt(epoch, journal, 0, "", "open")
        taken: list[Taken] = []
        ruled: list[Ruled] = []
        if first and last >= first:
            taken, ruled = positions_of(connection, ledger.area, row.id, first, last)
        return receipt(epoch, row, taken, ruled)


def receipt(epoch: str, row: JournalRow, taken: Sequence[Taken] = (), ruled: Sequence[Ruled] = ()) -> Receipt:
    """The receipt of a journal or branch as its row stands."""
    held = row.held_seq - row.head_seq if row.held_seq else 0
    state: JournalState = "quarantined" if held and row.state != "stopped" else row.state
    return Receipt(
        epoch=epoch, journal=row.name, acked=row.head_seq, head=row.head_hash.hex() if row.head_seq else "", state=state,
        taken=list(taken), ruled=list(ruled), held=held, reason=row.reason,
    )  # fmt: skip


def signed(data: msgspec.Struct, key: SigningKey) -> Signed:
    """A receipt or page with the area's signature over its bytes."""
    content = packed(data)
    return Signed(content, key.sign(content))
