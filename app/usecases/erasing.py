"""Erase a case 依法删除: bodies, salts and scans go, headers and numbers stay, the chain still verifies.

Only a lead may, with the rule that allows or demands it; the erasure is itself an event that every replica obeys.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from app.domain.escalation.events import ESCALATION
from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.package.events import PACKAGE
from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.escalation_projection import escalations_about
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.store.online_request_projection import requests_about
from app.usecases.package_queries import cases_of, package_state
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.usecases.workplace import Workplace


def erase_case(workplace: Workplace, case_no: str, reason: str) -> int:
    """Erase a case that has ended, and what was escalated of it; answers how many bodies went. Rule: PIPL-47."""
    require(workplace, "erase")
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明删除所依据的规定。", "reason")
    with workplace.store.write() as uow:
        state = case_by_number(uow.connection, case_no)
        if not state.ended:
            raise Refusal("STATE-RUNNING", f"{case_no} 还在办理中，不能删除。", "case_no")
        subjects = [Subject(CASE, state.case_id), *_package_over(uow.connection, state)]
        subjects += [Subject(ESCALATION, one) for one in escalations_about(uow.connection, state.case_no)]
        subjects += [Subject(ONLINE_REQUEST, one.id) for one in requests_about(uow.connection, state.case_id)]
        erasures = [SubjectErased(s.kind, s.id, reason) for s in subjects]
        uow.append([NewEvent(Subject("erasure", secrets.token_hex(16)), erasure) for erasure in erasures])
        gone = sum(uow.erase(subject) for subject in subjects)
        uow.commit()
    return gone


def _package_over(connection: Connection, state: CaseState) -> list[Subject]:
    """The package of a case, which names the same person, once none of its cases runs any more and none waits."""
    package = package_state(connection, state.package)
    if package is None:
        return []
    held = cases_of(connection, package).values()
    running = any(not case.ended and not case.erased for case in held)
    waiting = any(not m.case_id and m.item_code not in package.dropped for m in package.members)
    return [] if running or waiting else [Subject(PACKAGE, package.package_id)]
