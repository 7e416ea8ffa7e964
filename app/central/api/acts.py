"""Acts on a case by another system, and the papers that come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.auth import credential, reader_of
from app.central.describe import Gives, described
from app.central.forms import json_answer
from app.central.limits import JSON, Takes, address_of, body_of
from app.central.problems import HttpProblem
from app.central.queries import part_of_path
from app.central.services import Given
from app.domain.rights import refuse_without
from app.usecases.central.acting import Actor, document_pdf
from app.usecases.central.escalations import receipt_pdf
from app.usecases.central.office_acting import AnyAnswer, any_act_at_centre, is_rating
from app.usecases.central.reading import CaseNumber
from app.usecases.wire_office import AnyActIn

if TYPE_CHECKING:
    from app.usecases.central.server import Server

MOST = 1_000_000
MOST_OF_A_STRANGER = 8_000
ACT = Takes(JSON, MOST, 0, AnyActIn)  # type: ignore[arg-type]  # a union of structures describes the body as well
RATING = Takes(JSON, MOST_OF_A_STRANGER)
"""What is read of somebody without a token: the applicant's rating, and nothing else."""
PDF = "application/pdf"
Identity = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[0-9a-f]+$")]
Place = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


@post(
    "/cases/{case_no:str}/acts",
    opt=described(
        "Do an act to a case", Gives(shape=AnyAnswer), auth="token", takes=ACT, refusals=(404, 409), case_no=CaseNumber
    ),
    status_code=200,
)
async def act(request: Request[Any, Any, Any], case_no: FromPath[str], services: Given) -> Response[bytes]:
    """The acts of COMMANDS.md. What the law or the state forbids is 409 with the rule as its code, and changes nothing.

    The same `key` gives the same act its first answer again; for another case or another body it is 409 `STATE-KEY`.
    The applicant's rating needs no token: the code of a paper stands in it. `-` stands for no case.
    """
    number = part_of_path(case_no, CaseNumber)
    known = "authorization" in request.headers
    actor = await services.reads.run(_actor, services.server, credential(request)) if known else None
    if not known:
        services.rating_tries.count(address_of(request))
    services.ingest.check_room()
    async with body_of(request, ACT if known else RATING, services.bodies) as body:
        if not known and not is_rating(body):
            credential(request)  # 401: everything else is somebody's act
        answer, position = await services.ingest.run(any_act_at_centre, services.server, number, body, actor)
    if position:
        services.watcher.announce(position)
    return json_answer(answer)


@get(
    "/escalations/{identity:str}/receipt",
    opt=described(
        "The receipt of an escalation as PDF", Gives(media_type=PDF), auth="token", refusals=(404, 409),
        identity=Identity,
    ),
)  # fmt: skip
async def escalation_receipt(
    request: Request[Any, Any, Any], identity: FromPath[str], services: Given
) -> Response[bytes]:
    """The sheet that the person was given, all its copies."""
    wanted = part_of_path(identity, Identity)
    actor = await services.reads.run(_actor, services.server, credential(request))
    refuse_without(actor.role, "see-escalations")
    pdf = await services.files.run(receipt_pdf, services.server, wanted)
    return Response(pdf, media_type=PDF)


@get(
    "/cases/{case_no:str}/documents/{place:int}",
    opt=described(
        "A document of a case as PDF", Gives(media_type=PDF), auth="token", refusals=(404, 409), case_no=CaseNumber,
        place=Place,
    ),
)  # fmt: skip
async def document(
    request: Request[Any, Any, Any], case_no: FromPath[str], place: FromPath[int], services: Given
) -> Response[bytes]:
    """The nth document of a case, all its copies, as it was or will be printed."""
    token, number = credential(request), part_of_path(case_no, CaseNumber)
    actor = await services.reads.run(_actor, services.server, token)
    pdf = await services.files.run(document_pdf, services.server, number, place, actor)
    return Response(pdf, media_type=PDF)


def _actor(server: Server, token: str) -> Actor:
    """Who acts; a device acts by its journal, never here."""
    reader = reader_of(server, token)
    if not token.startswith("yct_"):
        raise HttpProblem("RIGHT-TOKEN", 403, "窗口的办理随日志链上传，这个地址供其他系统使用。")
    return Actor(reader.id, reader.role, reader.department)
