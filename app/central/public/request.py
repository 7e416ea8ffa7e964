"""What an applicant asks for online about a case that runs: opened with the whole identity number, files, words, changes.

No page of it is a legal act, and each says so. Without scripts; one file goes up at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.problems import HttpProblem, problem_of
from app.central.public.failures import words_of
from app.central.public.language import said
from app.central.public.progress import shown_of
from app.central.public.views import ENDINGS
from app.central.public.visitor import (
    REQUEST_MINUTES,
    Form,
    Stale,
    form_of,
    form_token,
    language_of,
    nonce_of,
    pass_for,
    passed,
    public_cookie,
    unreadable,
    upload_of,
    visitor_address,
)
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.usecases.central import online_requests as requests
from app.usecases.central.request_drafts import RequestDraft, add_file, begin_draft, drop_draft, drop_file, find_draft
from app.usecases.central.upload_apart import check_apart

if TYPE_CHECKING:
    from app.central.console.language import Language
    from app.central.services import Services
    from app.domain.online_request.events import RequestKind
    from app.usecases.central.online_requests import MyCase, Sent

CASE = "case"
_DONE = {
    "sent": "收到了，窗口马上能看到。办理结果看下面，也会发短信。",
    "kept": "文件收好了，还没有提交。",
    "removed": "文件移除了。",
    "dropped": "没有提交的文件删除了。",
}
_FILES: dict[str, RequestKind] = {"correction": "correction", "deferred": "deferred"}
_Problem = InputProblem | Refusal | HttpProblem


@get("/request")
async def my_case_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The case of a browser that has opened one; else the form that opens it."""
    case_id = passed(request, services, CASE)
    if not case_id:
        return _entry(request, services, asked=request.query_params.get("number", "")[:64])
    return _mine(request, services, await services.reads.run(requests.my_case, services.server, case_id))


@post("/request", status_code=200)
async def open_case(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Open a case by its number and the whole identity number."""
    form = await form_of(request, services)
    asked = form.get("number", "")[:64]
    try:
        case_id = await services.reads.run(
            requests.open_my_case, services.server, asked, form.get("id_number", "")[:64],
            visitor_address(request, services),
        )  # fmt: skip
    except Refusal as refusal:
        return _entry(request, services, asked=asked, failure=refusal)
    answer = see_other("/c/request")
    answer.cookies.append(
        public_cookie(
            CASE, pass_for(services.server, CASE, case_id, REQUEST_MINUTES), secure=services.secure,
            minutes=REQUEST_MINUTES,
        )
    )  # fmt: skip
    return answer


@post("/request/leave", status_code=303)
async def leave(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """End it on this browser, which may be somebody else's."""
    await form_of(request, services)
    answer = see_other("/c/progress")
    for kind in (CASE, *(_draft_cookie(kind) for kind in _FILES)):
        answer.cookies.append(public_cookie(kind, "", secure=services.secure, ended=True))
    return answer


@get("/request/files/{kind:str}")
async def files_page(request: Request[Any, Any, Any], kind: FromPath[str], services: Given) -> Response[bytes]:
    """The materials that are wanted, with what was uploaded."""
    chosen = _kind(kind)
    return await _files(request, services, chosen) if passed(request, services, CASE) else see_other("/c/request")


@post("/request/files/{kind:str}/upload", status_code=200)
async def upload(request: Request[Any, Any, Any], kind: FromPath[str], services: Given) -> Response[bytes]:
    """Check a file by its content and keep it with its material."""
    chosen = _kind(kind)
    case_id = _case_id(request, services)
    try:
        sent = await upload_of(request, services)
        material = sent.form.get("material", "")
        if material not in await services.reads.run(requests.wanted, services.server, case_id, chosen):
            raise unreadable()
        draft = await _draft(request, services, case_id, chosen)
        if draft is None:
            draft = await services.reads.run(_begun, services, case_id, chosen)
        await services.uploads.run(_kept, services, draft, material, sent.data)
    except (InputProblem, Refusal, HttpProblem) as problem:
        return await _files(request, services, chosen, failure=problem)
    answer = see_other(f"/c/request/files/{chosen}?done=kept#m-{material}")
    token = pass_for(services.server, _draft_cookie(chosen), draft.id)
    answer.cookies.append(public_cookie(_draft_cookie(chosen), token, secure=services.secure))
    return answer


@post("/request/files/{kind:str}/remove", status_code=303)
async def remove(request: Request[Any, Any, Any], kind: FromPath[str], services: Given) -> Response[bytes]:
    """Take a file off its material."""
    chosen = _kind(kind)
    form = await form_of(request, services)
    draft = await _draft(request, services, _case_id(request, services), chosen)
    if draft is not None:
        await services.reads.run(
            drop_file, services.server, draft, form.get("material", "")[:100], form.get("file", "")[:64]
        )
    return see_other(f"/c/request/files/{chosen}?done=removed")


@post("/request/files/{kind:str}/discard", status_code=303)
async def discard(request: Request[Any, Any, Any], kind: FromPath[str], services: Given) -> Response[bytes]:
    """Delete what was uploaded and not sent in."""
    chosen = _kind(kind)
    await form_of(request, services)
    draft = await _draft(request, services, _case_id(request, services), chosen)
    if draft is not None:
        await services.reads.run(drop_draft, services.server, draft)
    answer = see_other("/c/request?done=dropped")
    answer.cookies.append(public_cookie(_draft_cookie(chosen), "", secure=services.secure, ended=True))
    return answer


@post("/request/files/{kind:str}/send", status_code=200)
async def send(request: Request[Any, Any, Any], kind: FromPath[str], services: Given) -> Response[bytes]:
    """Send in what was uploaded."""
    chosen = _kind(kind)
    form = await form_of(request, services)
    case_id = _case_id(request, services)
    draft = await _draft(request, services, case_id, chosen)
    try:
        if draft is None:
            raise Refusal("STATE-NOTHING", "还没有传文件。", "file")
        sent = await services.ingest.run(requests.send_files, services.server, draft, form.get("note", ""))
    except (InputProblem, Refusal) as problem:
        return await _files(request, services, chosen, failure=problem)
    answer = _sent(services, sent)
    answer.cookies.append(public_cookie(_draft_cookie(chosen), "", secure=services.secure, ended=True))
    return answer


@get("/request/withdraw")
async def withdraw_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """What withdrawing means, and the reason."""
    return await _opened(request, services, "withdraw")


@post("/request/withdraw", status_code=200)
async def withdraw(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Ask for the application to be withdrawn."""
    form, stale = await _typed(request, services)
    case_id = _case_id(request, services)
    if stale:
        return await _form_page(request, services, "withdraw", typed=form, failure=stale)
    try:
        sent = await services.ingest.run(requests.send_withdrawal, services.server, case_id, form.get("reason", ""))
    except (InputProblem, Refusal) as problem:
        return await _form_page(request, services, "withdraw", typed=form, failure=problem)
    return _sent(services, sent)


@get("/request/details")
async def details_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """What is registered, most of it hidden, and what it shall be."""
    return await _opened(request, services, "details")


@post("/request/details", status_code=200)
async def details(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Ask for a change of how the applicant is reached."""
    form, stale = await _typed(request, services)
    case_id = _case_id(request, services)
    if stale:
        return await _form_page(request, services, "details", typed=form, failure=stale)
    changes = {name: new for name, new in form.items() if name.startswith(("applicant.", "form."))}
    try:
        sent = await services.ingest.run(requests.send_details, services.server, case_id, changes, form.get("note", ""))
    except (InputProblem, Refusal) as problem:
        return await _form_page(request, services, "details", typed=form, failure=problem)
    return _sent(services, sent)


async def _typed(request: Request[Any, Any, Any], services: Services) -> tuple[Form, Stale | None]:
    """The form, and that it was not made for this browser or long ago: then it is shown again as it was typed."""
    try:
        return await form_of(request, services), None
    except Stale as stale:
        return stale.form, stale


async def _opened(request: Request[Any, Any, Any], services: Services, kind: RequestKind) -> Response[bytes]:
    """A form of a case that this browser has opened; else where it is opened."""
    opened = bool(passed(request, services, CASE))
    return await _form_page(request, services, kind) if opened else see_other("/c/request")


def _sent(services: Services, sent: Sent) -> Response[bytes]:
    if sent.position:
        services.watcher.announce(sent.position)
    return see_other("/c/request?done=sent")


def _kind(kind: str) -> RequestKind:
    chosen = _FILES.get(kind)
    if chosen is None:
        raise HttpProblem("UNKNOWN", 404, "没有这一项。请核对地址或编号。")
    return chosen


def _draft_cookie(kind: str) -> str:
    return f"request-{kind}"


def _case_id(request: Request[Any, Any, Any], services: Services) -> str:
    """The case that this browser has opened; Refusal ACCESS-REQUEST-TIME where its time is over."""
    case_id = passed(request, services, CASE)
    if not case_id:
        raise Refusal(
            "ACCESS-REQUEST-TIME", "打开已经超过半小时，请用办件编号和证件号码重新打开。传好的文件还在。", "number"
        )
    return case_id


def _begun(services: Services, case_id: str, kind: RequestKind) -> RequestDraft:
    before = requests.waiting_request(services.server, case_id, kind)
    return begin_draft(services.server, kind, case_id, before)


async def _draft(
    request: Request[Any, Any, Any], services: Services, case_id: str, kind: RequestKind
) -> RequestDraft | None:
    """What this browser has uploaded for the case; None where it has nothing."""
    identity = passed(request, services, _draft_cookie(kind))
    found = await services.reads.run(find_draft, services.server, identity)
    return found if found is not None and (found.case_id, found.kind) == (case_id, kind) else None


def _kept(services: Services, draft: RequestDraft, material: str, data: bytes) -> None:
    add_file(services.server, draft, material, check_apart(data))


def _entry(
    request: Request[Any, Any, Any], services: Services, *, asked: str = "", failure: Refusal | None = None
) -> Response[bytes]:
    problem = problem_of(failure) if failure else None
    if problem is not None:
        request.scope["state"]["problem"] = problem
    answer = _show(
        request, services, "request_open.html", status=problem.status if problem else 200, asked=asked,
        notice=words_of(request, problem) if problem else "",
    )  # fmt: skip
    if problem is not None and problem.wait:
        answer.headers["Retry-After"] = str(problem.wait)
    return answer


def _mine(request: Request[Any, Any, Any], services: Services, mine: MyCase) -> Response[bytes]:
    done = _DONE.get(request.query_params.get("done", ""), "")
    language = language_of(request)
    return _show(
        request, services, "request.html", mine=mine, found=mine.progress, personal=True,
        done=said(language, done) if done else "", **shown_of(language, mine.progress),
    )  # fmt: skip


async def _files(
    request: Request[Any, Any, Any], services: Services, kind: RequestKind, *, failure: _Problem | None = None
) -> Response[bytes]:
    case_id = _case_id(request, services)
    mine = await services.reads.run(requests.my_case, services.server, case_id)
    draft = await _draft(request, services, case_id, kind)
    before = await services.reads.run(requests.waiting_request, services.server, case_id, kind)
    files = draft.files if draft else dict(before.content.files) if before else {}
    done = _DONE.get(request.query_params.get("done", ""), "")
    return _show(
        request, services, "request_files.html", **_failed(request, failure), mine=mine, offer=mine.offer(kind),
        kind=kind, wanted=await services.reads.run(requests.wanted, services.server, case_id, kind), files=files,
        drafted=draft is not None, note=before.content.note if before else "", endings=ENDINGS,
        done=said(language_of(request), done) if done and failure is None else "",
    )  # fmt: skip


async def _form_page(
    request: Request[Any, Any, Any],
    services: Services,
    kind: RequestKind,
    *,
    typed: dict[str, str] | None = None,
    failure: _Problem | None = None,
) -> Response[bytes]:
    case_id = _case_id(request, services)
    mine = await services.reads.run(requests.my_case, services.server, case_id)
    fields = await services.reads.run(requests.details_of, services.server, case_id) if kind == "details" else ()
    return _show(
        request, services, f"request_{kind}.html", **_failed(request, failure), mine=mine, offer=mine.offer(kind),
        fields=fields, typed=typed or {},
    )  # fmt: skip


def _failed(request: Request[Any, Any, Any], failure: _Problem | None) -> dict[str, Any]:
    problem = problem_of(failure) if failure else None
    if problem is None:
        return {"status": 200, "notice": ""}
    request.scope["state"]["problem"] = problem
    return {"status": problem.status, "notice": words_of(request, problem)}


def _show(
    request: Request[Any, Any, Any], services: Services, template: str, *, status: int = 200, **values: Any
) -> Response[bytes]:
    """A page with the token of its forms."""
    nonce = nonce_of(request, services)
    language: Language = language_of(request)
    token = form_token(services.server, nonce)
    answer = services.public_pages.show(template, language, status=status, token=token, **values)
    answer.cookies.append(public_cookie("public", nonce, secure=services.secure))
    return answer
