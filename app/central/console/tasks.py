"""What waits for a person: tasks and alerts, and groups of events held in quarantine."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app.central.console.failures import see_other
from app.central.console.people import language_of, person_at, posted
from app.central.console.words import HELD_ZH, TASK_EN, kinds_told
from app.central.problems import HttpProblem
from app.central.services import Given
from app.usecases.central.devices import list_devices
from app.usecases.central.quarantine import admit, admit_all, held, reject, resume
from app.usecases.central.tasks import finish_task, open_tasks


@get("/tasks")
async def tasks_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Open tasks and alerts, oldest first."""
    person = await person_at(request, services, "see-tasks")
    found = await services.reads.run(open_tasks, services.server.ledger, hall=person.account.hall)
    return services.pages.show("tasks.html", language_of(request), person, tasks=found, english=TASK_EN)


@post("/tasks/finish", status_code=303)
async def finish(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Close a task that was looked after, with what came of it."""
    person, form = await posted(request, services, "see-tasks")
    outcome = form.get("outcome", "").strip()[:500]
    if not outcome:
        raise HttpProblem("INPUT-REASON", 422, "请写明处理结果，它会记入日志。", "outcome")
    server = services.server
    await services.reads.run(finish_task, server.ledger, form.get("id", ""), person.account.id, outcome, server.now())
    return see_other("/console/tasks")


@post("/tasks/resume", status_code=303)
async def let_go_on(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Let a stopped journal go on, once somebody has found why it stopped."""
    person, form = await posted(request, services, "admit-quarantined")
    server = services.server
    await services.ingest.run(resume, server.ledger, form.get("journal", ""), person.account.id, server.now())
    return see_other("/console/tasks")


@get("/quarantine")
async def quarantine_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Groups of events that wait for a person, in the order in which they would be taken in."""
    person = await person_at(request, services, "admit-quarantined")
    found = await services.reads.run(held, services.server.ledger)
    devices = await services.reads.run(list_devices, services.server)
    return services.pages.show(
        "quarantine.html",
        language_of(request),
        person,
        groups=found,
        counters={device.id: device.counter for device in devices},
        kinds_told=kinds_told,
        why=HELD_ZH,
    )


@post("/quarantine/admit", status_code=303)
async def admit_group(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Take one group in, or all of a journal."""
    person, form = await posted(request, services, "admit-quarantined")
    server, journal, who = services.server, form.get("journal", ""), person.account.id
    if form.get("all"):
        await services.ingest.run(admit_all, server.ledger, journal, who, server.now())
    else:
        await services.ingest.run(admit, server.ledger, journal, _first(form), who, server.now())
    return see_other("/console/quarantine")


@post("/quarantine/reject", status_code=303)
async def reject_group(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Refuse one group, with the reason; it is kept and never applied."""
    person, form = await posted(request, services, "admit-quarantined")
    reason = form.get("reason", "").strip()[:500]
    if not reason:
        raise HttpProblem("INPUT-REASON", 422, "请写明原因，它会记入日志。", "reason")
    server = services.server
    await services.ingest.run(
        reject, server.ledger, form.get("journal", ""), _first(form), person.account.id, reason, server.now()
    )
    return see_other("/console/quarantine")


def _first(form: dict[str, str]) -> int:
    text = form.get("first", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise HttpProblem("BODY-FIELDS", 422, "表单中的序号不对。", "first")
    return int(text)
