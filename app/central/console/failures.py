"""What the browser is shown when something is refused or fails: a page with words, or the way to the log-in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from litestar import Response, get
from litestar.exceptions import HTTPException
from litestar.response import File

from app.central.console.language import said
from app.central.console.pages import FOLDER
from app.central.console.people import ENTRY, NEW_PASSWORD, MustChange, NotLoggedIn, language_of
from app.central.problems import noted
from app.errors import english_of

if TYPE_CHECKING:
    from litestar import Request
    from litestar.types import ExceptionHandlersMap

    from app.central.services import Services


FONT = FOLDER.parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


def see_other(address: str, **extra: Any) -> Response[bytes]:
    """Lead the browser on after a form (303)."""
    return Response(b"", status_code=303, headers={"Location": address, "Cache-Control": "no-store"}, **extra)


def _to_entry(request: Request[Any, Any, Any], error: NotLoggedIn) -> Response[bytes]:
    return see_other(ENTRY)


def _to_new_password(request: Request[Any, Any, Any], error: MustChange) -> Response[bytes]:
    return see_other(NEW_PASSWORD)


def _page(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    problem = noted(request, error)
    language = language_of(request)
    services: Services = request.app.state.services
    words = problem.message if language == "zh" else english_of(problem.code) or problem.message
    answer = services.pages.show(
        "problem.html",
        language,
        None,
        status=problem.status,
        title=said(language, "没有办成"),
        words=words,
        code=problem.code,
        request_id=request.scope["state"].get("request_id", ""),
    )
    if problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    return answer


@get("/", status_code=303)
async def front_door() -> Response[bytes]:
    """Who comes by the plain address is led to the console."""
    return see_other("/console/")


@get("/static/console.css")
async def style() -> Response[bytes]:
    """The style sheet."""
    return Response(_style(), media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})


@get("/static/console.js")
async def script() -> Response[bytes]:
    """The script."""
    return Response(_script(), media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "max-age=300"})


@get("/static/font.ttf")
async def font() -> File:
    """Chinese letters, for a machine that has none of its own; never fetched by one that has."""
    return File(FONT, media_type="font/ttf", headers={"Cache-Control": "max-age=31536000, immutable"})


@cache
def _style() -> bytes:
    return (FOLDER / "static" / "console.css").read_bytes()


@cache
def _script() -> bytes:
    return (FOLDER / "static" / "console.js").read_bytes()


HANDLERS: ExceptionHandlersMap = {
    NotLoggedIn: _to_entry,
    MustChange: _to_new_password,
    Exception: _page,
    HTTPException: _page,
}
