"""Cases as the server has them: found by number or by keyed hashes, opened with their story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from app.domain.identity.case_number import parse_case_number
from app.domain.identity.names import normalise_name
from app.domain.identity.typed_text import compact
from app.domain.refusal import Refusal
from app.store.central.events import LedgerEvent, branch_of, events_of_case, ledger_events
from app.store.central.heads import REGISTER_COLUMNS, CaseHead, head_numbered, head_of, register_of
from app.store.event import StoredEvent
from app.usecases.central.rulings import decode_body
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger
    from app.store.exchange import Register

_h = case_heads.c


def search_cases(
    ledger: Ledger,
    *,
    number: str = "",
    id_number: str = "",
    name: str = "",
    phone: str = "",
    hall: str = "",
    limit: int = 50,
) -> list[Register]:
    """Cases by number, identity number, whole name or telephone number, the latest first; of one hall, or of all.

    `number` is the case's own or the one in the department's system. What is given is combined; nothing given finds
    nothing. Names and numbers are looked up by their keyed hashes: only whole ones are found.
    """
    conditions = _conditions(ledger, number, id_number, name, phone)
    if not conditions:
        return []
    if hall:
        conditions.append(_h.hall == hall)
    wanted = select(*REGISTER_COLUMNS).where(_h.area == ledger.area, *conditions)
    with ledger.store.read() as connection:
        rows = connection.execute(wanted.order_by(_h.position.desc()).limit(limit))
        return [register_of(row) for row in rows]


def case_of(ledger: Ledger, case_no: str) -> CaseHead | None:
    """The case with this number; of two with one number, which a cloned disk may have made, the later one."""
    with ledger.store.read() as connection:
        return case_within(connection, ledger, case_no)


def case_within(connection: Connection, ledger: Ledger, case_no: str) -> CaseHead | None:
    """The same for whoever reads or writes already."""
    return head_numbered(connection, ledger.area, ledger.vault, _whole(case_no))


def case_by_id(ledger: Ledger, case_id: str) -> CaseHead | None:
    """The case with this id."""
    with ledger.store.read() as connection:
        return head_of(connection, ledger.area, ledger.vault, case_id)


def case_events(ledger: Ledger, case_id: str) -> list[StoredEvent]:
    """Every event of a case in the order of positions, with what was ruled."""
    with ledger.store.read() as connection:
        return events_within(connection, ledger, case_id)


def events_within(connection: Connection, ledger: Ledger, case_id: str) -> list[StoredEvent]:
    """The same for whoever reads or writes already."""
    return _stored(ledger, events_of_case(connection, ledger.area, ledger.vault, case_id))


def stored_events(connection: Connection, ledger: Ledger, *conditions: Any) -> list[StoredEvent]:
    """Events that fulfil conditions on their table, in the order of positions."""
    return _stored(ledger, ledger_events(connection, ledger.area, ledger.vault, *conditions))


def _stored(ledger: Ledger, found: Iterable[LedgerEvent]) -> list[StoredEvent]:
    return [
        StoredEvent(
            arrival=event.position,
            header=event.header,
            hash=event.hash,
            body=decode_body(ledger.types, event.header, event.body),
            header_bytes=event.header_bytes,
            position=event.position,
            ruling=event.ruling,
            ruling_reason=event.reason,
            branch=branch_of(event.header_bytes, event.journal),
        )
        for event in found
    ]


def _conditions(ledger: Ledger, number: str, id_number: str, name: str, phone: str) -> list[Any]:
    keyed = ledger.vault.keyed
    conditions: list[Any] = []
    if number:
        conditions.append(or_(_h.case_no == _whole(number), _h.foreign_key == keyed("foreign", compact(number))))
    if id_number:
        digest = keyed("id", compact(id_number))
        conditions.append(or_(_h.id_key == digest, _h.person_key == digest))
    if name:
        conditions.append(_h.name_key == keyed("name", normalise_name(name)))
    if phone:
        conditions.append(_h.phone_key == keyed("phone", compact(phone)))
    return conditions


def _whole(number: str) -> str:
    """A case number as it is kept, however it was typed; another one as it is."""
    try:
        return parse_case_number(number).text
    except Refusal:
        return number.replace("\0", "")
