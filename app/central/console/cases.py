"""Looking cases up. What is searched for travels in the body, so that no number of a person stands in an address."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app.central.console.people import language_of, person_at, posted
from app.central.services import Given
from app.domain.case.status import STATUS_ZH
from app.usecases.central.reading import look_up

_FIELDS = ("number", "id_number", "name", "phone")


@get("/cases")
async def search_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The form."""
    person = await person_at(request, services, "search")
    return services.pages.show(
        "cases.html", language_of(request), person, found=None, asked="", by="number", statuses=STATUS_ZH
    )


@post("/cases", status_code=200)
async def search(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """What was found, as register rows with masked names."""
    person, form = await posted(request, services, "search")
    by = form.get("by", "number")
    asked = form.get("asked", "").strip()[:100]
    found = (
        await services.reads.run(look_up, services.server, **{by if by in _FIELDS else "number": asked})
        if asked
        else []
    )
    return services.pages.show(
        "cases.html", language_of(request), person, found=found, asked=asked, by=by, statuses=STATUS_ZH
    )
