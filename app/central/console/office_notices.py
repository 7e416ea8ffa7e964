"""The outbox of notices 通知 in the console: what became of each, what waits for a person, how they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from app.central.console.failures import see_other
from app.central.console.office_forms import NOTHING, Failed, failed_of, text
from app.central.console.people import language_of, person_at, posted
from app.central.console.words_office import ADAPTERS_ZH, NOTICES_ZH, SENDING_ZH, UNSENT_ZH
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import may, refuse_without
from app.usecases.central.following import follow
from app.usecases.central.notices import (
    NoticeSettings,
    Outbox,
    change_settings,
    drop,
    outbox,
    refuse_notices,
    send_again,
)

if TYPE_CHECKING:
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

LIST = "/console/office/notices"
SETS_GATEWAY = "administer-server"


@get("/office/notices")
async def notices_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Notices with what became of them; no number and no text of any."""
    person = await person_at(request, services, "see-notices")
    return await _list(request, services, person)


async def _list(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed = NOTHING
) -> Response[bytes]:
    state = request.query_params.get("state", "")
    state = state if state in SENDING_ZH else ""
    found: Outbox = await services.reads.run(_found, services.server, state, person.account.hall)
    return services.pages.show(
        "notices.html",
        language_of(request),
        person,
        status=failed.status,
        failed=failed,
        found=found,
        state=state,
        states=SENDING_ZH,
        kinds=NOTICES_ZH,
        reasons=UNSENT_ZH,
        adapters=ADAPTERS_ZH,
        sets=may(person.account.role, SETS_GATEWAY),
    )


def _found(server: Server, state: str, hall: str) -> Outbox:
    follow(server)
    return outbox(server, state, hall)


@post("/office/notices/send", status_code=200)
async def send_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Let one go out that was held, or could not be sent."""
    person, form = await posted(request, services, "manage-notices")
    await services.ingest.run(send_again, services.server, form.get("id", "")[:200], person.account.id)
    return see_other(LIST)


@post("/office/notices/drop", status_code=200)
async def drop_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Let one not go out."""
    person, form = await posted(request, services, "manage-notices")
    await services.ingest.run(drop, services.server, form.get("id", "")[:200], person.account.id)
    return see_other(LIST)


@post("/office/notices/unwanted", status_code=200)
async def note_unwanted(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The owner of a number wants no notices, or wants them again."""
    person, form = await posted(request, services, "manage-notices")
    refused = form.get("want") != "again"
    try:
        await services.ingest.run(refuse_notices, services.server, text(form, "phone", 40), refused=refused)
    except (Refusal, InputProblem) as refusal:
        return await _list(request, services, person, failed_of(request, "unwanted", {}, refusal))
    return see_other(LIST)


@post("/office/notices/settings", status_code=200)
async def set_gateway(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """How notices leave: the gateway, its token, the hours of quiet. An administrator's."""
    person, form = await posted(request, services, "manage-notices")
    refuse_without(person.account.role, SETS_GATEWAY)
    try:
        settings = _settings(form)
        token = text(form, "token", 500) or None
        await services.ingest.run(change_settings, services.server, settings, token)
    except (Refusal, InputProblem) as refusal:
        typed = {name: value for name, value in form.items() if name != "token"}
        return await _list(request, services, person, failed_of(request, "settings", typed, refusal))
    return see_other(LIST)


def _settings(form: dict[str, str]) -> NoticeSettings:
    adapter = form.get("adapter", "none")
    hours = [form.get(name, "") for name in ("quiet_from", "quiet_until")]
    if adapter not in ADAPTERS_ZH or not all(one.isdigit() and int(one) <= 24 for one in hours):
        raise InputProblem("INPUT-SETTING", "发送方式或者时间不对，请核对。", "adapter")
    return NoticeSettings(
        adapter=adapter,  # type: ignore[arg-type]  # one of the three
        folder=text(form, "folder", 500),
        url=text(form, "url", 500),
        quiet_from=int(hours[0]),
        quiet_until=int(hours[1]),
    )
