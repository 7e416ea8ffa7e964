"""The work list of a department: what waits, the earliest day first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from litestar import Request, Response, get

from app.central.console.people import language_of, person_at
from app.central.console.words_approval import STAGES_ZH, VIEWS_ZH
from app.central.services import Given
from app.store.clock import CHINA
from app.usecases.central.knowledge import knowledge
from app.usecases.central.work_list import VIEWS, WorkQuery, departments_named, work_list

if TYPE_CHECKING:
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server
    from app.usecases.central.work_list import View, WorkPage

WORK = "/console/work"


@get("/work")
async def work_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The list. Who belongs to a department sees its cases; others choose one, or see all."""
    person = await person_at(request, services, "open-record")
    asked = request.query_params
    view: View = next((one for one in VIEWS if one == asked.get("view")), "all")
    chosen = person.account.department or str(asked.get("department", ""))[:100]
    after = str(asked.get("after", ""))[:80]
    query = WorkQuery(view, departments_named(chosen), person.account.hall, after)
    found: WorkPage = await services.reads.run(_found, services.server, query)
    return services.pages.show(
        "work.html",
        language_of(request),
        person,
        found=found,
        view=view,
        views=VIEWS_ZH,
        stages=STAGES_ZH,
        departments=_departments(person),
        chosen=chosen,
        address=lambda **other: _address(view, chosen if not person.account.department else "", other),
    )


def _found(server: Server, query: WorkQuery) -> WorkPage:
    return work_list(server.ledger, query, server.now().astimezone(CHINA).date())


def _departments(person: WebSession) -> tuple[str, ...]:
    """What somebody of no department may choose from."""
    starting = knowledge().starting
    if person.account.department or starting is None:
        return ()
    return tuple(department.full_name for department in starting.departments)


def _address(view: str, department: str, other: dict[str, str]) -> str:
    parts = {"view": view, "department": department} | other
    given = {key: value for key, value in parts.items() if value and (key, value) != ("view", "all")}
    return f"{WORK}?{urlencode(given)}" if given else WORK
