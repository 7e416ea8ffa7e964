"""What an applicant has sent in: found by number and retrieval code, supplemented, withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from app.central.console.failures import see_other
from app.central.problems import problem_of
from app.central.public.apply import DRAFT, PRE
from app.central.public.failures import words_of
from app.central.public.language import said
from app.central.public.visitor import (
    form_of,
    form_token,
    language_of,
    nonce_of,
    pass_for,
    passed,
    public_cookie,
    visitor_address,
)
from app.central.services import Given
from app.domain.pre_application.state import STANDING_ZH
from app.domain.refusal import Refusal
from app.usecases.central import pre_applications as pre
from app.usecases.central.pre_drafts import begin_change

if TYPE_CHECKING:
    from app.central.services import Services
    from app.domain.pre_application.state import PreApplication


@get("/pre")
async def pre_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Where a pre-application is begun, gone on with, or found again."""
    return _entry(request, services)


@post("/pre", status_code=200)
async def find_mine(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Open one by number and retrieval code."""
    form = await form_of(request, services)
    asked = form.get("number", "")[:40]
    try:
        state = await services.reads.run(
            pre.open_by_code, services.server, asked, form.get("code", "")[:40], visitor_address(request, services)
        )
    except Refusal as refusal:
        problem = problem_of(refusal)
        request.scope["state"]["problem"] = problem
        answer = _entry(request, services, asked, words_of(request, problem), problem.status)
        if problem.wait:
            answer.headers["Retry-After"] = str(problem.wait)
        return answer
    answer = see_other("/c/pre/mine")
    answer.cookies.append(public_cookie(PRE, pass_for(services.server, PRE, state.id), secure=services.secure))
    return answer


@get("/pre/mine")
async def mine_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """How it stands, and what the counter suggests."""
    done = {"changed": "补充的内容收好了，窗口已经能看到。", "withdrawn": "已经撤回。"}
    return _mine(
        request, services, await _state(request, services), done=done.get(request.query_params.get("done", ""), "")
    )


@post("/pre/change", status_code=200)
async def change(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Begin to supplement what was sent in."""
    await form_of(request, services)
    state = await _state(request, services)
    draft = await services.reads.run(begin_change, services.server, state)
    answer = see_other("/c/draft")
    answer.cookies.append(public_cookie(DRAFT, pass_for(services.server, DRAFT, draft.id), secure=services.secure))
    return answer


@post("/pre/withdraw", status_code=200)
async def withdraw(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Withdraw it."""
    await form_of(request, services)
    state = await _state(request, services)
    try:
        done = await services.ingest.run(pre.withdraw, services.server, state.number)
    except Refusal as refusal:
        problem = problem_of(refusal)
        request.scope["state"]["problem"] = problem
        return _mine(request, services, state, notice=words_of(request, problem), status=problem.status)
    services.watcher.announce(done.position)
    return see_other("/c/pre/mine?done=withdrawn")


async def _state(request: Request[Any, Any, Any], services: Services) -> PreApplication:
    identity = passed(request, services, PRE)
    state = await services.reads.run(pre.find_by_id, services.server, identity) if identity else None
    if state is None:
        raise Refusal("STATE-UNKNOWN", "请用预审编号和查询码重新查看。", "number")
    return state


def _entry(
    request: Request[Any, Any, Any], services: Services, asked: str = "", wrong: str = "", status: int = 200
) -> Response[bytes]:
    nonce = nonce_of(request, services)
    answer = services.public_pages.show(
        "pre.html",
        language_of(request),
        status=status,
        asked=asked,
        wrong=wrong,
        token=form_token(services.server, nonce),
        drafted=bool(passed(request, services, DRAFT)),
    )
    answer.cookies.append(public_cookie("public", nonce, secure=services.secure))
    return answer


def _mine(
    request: Request[Any, Any, Any],
    services: Services,
    state: PreApplication,
    *,
    notice: str = "",
    done: str = "",
    status: int = 200,
) -> Response[bytes]:
    language, nonce, now = language_of(request), nonce_of(request, services), services.server.now()
    standing = state.standing(now)
    checks = pre.point_checks(state, services.shelf, services.server)
    answer = services.public_pages.show(
        "mine.html",
        language,
        status=status,
        state=state,
        standing=standing,
        words=STANDING_ZH[standing],
        hold=state.held_by(now),
        failing=[one for one in checks if one.outcome == "fail"],
        notice=notice,
        done=said(language, done) if done else "",
        token=form_token(services.server, nonce),
    )
    answer.cookies.append(public_cookie("public", nonce, secure=services.secure))
    return answer
