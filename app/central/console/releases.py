"""Releases of the catalogue: which one is in force, which one follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from app.central.console.people import language_of, person_at
from app.central.services import Given
from app.store.central.releases import current_release, releases_of

if TYPE_CHECKING:
    from app.usecases.central.server import Server


@get("/releases")
async def releases_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Every release, the newest first."""
    person = await person_at(request, services, "publish-catalogue")
    found, current = await services.reads.run(_releases, services.server)
    return services.pages.show(
        "releases.html", language_of(request), person, releases=found, current=current, now=services.server.now()
    )


def _releases(server: Server) -> tuple[list[Any], str]:
    with server.store.read() as connection:
        now = current_release(connection, server.area, server.now())
        return releases_of(connection, server.area)[::-1], now.hash if now else ""
