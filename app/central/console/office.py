"""“办不成事” in the console: the list, one with its story, answering and ending it; and the tasks of who is logged in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.console.office_forms import NOTHING, Failed, actor_of, failed_of, text, today_at
from app.central.console.people import language_of, person_at, posted
from app.central.console.words_office import CONFIRMED_ZH, GROUPS_ZH, STEPS_ZH
from app.central.problems import unknown
from app.central.services import Given
from app.domain.escalation import decide as d
from app.domain.refusal import InputProblem, Refusal
from app.store.central.office import MOST
from app.usecases.central.cases import case_of
from app.usecases.central.escalations import (
    Acted,
    EscalationActs,
    escalation_figures,
    escalation_record,
    hall_for,
    halls_of,
    list_escalations,
    receipt_pdf,
    with_escalations,
)
from app.usecases.central.my_tasks import Whose, my_tasks

if TYPE_CHECKING:
    from app.usecases.central.acting import Actor
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

LIST = "/console/office/escalations"


@get("/my-tasks")
async def tasks_of_mine(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """What waits for the role of who is logged in, what presses first."""
    person = await person_at(request, services)
    account = person.account
    whose = Whose(account.name, account.role, account.hall, account.department)
    found = await services.reads.run(my_tasks, services.server, whose)
    return services.pages.show(
        "my_tasks.html", language_of(request), person, found=found, groups=GROUPS_ZH, steps=STEPS_ZH
    )


@get("/office/escalations")
async def escalations_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The open ones by promised day, or those that ended; figures of this year."""
    person = await person_at(request, services, "see-escalations")
    return await _list(request, services, person)


@post("/office/escalations", status_code=200)
async def open_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Register one, of a case or of none."""
    person, form = await posted(request, services, "escalate")
    try:
        acted = await services.ingest.run(_open, services.server, form, actor_of(person), person.account.hall)
    except (Refusal, InputProblem) as refusal:
        return await _list(request, services, person, failed_of(request, "open", form, refusal))
    services.watcher.announce(acted.position)
    return see_other(f"{LIST}/{acted.state.id}")


async def _list(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed = NOTHING
) -> Response[bytes]:
    ended = request.query_params.get("state") == "closed"
    page = await services.reads.run(_listed, services.server, person.account.hall, ended)
    return services.pages.show(
        "escalations.html", language_of(request), person, status=failed.status, failed=failed, ended=ended, **page
    )


def _listed(server: Server, hall: str, ended: bool) -> dict[str, Any]:
    today = today_at(server)
    found = list_escalations(server, hall=hall, still_open=not ended)
    figures = escalation_figures(server, today.replace(month=1, day=1), today, hall=hall)
    with server.store.read() as connection:
        halls = [] if hall else halls_of(connection, server.area)
    return {"found": found, "figures": figures, "today": today.isoformat(), "most": MOST, "halls": halls}


def _open(server: Server, form: dict[str, str], actor: Actor, hall: str) -> Acted:
    number = text(form, "case_no", 64).upper()
    about = d.About()
    if number:
        head = case_of(server.ledger, number)
        if head is None or head.state.erased:
            raise Refusal("STATE-UNKNOWN", f"没有办件 {number}，请核对编号。", "case_no")
        about, hall = d.About(head.case_no, head.case_id, head.state.item_name), head.hall
    command = d.Escalate(
        text(form, "text"), text(form, "wanted"), text(form, "name", 200), text(form, "phone", 40),
        text(form, "owner", 200),
    )  # fmt: skip
    named = hall or text(form, "hall", 100)

    def do(acts: EscalationActs) -> Acted:
        place = named if number else hall_for(acts.connection, server.area, named)
        return acts.open(command, about, place)

    return with_escalations(server, actor, do)


@get("/office/escalations/{identity:str}")
async def escalation_page(request: Request[Any, Any, Any], identity: FromPath[str], services: Given) -> Response[bytes]:
    """One, with its story."""
    person = await person_at(request, services, "see-escalations")
    return await _one(request, services, person, identity)


async def _one(
    request: Request[Any, Any, Any], services: Given, person: WebSession, identity: str, failed: Failed = NOTHING
) -> Response[bytes]:
    record = await services.reads.run(escalation_record, services.server, identity[:200])
    return services.pages.show(
        "escalation.html",
        language_of(request),
        person,
        status=failed.status,
        failed=failed,
        record=record,
        today=today_at(services.server).isoformat(),
        how=CONFIRMED_ZH,
    )


@get("/office/escalations/{identity:str}/receipt")
async def receipt_page(request: Request[Any, Any, Any], identity: FromPath[str], services: Given) -> Response[bytes]:
    """Its receipt as PDF."""
    await person_at(request, services, "see-escalations")
    pdf = await services.files.run(receipt_pdf, services.server, identity[:64])
    headers = {"Content-Disposition": "inline", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(pdf, media_type="application/pdf", headers=headers)


@dataclass(frozen=True)
class _Way:
    """An act of the page: the right, and what it does with what was typed."""

    right: str
    do: Callable[[EscalationActs, str, dict[str, str]], Acted]


_WAYS = {
    "answer": _Way(
        "answer-escalation",
        lambda acts, number, form: acts.answer(
            number, d.Answer(text(form, "answer"), text(form, "owner", 200), text(form, "until", 20))
        ),
    ),
    "step": _Way("answer-escalation", lambda acts, number, form: acts.step(number, text(form, "text"))),
    "close": _Way(
        "close-escalation",
        lambda acts, number, form: acts.close(
            number,
            d.Close(
                text(form, "outcome"),
                text(form, "confirmed_with", 200),
                form.get("how", "telephone"),  # type: ignore[arg-type]  # what is none of them is refused
                text(form, "confirmed_on", 20),
                form.get("solved") == "yes",
            ),
        ),
    ),
}


@post("/office/escalations/{identity:str}/{act:str}", status_code=200)
async def act_on_one(
    request: Request[Any, Any, Any], identity: FromPath[str], act: FromPath[str], services: Given
) -> Response[bytes]:
    """Answer it, note a step, end it."""
    way = _WAYS.get(act)
    if way is None:
        raise unknown()
    person, form = await posted(request, services, way.right)
    record = await services.reads.run(escalation_record, services.server, identity[:200])
    number = record.state.number
    try:
        acted = await services.ingest.run(
            with_escalations, services.server, actor_of(person), lambda acts: way.do(acts, number, form)
        )
    except (Refusal, InputProblem) as refusal:
        return await _one(request, services, person, identity, failed_of(request, act, form, refusal))
    services.watcher.announce(acted.position)
    return see_other(f"{LIST}/{identity}")
