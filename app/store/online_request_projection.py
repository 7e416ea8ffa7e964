"""The projector of online requests 网上申请 at a desk: what applicants asked for about cases of this hall."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.online_request.state import OnlineRequest, evolve
from db.desk.online_requests import online_requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(OnlineRequest).decode
_r = online_requests.c
_ROW = insert(online_requests)
_WRITE = _ROW.on_conflict_do_update(
    index_elements=["id"], set_={c.name: _ROW.excluded[c.name] for c in online_requests.columns if c.name != "id"}
)


class OnlineRequestProjector:
    """Folds online requests, in the server's order where several counters answered one."""

    name = "online-requests"
    version = "1"
    tables: Sequence[Table] = (online_requests,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events that stand."""
        for event in events:
            if event.subject.kind == ONLINE_REQUEST and event.stands:
                before = read_request(connection, event.subject.id)
                after = evolve(before, event.subject.id, event.body)
                if after is not None and after is not before:
                    _write(connection, after)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the row of a request; its events come again, or it was erased."""
        if subject.kind == ONLINE_REQUEST:
            connection.execute(delete(online_requests).where(_r.id == subject.id))


def read_request(connection: Connection, identity: str) -> OnlineRequest | None:
    """The state of a request; None where this desk has none such."""
    data = connection.execute(select(_r.state).where(_r.id == identity)).scalar()
    return None if data is None else _decode(data)


def open_requests(connection: Connection) -> list[OnlineRequest]:
    """Those that no counter has answered, the oldest first."""
    wanted = select(_r.state).where(_r.open.is_(True)).order_by(_r.filed_at, _r.id)
    return [_decode(data) for data in connection.execute(wanted).scalars()]


def requests_about(connection: Connection, case_id: str, *, open_only: bool = False) -> list[OnlineRequest]:
    """Every request about a case, the newest first."""
    wanted = select(_r.state).where(_r.case_id == case_id)
    if open_only:
        wanted = wanted.where(_r.open.is_(True))
    found = connection.execute(wanted.order_by(_r.filed_at.desc(), _r.id)).scalars()
    return [_decode(data) for data in found]


def _write(connection: Connection, state: OnlineRequest) -> None:
    row = {
        "id": state.id, "kind": state.kind, "case_id": state.case_id, "case_no": state.case_no, "open": state.open,
        "filed_at": datetime.fromisoformat(state.filed_at), "state": _encode(state),
    }  # fmt: skip
    connection.execute(_WRITE, row)
