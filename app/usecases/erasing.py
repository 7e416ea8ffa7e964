"""Erase a case 依法删除: bodies, salts and scans go, headers and numbers stay, the chain still verifies.

Only a lead may, with the rule that allows or demands it; the erasure is itself an event that every replica obeys.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace


def erase_case(workplace: Workplace, case_no: str, reason: str) -> int:
    """Erase a case that has ended; answers how many bodies went. Rule: PIPL-47."""
    require(workplace, "erase")
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明删除所依据的规定。", "reason")
    with workplace.store.write() as uow:
        state = case_by_number(uow.connection, case_no)
        if not state.ended:
            raise Refusal("STATE-RUNNING", f"{case_no} 还在办理中，不能删除。", "case_no")
        subject = Subject(CASE, state.case_id)
        event = SubjectErased(CASE, state.case_id, reason)
        uow.append([NewEvent(Subject("erasure", secrets.token_hex(16)), event)])
        gone = uow.erase(subject)
        uow.commit()
    return gone
