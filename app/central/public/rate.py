"""The applicant's rating 好差评 of a service, by the code on a paper: once for each case, nobody at the counter sees whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.problems import HttpProblem, problem_of
from app.central.public.failures import words_of
from app.central.public.visitor import form_of, language_of
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.usecases.central.ratings import rate, rating_form

if TYPE_CHECKING:
    from app.central.public.visitor import Form
    from app.central.services import Services
    from app.usecases.central.ratings import RatingForm

_LEVELS = {"5": 5, "4": 4, "3": 3, "2": 2, "1": 1}
_LONGEST = 500


@get("/rate/{payload:str}")
async def rate_page(request: Request[Any, Any, Any], payload: FromPath[str], services: Given) -> Response[bytes]:
    """The five levels with their labels; nothing is chosen beforehand."""
    form = await services.reads.run(rating_form, services.server, payload[:420])
    return _page(request, services, form, payload)


@post("/rate/{payload:str}", status_code=200)
async def rate_sent(request: Request[Any, Any, Any], payload: FromPath[str], services: Given) -> Response[bytes]:
    """Take the rating. The paper's code is what entitles to it, so that the form needs no other token."""
    sent = await form_of(request, services, own=False)
    form = await services.reads.run(rating_form, services.server, payload[:420])
    level = _LEVELS.get(sent.get("level", ""), 0)
    try:
        position = await services.ingest.run(
            rate, services.server, payload[:420], level, _labels(form, level, sent), sent.get("text", "")[:_LONGEST]
        )
    except (Refusal, InputProblem) as refusal:
        return _page(request, services, form, payload, sent=sent, wrong=refusal)
    services.watcher.announce(position)
    return _page(request, services, form, payload, thanks=True)


def _labels(form: RatingForm, level: int, sent: Form) -> list[str]:
    """The labels that were ticked of the level that was chosen."""
    known = next((one.labels for one in form.levels if one.level == level), ())
    return [label for place, label in enumerate(known) if f"label.{level}.{place}" in sent]


def _page(
    request: Request[Any, Any, Any],
    services: Services,
    form: RatingForm,
    payload: str,
    *,
    sent: Form | None = None,
    wrong: Refusal | InputProblem | None = None,
    thanks: bool = False,
) -> Response[bytes]:
    given = sent or {}
    problem: HttpProblem | None = problem_of(wrong) if wrong else None
    if problem is not None:
        request.scope["state"]["problem"] = problem
    return services.public_pages.show(
        "rate.html",
        language_of(request),
        status=problem.status if problem else 200,
        form=form,
        payload=payload,
        wrong=words_of(request, problem) if problem else "",
        thanks=thanks,
        chosen=given.get("level", ""),
        ticked=[name for name in given if name.startswith("label.")],
        text=given.get("text", ""),
    )
