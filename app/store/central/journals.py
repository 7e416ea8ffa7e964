"""Journals that the server has: where each one ends, how it stands, and its branches."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, insert, or_, select

from app.store.central.bulk import run
from app.store.central.query import Query
from app.store.journal import GENESIS
from db.central.ledger import events, journals, quarantine

if TYPE_CHECKING:
    from sqlalchemy import Connection

UNVERIFIED = "unverified-"
"""How ids begin of branches that hold what other desks handed back of a journal whose own desk is gone."""

State = Literal["open", "closed", "stopped", "forked"]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A journal, or another branch of it (`branch_of`), which left `parent` at `fork_seq`.

    Up to `head_seq` everything was decided on: it has a position, or was rejected. From there to `held_seq` it waits.
    """

    id: str
    mark: str
    counter: str
    hall: str
    hash: str
    public_key: bytes
    evaluation: bool
    device: str
    opened_at: datetime
    state: State = "open"
    reason: str = ""
    head_seq: int = 0
    head_hash: bytes = GENESIS
    held_seq: int = 0
    held_hash: bytes = b""
    branch_of: str = ""
    parent: str = ""
    fork_seq: int = 0

    @property
    def name(self) -> str:
        """The id that stands in the headers of its events."""
        return self.branch_of or self.id

    @property
    def known_as(self) -> str:
        """The id by which desks know its events: that of the journal where it was taken in from another desk."""
        return self.name if self.unverified else self.id

    @property
    def unverified(self) -> bool:
        """Whether its events came from another desk after a restore: their chain has holes and proves nothing."""
        return self.id.startswith(UNVERIFIED)

    @property
    def end(self) -> tuple[int, bytes]:
        """The last event that is here at all, waiting ones included, and its hash."""
        return (self.held_seq, self.held_hash) if self.held_seq else (self.head_seq, self.head_hash)


_COLUMNS = tuple(journals.c[name] for name in JournalRow.__dataclass_fields__)
_LINEAGE = (
    select(*_COLUMNS)
    .where(
        journals.c.area == bindparam("in_area"),
        or_(journals.c.id == bindparam("of"), journals.c.branch_of == bindparam("of")),
    )
    .order_by(journals.c.branch_of, journals.c.fork_seq, journals.c.id)
)


_OF_COUNTER = Query(
    select(*_COLUMNS)
    .where(journals.c.area == bindparam("in_area"), journals.c.counter == bindparam("of"))
    .order_by(journals.c.opened_at, journals.c.id)
)


def journal(connection: Connection, area: str, identity: str) -> JournalRow | None:
    """A journal by its id."""
    row = connection.execute(select(*_COLUMNS).where(journals.c.area == area, journals.c.id == identity)).first()
    return None if row is None else JournalRow(*row)


def branches(connection: Connection, area: str, identity: str) -> list[JournalRow]:
    """A journal, where it is known, and everything that was taken in as a branch of it."""
    return [JournalRow(*row) for row in connection.execute(_LINEAGE, {"in_area": area, "of": identity})]


def lineage(connection: Connection, area: str, identity: str) -> list[JournalRow]:
    """A journal and its branches, the journal first; empty where it is not known."""
    found = branches(connection, area, identity)
    return found if any(row.id == identity for row in found) else []


def journals_of(connection: Connection, area: str, counter: str = "") -> list[JournalRow]:
    """Every journal, or those of a counter, oldest first."""
    if counter:
        return [JournalRow(*row) for row in _OF_COUNTER.rows(connection, in_area=area, of=counter)]
    wanted = select(*_COLUMNS).where(journals.c.area == area).order_by(journals.c.opened_at, journals.c.id)
    return [JournalRow(*row) for row in connection.execute(wanted)]


def bearing(connection: Connection, area: str, counter: str, mark: str) -> list[JournalRow]:
    """The journals of a counter that bear a mark."""
    return [row for row in journals_of(connection, area, counter) if row.mark == mark]


def add_journal(connection: Connection, area: str, row: JournalRow) -> None:
    """Add a journal."""
    connection.execute(insert(journals).values(area=area, **asdict(row)))


@cache
def _change(names: tuple[str, ...]) -> str:
    """The statement that changes these columns."""
    return f"UPDATE journals SET {', '.join(f'{name} = ?' for name in names)} WHERE area = ? AND id = ?"  # noqa: S608 (own names)


def change_journal(connection: Connection, area: str, row: JournalRow, **values: Any) -> JournalRow:
    """Change columns of a journal; returns it as it is then."""
    run(connection, _change(tuple(values)), *values.values(), area, row.id)
    return replace(row, **values)


def hash_at(connection: Connection, area: str, row: JournalRow, seq: int) -> bytes | None:
    """The hash of an event of a journal, before a fork in its parent; None where it is not here."""
    if seq == 0:
        return GENESIS
    if seq == row.head_seq:
        return row.head_hash
    if seq == row.held_seq:
        return row.held_hash
    if row.parent and seq < row.fork_seq:
        parent = journal(connection, area, row.parent)
        return None if parent is None else hash_at(connection, area, parent, seq)
    for table in (events, quarantine):
        wanted = select(table.c.hash).where(table.c.area == area, table.c.journal == row.id, table.c.seq == seq)
        found: bytes | None = connection.execute(wanted).scalar()
        if found is not None:
            return found
    return None
