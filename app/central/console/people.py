"""Who is at the console: the session of a cookie, the forms that were made for it, and what its role may open."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from litestar.datastructures import Cookie

from app.central.console.language import Language, preferred
from app.central.limits import FORM, Takes, body_of
from app.central.problems import HttpProblem
from app.domain.rights import refuse_without
from app.usecases.central.logins import LONGEST, WebSession, csrf_holds, session_of, touch

if TYPE_CHECKING:
    from litestar import Request

    from app.central.services import Services
    from app.usecases.central.server import Server

ENTRY = "/console/log-in"
NEW_PASSWORD = "/console/password"  # noqa: S105  # an address
FIELDS = Takes(FORM, 256 * 1024)
_MOST_FIELDS = 400
Form = dict[str, str]


class NotLoggedIn(Exception):
    """Nobody is logged in here, or the session ended: the browser is led to the log-in."""


class MustChange(Exception):
    """The password is a one-time one: the browser is led to where it is changed."""


def language_of(request: Request[Any, Any, Any]) -> Language:
    """The language that the browser asks for."""
    return preferred(request.headers.get("accept-language", ""))


def cookie_name(kind: str, *, secure: bool) -> str:
    """Name of a cookie; with TLS one that no other host and no plain connection can set."""
    return f"__Host-yichuang-{kind}" if secure else f"yichuang-{kind}"


def cookie(kind: str, value: str, *, secure: bool, ended: bool = False) -> Cookie:
    """A cookie that scripts and other sites never see."""
    return Cookie(
        key=cookie_name(kind, secure=secure),
        value=value,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
        max_age=0 if ended else int(LONGEST.total_seconds()),
    )


async def person_at(request: Request[Any, Any, Any], services: Services, action: str = "") -> WebSession:
    """Who asks; NotLoggedIn, MustChange, or Refusal RIGHT-… where the role may not do this."""
    secret = request.cookies.get(cookie_name("session", secure=services.secure), "")
    person = await services.reads.run(_person, services.server, secret)
    if person is None:
        raise NotLoggedIn
    request.scope["state"]["who"] = {"account": person.account.id}
    if person.must_change and request.url.path not in {NEW_PASSWORD, "/console/log-out"}:
        raise MustChange
    if action:
        refuse_without(person.account.role, action)
    return person


def _person(server: Server, secret: str) -> WebSession | None:
    with server.store.look() as connection:
        found = session_of(server, connection, secret, server.now())
    if found is not None:
        touch(server, found)
    return found


async def form_of(request: Request[Any, Any, Any], services: Services) -> Form:
    """The fields of a form that this site made; 400 and 403 otherwise."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise _not_ours()
    async with body_of(request, FIELDS, services.bodies) as body:
        try:
            text = body.decode("ascii")
            pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise HttpProblem("BODY-FORM", 400, "表单内容无法读取。") from None
    if any("\x00" in value for _, value in pairs):
        raise HttpProblem("BODY-FORM", 400, "表单内容无法读取。")
    return dict(pairs)


async def posted(request: Request[Any, Any, Any], services: Services, action: str = "") -> tuple[WebSession, Form]:
    """Who sent a form, and its fields; refused where it was not made for this session."""
    person = await person_at(request, services, action)
    form = await form_of(request, services)
    if not csrf_holds(person, form.pop("csrf", "")):
        raise _not_ours()
    return person, form


def _not_ours() -> HttpProblem:
    return HttpProblem("FORM-STALE", 403, "这个页面已过期或不是从本控制台打开的，请返回重新打开后再提交。")


def entry_token(server: Server, nonce: str) -> str:
    """The token of the log-in form, for a browser that holds this nonce in a cookie."""
    return hmac.new(server.keys.token_key(), b"entry\0" + nonce.encode(), hashlib.sha256).hexdigest()


def new_nonce() -> str:
    """A nonce for the cookie of the log-in form."""
    return secrets.token_urlsafe(16)


def check_entry(request: Request[Any, Any, Any], services: Services, token: str) -> None:
    """Refuse a log-in form that was not made for this browser."""
    nonce = request.cookies.get(cookie_name("entry", secure=services.secure), "")
    if not nonce or not hmac.compare_digest(entry_token(services.server, nonce).encode(), token.encode()):
        raise _not_ours()
