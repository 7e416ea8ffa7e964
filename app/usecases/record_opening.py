"""Whose record was opened by whom 查阅记录, at a desk: an event of its own each time, not one for each look at the page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.audit import AUDIT, RecordOpened
from app.store.event import NewEvent, Subject
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

ONE_SITTING = timedelta(minutes=10)
"""Looked at again within this time it is the same opening."""


def note_opened(workplace: Workplace, case_no: str, way: str = "desk") -> bool:
    """Record that who is logged in opened the record of a case; False where he has it open already."""
    require(workplace, "open-record")
    me = workplace.store.account.id
    with workplace.store.write() as uow:
        subject = Subject(AUDIT, case_by_number(uow.connection, case_no).case_id)
        before = [event for event in uow.events_of(subject) if event.actor == me]
        if before and before[-1].at <= uow.now.effective < before[-1].at + ONE_SITTING:
            return False
        uow.append([NewEvent(subject, RecordOpened(subject.id, me, way))])
        uow.commit()
    return True
