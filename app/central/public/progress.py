"""How a case stands: by the code on its receipt, or by its number and the last four of a number of the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.problems import problem_of
from app.central.public.failures import words_of
from app.central.public.language import said
from app.central.public.visitor import form_of, language_of, visitor_address
from app.central.services import Given
from app.domain.refusal import Refusal
from app.usecases.central.progress import progress_by_code, progress_by_number

if TYPE_CHECKING:
    from app.central.console.language import Language
    from app.domain.case.status import Status
    from app.usecases.central.progress import Progress

_NEXT: dict[Status, str] = {
    "received": "材料已收下，正在看是否齐全；最迟在“答复截止”那天给您答复。",
    "deemed-accepted": "到期没有告知要补什么，按规定视为已经受理，正在办理。",
    "correction": "材料还差一些，补齐以后继续办理，不用重新排队说一遍。",
    "accepted": "已经受理，正在办理，请等通知。",
    "suspended": "正在进行特别程序（听证、检验、专家评审等），这段时间不算在办理时限里。",
    "granted": "已经准予，结果在出件窗口，请带凭证和证件来领，或者等邮寄。",
    "refused": "决定不予，决定书写明了理由和怎样申请复议、提起诉讼。",
    "issued": "已经办完，结果已经交给您。",
    "withdrawn": "按您的申请撤回，材料退还。",
    "not-accepted": "不属于受理的部门办理，通知书写明了该去哪里。",
    "not-required": "这件事依法不需要办理许可。",
}
_TONES: dict[Status, str] = {
    "correction": "caution", "suspended": "caution", "granted": "good", "issued": "good", "refused": "bad",
    "not-accepted": "caution",
}  # fmt: skip
_MARKS = {"good": "✓", "caution": "–", "bad": "✗", "": "•"}


@get("/progress")
async def progress_page(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The form."""
    return services.public_pages.show("progress.html", language_of(request), asked="", wrong="", found=None)


@post("/progress", status_code=200)
async def look_up(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """How the case stands. What is asked travels in the body, so that it stands in no log; nothing is changed by it."""
    form = await form_of(request, services, own=False)
    language, asked = language_of(request), form.get("number", "")[:64]
    try:
        found = await services.reads.run(
            progress_by_number, services.server, asked, form.get("last", "")[:8], visitor_address(request, services)
        )
    except Refusal as refusal:
        problem = problem_of(refusal)
        request.scope["state"]["problem"] = problem
        answer = services.public_pages.show(
            "progress.html", language, status=problem.status, asked=asked, wrong=words_of(request, problem), found=None
        )
        if problem.wait:
            answer.headers["Retry-After"] = str(problem.wait)
        return answer
    return services.public_pages.show(
        "progress.html", language, asked=asked, wrong="", found=found, **shown_of(language, found)
    )


@get(["/q/1/{payload:str}", "/c/q/1/{payload:str}"])
async def by_code(request: Request[Any, Any, Any], payload: FromPath[str], services: Given) -> Response[bytes]:
    """The page of the code on a receipt: verified here; its case without any name."""
    said_by = await services.reads.run(progress_by_code, services.server, payload[:420])
    language, found = language_of(request), said_by.progress
    return services.public_pages.show(
        "code.html",
        language,
        status=200 if said_by.verified.valid else 404,
        verified=said_by.verified,
        reason=said_by.verified.reason if language == "zh" else said(language, "请核对纸面，或者到窗口查询。"),
        voided=said_by.voided,
        also=said_by.also,
        payload=payload,
        found=found,
        **(shown_of(language, found) if found else {}),
    )


def shown_of(language: Language, found: Progress) -> dict[str, Any]:
    """What the part of a page that tells how a case stands needs besides."""
    tone = _TONES.get(found.status, "")
    return {"tone": tone, "mark": _MARKS[tone], "next": said(language, _NEXT[found.status])}
