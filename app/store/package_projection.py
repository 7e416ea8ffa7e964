"""The projector of theme packages: one row a package with its folded state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.package.events import PACKAGE, MemberDropped, MemberFiled, PackageOpened
from app.domain.package.evolve import evolve, opened
from app.domain.package.state import PackageState
from db.desk.package import packages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from app.store.event import StoredEvent, Subject

decode_package = msgspec.json.Decoder(PackageState).decode
"""A state from its column."""
encode_package = msgspec.json.Encoder().encode

_c = packages.c
_ROW = insert(packages)
_WRITE = _ROW.on_conflict_do_update(
    index_elements=["package_id"],
    set_={c.name: _ROW.excluded[c.name] for c in packages.columns if c.name != "package_id"},
)


class PackageProjector:
    """Folds packages, in the server's order where several counters filed members of one."""

    name = "packages"
    version = "1"
    tables: Sequence[Table] = (packages,)

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        """Fold the events that stand."""
        for event in events:
            if event.subject.kind == PACKAGE and event.stands:
                self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        body, identity = event.body, event.subject.id
        before = read_state(connection, identity)
        if isinstance(body, PackageOpened):
            state = before or opened(identity, body)
        elif before is not None and isinstance(body, MemberFiled | MemberDropped):
            state = evolve(before, body)
        else:
            return
        if state is not before:
            connection.execute(_WRITE, row_of(state))

    def forget(self, connection: Connection, subject: Subject) -> None:
        """Delete the row of a package; its events come again."""
        if subject.kind == PACKAGE:
            connection.execute(delete(packages).where(_c.package_id == subject.id))


def read_state(connection: Connection, package_id: str) -> PackageState | None:
    """The folded state of a package, or None."""
    data = connection.execute(select(_c.state).where(_c.package_id == package_id)).scalar()
    return decode_package(data) if data else None


def row_of(state: PackageState) -> dict[str, Any]:
    """The columns of a package that follow from its state."""
    return {
        "package_id": state.package_id,
        "package_no": state.package_no,
        "key": state.key,
        "name": state.name,
        "applicant_name": state.applicant.name,
        "counter": state.counter,
        "opened_on": state.opened_on,
        "waiting": sum(not m.case_id and m.item_code not in state.dropped for m in state.members) + len(state.extra),
        "state": encode_package(state),
    }
