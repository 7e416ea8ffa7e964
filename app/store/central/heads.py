"""Case heads: the folded state of each case as it is kept at the server, its columns in plain and in keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, select, text

from app.domain.case.scope import is_open, masked_name
from app.domain.case.state import CaseState
from app.domain.case.waiting import waiting
from app.domain.identity.names import normalise_name
from app.domain.identity.typed_text import compact
from app.store.central.bulk import Rows, among, chunks
from app.store.central.query import Query
from app.store.exchange import Register
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

encode_state = msgspec.json.Encoder().encode
decode_state = msgspec.json.Decoder(CaseState).decode

_ROWS = Rows(case_heads)
_LOAD = "SELECT case_id, hall, ended_on, open, position, case_no, state FROM case_heads"


@dataclass(slots=True)
class CaseWork:
    """A case while groups are taken in; written once, after the last of them. `state` is None before its receipt.

    `mentioned`: there are events about it from before its receipt, which changed nothing and were sent to nobody.
    """

    case_id: str
    hall: str
    state: CaseState | None = None
    open: bool = False
    ended_on: str = ""
    position: int = 0
    case_no: str = ""
    new: bool = True
    touched: bool = False
    erased: bool = False
    mentioned: bool = False


def load(connection: Connection, area: str, vault: Vault, ids: Iterable[str]) -> dict[str, CaseWork]:
    """The cases with these ids that the server has."""
    found: dict[str, CaseWork] = {}
    for case_id, hall, ended_on, still_open, position, case_no, box in among(connection, _LOAD, "case_id", area, ids):
        state = decode_state(vault.open_state(case_id, box))
        found[case_id] = CaseWork(case_id, hall, state, bool(still_open), ended_on, position, case_no, new=False)
    return found


def mentioned(connection: Connection, area: str, ids: Iterable[str]) -> set[str]:
    """Those of these cases about which there are events."""
    found = among(connection, "SELECT subject_id FROM events", "subject_kind = 'case' AND subject_id", area, ids)
    return {row[0] for row in found}


def numbers_taken(connection: Connection, area: str, numbers: Iterable[str]) -> dict[str, str]:
    """Case numbers among these that a case has already, with the id of that case."""
    found = among(connection, "SELECT case_no, case_id FROM case_heads", "case_no", area, numbers)
    return {case_no: case_id for case_no, case_id in found}


def write(connection: Connection, area: str, vault: Vault, works: Iterable[CaseWork]) -> None:
    """Write the heads of cases that were touched and have been received."""
    fresh: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    for work in works:
        if not work.touched or work.state is None:
            continue
        (fresh if work.new else changed).append(row_of(area, vault, work, work.state))
    _ROWS.insert(connection, fresh)
    _ROWS.put(connection, changed)


def row_of(area: str, vault: Vault, work: CaseWork, state: CaseState) -> tuple[Any, ...]:
    """The row of a case in the order of the table's columns."""
    return (*plain_row(area, vault, work, state), vault.seal_state(state.case_id, encode_state(state)))


def plain_row(area: str, vault: Vault, work: CaseWork, state: CaseState) -> tuple[Any, ...]:
    """The row of a case but for its last column, the box of its state."""
    applicant, keyed = state.filing.applicant, vault.keyed
    person = applicant.operator or applicant.legal_representative
    awaited, decision = waiting(state), state.grant or state.refusal
    return (
        area, state.case_id, state.case_no, work.hall, state.counter, state.item_code, state.item_name,
        state.department, state.phase, masked_name(applicant.name), state.received_on, state.accepted_on,
        work.ended_on, state.answer_due.date, state.legal.date if state.legal else "",
        state.promised.date if state.promised else "", state.seq, bool(state.contested), work.open,
        work.position, keyed("id", compact(applicant.id_number)),
        keyed("id", compact(person.id_number)) if person else None,
        keyed("name", normalise_name(applicant.name)), keyed("phone", compact(applicant.phone or "")),
        keyed("foreign", compact(state.foreign_number)) if state.foreign_number else None,
        awaited.stage, awaited.due, state.package, decision.on if decision else "", state.returns,
    )  # fmt: skip


def opens(state: CaseState | None) -> bool:
    """Whether a case in this state is in its hall's scope."""
    return state is not None and is_open(state)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case as the server has it."""

    case_id: str
    case_no: str
    hall: str
    version: int
    contested: bool
    open: bool
    position: int
    register: Register
    state: CaseState = field(repr=False)


_h = case_heads.c
REGISTER_COLUMNS = (
    _h.case_id, _h.case_no, _h.item_code, _h.item_name, _h.phase, _h.masked_name, _h.received_on, _h.ended_on, _h.hall,
    _h.counter,
)  # fmt: skip


_HEAD_COLUMNS = (*REGISTER_COLUMNS, _h.version, _h.contested, _h.open, _h.position, _h.state)
_MOST = 50


def _finding(column: str, *more: Any) -> Query:
    here = _h.area == bindparam("in_area"), _h[column] == bindparam("value"), *more
    return Query(select(*_HEAD_COLUMNS).where(*here).order_by(_h.position.desc()).limit(bindparam("most")))


_BY_NUMBER, _BY_ID = _finding("case_no"), _finding("case_id")
_BY_PACKAGE = _finding("package", text("case_heads.package <> ''"))  # as its partial index has it


def register_of(row: Any) -> Register:
    """The register's row of a case, of a row that begins with REGISTER_COLUMNS; no personal data but the masked name."""
    _, case_no, item_code, item_name, phase, masked, received_on, ended_on, hall, counter = row[:10]
    return Register(
        case_no=case_no,
        item_code=item_code,
        item_name=item_name,
        status=phase,
        masked_name=masked,
        received_on=received_on,
        ended_on=ended_on,
        hall=hall,
        counter=counter,
    )


def registers(connection: Connection, area: str, ids: Iterable[str]) -> dict[str, Register]:
    """The registers' rows of cases, by id."""
    found: dict[str, Register] = {}
    for part in chunks(ids):
        wanted = select(*REGISTER_COLUMNS).where(_h.area == area, _h.case_id.in_(part))
        found.update({row.case_id: register_of(row) for row in connection.execute(wanted)})
    return found


def read_heads(connection: Connection, area: str, vault: Vault, *conditions: Any, limit: int = _MOST) -> list[CaseHead]:
    """Cases that fulfil conditions on the table, the latest first."""
    wanted = select(*_HEAD_COLUMNS).where(_h.area == area, *conditions)
    rows = connection.execute(wanted.order_by(_h.position.desc()).limit(limit))
    return [_head(vault, row) for row in rows]


def head_numbered(connection: Connection, area: str, vault: Vault, case_no: str) -> CaseHead | None:
    """The case with this number; of two with one number the later one."""
    found = _BY_NUMBER.first(connection, in_area=area, value=case_no, most=1)
    return None if found is None else _head(vault, found)


def head_of(connection: Connection, area: str, vault: Vault, case_id: str) -> CaseHead | None:
    """The case with this id."""
    found = _BY_ID.first(connection, in_area=area, value=case_id, most=1)
    return None if found is None else _head(vault, found)


def heads_of_package(connection: Connection, area: str, vault: Vault, package: str) -> list[CaseHead]:
    """The cases of a theme package, the latest first."""
    rows = _BY_PACKAGE.rows(connection, in_area=area, value=package, most=_MOST)
    return [_head(vault, row) for row in rows]


def _head(vault: Vault, row: Any) -> CaseHead:
    case_id, case_no, hall = row[0], row[1], row[8]
    version, contested, still_open, position, box = row[10:]
    state = decode_state(vault.open_state(case_id, box))
    return CaseHead(
        case_id, case_no, hall, version, bool(contested), bool(still_open), position, register_of(row), state
    )
