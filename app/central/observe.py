"""Around every request: an id, the time it took, one line in the log, counters, and an answer when all else failed."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from typing import TYPE_CHECKING

from litestar.enums import ScopeType

from app.central.logs import frames_of
from app.central.problems import MEDIA_TYPE, problem_body, problem_of

if TYPE_CHECKING:
    from litestar import Litestar
    from litestar.types import HTTPScope, Message, Receive, Scope, Send

    from app.central.services import Services

_READ_WITHIN = 60.0
"""Seconds in which a peer has to read each part of an answer; then the line is cut."""
_QUIET = frozenset({"/healthz", "/metrics"})
_SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Observed:
    """The application with its log, its counters and the headers that every answer carries."""

    def __init__(self, app: Litestar, services: Services) -> None:
        self.litestar = app
        self.services = services
        self._headers = (*_SAFE, *(((b"strict-transport-security", b"max-age=31536000"),) if services.secure else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.litestar(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope["state"] = {**scope.get("state", {}), "request_id": request_id}
        started = time.perf_counter()
        status = 0

        async def observed_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", []), (b"x-request-id", request_id.encode()), *self._headers]
                message = {**message, "headers": headers}
            async with asyncio.timeout(_READ_WITHIN):
                await send(message)

        try:
            await self.litestar(scope, receive, observed_send)
        except Exception as error:
            if status:
                raise  # an answer has begun: only the connection can end
            scope["state"] |= {"failure": error, "problem": problem_of(error)}
            await _last_answer(scope, receive, observed_send)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    def _note(self, scope: HTTPScope, status: int, seconds: float) -> None:
        state = scope["state"]
        route = str(scope.get("path_template") or "unknown")
        method = scope["method"] if scope["method"] in {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"} else "other"
        metrics = self.services.metrics
        metrics.requests.labels(route, method, status).inc()
        metrics.seconds.labels(route).observe(seconds)
        problem = state.get("problem")
        if problem is not None:
            metrics.refused.labels(problem.code).inc()
        if route in _QUIET and problem is None:
            return
        facts = {"request": state["request_id"], "route": route, "method": method, "status": status,
                 "ms": round(seconds * 1000, 1), **state.get("who", {})}  # fmt: skip
        if problem is not None:
            facts["code"] = problem.code
        failure = state.get("failure")
        if failure is not None:
            facts |= frames_of(failure)
        level = logging.ERROR if failure is not None and status == 500 else logging.INFO
        self.services.log.log(level, "request", **facts)


async def _last_answer(scope: HTTPScope, receive: Receive, send: Send) -> None:
    """A plain problem document where even showing the failure failed."""
    body = problem_body(scope["state"]["problem"], scope["state"]["request_id"])
    headers = [(b"content-type", MEDIA_TYPE.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": scope["state"]["problem"].status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
