"""The server in numbers: for metrics, the console and the doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.store.central.bulk import NO, YES
from app.store.central.ledger import read_head
from app.store.central.tasks import count_open
from app.store.central.waiting import count_held
from db.central.ledger import blobs, case_heads, journals

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much there is. Counts that would read every row are left out: `position` says how much was ever placed."""

    epoch: str
    position: int
    journals: int
    stopped: int
    forked: int
    held: int
    tasks: int
    open_cases: int
    contested: int
    blobs: int
    blobs_missing: int
    blob_bytes: int


def numbers(ledger: Ledger) -> Numbers:
    """Count now."""
    area = ledger.area
    with ledger.store.read() as connection:
        head = read_head(connection, area)
        states = select(journals.c.state, func.count()).where(journals.c.area == area).group_by(journals.c.state)
        by_state: dict[str, int] = {state: int(count) for state, count in connection.execute(states)}
        stored = connection.execute(
            select(func.count(), func.coalesce(func.sum(blobs.c.received), 0)).where(blobs.c.area == area)
        ).one()
        return Numbers(
            epoch=head.epoch,
            position=head.position,
            journals=sum(by_state.values()),
            stopped=by_state.get("stopped", 0),
            forked=by_state.get("forked", 0),
            held=count_held(connection, area),
            tasks=count_open(connection, area),
            open_cases=_count(connection, case_heads, case_heads.c.area == area, case_heads.c.open == YES),
            contested=_count(connection, case_heads, case_heads.c.area == area, case_heads.c.contested == YES),
            blobs=int(stored[0]),
            blobs_missing=_count(connection, blobs, blobs.c.area == area, blobs.c.complete == NO),
            blob_bytes=int(stored[1]),
        )


def _count(connection: Connection, table: Any, *conditions: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())
