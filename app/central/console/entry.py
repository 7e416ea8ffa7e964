"""Log-in, log-out, and the page where a one-time password is changed."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from app.central.console.failures import see_other
from app.central.console.people import (
    check_entry,
    cookie,
    entry_token,
    form_of,
    language_of,
    new_nonce,
    person_at,
    posted,
)
from app.central.limits import address_of
from app.central.problems import problem_of
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.errors import english_of
from app.usecases.central.logins import WebSession, change_password, log_in, log_out

AT_WORK = ("approver", "issuer")
"""Roles whose day begins with the work list."""


@get("/log-in")
async def log_in_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The log-in."""
    return _log_in_page(request, services, "")


def _log_in_page(request: Request[Any, Any, Any], services: Given, wrong: str, status: int = 200) -> Response[bytes]:
    nonce = new_nonce()
    answer = services.pages.show(
        "log_in.html",
        language_of(request),
        None,
        status=status,
        token=entry_token(services.server, nonce),
        wrong=wrong,
        evaluation=services.server.evaluation,
        area=services.server.area,
    )
    answer.cookies.append(cookie("entry", nonce, secure=services.secure))
    return answer


@post("/log-in", status_code=200)
async def log_in_form(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Open a session; the same page with words where name or password are wrong."""
    address = address_of(request)
    services.log_in_tries.count(address)
    form = await form_of(request, services)
    check_entry(request, services, form.get("token", ""))
    try:
        person = await services.passwords.run(
            log_in, services.server, form.get("name", "")[:100], form.get("password", "")[:1000], address
        )
    except Refusal as refusal:
        services.metrics.log_ins.labels("refused").inc()
        return _refused(request, services, refusal)
    services.metrics.log_ins.labels("done").inc()
    return _let_in(person, services)


def _refused(request: Request[Any, Any, Any], services: Given, refusal: Refusal) -> Response[bytes]:
    problem = problem_of(refusal)
    request.scope["state"]["problem"] = problem
    words = problem.message if language_of(request) == "zh" else english_of(problem.code) or problem.message
    answer = _log_in_page(request, services, words, problem.status)
    if problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    return answer


def _let_in(person: WebSession, services: Given) -> Response[bytes]:
    first = "/console/work" if person.account.role in AT_WORK else "/console/"
    answer = see_other("/console/password" if person.must_change else first)
    answer.cookies.append(cookie("session", person.secret, secure=services.secure))
    answer.cookies.append(cookie("entry", "", secure=services.secure, ended=True))
    return answer


@post("/log-out", status_code=303)
async def log_out_form(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """End the session."""
    person, _ = await posted(request, services)
    await services.reads.run(log_out, services.server, person.secret)
    answer = see_other("/console/log-in")
    answer.cookies.append(cookie("session", "", secure=services.secure, ended=True))
    return answer


@get("/password")
async def password_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Where the own password is changed."""
    person = await person_at(request, services)
    return services.pages.show("password.html", language_of(request), person, wrong="")


@post("/password", status_code=200)
async def password_form(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Change the own password; every other session of the account ends."""
    person, form = await posted(request, services)
    language = language_of(request)
    if form.get("new") != form.get("again"):
        words = "两次输入的新密码不一样。" if language == "zh" else "The two new passwords differ."
        return services.pages.show("password.html", language, person, status=422, wrong=words)
    try:
        changed = await services.passwords.run(
            change_password,
            services.server,
            person,
            form.get("old", "")[:1000],
            form.get("new", "")[:1000],
            address_of(request),
        )
    except (Refusal, InputProblem) as refusal:
        problem = problem_of(refusal)
        words = problem.message if language == "zh" else english_of(problem.code) or problem.message
        return services.pages.show("password.html", language, person, status=problem.status, wrong=words)
    return _let_in(changed, services)
