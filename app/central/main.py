"""The HTTP program of the server: the application with all its routes."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from litestar import Litestar, Router
from litestar.di import Provide

from app.central.api.admission import authority, challenge, enrol, hello, session
from app.central.api.authority import accounts, change_password, marks, recovery, release
from app.central.api.blobs import announce_blob, read_chunk, send_chunk
from app.central.api.feed import feed
from app.central.api.health import description, healthz, metrics
from app.central.api.journals import events, hand_back, push, receipt
from app.central.observe import Observed
from app.central.problems import HANDLERS
from app.central.services import Services

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from litestar.types import ControllerRouterHandler

    from app.usecases.central.server import Server

API: tuple[ControllerRouterHandler, ...] = (
    hello,
    authority,
    enrol,
    challenge,
    session,
    push,
    receipt,
    events,
    hand_back,
    feed,
    announce_blob,
    send_chunk,
    read_chunk,
    accounts,
    change_password,
    recovery,
    marks,
    release,
)


def create_app(server: Server, *, secure: bool = False, services: Services | None = None) -> Observed:
    """The application over an open server. `secure`: it is reached by TLS only."""
    shared = services or Services(server)

    @contextlib.asynccontextmanager
    async def watching(_: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(shared.watcher.run())
        try:
            yield
        finally:
            shared.watcher.stop()
            await task

    routes = [Router("/api/v1", route_handlers=list(API)), healthz, metrics, description]
    app = Litestar(
        route_handlers=routes,
        dependencies={"services": Provide(lambda: shared, sync_to_thread=False)},
        exception_handlers=HANDLERS,
        lifespan=[watching],
        openapi_config=None,
        logging_config=None,
    )
    return Observed(app, shared, secure=secure)
