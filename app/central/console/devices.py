"""Devices: one-time codes for new ones, suspending, revoking, letting in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.console.people import language_of, person_at, posted
from app.central.problems import unknown
from app.central.services import Given
from app.usecases.central.devices import list_counters, list_devices, reinstate, revoke, suspend
from app.usecases.central.enrolment import issue_code

if TYPE_CHECKING:
    from app.usecases.central.server import Server

_RIGHT = "manage-devices"


@get("/devices")
async def devices_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Every device."""
    person = await person_at(request, services, _RIGHT)
    devices = await services.reads.run(list_devices, services.server)
    counters = await services.reads.run(list_counters, services.server)
    return services.pages.show(
        "devices.html", language_of(request), person, devices=devices, counters=counters, issued=None
    )


@post("/devices/code", status_code=200)
async def new_code(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Make a one-time code for a counter; it is shown on this page and nowhere else."""
    person, form = await posted(request, services, _RIGHT)
    server = services.server
    counter, hall = form.get("counter", "").strip(), form.get("hall", "").strip()[:100]
    issued = await services.reads.run(_issue, server, counter, hall, person.account.id)
    devices = await services.reads.run(list_devices, server)
    counters = await services.reads.run(list_counters, server)
    return services.pages.show(
        "devices.html", language_of(request), person, devices=devices, counters=counters, issued=issued
    )


def _issue(server: Server, counter: str, hall: str, by: str) -> object:
    return issue_code(server, counter, hall=hall, by=by)


@post("/devices/{what:str}", status_code=303)
async def change(request: Request[Any, Any, Any], what: FromPath[str], services: Given) -> Response[bytes]:
    """Suspend a device, revoke it, or let a suspended one in again."""
    person, form = await posted(request, services, _RIGHT)
    server, device, by = services.server, form.get("device", ""), person.account.id
    reason = form.get("reason", "").strip()[:500]
    if what == "suspend":
        await services.reads.run(suspend, server, device, reason, by=by)
    elif what == "revoke":
        await services.reads.run(revoke, server, device, reason, by=by)
    elif what == "reinstate":
        await services.reads.run(reinstate, server, device, by=by)
    else:
        raise unknown()
    return see_other("/console/devices")
