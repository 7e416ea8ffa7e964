"""Who visits: the language, forms that this site made for this browser, what the browser may go on with.

Nobody logs in. A browser that began a form, or opened a pre-application with its code, holds a signed cookie with the
random id of it for a few hours.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from litestar.datastructures import Cookie

from app.central.console.language import Language, preferred
from app.central.console.people import cookie_name
from app.central.limits import FORM, Takes, address_of, body_of
from app.central.problems import HttpProblem
from app.usecases.central.logins import session_of
from app.usecases.central.uploads import MOST_BYTES

if TYPE_CHECKING:
    from litestar import Request

    from app.central.services import Services
    from app.usecases.central.server import Server

FIELDS = Takes(FORM, 256 * 1024)
MULTIPART = "multipart/form-data"
UPLOAD = Takes(MULTIPART, MOST_BYTES + 64 * 1024)
HOURS = 4
REQUEST_MINUTES = 30
"""How long a case stays open in a browser in which its applicant has named the whole identity number."""
_MOST_FIELDS = 200
_COUNTER_ROLES = frozenset({"clerk", "lead"})
_LANGUAGES: dict[str, Language] = {"zh": "zh", "en": "en"}
Form = dict[str, str]


class Stale(HttpProblem):
    """The form was made for another browser, or long ago; what was typed is in `form`, so that nothing is lost."""

    def __init__(self, form: Form) -> None:
        super().__init__("FORM-STALE", 403, "页面打开太久，或者不是从本站打开的。内容还在，请再提交一次。")
        self.form = form


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with a file."""

    form: Form
    data: bytes = field(repr=False)


def language_of(request: Request[Any, Any, Any]) -> Language:
    """The language that was chosen here, else the one that the browser asks for."""
    chosen = _LANGUAGES.get(request.cookies.get("yichuang-language", ""))
    return chosen or preferred(request.headers.get("accept-language", ""))


def nonce_of(request: Request[Any, Any, Any], services: Services) -> str:
    """The browser's nonce; a new one where it has none."""
    return request.cookies.get(cookie_name("public", secure=services.secure), "") or secrets.token_urlsafe(16)


def form_token(server: Server, nonce: str) -> str:
    """The token that stands in each form made for this browser."""
    return hmac.new(server.keys.token_key(), b"public\0" + nonce.encode(), hashlib.sha256).hexdigest()


def public_cookie(kind: str, value: str, *, secure: bool, ended: bool = False, minutes: int = HOURS * 60) -> Cookie:
    """A cookie that scripts and other sites never see, for a few hours."""
    return Cookie(
        key=cookie_name(kind, secure=secure),
        value=value,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
        max_age=0 if ended else minutes * 60,
    )


def pass_for(server: Server, kind: str, identity: str, minutes: int = HOURS * 60) -> str:
    """What a cookie says so that its browser may go on with `identity`, for a few hours."""
    until = int(server.now().timestamp()) + minutes * 60
    said = f"{identity}.{until}"
    return f"{said}.{_mac(server, kind, said)}"


def passed(request: Request[Any, Any, Any], services: Services, kind: str) -> str:
    """The id that this browser may go on with; '' where it has none, or its time is over."""
    text = request.cookies.get(cookie_name(kind, secure=services.secure), "")
    said, _, mac = text.rpartition(".")
    identity, _, until = said.rpartition(".")
    genuine = hmac.compare_digest(_mac(services.server, kind, said).encode(), mac.encode())
    if not genuine or not until.isdigit() or int(until) < services.server.now().timestamp():
        return ""
    return identity


def visitor_address(request: Request[Any, Any, Any], services: Services) -> str:
    """The visitor's address, for limits: what a proxy that is known says, else the peer's own."""
    proxies = services.server.settings.proxies
    address = address_of(request)
    said = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",")]
    while said and said[-1] and any(_inside(address, network) for network in proxies):
        address = said.pop()
    return address[:64]


async def form_of(request: Request[Any, Any, Any], services: Services, *, own: bool = True) -> Form:
    """The fields of a form; 400 where they cannot be read, Stale where `own` and the form is not this browser's."""
    services.public_tries.count(visitor_address(request, services))
    async with body_of(request, FIELDS, services.bodies) as body:
        try:
            pairs = parse_qsl(
                body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
            )
        except ValueError:
            raise unreadable() from None
    return _checked(request, services, dict(pairs), own=own)


async def upload_of(request: Request[Any, Any, Any], services: Services) -> Upload:
    """A form with one file, its bytes as they came; 400, 413 or Stale. A file's name and type are not looked at."""
    services.upload_tries.count(visitor_address(request, services))
    services.uploads.check_room()
    async with body_of(request, UPLOAD, services.bodies) as body:
        form, data = _parts(request.headers.get("content-type", ""), body)
    return Upload(_checked(request, services, form, own=True), data)


async def is_assisted(request: Request[Any, Any, Any], services: Services) -> bool:
    """Whether this is filed at the hall 代网办: from its network, or by somebody of a counter who is logged in."""
    address = visitor_address(request, services)
    if any(_inside(address, network) for network in services.server.settings.hall_networks):
        return True
    secret = request.cookies.get(cookie_name("session", secure=services.secure), "")
    return bool(secret) and await services.reads.run(_at_counter, services.server, secret)


def unreadable() -> HttpProblem:
    """400: the form cannot be read."""
    return HttpProblem("BODY-FORM", 400, "表单内容无法读取，请返回重新填写。")


def _checked(request: Request[Any, Any, Any], services: Services, form: Form, *, own: bool) -> Form:
    if any("\x00" in name or "\x00" in value for name, value in form.items()):
        raise unreadable()
    given = form.pop("token", "")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Stale(form)
    if own:
        nonce = request.cookies.get(cookie_name("public", secure=services.secure), "")
        if not nonce or not hmac.compare_digest(form_token(services.server, nonce).encode(), given.encode()):
            raise Stale(form)
    return form


def _parts(content_type: str, body: bytes) -> tuple[Form, bytes]:
    import io

    from multipart import MultipartError, MultipartParser, parse_options_header

    _, options = parse_options_header(content_type)
    boundary = options.get("boundary", "")
    if not boundary or len(boundary) > 200:
        raise unreadable()
    form: Form = {}
    data = b""
    try:
        parser = MultipartParser(
            io.BytesIO(body), boundary, len(body), part_limit=20, memory_limit=len(body) + 1, spool_limit=len(body) + 1,
            disk_limit=0,
        )  # fmt: skip
        for part in parser:
            if part.filename is None:
                form[part.name] = part.value
            else:
                data = part.raw
    except (MultipartError, UnicodeDecodeError, ValueError):
        raise unreadable() from None
    return form, data


def _inside(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _at_counter(server: Server, secret: str) -> bool:
    with server.store.look() as connection:
        found = session_of(server, connection, secret, server.now())
    return found is not None and found.account.role in _COUNTER_ROLES


def _mac(server: Server, kind: str, said: str) -> str:
    message = f"pass\0{kind}\0{said}".encode()
    return hmac.new(server.keys.token_key(), message, hashlib.sha256).hexdigest()
