"""Accounts: added, given a new one-time password, disabled, enabled. They reach the desks by the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.console.people import language_of, person_at, posted
from app.central.problems import unknown
from app.central.services import Given
from app.domain.rights import ROLE_ZH
from app.usecases.central.accounts import Added, add_user, disable_user, enable_user, list_users, reset_user

if TYPE_CHECKING:
    from app.usecases.central.logins import WebSession

_RIGHT = "manage-accounts"


@get("/accounts")
async def accounts_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Every account."""
    person = await person_at(request, services, _RIGHT)
    return await _page(request, services, person, None)


async def _page(
    request: Request[Any, Any, Any], services: Given, person: WebSession, added: Added | None
) -> Response[bytes]:
    accounts = await services.reads.run(list_users, services.server)
    return services.pages.show(
        "accounts.html", language_of(request), person, accounts=accounts, roles=ROLE_ZH, added=added
    )


@post("/accounts", status_code=200)
async def add(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Add an account; its one-time password is shown on this page and nowhere else."""
    person, form = await posted(request, services, _RIGHT)
    added = await services.passwords.run(
        add_user,
        services.server,
        form.get("name", "").strip(),
        form.get("role", ""),
        department=form.get("department", "").strip()[:100],
        hall=form.get("hall", "").strip()[:100],
        by=person.account.id,
    )
    return await _page(request, services, person, added)


@post("/accounts/reset", status_code=200)
async def reset(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give an account a new one-time password, shown on this page and nowhere else."""
    person, form = await posted(request, services, _RIGHT)
    added = await services.passwords.run(reset_user, services.server, form.get("name", ""), by=person.account.id)
    return await _page(request, services, person, added)


@post("/accounts/{what:str}", status_code=303)
async def switch(request: Request[Any, Any, Any], what: FromPath[str], services: Given) -> Response[bytes]:
    """Disable an account, or enable it again."""
    person, form = await posted(request, services, _RIGHT)
    change = {"disable": disable_user, "enable": enable_user}.get(what)
    if change is None:
        raise unknown()
    await services.reads.run(change, services.server, form.get("name", ""), by=person.account.id)
    return see_other("/console/accounts")
