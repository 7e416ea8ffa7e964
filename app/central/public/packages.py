"""The guide of a theme package: its questions once, its items, what is brought once, what it saves, one date for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get
from litestar.params import FromPath

from app.central.public.guide import answers_in
from app.central.public.visitor import language_of
from app.central.services import Given
from app.usecases.central.public_packages import package_guide

if TYPE_CHECKING:
    from app.usecases.central.public_packages import PackageGuide


@get("/packages/{key:str}")
async def package(request: Request[Any, Any, Any], key: FromPath[str], services: Given) -> Response[bytes]:
    """The guide of a package. Answers stand in the address, so that it can be kept and sent on."""
    answers = answers_in(request)
    found: PackageGuide = await services.reads.run(package_guide, services.server, services.shelf, key[:80], answers)
    return services.public_pages.show("package.html", language_of(request), found=found)
