"""Rows of the server's own subjects: their folded state in a box, with the day of what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import bindparam, delete, select

from app.store.central.bulk import YES, Rows
from app.store.central.query import Query
from db.central.records import own_records, record_cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

S = TypeVar("S")
_r, _c = own_records.c, record_cases.c
_ROWS, _LINKS = Rows(own_records), Rows(record_cases)
_STATE = Query(
    select(_r.state).where(_r.area == bindparam("in_area"), _r.kind == bindparam("of_kind"), _r.id == bindparam("of"))
)
_ABOUT = Query(select(_c.kind, _c.id).where(_c.area == bindparam("in_area"), _c.case_id == bindparam("of")))


def read_record(connection: Connection, area: str, vault: Vault, kind: str, identity: str, shape: type[S]) -> S | None:
    """The state of one subject; None where there is none."""
    box = _STATE.value(connection, in_area=area, of_kind=kind, of=identity)
    return None if box is None else msgspec.json.decode(vault.open_state(identity, box), type=shape)


def records_of(
    connection: Connection, area: str, vault: Vault, kind: str, shape: type[S], *, open_only: bool = False
) -> list[S]:
    """The states of all subjects of a kind: what is open first, by its next day."""
    wanted = select(_r.id, _r.state).where(_r.area == area, _r.kind == kind)
    if open_only:
        wanted = wanted.where(_r.open == YES)
    rows = connection.execute(wanted.order_by(_r.open.desc(), _r.due, _r.id).limit(500))
    return [msgspec.json.decode(vault.open_state(identity, box), type=shape) for identity, box in rows]


def write_record(
    connection: Connection, area: str, vault: Vault, kind: str, identity: str, state: Any, *, still_open: bool, due: str
) -> None:
    """Keep the state of a subject."""
    box = vault.seal_state(identity, encode_record(state))
    _ROWS.put(connection, [(area, kind, identity, still_open, due, state.seq, box)])


def encode_record(state: Any) -> bytes:
    """A state as it stands in its box."""
    return msgspec.json.encode(state)


def plain_records(connection: Connection, area: str, vault: Vault) -> list[tuple[Any, ...]]:
    """Every row with its box opened: kind, id, open, due, version, state."""
    wanted = select(_r.kind, _r.id, _r.open, _r.due, _r.version, _r.state).where(_r.area == area)
    return [(*row[:-1], vault.open_state(row.id, row.state)) for row in connection.execute(wanted)]


def drop_records(connection: Connection, area: str) -> None:
    """Forget every row, before they are made again."""
    connection.execute(delete(own_records).where(_r.area == area))


def forget_record(connection: Connection, area: str, kind: str, identity: str) -> None:
    """Forget the row of an erased subject, and that an erased case belonged to something."""
    connection.execute(delete(own_records).where(_r.area == area, _r.kind == kind, _r.id == identity))
    connection.execute(delete(record_cases).where(_c.area == area, _c.case_id == identity))


def link_cases(connection: Connection, area: str, kind: str, identity: str, cases: Iterable[str]) -> None:
    """Say which cases a subject is about, in the place of what was said before."""
    connection.execute(delete(record_cases).where(_c.area == area, _c.kind == kind, _c.id == identity))
    _LINKS.insert(connection, [(area, case_id, kind, identity) for case_id in dict.fromkeys(cases)])


def records_about(connection: Connection, area: str, case_id: str) -> list[tuple[str, str]]:
    """The subjects (kind, id) that a case belongs to."""
    return [(kind, identity) for kind, identity in _ABOUT.rows(connection, in_area=area, of=case_id)]
