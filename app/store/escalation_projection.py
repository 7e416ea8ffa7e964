"""The projectors of escalations, and of which services were rated: that they were, never how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.escalation.events import ESCALATION
from app.domain.escalation.state import EscalationState, evolve_escalation
from app.domain.rating.events import RatingGiven
from db.desk.office import escalations, rated_services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

decode_escalation = msgspec.json.Decoder(EscalationState).decode
"""A state from its column."""
_encode = msgspec.json.Encoder().encode

_COLUMNS = (escalations.c.state, escalations.c.opened_by, escalations.c.opened_at)
_ROW = insert(escalations)
_WRITE = _ROW.on_conflict_do_update(
    index_elements=["id"], set_={c.name: _ROW.excluded[c.name] for c in escalations.columns if c.name != "id"}
)
_RATED = insert(rated_services).on_conflict_do_nothing()


class EscalationProjector:
    """Folds escalations, in the server's order where several counters wrote about one."""

    name = "escalations"
    version = "1"
    tables: Sequence[Table] = (escalations,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events that stand."""
        for event in events:
            if event.subject.kind == ESCALATION and event.stands:
                self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        known = connection.execute(select(*_COLUMNS).where(escalations.c.id == event.subject.id)).first()
        before = decode_escalation(known.state) if known else None
        state = evolve_escalation(event.subject.id, before, event.body)
        if state is None or state is before:
            return
        opened_by, opened_at = (known.opened_by, known.opened_at) if known else (event.actor, event.at)
        row = {
            "id": state.id, "number": state.number, "case_no": state.case_no, "owner": state.owner,
            "open": state.closed is None, "until": state.until, "opened_by": opened_by, "opened_at": opened_at,
            "changed_at": event.at, "state": _encode(state),
        }  # fmt: skip
        connection.execute(_WRITE, row)

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the row of an escalation; its events come again."""
        if subject.kind == ESCALATION:
            connection.execute(delete(escalations).where(escalations.c.id == subject.id))


def escalations_about(connection: Connection, case_no: str) -> list[str]:
    """Ids of every escalation of a case, ended ones too."""
    return list(connection.execute(select(escalations.c.id).where(escalations.c.case_no == case_no)).scalars())


class RatedProjector:
    """Knows which services were rated at this desk. Level and words stay in the sealed journal."""

    name = "rated"
    version = "1"
    tables: Sequence[Table] = (rated_services,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Note the services."""
        for event in events:
            if isinstance(event.body, RatingGiven):
                connection.execute(_RATED, {"service": event.body.service})

    def forget(self, connection: Connection, subject: Subject) -> None:
        """What was rated once is not rated again, whatever is forgotten of it."""
