"""Register rows 登记簿: what a desk keeps of cases that left its scope. They come from the server, with its signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.sqlite import insert

from db.desk.exchange import registers

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.exchange import Left

_COLUMNS = (
    "case_id", "case_no", "item_code", "item_name", "status", "masked_name", "received_on", "ended_on", "hall",
    "counter", "why",
)  # fmt: skip
_SAID = ("case_no", "item_code", "item_name", "status", "masked_name", "received_on", "ended_on", "hall", "counter")
_ROW = insert(registers)
_KEEP = _ROW.on_conflict_do_update(
    index_elements=["case_id"], set_={c.name: _ROW.excluded[c.name] for c in registers.columns if c.name != "case_id"}
)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case that left this desk's scope. `why`: closed, transferred; the other fields may be empty then."""

    case_id: str
    case_no: str
    item_code: str
    item_name: str
    status: str
    masked_name: str
    received_on: str
    ended_on: str
    hall: str
    counter: str
    why: str


def keep_register(connection: Connection, left: Left) -> None:
    """Note that a case left, in place of what was noted of it before."""
    said = dict.fromkeys(_SAID, "") if left.register is None else {n: getattr(left.register, n) for n in _SAID}
    connection.execute(_KEEP, {"case_id": left.subject_id, **said, "why": left.why, "position": left.position})


def drop_register(connection: Connection, case_id: str) -> None:
    """The case is in scope again, or was erased."""
    connection.execute(delete(registers).where(registers.c.case_id == case_id))


def register_of(connection: Connection, case_id: str) -> RegisterRow | None:
    """The row of a case that left; None for one that is in scope, or was never known here."""
    return _first(connection, registers.c.case_id == case_id)


def register_by_number(connection: Connection, case_no: str) -> RegisterRow | None:
    """The row of a case that left, by its number."""
    return _first(connection, registers.c.case_no == case_no)


def find_registers(connection: Connection, words: str, limit: int = 50) -> list[RegisterRow]:
    """Rows whose number, item or masked name has these words in it, the latest first."""
    c = registers.c
    wanted = or_(*(column.contains(words, autoescape=True) for column in (c.case_no, c.item_name, c.masked_name)))
    query = select(*(c[name] for name in _COLUMNS)).where(c.case_no != "", wanted).order_by(c.received_on.desc())
    return [RegisterRow(*row) for row in connection.execute(query.limit(limit))]


def _first(connection: Connection, condition: object) -> RegisterRow | None:
    query = select(*(registers.c[name] for name in _COLUMNS)).where(condition)  # type: ignore[arg-type]  # a column's comparison
    row = connection.execute(query.limit(1)).first()
    return None if row is None else RegisterRow(*row)
