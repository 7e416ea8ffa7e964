"""Ratings 好差评 in the console: what is to be followed up, one with its steps, sheets entered later, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.console.office_forms import NOTHING, Failed, actor_of, day_in, failed_of, period, text, today_at
from app.central.console.people import language_of, person_at, posted
from app.central.console.words_office import BY_ZH, CHANNELS_ZH, LEVELS_ZH, STANDINGS_ZH, STEPS_ZH
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.usecases.central.ratings import (
    By,
    enter_paper,
    follow_rating,
    rating_figures,
    rating_record,
    rating_tasks,
    ratings_in,
)

if TYPE_CHECKING:
    from app.usecases.central.acting import Actor
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

LIST = "/console/office/ratings"
FEW = 30
"""Rates over fewer ratings than this say little, and are shown so."""


@get("/office/ratings")
async def ratings_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Bad ratings to follow up; or those of a period, also the ones that were found not to hold."""
    person = await person_at(request, services, "see-ratings")
    return await _list(request, services, person)


async def _list(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed = NOTHING
) -> Response[bytes]:
    view = request.query_params.get("view", "waiting")
    view = view if view in ("waiting", "all", "invalidated") else "waiting"
    since, until = period(services.server, request.query_params)
    hall = person.account.hall
    waiting = await services.reads.run(rating_tasks, services.server, hall=hall)
    found = []
    if view != "waiting":
        standing = "invalidated" if view == "invalidated" else ""
        found = await services.reads.run(ratings_in, services.server, since, until, hall=hall, standing=standing)
    return services.pages.show(
        "ratings.html",
        language_of(request),
        person,
        status=failed.status,
        failed=failed,
        view=view,
        waiting=waiting,
        found=found,
        since=since.isoformat(),
        until=until.isoformat(),
        today=today_at(services.server).isoformat(),
        steps=STEPS_ZH,
        levels=LEVELS_ZH,
        channels=CHANNELS_ZH,
        standings=STANDINGS_ZH,
    )


@post("/office/ratings", status_code=200)
async def enter(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Enter a rating from a sheet of paper."""
    person, form = await posted(request, services, "enter-paper-rating")
    try:
        position = await services.ingest.run(_enter, services.server, form, actor_of(person))
    except (Refusal, InputProblem) as refusal:
        return await _list(request, services, person, failed_of(request, "enter", form, refusal))
    services.watcher.announce(position)
    return see_other(LIST)


def _enter(server: Server, form: dict[str, str], actor: Actor) -> int:
    level = form.get("level", "")
    if level not in ("1", "2", "3", "4", "5"):
        raise Refusal("RATE-LEVEL", "评价只有五档，请选其中一档。", "level")
    day = day_in(form, "on", today_at(server))
    return enter_paper(server, text(form, "case_no", 64), int(level), (), text(form, "text", 500), day, actor)


@get("/office/ratings/{identity:str}")
async def rating_page(request: Request[Any, Any, Any], identity: FromPath[str], services: Given) -> Response[bytes]:
    """One, with what was done about it."""
    person = await person_at(request, services, "see-ratings")
    return await _one(request, services, person, identity)


async def _one(
    request: Request[Any, Any, Any], services: Given, person: WebSession, identity: str, failed: Failed = NOTHING
) -> Response[bytes]:
    record = await services.reads.run(rating_record, services.server, identity[:64])
    return services.pages.show(
        "rating.html",
        language_of(request),
        person,
        status=failed.status,
        failed=failed,
        record=record,
        steps=STEPS_ZH,
        levels=LEVELS_ZH,
        channels=CHANNELS_ZH,
        standings=STANDINGS_ZH,
    )


@post("/office/ratings/{identity:str}", status_code=200)
async def follow_one(request: Request[Any, Any, Any], identity: FromPath[str], services: Given) -> Response[bytes]:
    """Note a step: called, verified, put right, answered; an appeal, and its judgement."""
    person, form = await posted(request, services, "see-ratings")
    step = form.get("step", "")
    try:
        await services.ingest.run(
            follow_rating,
            services.server,
            identity[:64],
            step,  # type: ignore[arg-type]  # what is no step is refused
            text(form, "text"),
            actor_of(person),
        )
    except (Refusal, InputProblem) as refusal:
        return await _one(request, services, person, identity, failed_of(request, "follow", form, refusal))
    return see_other(f"{LIST}/{identity}")


@get("/office/rating-figures")
async def figures_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """参评率 and 差评率 of a period, each with what it is counted from."""
    person = await person_at(request, services, "see-ratings")
    since, until = period(services.server, request.query_params)
    asked = request.query_params.get("by", "")
    by: By = next((one for one in get_args(By) if one == asked), "item")
    lines = await services.reads.run(rating_figures, services.server, since, until, by=by, hall=person.account.hall)
    return services.pages.show(
        "rating_figures.html",
        language_of(request),
        person,
        lines=lines,
        by=by,
        ways=BY_ZH,
        few=FEW,
        since=since.isoformat(),
        until=until.isoformat(),
    )
