"""Whether the server is there, what it counts, and what it speaks."""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, get

from app.central.auth import SYSTEM_TOKEN, credential, reader_of
from app.central.describe import Gives, described, openapi
from app.central.forms import json_answer
from app.central.limits import address_of
from app.central.problems import HttpProblem
from app.central.services import Given
from app.store.central.ledger import head
from app.usecases.central.numbers import numbers

if TYPE_CHECKING:
    from app.usecases.central.numbers import Numbers

_FRESH_SECONDS = 5.0
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


class Health(msgspec.Struct, frozen=True):
    """The server answers and reaches its database; the last position of its area."""

    status: str
    position: int


@get("/healthz", opt=described("Whether the server is ready", Gives(shape=Health), auth="open"))
async def healthz(services: Given) -> Response[bytes]:
    """Answer when the database answers; else 503."""
    at = await services.reads.run(head, services.server.ledger)
    return json_answer(Health("ok", at.position))


@get(
    "/metrics",
    opt=described("What the server counts", Gives(media_type="text/plain"), auth="token"),
)
async def metrics(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give the counters: to this machine, and to who shows a token of another system."""
    if not _is_loopback(address_of(request)):
        token = credential(request)
        if not token.startswith(SYSTEM_TOKEN):
            raise HttpProblem("AUTH-WRONG", 401, "令牌不对或已撤销。")
        await services.reads.run(reader_of, services.server, token)
    if time.monotonic() - services.counted_at > _FRESH_SECONDS:
        services.counted_at = time.monotonic()
        _show(services, await services.reads.run(numbers, services.server.ledger))
    return Response(services.metrics.text(), media_type=_TEXT)


def _show(services: Given, found: Numbers) -> None:
    shown = services.metrics
    shown.position.set(found.position)
    shown.feed_lag.set(services.readers.lag(found.position))
    shown.quarantine.set(found.held)
    shown.tasks.set(found.tasks)
    shown.stored_blobs.set(found.blob_bytes)
    shown.missing_blobs.set(found.blobs_missing)
    for state, count in (("open", found.journals), ("stopped", found.stopped), ("forked", found.forked)):
        shown.journals.labels(state).set(count)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@get("/api/v1/openapi.json", opt=described("This description", Gives(), auth="open"))
async def description(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give the OpenAPI description of every route."""
    if not services.description:
        services.description = msgspec.json.encode(openapi(request.app, services.server.version))
    return Response(services.description, media_type="application/json")
