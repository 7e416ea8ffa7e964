"""The page of a case, its papers, and the acts on it by form. What is refused is said in place; nothing typed is lost."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.act_forms import BROUGHT, BY_ACT, FORMS, act_of
from app.central.console.failures import see_other
from app.central.console.people import language_of, person_at, posted
from app.central.console.words_approval import ANSWERS_ZH, DONE_ZH, STAGES_ZH, TICKS_ZH, VERDICTS_ZH
from app.central.problems import problem_of, unknown
from app.central.queries import part_of_path
from app.central.services import Given
from app.domain.case.status import STATUS_ZH
from app.domain.refusal import InputProblem, Refusal
from app.errors import english_of
from app.usecases.central.acting import Actor, act_at_centre, document_pdf
from app.usecases.central.case_page import case_page
from app.usecases.central.reading import CaseNumber
from app.usecases.central.reviews import tick
from app.usecases.central.urging import end_urging, urge
from app.usecases.central.work_list import departments_named

if TYPE_CHECKING:
    from app.domain.refusal import Refusal as AnyRefusal
    from app.usecases.central.case_page import CasePage
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

PDF = "application/pdf"
_ENDS_URGING = frozenset({"grant", "refuse", "give-verdict"})


@dataclass(frozen=True, slots=True)
class Failed:
    """What was refused: which form, the rule's code, the words, the field it hangs on, and what had been typed."""

    form: str
    code: str
    words: str
    place: str
    typed: dict[str, str] = field(default_factory=dict)


def actor_of(person: WebSession) -> Actor:
    """Who acts, by his account."""
    account = person.account
    named = departments_named(account.department)
    return Actor(account.name, account.role, named[0] if len(named) == 1 else account.department, account.id)


@get("/cases/{case_no:str}")
async def show_case(request: Request[Any, Any, Any], case_no: FromPath[str], services: Given) -> Response[bytes]:
    """A case whole. That it was opened is noted in the server's journal."""
    person = await person_at(request, services, "open-record")
    return await _page(request, services, person, part_of_path(case_no, CaseNumber))


async def _page(
    request: Request[Any, Any, Any],
    services: Given,
    person: WebSession,
    number: str,
    failed: Failed | None = None,
    status: int = 200,
) -> Response[bytes]:
    page: CasePage = await services.reads.run(case_page, services.server, number, actor_of(person), person.account.id)
    return services.pages.show(
        "case.html",
        language_of(request),
        person,
        status=status,
        page=page,
        forms=[form for form in FORMS if form.act in page.acts],
        choices=_choices(page),
        first=_first(page),
        brought=BROUGHT,
        failed=failed,
        key=(failed.typed.get("key", "") if failed else "") or secrets.token_urlsafe(12),
        done=DONE_ZH.get(request.query_params.get("done", "") if failed is None else "", ""),
        statuses=STATUS_ZH,
        stages=STAGES_ZH,
        answers=ANSWERS_ZH,
        ticks=TICKS_ZH,
        verdicts=VERDICTS_ZH,
    )


def _choices(page: CasePage) -> dict[str, list[tuple[str, str]]]:
    """Options that the case itself brings."""
    papers = [(d.number, f"{d.title} {d.number}") for d in page.documents if not d.told and not d.voided]
    versions = [(v.key, f"{v.at} {v.who}：{v.title}") for v in page.versions]
    valid = [(d.number, f"{d.title} {d.number}") for d in page.documents if not d.voided]
    owed = [(one.key, f"{one.name} {one.until}") for one in page.view.owed]
    fields = [(key, f"{label}：{value}") for key, label, value in page.view.fields]
    return {"papers": papers, "versions": versions, "valid": valid, "owed": owed, "fields": fields}


def _first(page: CasePage) -> dict[str, str]:
    """What stands in a form at first: who collects is whoever filed."""
    id_type, id_number, name = page.applicant
    agent = page.state.filing.agent
    first = {"collector.id_type": id_type, "collector.id_number": id_number, "collector.name": name,
             "manner": page.state.filing.service}  # fmt: skip
    if agent is not None:
        first |= {"agent.relation": agent.relation, "agent.scope": agent.scope, "agent.evidence": agent.evidence,
                  "agent.valid_until": agent.valid_until or ""}  # fmt: skip
    return first


@get("/cases/{case_no:str}/documents/{place:int}")
async def show_document(
    request: Request[Any, Any, Any], case_no: FromPath[str], place: FromPath[int], services: Given
) -> Response[bytes]:
    """A paper of the case as it was or will be printed."""
    person = await person_at(request, services, "open-record")
    number = part_of_path(case_no, CaseNumber)
    pdf = await services.files.run(document_pdf, services.server, number, place, actor_of(person))
    headers = {"Content-Disposition": "inline", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(pdf, media_type=PDF, headers=headers)


@post("/cases/{case_no:str}/acts/{act:str}", status_code=200)
async def do_act(
    request: Request[Any, Any, Any], case_no: FromPath[str], act: FromPath[str], services: Given
) -> Response[bytes]:
    """Do an act; where it is refused the page comes back as it was filled, with the rule."""
    person, form = await posted(request, services)
    number = part_of_path(case_no, CaseNumber)
    wanted = BY_ACT.get(act)
    if wanted is None:
        raise unknown()
    try:
        data = act_of(wanted, form, form.get("key", "")[:80])
        services.ingest.check_room()
        position = await services.ingest.run(_act, services.server, number, data, actor_of(person), act)
    except (Refusal, InputProblem) as refusal:
        return await _refused(request, services, person, number, act, form, refusal)
    if position:
        services.watcher.announce(position)
    return see_other(f"/console/cases/{number}?done=act#story")


def _act(server: Server, case_no: str, data: bytes, actor: Actor, act: str) -> int:
    _, position = act_at_centre(server, case_no, data, actor)
    if act in _ENDS_URGING:
        end_urging(server, case_no, actor.id, server.now())
    return position


async def _refused(
    request: Request[Any, Any, Any],
    services: Given,
    person: WebSession,
    number: str,
    form: str,
    typed: dict[str, str],
    refusal: AnyRefusal | InputProblem,
) -> Response[bytes]:
    problem = problem_of(refusal)
    request.scope["state"]["problem"] = problem
    words = problem.message if language_of(request) == "zh" else english_of(problem.code) or problem.message
    failed = Failed(form, problem.code, words, problem.place.removeprefix("$."), typed)
    return await _page(request, services, person, number, failed, problem.status)


@post("/cases/{case_no:str}/ticks", status_code=200)
async def save_ticks(request: Request[Any, Any, Any], case_no: FromPath[str], services: Given) -> Response[bytes]:
    """Keep what was found on the review points of the department's stage."""
    person, form = await posted(request, services, "tick-points")
    number = part_of_path(case_no, CaseNumber)
    given = {
        name.removeprefix("found."): (value, form.get("remark." + name.removeprefix("found."), ""))
        for name, value in form.items()
        if name.startswith("found.") and value
    }
    try:
        await services.ingest.run(tick, services.server, number, given, actor_of(person), services.server.now())
    except (Refusal, InputProblem) as refusal:
        return await _refused(request, services, person, number, "ticks", form, refusal)
    return see_other(f"/console/cases/{number}?done=ticks#materials")


@post("/cases/{case_no:str}/urge", status_code=200)
async def urge_case(request: Request[Any, Any, Any], case_no: FromPath[str], services: Given) -> Response[bytes]:
    """Urge the department."""
    person, form = await posted(request, services, "urge")
    number = part_of_path(case_no, CaseNumber)
    server = services.server
    try:
        await services.ingest.run(urge, server, number, form.get("words", ""), actor_of(person), server.now())
    except (Refusal, InputProblem) as refusal:
        return await _refused(request, services, person, number, "urge", form, refusal)
    return see_other(f"/console/cases/{number}?done=urge#story")
