"""The projector of pre-applications 网上预审 at a desk: what applicants of this hall filed online."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.pre_application.events import PRE_APPLICATION, PreApplicationEvent
from app.domain.pre_application.state import PreApplication, evolve
from app.store.event import Erased
from db.desk.pre_applications import pre_applications

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

_EVENTS = get_args(PreApplicationEvent)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(PreApplication).decode
_p = pre_applications.c


class PreApplicationProjector:
    """Folds events of pre-applications into `pre_applications`."""

    name = "pre-applications"
    version = "1"
    tables: Sequence[Table] = (pre_applications,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events of a group."""
        for event in events:
            if event.subject.kind != PRE_APPLICATION or not event.stands:
                continue
            if isinstance(event.body, Erased):
                self.forget(connection, event.subject)
            elif isinstance(event.body, _EVENTS):
                state = evolve(read_pre_application(connection, event.subject.id), event.subject.id, event.body)
                if state is not None:
                    _write(connection, state)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the row of a pre-application."""
        if subject.kind == PRE_APPLICATION:
            connection.execute(delete(pre_applications).where(_p.id == subject.id))


def read_pre_application(connection: Connection, identity: str) -> PreApplication | None:
    """The state of a pre-application by its id or number; None where this desk has none."""
    wanted = select(_p.state).where((_p.id == identity) | (_p.number == identity))
    data = connection.execute(wanted).scalar()
    return None if data is None else _decode(data)


def waiting_rows(connection: Connection) -> list[Any]:
    """Rows of those that no counter has made a case of, oldest first."""
    wanted = select(pre_applications).where(_p.phase == "waiting").order_by(_p.filed_at)
    return list(connection.execute(wanted))


def _write(connection: Connection, state: PreApplication) -> None:
    hold = state.hold
    row = {
        "id": state.id, "number": state.number, "item_code": state.item_code, "item_name": state.item_name,
        "applicant_name": state.filing.applicant.name, "phase": state.phase, "holder": hold.counter if hold else "",
        "held_since": datetime.fromisoformat(hold.since) if hold else None,
        "held_until": datetime.fromisoformat(hold.until) if hold else None,
        "assisted": state.assisted, "files": state.file_count, "advised": bool(state.advice),
        "filed_at": datetime.fromisoformat(state.filed_at), "state": _encode(state),
    }  # fmt: skip
    change = insert(pre_applications).values(row)
    rest = {name: change.excluded[name] for name in row if name != "id"}
    connection.execute(change.on_conflict_do_update(index_elements=["id"], set_=rest))
