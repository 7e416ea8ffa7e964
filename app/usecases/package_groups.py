"""What belongs together in a package is not done apart: results 两证同发, and the review of several 多审合一."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.domain.package.groups import refuse_granting_apart, refuse_issuing_apart
from app.usecases.package_queries import cases_of, package_state, phases_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState


def refuse_apart(connection: Connection, state: CaseState, command: object, also: Collection[str] = ()) -> None:
    """Refuse to grant or to hand out one of several that belong together; `also` are case ids of the same act.

    Refusal STATE-TOGETHER or STATE-REVIEW. Of other acts, and of a case by itself, nothing is looked up.
    """
    if not state.package or not isinstance(command, c.Issue | c.Grant):
        return
    package = package_state(connection, state.package)
    if package is None:
        return
    phases = phases_of(connection, package, cases_of(connection, package))
    refuse = refuse_issuing_apart if isinstance(command, c.Issue) else refuse_granting_apart
    refuse(package, phases, state.case_id, also)
