"""Online requests as rows of the server: what lists need in plain, the rest in a box."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import bindparam, delete, func, select

from app.domain.online_request.state import OnlineRequest
from app.store.central.bulk import YES, Rows
from app.store.central.query import Query
from db.central.online_requests import online_requests

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.vault import Vault

_ROWS = Rows(online_requests)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(OnlineRequest).decode
_r = online_requests.c
_ABOUT = Query(select(_r.id, _r.state).where(_r.area == bindparam("in_area"), _r.case_id == bindparam("of")))


def request(connection: Connection, area: str, vault: Vault, identity: str) -> OnlineRequest | None:
    """A request by its id."""
    box = connection.execute(select(_r.state).where(_r.area == area, _r.id == identity)).scalar()
    return None if box is None else _decode(vault.open_state(identity, box))


def is_known(connection: Connection, area: str, identity: str) -> bool:
    """Whether there is such a request."""
    return connection.execute(select(_r.id).where(_r.area == area, _r.id == identity)).first() is not None


def about(connection: Connection, area: str, vault: Vault, case_id: str) -> list[OnlineRequest]:
    """Every request about a case, the newest first."""
    rows = _ABOUT.rows(connection, in_area=area, of=case_id)
    found = [_decode(vault.open_state(identity, box)) for identity, box in rows]
    return sorted(found, key=lambda one: (one.filed_at, one.id), reverse=True)


def ids_about(connection: Connection, area: str, case_id: str) -> list[str]:
    """Ids of every request about a case."""
    return list(connection.execute(select(_r.id).where(_r.area == area, _r.case_id == case_id)).scalars())


def count_open(connection: Connection, area: str, hall: str = "") -> int:
    """How many no counter has answered; of a hall, or of all."""
    wanted = select(func.count()).where(_r.area == area, _r.open == YES)
    if hall:
        wanted = wanted.where(_r.hall == hall)
    return int(connection.execute(wanted).scalar_one())


def untouched_since(connection: Connection, area: str, moment: datetime, limit: int) -> list[tuple[str, str, bool]]:
    """Requests of which nothing was heard since a moment: id, case, whether it is answered; the oldest first."""
    wanted = select(_r.id, _r.case_id, _r.open).where(_r.area == area, _r.changed_at < moment)
    rows = connection.execute(wanted.order_by(_r.open, _r.changed_at).limit(limit))
    return [(row.id, row.case_id, not row.open) for row in rows]


def put(connection: Connection, area: str, vault: Vault, state: OnlineRequest, position: int) -> None:
    """Keep the state of a request."""
    row = (
        area, state.id, state.kind, state.case_id, state.hall, state.open, datetime.fromisoformat(state.filed_at),
        datetime.fromisoformat(state.changed_at), position, vault.seal_state(state.id, _encode(state)),
    )  # fmt: skip
    _ROWS.put(connection, [row])


def forget(connection: Connection, area: str, identity: str) -> None:
    """Delete the row of a request that was erased."""
    connection.execute(delete(online_requests).where(_r.area == area, _r.id == identity))


def forget_all(connection: Connection, area: str) -> None:
    """Delete every row; they are made again from the events."""
    connection.execute(delete(online_requests).where(_r.area == area))


def everything(connection: Connection, area: str, vault: Vault) -> list[tuple[Any, ...]]:
    """Every row with its box opened, for comparing."""
    rows = connection.execute(select(online_requests).where(_r.area == area))
    return [(*row[:-1], vault.open_state(row.id, row.state)) for row in rows]
