"""Urging 催办: a lead or a supervisor asks that a case be decided; a to-do at the server that ends with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.waiting import waiting
from app.domain.refusal import InputProblem, Refusal
from app.store.case_projection import CASE
from app.store.central.tasks import add_tasks, finish, new_task
from app.usecases.central.cases import case_of
from app.usecases.central.work_list import URGED

if TYPE_CHECKING:
    from datetime import datetime

    from app.usecases.central.server import Server

CODE = "CASE-URGED"
LONGEST = 200


def urge(server: Server, case_no: str, words: str, name: str, now: datetime) -> None:
    """Urge a case that waits for its department. `words` hold no personal data; Refusal STATE-URGE where nothing waits."""
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
        subject_kind=CASE, subject_id=head.case_id, case_no=head.case_no, detail=f"{name}：{text}",
    )  # fmt: skip
    with server.store.write() as connection:
        add_tasks(connection, server.area, [task])


def end_urging(server: Server, case_id: str, by: str, now: datetime) -> None:
    """What was urged has been done."""
    with server.store.write() as connection:
        finish(connection, server.area, [f"{URGED}:{case_id}"], by, "decided", now)
