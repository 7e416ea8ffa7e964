"""Theme packages at the server: what binds their cases is folded from its few events, how they stand from the cases' heads.

Found by an index of their own; there is no table to be kept. For the console and the public pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import literal_column

from app.domain.case import commands as c
from app.domain.package.events import PACKAGE
from app.domain.package.evolve import fold
from app.domain.package.groups import refuse_granting_apart, refuse_issuing_apart, reviewed_with
from app.domain.package.standing import PackageStanding, standing
from app.domain.package.state import PackageState
from app.store.central.heads import CaseHead, head_numbered, heads_of_package
from app.usecases.central.cases import stored_events
from db.central.ledger import events as events_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.store.central.ledger import Ledger
    from app.usecases.central.server import Server

NUMBER_PREFIX = "TC"


@dataclass(frozen=True)
class CentralPackage:
    """A package as the server has it: what binds the members, their heads by item code."""

    state: PackageState
    heads: dict[str, CaseHead]

    @property
    def phases(self) -> dict[str, str]:
        """The phases of its cases by item code."""
        return {code: head.state.phase for code, head in self.heads.items()}

    @property
    def now(self) -> PackageStanding:
        """How it stands."""
        return standing(self.state, self.phases)

    def reviewed_with(self, case_id: str) -> tuple[str, ...]:
        """Numbers of the other cases that are decided in one review with a case 多审合一 and wait like it."""
        return tuple(m.case_no for m in reviewed_with(self.state, self.phases, case_id))


def read_package(server: Server, package_id: str) -> CentralPackage | None:
    """A package by its id; None where the server has none, or it was erased."""
    with server.store.read() as connection:
        return package_within(connection, server.ledger, package_id)


def package_by_number(server: Server, number: str) -> CentralPackage | None:
    """A package by its number (TC…) or by that of one of its cases; None where there is none."""
    wanted = number.strip().upper().removeprefix(NUMBER_PREFIX)
    with server.store.read() as connection:
        found = head_numbered(connection, server.area, server.ledger.vault, wanted)
        return None if found is None else package_within(connection, server.ledger, found.state.package)


def package_within(connection: Connection, ledger: Ledger, package_id: str) -> CentralPackage | None:
    """The same for whoever reads or writes already."""
    if not package_id:
        return None
    conditions: list[Any] = [
        events_table.c.subject_id == package_id,
        events_table.c.subject_kind == literal_column(f"'{PACKAGE}'"),
    ]
    state = fold(package_id, [e.body for e in stored_events(connection, ledger, *conditions) if e.stands])
    if state is None:
        return None
    known = heads_of_package(connection, ledger.area, ledger.vault, package_id)
    by_id = {head.case_id: head for head in known}
    heads = {m.item_code: by_id[m.case_id] for m in state.members if m.case_id in by_id}
    return CentralPackage(state, heads)


def refuse_apart(
    connection: Connection, ledger: Ledger, state: CaseState, command: object, also: Collection[str] = ()
) -> None:
    """Refuse to grant or to hand out one of several that belong together; `also` are case ids of the same act."""
    if not state.package or not isinstance(command, c.Issue | c.Grant):
        return
    found = package_within(connection, ledger, state.package)
    if found is not None:
        refuse = refuse_issuing_apart if isinstance(command, c.Issue) else refuse_granting_apart
        refuse(found.state, found.phases, state.case_id, also)
