"""Which pre-application a case came of: noted when the case is taken in, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.pre_application import decide
from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.pre_application.state import evolve
from app.domain.refusal import Refusal
from app.store.central import pre_applications as rows
from app.store.central.tasks import new_task
from app.store.event import NewEvent, Subject
from app.usecases.central.own_journal import append_within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.usecases.central.taking import Taking


def write_links(taking: Taking, filed: Iterable[tuple[str, str, str]]) -> None:
    """For each (pre-application, case id, case number): it became this case.

    A second case of one pre-application, as two counters that were apart may make it, stands and becomes a task.
    """
    for identity, case_id, case_no in filed:
        _link(taking, identity, case_id, case_no)


def _link(taking: Taking, identity: str, case_id: str, case_no: str) -> None:
    connection, ledger = taking.connection, taking.ledger
    state = rows.by_id(connection, ledger.area, ledger.vault, identity)
    if state is None:
        return
    try:
        happened = decide.link(state, case_id, case_no, taking.now)
    except Refusal as refusal:
        task = new_task(
            "pre-application", refusal.code, taking.now, hall=state.hall, subject_kind=PRE_APPLICATION,
            subject_id=identity, case_no=case_no, position=taking.position, detail=refusal.message,
        )  # fmt: skip
        taking.add_task(task)
        return
    for event in happened:
        group = append_within(taking, [NewEvent(Subject(PRE_APPLICATION, identity), event, state.seq)])
        after = evolve(state, identity, event)
        if after is not None:
            rows.write(connection, ledger.area, ledger.vault, [(after, group.position)])
