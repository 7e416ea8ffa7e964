"""Refusals over HTTP: problem documents of RFC 9457, made from whatever went wrong, without personal data."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from app.domain.refusal import InputProblem, Refusal, is_about_the_body
from app.errors import EnvironmentFailure, english_of
from app.store.exchange_admission import Problem
from app.store.failures import DiskFull

if TYPE_CHECKING:
    from litestar import Request
    from litestar.types import ExceptionHandlersMap

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Malformed request",
    401: "Not authenticated",
    403: "Not permitted",
    404: "Not found",
    405: "Method not allowed",
    408: "Request too slow",
    409: "Stands against the present state",
    410: "Gone",
    413: "Body too large",
    415: "Media type not taken",
    422: "Wrong values",
    429: "Too many requests",
    500: "Mistake of the server",
    503: "Not now",
}
_RETRY_SECONDS = 5
_WAITING = frozenset({"ENROL-RATE", "ACCESS-LOCKED"})
_BY_CODE = {
    "STATE-UNKNOWN": 404,
    "UNKNOWN": 404,
    "SYNC-EPOCH": 410,
    "SYNC-HASH": 422,
    "SYNC-SCOPE": 403,
    "SYNC-FORM": 422,
    "ACCESS-WRONG": 401,
}
_BY_PREFIX = {"AUTH": 401, "ACCESS": 403, "DEVICE": 403, "ENROL": 403, "RIGHT": 403}


class HttpProblem(Exception):
    """The answer is a problem document. `message` is Chinese; `wait` seconds go into Retry-After."""

    def __init__(self, code: str, status: int, message: str, place: str = "", *, wait: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.place = place
        self.wait = wait


def unknown(place: str = "") -> HttpProblem:
    """404: what was named is not here."""
    return HttpProblem("UNKNOWN", 404, "没有这一项。请核对地址或编号。", place)


def problem_of(error: Exception) -> HttpProblem:
    """What a failure of any kind means over HTTP; what nobody foresaw is a mistake of the server (500)."""
    if isinstance(error, HttpProblem):
        return error
    if isinstance(error, Refusal):
        return _of_refusal(error)
    if isinstance(error, InputProblem):
        return HttpProblem(error.code, 422, error.message, error.place)
    if isinstance(error, EnvironmentFailure):
        return _of_environment(error)
    if isinstance(error, HTTPException):
        return _of_framework(error)
    if _database_is_away(error):
        return HttpProblem("DATABASE", 503, "数据库暂时连不上，请稍后再试；没有丢失任何内容。", wait=_RETRY_SECONDS)
    return HttpProblem("BUG", 500, "服务器程序出错，已记入日志；没有保存到一半的内容。")


def _of_refusal(error: Refusal) -> HttpProblem:
    """A refusal of a use case: the status follows from the code; a wait in seconds stands in `place`."""
    if error.code in _WAITING:
        wait = int(error.place) if error.place.isdigit() else _RETRY_SECONDS
        return HttpProblem(error.code, 429, error.message, wait=wait)
    otherwise = 422 if is_about_the_body(error.code) else 409
    status = _BY_CODE.get(error.code) or _BY_PREFIX.get(error.code.partition("-")[0], otherwise)
    return HttpProblem(error.code, status, error.message, error.place)


def _of_environment(error: EnvironmentFailure) -> HttpProblem:
    if isinstance(error, DiskFull):  # its own words would send a clerk to the disk of the counter
        words = "服务器的磁盘已满，暂时收不下内容：本机照常受理，内容都留在本机。请告诉管理员。"
        return HttpProblem("DISK", 503, words, wait=_RETRY_SECONDS)
    status = _BY_PREFIX.get(error.code.partition("-")[0])
    if status:
        return HttpProblem(error.code, status, error.message)
    return HttpProblem(error.code, 503, error.message, wait=_RETRY_SECONDS)


def _of_framework(error: HTTPException) -> HttpProblem:
    if isinstance(error, MethodNotAllowedException):
        return HttpProblem("METHOD", 405, "这个地址不接受这种请求方法。")
    if isinstance(error, NotFoundException):
        return unknown()
    if error.status_code == 413:
        return HttpProblem("BODY-SIZE", 413, "请求内容超过上限。")
    if 400 <= error.status_code < 500:
        return HttpProblem("QUERY-FORM", 400, "请求地址中的参数不对。")
    return HttpProblem("BUG", 500, "服务器程序出错，已记入日志；没有保存到一半的内容。")


def _database_is_away(error: Exception) -> bool:
    from sqlalchemy.exc import DBAPIError, OperationalError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    if isinstance(error, OperationalError | PoolTimeout):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def problem_body(problem: HttpProblem, request_id: str = "") -> bytes:
    """The document."""
    document = Problem(
        type=f"urn:yichuang:problem:{problem.code}",
        title=TITLES.get(problem.status, "Refused"),
        status=problem.status,
        code=problem.code,
        detail=problem.message,
        detail_en=english_of(problem.code),
        place=problem.place,
        request=request_id,
    )
    return msgspec.json.encode(document)


def problem_response(problem: HttpProblem, request_id: str = "") -> Response[bytes]:
    """The problem as an answer."""
    headers = {"Retry-After": str(problem.wait)} if problem.wait else {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = problem_body(problem, request_id)
    return Response(body, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)


def noted(request: Request[Any, Any, Any], error: Exception) -> HttpProblem:
    """The problem of a failure, left where the journal of requests finds it."""
    problem = problem_of(error)
    request.scope["state"]["problem"] = problem
    if problem.status >= 500:
        request.scope["state"]["failure"] = error
    return problem


def answer_with_problem(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer any failure of a handler."""
    problem = noted(request, error)
    answer = problem_response(problem, request.scope["state"].get("request_id", ""))
    if problem.status == 405:
        answer.headers["Allow"] = ", ".join(_allowed(request))
    return answer


def _allowed(request: Request[Any, Any, Any]) -> list[str]:
    """The methods that an address takes."""
    found = []
    for method in ("GET", "POST", "PUT"):
        with contextlib.suppress(MethodNotAllowedException, NotFoundException):
            request.app.asgi_router.handle_routing(path=request.scope["path"], method=method)
            found.append(method)
    return found


HANDLERS: ExceptionHandlersMap = {Exception: answer_with_problem, HTTPException: answer_with_problem}
