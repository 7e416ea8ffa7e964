"""Keeping and erasing 保管和删除: closed cases past their term, erasures that wait for a second person, those done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from app.central.console.failures import see_other
from app.central.console.office_forms import NOTHING, Failed, failed_of, text
from app.central.console.people import language_of, person_at, posted
from app.central.services import Given
from app.domain.identity.typed_text import is_digits
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import refuse_without
from app.usecases.central.accounts import list_users
from app.usecases.central.erasing import LONGEST, Why
from app.usecases.central.erasure_requests import (
    RIGHT,
    Asked,
    ErasureDone,
    Person,
    ask,
    confirm,
    erasures,
    take_back,
    waiting,
)
from app.usecases.central.retention import Retention, Terms, drop_term, past_terms, set_term
from app.usecases.central.server import OPERATOR

if TYPE_CHECKING:
    from app.usecases.central.logins import WebSession
    from app.usecases.central.server import Server

LIST = "/console/erasures"
SETS_TERMS = "administer-server"
SHOWN = 100


@dataclass(frozen=True)
class _Found:
    """What the page shows."""

    waiting: list[Asked]
    done: list[ErasureDone]
    kept: Retention
    names: dict[str, str]


@get("/erasures")
async def erasures_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Everything about keeping and erasing; `case` fills the form. Nobody's name stands here."""
    person = await person_at(request, services, RIGHT)
    return await _page(request, services, person)


async def _page(
    request: Request[Any, Any, Any], services: Given, person: WebSession, failed: Failed = NOTHING
) -> Response[bytes]:
    found: _Found = await services.reads.run(_found, services.server, _person(person))
    given = {name: str(request.query_params.get(name, ""))[:LONGEST] for name in ("case", "basis")}
    return services.pages.show(
        "erasures.html",
        language_of(request),
        person,
        status=failed.status,
        failed=failed,
        found=found,
        given=given,
        sets=_may_set(person),
        longest=LONGEST,
    )


def _found(server: Server, person: Person) -> _Found:
    names = {account.id: account.name for account in list_users(server)}
    names[OPERATOR] = ""
    kept = past_terms(server, hall=person.hall, limit=SHOWN)
    return _Found(waiting(server, person), erasures(server), kept, names)


def _person(person: WebSession) -> Person:
    return Person(person.account.id, person.account.role, person.account.hall)


def _may_set(person: WebSession) -> bool:
    try:
        refuse_without(person.account.role, SETS_TERMS)
    except Refusal:
        return False
    return True


@post("/erasures", status_code=200)
async def ask_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Ask for a case to be erased; another person confirms."""
    person, form = await posted(request, services, RIGHT)
    why = Why(text(form, "reason", LONGEST + 1), text(form, "basis", LONGEST + 1))
    try:
        await services.ingest.run(ask, services.server, text(form, "case_no", 60), why, _person(person))
    except (Refusal, InputProblem) as refusal:
        return await _page(request, services, person, failed_of(request, "ask", form, refusal))
    return see_other(LIST)


@post("/erasures/confirm", status_code=200)
async def confirm_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Erase what another person asked for; its number is typed again."""
    person, form = await posted(request, services, RIGHT)
    case_id = text(form, "case_id", 100)
    try:
        done = await services.ingest.run(confirm, services.server, case_id, text(form, "typed", 60), _person(person))
    except (Refusal, InputProblem) as refusal:
        return await _page(request, services, person, failed_of(request, case_id, form, refusal))
    services.watcher.announce(done.position)
    return see_other(LIST)


@post("/erasures/take-back", status_code=200)
async def take_back_one(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Let a case not be erased after all."""
    person, form = await posted(request, services, RIGHT)
    await services.ingest.run(take_back, services.server, text(form, "case_id", 100), _person(person))
    return see_other(LIST)


@post("/erasures/terms", status_code=200)
async def set_terms(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Set how long cases are kept: all, or those of one item. An administrator's."""
    person, form = await posted(request, services, RIGHT)
    refuse_without(person.account.role, SETS_TERMS)
    try:
        await services.reads.run(_set_terms, services.server, form)
    except (Refusal, InputProblem) as refusal:
        return await _page(request, services, person, failed_of(request, "terms", form, refusal))
    return see_other(LIST)


def _set_terms(server: Server, form: dict[str, str]) -> Terms:
    item, years = text(form, "item", 40), text(form, "years", 10)
    if form.get("what") == "permanent":
        return set_term(server, None, item)
    if form.get("what") == "default" and item:
        return drop_term(server, item)
    if not is_digits(years):
        raise InputProblem("INPUT-TERM", "年数写整数，例如 30。", "years")
    return set_term(server, int(years), item)
