"""Erasing a case 依法删除 at the server: bodies, salts, attachments and the head go, headers stay, every desk obeys."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.refusal import Refusal
from app.store.case_projection import CASE
from app.store.central.events import of_case
from app.store.central.heads import read_heads
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.usecases.central.blobs import sweep_blobs
from app.usecases.central.folding import ERASURE
from app.usecases.central.own_journal import append_own
from db.central.ledger import case_heads, events

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.central.ledger import Ledger

_e = events.c


def erase_case(ledger: Ledger, case_no: str, reason: str, by: str, now: datetime) -> int:
    """Erase a case that has ended; returns how many bodies of it went. Refusal STATE-UNKNOWN, STATE-RUNNING, ENTRY-REASON.

    What was escalated of it goes with it: it names the same person. Rule: PIPL-47.
    """
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明删除所依据的规定。", "reason")
    with ledger.store.write() as connection:
        found = read_heads(connection, ledger.area, ledger.vault, case_heads.c.case_no == case_no, limit=1)
        if not found:
            raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", "case_no")
        if not found[0].state.ended:
            raise Refusal("STATE-RUNNING", f"{case_no} 还在办理中，不能删除。", "case_no")
        case_id = found[0].case_id
        bodies = select(func.count()).select_from(events).where(
            _e.area == ledger.area, *of_case(case_id), _e.body.is_not(None)
        )  # fmt: skip
        gone = int(connection.execute(bodies).scalar_one())
        about = [(CASE, case_id)]
        if found[0].state.pre_application:
            about.append((PRE_APPLICATION, found[0].state.pre_application))
        erased = [
            NewEvent(Subject(ERASURE, secrets.token_hex(16)), SubjectErased(kind, identity, reason))
            for kind, identity in about
        ]
        append_own(ledger, connection, erased, by, now)
    sweep_blobs(ledger)
    return gone
