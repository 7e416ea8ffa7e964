"""Pre-applications and drafts as rows of the server: what lists need in plain, the rest in a box."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, insert, select, update

from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.pre_application.state import PreApplication, evolve
from app.store.central.blobs import let_go
from app.store.central.bulk import Rows
from db.central.pre_applications import pre_application_drafts, pre_applications

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

_ROWS = Rows(pre_applications)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(PreApplication).decode
_p, _d = pre_applications.c, pre_application_drafts.c


def row_of(area: str, vault: Vault, state: PreApplication, position: int) -> tuple[Any, ...]:
    """The row of a pre-application in the order of the table's columns."""
    return (*plain_row(area, state, position), vault.seal_state(state.id, encode(state)))


def plain_row(area: str, state: PreApplication, position: int) -> tuple[Any, ...]:
    """The row but for its last column, the box of its state."""
    return (
        area, state.id, state.number, state.hall, state.item_code, state.phase, state.assisted,
        datetime.fromisoformat(state.filed_at), datetime.fromisoformat(state.changed_at), position,
    )  # fmt: skip


def encode(state: PreApplication) -> bytes:
    """The bytes of a state."""
    return _encode(state)


def write(connection: Connection, area: str, vault: Vault, states: Iterable[tuple[PreApplication, int]]) -> None:
    """Write rows, each with the position of its last event, in place of those with the same id."""
    _ROWS.put(connection, [row_of(area, vault, state, position) for state, position in states])


def by_number(connection: Connection, area: str, vault: Vault, number: str) -> PreApplication | None:
    """The pre-application with this number."""
    return _one(connection, vault, _p.area == area, _p.number == number)


def by_id(connection: Connection, area: str, vault: Vault, identity: str) -> PreApplication | None:
    """The pre-application with this id."""
    return _one(connection, vault, _p.area == area, _p.id == identity)


def waiting(connection: Connection, area: str, vault: Vault, hall: str, limit: int) -> list[PreApplication]:
    """Those that no counter has made a case of, oldest first; of one hall, or of all."""
    wanted = select(_p.id, _p.state).where(_p.area == area, _p.phase == "waiting")
    if hall:
        wanted = wanted.where(_p.hall == hall)
    rows = connection.execute(wanted.order_by(_p.filed_at).limit(limit))
    return [_decode(vault.open_state(row.id, row.state)) for row in rows]


def ended_before(connection: Connection, area: str, moment: datetime, limit: int) -> list[str]:
    """Ids of those that became a case or were withdrawn before a moment, the oldest first."""
    wanted = select(_p.id).where(_p.area == area, _p.phase != "waiting", _p.changed_at < moment)
    return list(connection.execute(wanted.order_by(_p.changed_at).limit(limit)).scalars())


def replay(states: dict[str, tuple[PreApplication, int]], identity: str, bodies: Sequence[Any], position: int) -> None:
    """Fold what events say of a pre-application into `states`; what is none of its events changes nothing."""
    state = states[identity][0] if identity in states else None
    for body in bodies:
        state = evolve(state, identity, body)
    if state is not None:
        states[identity] = state, position


def all_rows(connection: Connection, area: str) -> list[Any]:
    """Every row, as it is kept."""
    return list(connection.execute(select(pre_applications).where(_p.area == area)))


def replace_all(connection: Connection, area: str, vault: Vault, states: Iterable[tuple[PreApplication, int]]) -> None:
    """Put rows that were made again in the place of those that are kept."""
    connection.execute(delete(pre_applications).where(_p.area == area))
    write(connection, area, vault, states)


def forget(connection: Connection, area: str, identity: str) -> None:
    """Delete the row of a pre-application that was erased."""
    connection.execute(delete(pre_applications).where(_p.area == area, _p.id == identity))


def keep_draft(connection: Connection, area: str, vault: Vault, identity: str, plain: bytes, now: datetime) -> None:
    """Keep what was entered so far."""
    values = {"box": vault.seal_state(f"draft:{identity}", plain), "changed_at": now}
    done = connection.execute(update(pre_application_drafts).where(_d.area == area, _d.id == identity).values(**values))
    if not done.rowcount:
        connection.execute(insert(pre_application_drafts).values(area=area, id=identity, **values))


def draft(connection: Connection, area: str, vault: Vault, identity: str) -> bytes | None:
    """What was entered so far; None where there is no such draft."""
    wanted = select(_d.box).where(_d.area == area, _d.id == identity)
    box = connection.execute(wanted).scalar()
    return None if box is None else vault.open_state(f"draft:{identity}", box)


def drop_draft(connection: Connection, area: str, identity: str, *, files: bool) -> list[str]:
    """Delete a draft; with `files` also let go of what was uploaded to it: the names of files to be deleted after."""
    connection.execute(delete(pre_application_drafts).where(_d.area == area, _d.id == identity))
    if not files:
        return []
    return [name for kind in (PRE_APPLICATION, ONLINE_REQUEST) for name in let_go(connection, area, kind, identity)]


def old_drafts(connection: Connection, area: str, before: datetime, limit: int) -> list[str]:
    """Ids of drafts that nobody has touched since a moment."""
    wanted = select(_d.id).where(_d.area == area, _d.changed_at < before)
    return list(connection.execute(wanted.order_by(_d.changed_at).limit(limit)).scalars())


def set_pickup(connection: Connection, area: str, identity: str, pickup: bytes | None) -> None:
    """Let a counter fetch a draft by a code."""
    change = update(pre_application_drafts).where(_d.area == area, _d.id == identity).values(pickup=pickup)
    connection.execute(change)


def draft_of_pickup(connection: Connection, area: str, vault: Vault, pickup: bytes, since: datetime) -> bytes | None:
    """The draft with this code, if it was changed after `since`."""
    wanted = select(_d.id, _d.box).where(_d.area == area, _d.pickup == pickup, _d.changed_at >= since)
    row = connection.execute(wanted).first()
    return None if row is None else vault.open_state(f"draft:{row.id}", row.box)


def _one(connection: Connection, vault: Vault, *where: Any) -> PreApplication | None:
    row = connection.execute(select(_p.id, _p.state).where(*where)).first()
    return None if row is None else _decode(vault.open_state(row.id, row.state))
