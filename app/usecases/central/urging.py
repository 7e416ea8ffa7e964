"""Urging 催办: a lead or a supervisor asks that a case be decided.

An event of the server's journal, and a to-do that ends with the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.audit import AUDIT, CaseUrged
from app.domain.case.waiting import waiting
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without
from app.store.case_projection import CASE
from app.store.central.tasks import add_tasks, finish, new_task
from app.store.event import NewEvent, Subject
from app.usecases.central.cases import case_of
from app.usecases.central.own_journal import append_own
from app.usecases.central.work_list import URGED

if TYPE_CHECKING:
    from datetime import datetime

    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

CODE = "CASE-URGED"
LONGEST = 200


def urge(server: Server, case_no: str, words: str, actor: Actor, now: datetime) -> int:
    """Urge a case that waits for its department: an event, and a to-do; returns the event's position.

    `words` hold no personal data. Refusal RIGHT-…, STATE-URGE where nothing waits.
    """
    refuse_without(actor.role, "urge")
    text = " ".join(words.split())
    if not text or len(text) > LONGEST:
        raise InputProblem("INPUT-REASON", f"请写明催办的理由，不超过 {LONGEST} 字。", "words")
    head = case_of(server.ledger, case_no)
    if head is None:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", case_no)
    if waiting(head.state).stage not in ("proposed", "review", "returned", "suspended"):
        raise Refusal("STATE-URGE", "本件没有等部门办理的步骤，不需要催办。", "words")
    task = new_task(
        "urged", CODE, now, id=f"{URGED}:{head.case_id}", hall=head.hall, counter=head.register.counter,
        subject_kind=CASE, subject_id=head.case_id, case_no=head.case_no, detail=f"{actor.name}：{text}",
    )  # fmt: skip
    urged = NewEvent(Subject(AUDIT, head.case_id), CaseUrged(head.case_id, text, actor.id))
    with server.store.write() as connection:
        position = append_own(server.ledger, connection, [urged], actor.id, now)
        add_tasks(connection, server.area, [task])
    return position


def end_urging(server: Server, case_id: str, by: str, now: datetime) -> None:
    """What was urged has been done."""
    with server.store.write() as connection:
        finish(connection, server.area, [f"{URGED}:{case_id}"], by, "decided", now)
