"""What a visitor is shown when something is refused or fails: a page with plain words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from litestar import Response, get
from litestar.exceptions import HTTPException

from app.central.console.failures import see_other
from app.central.problems import noted
from app.central.public.pages import FOLDER
from app.central.public.visitor import language_of
from app.errors import english_of

if TYPE_CHECKING:
    from litestar import Request
    from litestar.types import ExceptionHandlersMap

    from app.central.problems import HttpProblem
    from app.central.services import Services

__all__ = ["HANDLERS", "see_other", "style", "words_of"]


def words_of(request: Request[Any, Any, Any], problem: HttpProblem) -> str:
    """What a problem says, in the visitor's language."""
    return problem.message if language_of(request) == "zh" else english_of(problem.code) or problem.message


def _page(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    problem = noted(request, error)
    services: Services = request.app.state.services
    answer = services.public_pages.show(
        "problem.html",
        language_of(request),
        status=problem.status,
        words=words_of(request, problem),
        code=problem.code,
        request_id=request.scope["state"].get("request_id", ""),
    )
    if problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    return answer


@get("/static/public.css")
async def style() -> Response[bytes]:
    """The style sheet."""
    return Response(_style(), media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"})


@cache
def _style() -> bytes:
    return (FOLDER / "static" / "public.css").read_bytes()


HANDLERS: ExceptionHandlersMap = {Exception: _page, HTTPException: _page}
