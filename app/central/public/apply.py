"""Pre-application 网上预审: the form, the materials, sending in. Each step is kept, nothing is lost on a wrong entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.console.failures import see_other
from app.central.problems import HttpProblem, problem_of
from app.central.public.failures import words_of
from app.central.public.guide import answers_in
from app.central.public.language import said
from app.central.public.views import draft_values, form_values
from app.central.public.visitor import (
    Form,
    Stale,
    form_of,
    form_token,
    is_assisted,
    language_of,
    nonce_of,
    pass_for,
    passed,
    public_cookie,
    unreadable,
    upload_of,
)
from app.central.services import Given
from app.domain.refusal import InputProblem, Refusal
from app.usecases.central import pre_drafts as drafts
from app.usecases.central.pre_applications import file_draft, supplement
from app.usecases.central.upload_apart import check_apart
from app.usecases.prefill import prefill_text, short_text

if TYPE_CHECKING:
    from app.central.services import Services
    from app.usecases.central.pre_drafts import Draft, Looked

DRAFT, PRE = "draft", "pre"


@get("/apply/{code:str}")
async def form_page(request: Request[Any, Any, Any], code: FromPath[str], services: Given) -> Response[bytes]:
    """An empty form, for the answers in the address."""
    entries = {f"answer.{key}": value for key, value in answers_in(request).items()}
    looked = await services.reads.run(_empty, services, code[:40], entries)
    return _form(request, services, looked, f"/c/apply/{looked.item.code}")


@post("/apply/{code:str}", status_code=200)
async def form_sent(request: Request[Any, Any, Any], code: FromPath[str], services: Given) -> Response[bytes]:
    """Keep a right form and lead on to the materials; a wrong one comes back as it was typed, with words."""
    form, stale = await _typed(request, services)
    looked = await services.reads.run(_empty, services, code[:40], _entries(form))
    action = f"/c/apply/{looked.item.code}"
    if stale or form.get("step") == "refresh":
        return _form(request, services, looked, action, notice=stale)
    if looked.problems:
        return _form(request, services, looked, action, wrong=True)
    assisted = await is_assisted(request, services)
    draft = await services.reads.run(
        drafts.new_draft, services.server, services.shelf, looked.item.code, _entries(form),
        hall=form.get("hall", "")[:100], assisted=assisted,
    )  # fmt: skip
    answer = see_other("/c/draft")
    answer.cookies.append(public_cookie(DRAFT, pass_for(services.server, DRAFT, draft.id), secure=services.secure))
    return answer


@get("/draft/form")
async def edit_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The form of a draft."""
    looked = await _looked(request, services)
    return _form(request, services, looked, "/c/draft/form", wrong=bool(looked.problems))


@post("/draft/form", status_code=200)
async def edit_sent(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Keep what was typed, right or wrong; lead on where it is right."""
    form, stale = await _typed(request, services)
    before = await _looked(request, services)
    draft = await services.reads.run(drafts.change_entries, services.server, before.draft, _entries(form))
    looked = await services.reads.run(drafts.look, services.server, services.shelf, draft)
    refreshed = bool(stale) or form.get("step") == "refresh"
    if refreshed or looked.problems:
        return _form(request, services, looked, "/c/draft/form", wrong=not refreshed, notice=stale)
    return see_other("/c/draft")


@get("/draft")
async def draft_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The materials of a draft with their files, what the program's own checks say, and sending in."""
    looked = await _looked(request, services)
    done = {"kept": "文件收好了。", "removed": "文件移除了。"}.get(request.query_params.get("done", ""), "")
    return _draft(request, services, looked, done=done)


@post("/draft/upload", status_code=200)
async def upload(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Check a file by its content and keep it with its material."""
    looked = await _looked(request, services)
    try:
        sent = await upload_of(request, services)
        material = sent.form.get("material", "")
        if looked.resolved.material(material) is None:
            raise unreadable()
        await services.uploads.run(_kept, services, looked.draft, material, sent.data)
    except (InputProblem, HttpProblem) as problem:
        return _draft(request, services, looked, failure=problem)
    return see_other(f"/c/draft?done=kept#m-{material}")


@post("/draft/remove", status_code=303)
async def remove(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Take a file off its material."""
    form = await form_of(request, services)
    looked = await _looked(request, services)
    await services.reads.run(
        drafts.drop_file, services.server, looked.draft, form.get("material", "")[:100], form.get("file", "")[:64]
    )
    return see_other("/c/draft?done=removed")


@post("/draft/submit", status_code=200)
async def submit(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Send the draft in, or in the place of what was sent in before."""
    await form_of(request, services)
    looked = await _looked(request, services)
    try:
        if looked.draft.number:
            done = await services.ingest.run(supplement, services.server, services.shelf, looked.draft)
            answer, identity, position = see_other("/c/pre/mine?done=changed"), done.state.id, done.position
        else:
            filed = await services.ingest.run(file_draft, services.server, services.shelf, looked.draft)
            answer = services.public_pages.show(
                "filed.html", language_of(request), filed=filed, item_name=looked.item.name, at=looked.draft.hall
            )
            identity, position = filed.id, filed.position
    except (InputProblem, Refusal) as problem:
        return _draft(request, services, looked, failure=problem)
    if position:
        services.watcher.announce(position)
    answer.cookies.append(public_cookie(PRE, pass_for(services.server, PRE, identity), secure=services.secure))
    answer.cookies.append(public_cookie(DRAFT, "", secure=services.secure, ended=True))
    return answer


@post("/draft/code", status_code=200)
async def make_code(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """A code for the counter: what was entered itself where it fits, else a short one."""
    await form_of(request, services)
    looked = await _looked(request, services)
    if looked.problems:
        problem = InputProblem("INPUT-FORM", "还有填写不对的地方，请改好再生成。", next(iter(looked.problems)))
        return _draft(request, services, looked, failure=problem)
    text = prefill_text(looked.filing)
    whole = bool(text)
    if not whole:
        text = short_text(await services.reads.run(drafts.hand_to_counter, services.server, looked.draft))
    return services.public_pages.show(
        "prefill.html", language_of(request), item=looked.item, svg=_svg(text), whole=whole
    )


@post("/draft/discard", status_code=303)
async def discard(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Delete the draft."""
    await form_of(request, services)
    looked = await _looked(request, services)
    await services.reads.run(drafts.drop_draft, services.server, looked.draft)
    answer = see_other("/c/pre/mine" if looked.draft.number else "/c/pre")
    answer.cookies.append(public_cookie(DRAFT, "", secure=services.secure, ended=True))
    return answer


def _svg(text: str) -> str:
    """The code as a drawing within the page; nothing in it comes from a visitor but its dark squares."""
    import segno

    return segno.make(text, error="m", micro=False, boost_error=False).svg_inline(scale=4, border=4, dark="#000")


def _entries(form: Form) -> Form:
    return {name: value for name, value in form.items() if name not in ("step", "token", "hall")}


def _empty(services: Services, code: str, entries: Form) -> Looked:
    book = services.shelf.current()
    draft = drafts.Draft("", book.online_item(code).code, book.catalogue.hash, services.server.settings.hall, entries)
    return drafts.look_at(services.server, book, draft)


def _kept(services: Services, draft: Draft, material: str, data: bytes) -> None:
    drafts.add_file(services.server, draft, material, check_apart(data))


async def _typed(request: Request[Any, Any, Any], services: Services) -> tuple[Form, str]:
    """The form, and words where it was not made for this browser or long ago: then it is shown again as it was typed."""
    try:
        return await form_of(request, services), ""
    except Stale as stale:
        return stale.form, words_of(request, stale)


async def _looked(request: Request[Any, Any, Any], services: Services) -> Looked:
    identity = passed(request, services, DRAFT)
    if not identity:
        raise Refusal("STATE-DRAFT", "没有正在填写的申请，或者已经过了几个小时。请从办事指南重新开始。", "draft")
    draft = await services.reads.run(drafts.find_draft, services.server, identity)
    return await services.reads.run(drafts.look, services.server, services.shelf, draft)


def _form(
    request: Request[Any, Any, Any],
    services: Services,
    looked: Looked,
    action: str,
    *,
    wrong: bool = False,
    notice: str = "",
) -> Response[bytes]:
    language, nonce = language_of(request), nonce_of(request, services)
    answer = services.public_pages.show(
        "apply.html",
        language,
        status=422 if wrong else 403 if notice else 200,
        action=action,
        notice=notice,
        problems=looked.problems if wrong else {},
        token=form_token(services.server, nonce),
        **form_values(services.server, looked, language),
    )
    answer.cookies.append(public_cookie("public", nonce, secure=services.secure))
    return answer


def _draft(
    request: Request[Any, Any, Any],
    services: Services,
    looked: Looked,
    *,
    failure: InputProblem | Refusal | HttpProblem | None = None,
    done: str = "",
) -> Response[bytes]:
    language, nonce = language_of(request), nonce_of(request, services)
    problem = problem_of(failure) if failure else None
    if problem is not None:
        request.scope["state"]["problem"] = problem
    answer = services.public_pages.show(
        "draft.html",
        language,
        status=problem.status if problem else 200,
        notice=words_of(request, problem) if problem else "",
        done=said(language, done) if done else "",
        token=form_token(services.server, nonce),
        **draft_values(looked),
    )
    answer.cookies.append(public_cookie("public", nonce, secure=services.secure))
    return answer
