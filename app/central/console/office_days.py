"""Leaders' office days 一把手现场办公 in the console: the roster, what was handled, what changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.console.office_forms import NOTHING, Failed, actor_of, day_in, failed_of, text, today_at
from app.central.console.people import language_of, person_at, posted
from app.central.problems import unknown
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.usecases.central.office_days import cancel_day, hold_day, note_change, plan_day, roster

if TYPE_CHECKING:
    from app.usecases.central.acting import Actor
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

LIST = "/console/office/days"


@get("/office/days")
async def days_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The roster, and the last half year."""
    person = await person_at(request, services, "see-escalations")
    return await _list(request, services, person)


async def _list(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed = NOTHING
) -> Response[bytes]:
    found = await services.reads.run(roster, services.server, hall=person.account.hall)
    today = today_at(services.server).isoformat()
    return services.pages.show(
        "office_days.html", language_of(request), person, status=failed.status, failed=failed, found=found, today=today
    )


@post("/office/days", status_code=200)
async def plan_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Put a leader's day on the roster."""
    person, form = await posted(request, services, "plan-office-day")
    try:
        await services.ingest.run(_plan, services.server, form, actor_of(person), person.account.hall)
    except (Refusal, InputProblem) as refusal:
        return await _list(request, services, person, failed_of(request, "plan", form, refusal))
    return see_other(LIST)


def _plan(server: Server, form: dict[str, str], actor: Actor, hall: str) -> None:
    day = day_in(form, "day", today_at(server))
    names = (text(form, "leader", 100), text(form, "post", 100), text(form, "department", 200))
    plan_day(server, *names, hall or text(form, "hall", 100), day, actor)


@post("/office/days/{identity:str}/{act:str}", status_code=200)
async def act_on_day(
    request: Request[Any, Any, Any], identity: FromPath[str], act: FromPath[str], services: Given
) -> Response[bytes]:
    """Note what was handled, what changed, or that it did not take place."""
    if act not in ("held", "changed", "cancelled"):
        raise unknown()
    person, form = await posted(request, services, "plan-office-day")
    try:
        await services.ingest.run(_act, services.server, identity[:64], act, form, actor_of(person))
    except (Refusal, InputProblem) as refusal:
        return await _list(request, services, person, failed_of(request, f"{act}:{identity}", form, refusal))
    return see_other(LIST)


def _act(server: Server, identity: str, act: str, form: dict[str, str], actor: Actor) -> None:
    if act == "held":
        handled = tuple(line.strip() for line in text(form, "handled").splitlines() if line.strip())
        numbers = tuple(line.strip() for line in text(form, "escalations").splitlines() if line.strip())
        hold_day(server, identity, handled, numbers, actor)
    elif act == "changed":
        note_change(server, identity, text(form, "what"), day_in(form, "since", today_at(server)), actor)
    else:
        cancel_day(server, identity, text(form, "reason"), actor)
