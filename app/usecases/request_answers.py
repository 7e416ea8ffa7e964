"""Online requests 网上申请 that an act does: answered in the act's own group, whoever pressed the key and from where."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.online_request import decide as d
from app.domain.online_request.events import ONLINE_REQUEST
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.store.online_request_projection import requests_about

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.online_request.state import OnlineRequest
    from app.store.codec import EventTypes
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

CHANGED = "requests"
"""Name of what changed, as announced after an answer, and after a pull that brought one."""


def answers_here(
    workplace: Workplace, uow: UnitOfWork, state: CaseState, happened: Sequence[Any], by: str
) -> list[NewEvent]:
    """At a desk: answers to the requests about a case that what happened has done; `by` is the name of who acts."""
    about = requests_about(uow.connection, state.case_id, open_only=True)
    types = workplace.store.program.types
    return answers_to(about, state, happened, types, workplace.counter, by, uow.now.effective)


def answers_to(
    requests: Iterable[OnlineRequest],
    state: CaseState,
    happened: Sequence[Any],
    types: EventTypes,
    counter: str,
    by: str,
    now: datetime,
) -> list[NewEvent]:
    """The same for whoever has the requests at hand; events to be appended in the group of the act."""
    found = []
    for request in requests:
        done = d.fulfilled(request, state, happened)
        if done is not None:
            event = next(types.kind_of(x)[0] for x in happened if type(x) is done)
            body = d.answer(request, counter, by, now, "done", event=event)
            found.append(NewEvent(Subject(ONLINE_REQUEST, request.id), body, request.seq))
    return found


def as_it_arrived_here(connection: Connection, state: CaseState, command: Any) -> Any:
    """At a desk: a deferred material that came in online is late by the day on which it was uploaded."""
    if not isinstance(command, c.SupplyDeferred):
        return command
    return as_it_arrived(requests_about(connection, state.case_id, open_only=True), command)


def as_it_arrived(requests: Iterable[OnlineRequest], command: c.SupplyDeferred) -> c.SupplyDeferred:
    """The same for whoever has the requests at hand."""
    for request in requests:
        if request.open and request.kind == "deferred" and command.material in request.content.files:
            day = datetime.fromisoformat(request.changed_at).astimezone(CHINA).date()
            return replace(command, arrived=day.isoformat())
    return command
