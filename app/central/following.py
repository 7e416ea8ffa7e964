"""A task of the serving process: follows new events every two seconds, lets notices go out, tells of what goes wrong."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.central.logs import frames_of
from app.usecases.central.alerts import tell
from app.usecases.central.following import follow
from app.usecases.central.notices import deliver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from app.central.services import Services

EVERY = 2.0
AFTER_FAILURE = 30.0
FIRST_LOOK, LOOK_EVERY = 60.0, 600.0
"""Seconds until an administrator is told of an old backup and the like, and from one look to the next."""


async def follow_events(services: Services) -> None:
    """Follow until cancelled. A failure is noted and tried again; the pages follow by themselves when they are opened."""
    clock = services.server.clock.monotonic
    look_at = clock() + FIRST_LOOK
    while True:
        pause = EVERY
        try:
            await services.following.run(_round, services)
            if clock() >= look_at:
                look_at = clock() + LOOK_EVERY
                await services.following.run(tell, services.server, services.given_certificate)
        except Exception as error:
            pause = AFTER_FAILURE
            services.log.error("following", **frames_of(error))
        await asyncio.sleep(pause)


def _round(services: Services) -> None:
    services.metrics.followed.inc(follow(services.server))
    done = deliver(services.server, stopping=lambda: services.watcher.stopping)
    for fate, count in asdict(done).items():
        services.metrics.notices.labels(fate).inc(count)


@contextlib.asynccontextmanager
async def following(services: Services) -> AsyncIterator[None]:
    """Follow for the length of the block; a round that has begun comes to its end."""
    task = asyncio.create_task(follow_events(services))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
