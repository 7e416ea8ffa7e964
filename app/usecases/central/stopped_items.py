"""Items that were stopped by law: their open cases become tasks, since somebody has to say what happens to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.store.central.bulk import YES
from app.store.central.tasks import add_tasks, new_task
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.usecases.central.server import Server

KIND = "item-stopped"
CODE = "STATE-ITEM-STOPPED"


def tasks_of_stopped(server: Server, connection: Connection, codes: Sequence[str], position: int) -> int:
    """Make a task of each open case of these items; returns how many. Inside a write; once for each case and item."""
    h = case_heads.c
    wanted = select(h.case_id, h.case_no, h.hall, h.counter, h.item_code).where(
        h.area == server.area, h.item_code.in_(list(codes)), h.open == YES, h.ended_on == ""
    )
    new = [
        new_task(
            KIND,
            CODE,
            server.now(),
            id=f"stopped-{item}-{case_id}",
            hall=hall,
            counter=counter,
            subject_kind="case",
            subject_id=case_id,
            case_no=case_no,
            position=position,
            detail="事项已停止办理，请确认这件在办的如何处理并告知申请人。",
        )
        for case_id, case_no, hall, counter, item in connection.execute(wanted)
    ]
    add_tasks(connection, server.area, new)
    return len(new)
