"""Looking cases up over the API: by a device for what it does not hold, by another system for its own work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Stream

from app.central.auth import credential, reader_of
from app.central.describe import Gives, described
from app.central.forms import json_answer
from app.central.limits import BYTES
from app.central.queries import CaseQuery, OpenQuery, digest, part_of_path, query_of
from app.central.saved import saved
from app.central.services import Given
from app.domain.rights import refuse_without
from app.store.exchange import Digest, Register
from app.usecases.central.case_files import open_file
from app.usecases.central.reading import CaseNumber, CaseShown, look_up, open_record

if TYPE_CHECKING:
    from app.usecases.central.case_files import OpenedFile
    from app.usecases.central.server import Server


class Found(msgspec.Struct, frozen=True):
    """Register rows, the latest first."""

    cases: list[Register]


@get(
    "/cases",
    opt=described("Find cases", Gives(shape=Found), auth="reader", query=CaseQuery, refusals=(422,)),
)
async def find(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Cases by exactly one of number, identity number, name, telephone; whole ones only, names masked."""
    asked = query_of(request, CaseQuery)
    token = credential(request)
    return json_answer(Found(await services.reads.run(_find, services.server, token, asked)))


def _find(server: Server, token: str, asked: CaseQuery) -> list[Register]:
    reader = reader_of(server, token)
    refuse_without(reader.role, "search")
    return look_up(server, number=asked.number, id_number=asked.id_number, name=asked.name, phone=asked.phone)


@get(
    "/cases/{case_no:str}",
    opt=described(
        "Open a case", Gives(shape=CaseShown), auth="reader", query=OpenQuery, refusals=(404, 409), case_no=CaseNumber
    ),
)
async def open_one(request: Request[Any, Any, Any], case_no: FromPath[str], services: Given) -> Response[bytes]:
    """A case as `case show` tells it. That it was opened is noted in the server's journal."""
    asked, token = query_of(request, OpenQuery), credential(request)
    number = part_of_path(case_no, CaseNumber)
    return json_answer(await services.ingest.run(_open, services.server, token, asked.account, number))


def _open(server: Server, token: str, account: str, number: str) -> CaseShown:
    reader = reader_of(server, token, account)
    refuse_without(reader.role, "open-record")
    return open_record(server, number, reader.id, way="api")


@get(
    "/cases/{case_no:str}/files/{name:str}",
    opt=described(
        "Fetch a file of a case", Gives(media_type=BYTES, text="Bytes, to be saved"), auth="reader", query=OpenQuery,
        refusals=(404, 409), case_no=CaseNumber, name=Digest,
    ),
)  # fmt: skip
async def fetch_file(
    request: Request[Any, Any, Any], case_no: FromPath[str], name: FromPath[str], services: Given
) -> Stream:
    """A scan of the case, by the digest that the case tells. That it was fetched is noted in the server's journal."""
    asked, token = query_of(request, OpenQuery), credential(request)
    number, wanted = part_of_path(case_no, CaseNumber), digest(name)
    opened = await services.files.run(_fetch, services.server, token, asked.account, number, wanted)
    return saved(services.server, opened)


def _fetch(server: Server, token: str, account: str, number: str, name: str) -> OpenedFile:
    reader = reader_of(server, token, account)
    refuse_without(reader.role, "open-record")
    return open_file(server, number, name, reader.id, "api")
