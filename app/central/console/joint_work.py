"""Projects with their managers, and tri-party consultations: lists, pages, and what is written to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.case_acts import Failed, actor_of
from app.central.console.failures import see_other
from app.central.console.people import language_of, person_at, posted
from app.central.console.words_approval import PROJECT_STAGES_ZH
from app.central.problems import problem_of, unknown
from app.central.queries import identity
from app.central.services import Given
from app.domain.case.status import STATUS_ZH
from app.domain.refusal import InputProblem, Refusal
from app.errors import english_of
from app.usecases.central import consultations, projects

if TYPE_CHECKING:
    from app.usecases.central.acting import Actor
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

Fields = dict[str, str]


@get("/projects")
async def projects_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Every project, and the form for another one."""
    person = await person_at(request, services, "open-record")
    return await _projects(request, services, person)


async def _projects(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed | None = None
) -> Response[bytes]:
    found = await services.reads.run(projects.list_projects, services.server)
    status = 422 if failed else 200
    return services.pages.show(
        "projects.html", language_of(request), person, status=status, found=found, stages=PROJECT_STAGES_ZH,
        failed=failed, today=projects.today_of(services.server).isoformat(),
    )  # fmt: skip


@post("/projects", status_code=200)
async def new_project(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Put a project under a manager."""
    person, form = await posted(request, services, "lead-project")
    name, enterprise, manager, leader = (
        form.get(key, "").strip()[:200] for key in ("name", "enterprise", "manager", "leader")
    )
    try:
        made = await services.ingest.run(
            projects.open_project, services.server, name, enterprise, manager, leader, actor_of(person)
        )
    except (Refusal, InputProblem) as refusal:
        return await _projects(request, services, person, _failed(request, "project", form, refusal))
    return see_other(f"/console/projects/{made.id}")


@get("/projects/{project:str}")
async def project_page(request: Request[Any, Any, Any], project: FromPath[str], services: Given) -> Response[bytes]:
    """One project with all of its cases."""
    person = await person_at(request, services, "open-record")
    return await _project(request, services, person, identity(project))


async def _project(
    request: Request[Any, Any, Any], services: Given, person: WebSession, project: str, failed: Failed | None = None
) -> Response[bytes]:
    page = await services.reads.run(projects.project_page, services.server, project)
    return services.pages.show(
        "project.html", language_of(request), person, status=422 if failed else 200, page=page,
        stages=PROJECT_STAGES_ZH, statuses=STATUS_ZH, failed=failed,
    )  # fmt: skip


@post("/projects/{project:str}/{what:str}", status_code=200)
async def change_project(
    request: Request[Any, Any, Any], project: FromPath[str], what: FromPath[str], services: Given
) -> Response[bytes]:
    """Write to a project: a case, a step, what came of one, a stage, its end."""
    person, form = await posted(request, services, "lead-project")
    number = identity(project)
    try:
        await services.ingest.run(_change_project, services.server, number, what, form, actor_of(person))
    except (Refusal, InputProblem) as refusal:
        failed = _failed(request, what, form, refusal)
        return await _project(request, services, person, number, failed)
    return see_other(f"/console/projects/{number}")


def _change_project(server: Server, project: str, what: str, form: Fields, actor: Actor) -> None:
    def given(name: str) -> str:
        return form.get(name, "").strip()[:1000]

    match what:
        case "case":
            projects.join_case(server, project, given("case_no"), given("after"), actor)
        case "step":
            projects.note_step(server, project, given("text"), given("owner"), given("until"), actor)
        case "done":
            projects.end_step(server, project, given("number"), given("outcome"), actor)
        case "stage":
            projects.reach_stage(server, project, given("stage"), actor)
        case "end":
            projects.end_project(server, project, given("outcome"), actor)
        case _:
            raise unknown()


@get("/consultations")
async def consultations_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Every consultation, and the form for another one."""
    person = await person_at(request, services, "open-record")
    return await _consultations(request, services, person)


async def _consultations(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed | None = None
) -> Response[bytes]:
    found = await services.reads.run(consultations.list_consultations, services.server)
    return services.pages.show(
        "consultations.html", language_of(request), person, status=422 if failed else 200, found=found, failed=failed,
        today=projects.today_of(services.server).isoformat(), rows=range(1, consultations.MOST_TASKS + 1),
    )  # fmt: skip


@post("/consultations", status_code=200)
async def hold(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Record a consultation."""
    person, form = await posted(request, services, "consult")
    given = {name: text.strip()[:4000] for name, text in form.items()}
    try:
        made = await services.ingest.run(consultations.hold_consultation, services.server, given, actor_of(person))
    except (Refusal, InputProblem) as refusal:
        return await _consultations(request, services, person, _failed(request, "consultation", form, refusal))
    return see_other(f"/console/consultations/{made.id}")


@get("/consultations/{consultation:str}")
async def consultation_page(
    request: Request[Any, Any, Any], consultation: FromPath[str], services: Given
) -> Response[bytes]:
    """One consultation with its decision and tasks."""
    person = await person_at(request, services, "open-record")
    return await _consultation(request, services, person, identity(consultation))


async def _consultation(
    request: Request[Any, Any, Any], services: Given, person: WebSession, number: str, failed: Failed | None = None
) -> Response[bytes]:
    state = await services.reads.run(consultations.consultation, services.server, number)
    return services.pages.show(
        "consultation.html", language_of(request), person, status=422 if failed else 200, state=state, failed=failed,
        today=projects.today_of(services.server).isoformat(),
    )  # fmt: skip


@post("/consultations/{consultation:str}/done", status_code=200)
async def task_done(request: Request[Any, Any, Any], consultation: FromPath[str], services: Given) -> Response[bytes]:
    """Say what came of a task."""
    person, form = await posted(request, services, "consult")
    number, given = identity(consultation), (form.get("number", ""), form.get("outcome", "").strip()[:1000])
    try:
        await services.ingest.run(consultations.finish_task, services.server, number, *given, actor_of(person))
    except (Refusal, InputProblem) as refusal:
        return await _consultation(request, services, person, number, _failed(request, "done", form, refusal))
    return see_other(f"/console/consultations/{number}")


def _failed(request: Request[Any, Any, Any], form: str, typed: Fields, refusal: Refusal | InputProblem) -> Failed:
    problem = problem_of(refusal)
    request.scope["state"]["problem"] = problem
    words = problem.message if language_of(request) == "zh" else english_of(problem.code) or problem.message
    return Failed(form, problem.code, words, problem.place, typed)
