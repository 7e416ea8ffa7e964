"""The ledger of an area: its database, its vault, and the one order in which everything gets its position.

Positions come from a row that is locked until the transaction commits. So they have no gaps and become visible in
their order: whoever has read up to a position will never find an event before it. A sequence of the database could not
promise that, because its numbers commit in any order.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import bindparam, func, insert, select, update

from app.errors import Bug
from app.store.central.bulk import is_sqlite, run
from app.store.central.engine import CentralStore
from app.store.central.query import Query
from app.store.central.vault import Vault
from app.store.codec import EventTypes
from db.central.ledger import areas, epochs

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

OWN_COUNTER = "S00"
"""Counter of the server's own journal; its mark is A."""

EVERYBODY = "*"
"""As a hall: every desk of the area."""


@dataclass(frozen=True, slots=True)
class Head:
    """Epoch and last position of an area."""

    epoch: str
    position: int


class Positions(Protocol):
    """How positions are given: `begin` before anything is read that a ruling depends on, `end` before the commit."""

    def begin(self, connection: Connection, area: str) -> Head:
        """The head after which the caller may place its entries."""

    def end(self, connection: Connection, area: str, position: int) -> None:
        """Say up to where it has placed them."""

    def head(self, connection: Connection, area: str) -> Head:
        """The head that a reader may read up to."""


_RESTORED = Query(
    select(epochs.c.since)
    .where(epochs.c.area == bindparam("in_area"), epochs.c.number > 1)
    .order_by(epochs.c.number.desc())
    .limit(1)
)
_HEAD = "SELECT epoch, position FROM areas WHERE area = ?"


class LockedRow:
    """Positions from the locked row of the area: one writer at a time, in the order of their commits."""

    def begin(self, connection: Connection, area: str) -> Head:
        """Wait for the writer before us, and take the head as it left it."""
        return _head(run(connection, _HEAD + ("" if is_sqlite(connection) else " FOR UPDATE"), area).fetchone(), area)

    def end(self, connection: Connection, area: str, position: int) -> None:
        """Move the head; others see it, and what lies before it, together."""
        run(connection, "UPDATE areas SET position = ? WHERE area = ?", position, area)

    def head(self, connection: Connection, area: str) -> Head:
        """The head as it was committed last."""
        return read_head(connection, area)


@dataclass(frozen=True)
class Ledger:
    """What the server's use cases are given of an area.

    `public_key` is the area's (Ed25519), `blobs` the folder of the attachments.
    """

    store: CentralStore
    area: str
    vault: Vault = field(repr=False)
    types: EventTypes = field(repr=False)
    public_key: bytes
    blobs: Path
    evaluation: bool = False
    program: str = "0.1.0"
    positions: Positions = field(default_factory=LockedRow, repr=False)


def make_area(connection: Connection, area: str, now: datetime) -> str:
    """Make the row of an area and its first epoch, which is returned; one that is there stays as it is."""
    found = connection.execute(select(areas.c.epoch).where(areas.c.area == area)).scalar()
    if found is not None:
        return str(found)
    epoch = secrets.token_hex(16)
    connection.execute(insert(areas).values(area=area, epoch=epoch, position=0))
    connection.execute(insert(epochs).values(area=area, epoch=epoch, since=0, number=1, began_at=now))
    return epoch


def new_epoch(connection: Connection, area: str, now: datetime) -> str:
    """Begin another epoch, as after each restore of the server: cursors beyond the present head mean nothing any more."""
    head = LockedRow().begin(connection, area)
    epoch = secrets.token_hex(16)
    last = connection.execute(select(func.max(epochs.c.number)).where(epochs.c.area == area)).scalar() or 0
    connection.execute(update(areas).where(areas.c.area == area).values(epoch=epoch))
    connection.execute(
        insert(epochs).values(area=area, epoch=epoch, since=head.position, number=last + 1, began_at=now)
    )
    return epoch


def restored_after(connection: Connection, area: str) -> int | None:
    """The last position that the server had when it was last restored; None where it never was."""
    since: int | None = _RESTORED.value(connection, in_area=area)
    return since


def read_head(connection: Connection, area: str) -> Head:
    """Epoch and last position of the area. Bug where there is no such area."""
    return _head(run(connection, _HEAD, area).fetchone(), area)


def head(ledger: Ledger) -> Head:
    """The present head; one row is read."""
    with ledger.store.read() as connection:
        return ledger.positions.head(connection, ledger.area)


def rebase(connection: Connection, area: str, epoch: str, position: int) -> int:
    """Where a reader with a cursor of an older epoch goes on from in the present one.

    Up to there both have the same events at the same positions. 0 for an epoch that this server does not know: two
    restores may have forgotten it.
    """
    rows = connection.execute(
        select(epochs.c.epoch, epochs.c.since, epochs.c.number).where(epochs.c.area == area)
    ).all()
    known = next((row.number for row in rows if row.epoch == epoch), None)
    if known is None:
        return 0
    return min([position, *(int(row.since) for row in rows if row.number > known)])


def area_since(ledger: Ledger) -> datetime:
    """When the area's first epoch began: the age of the server, whatever was restored."""
    c = epochs.c
    with ledger.store.read() as connection:
        wanted = select(c.began_at).where(c.area == ledger.area, c.number == 1)
        began: datetime = connection.execute(wanted).scalar_one()
    return began


def was_restored(connection: Connection, area: str) -> bool:
    """Whether the present epoch was opened by a restore."""
    found = run(connection, "SELECT max(number) FROM epochs WHERE area = ?", area).fetchone()
    return (found[0] or 0) > 1


def _head(row: Any, area: str) -> Head:
    if row is None:
        raise Bug(f"no area {area}")
    return Head(row[0], row[1])
