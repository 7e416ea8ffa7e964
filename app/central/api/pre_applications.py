"""Pre-applications 网上预审 for the counters and other systems: listed, read, taken over once, given back, commented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.auth import SYSTEM_TOKEN, credential, reader_of, reading_device
from app.central.describe import Gives, described
from app.central.forms import from_json, json_answer
from app.central.limits import BYTES, JSON, Takes, body_of
from app.central.problems import HttpProblem
from app.central.queries import digest, part_of_path
from app.central.services import Given
from app.domain.rights import refuse_without
from app.store.exchange import Digest
from app.usecases.central import pre_applications as pre
from app.usecases.central.pre_reading import (
    PreApplicationRow,
    PreApplicationShown,
    PrefillShown,
    file_bytes,
    prefill_of,
    row_of,
    shown,
)

if TYPE_CHECKING:
    from app.central.services import Services
    from app.usecases.central.server import Server

PreNumber = Annotated[str, msgspec.Meta(min_length=1, max_length=40, pattern="^[0-9A-Za-z-]+$")]
Account = Annotated[str, msgspec.Meta(max_length=64)]
Counter = Annotated[str, msgspec.Meta(max_length=16, pattern="^[0-9A-Za-z]*$")]


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who takes it over: the account that is logged in at the device; another system names the counter."""

    account: Account = ""
    counter: Counter = ""


class Suggested(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A suggestion 预审意见 to the applicant."""

    text: Annotated[str, msgspec.Meta(max_length=4000)]
    account: Account = ""
    counter: Counter = ""


class Waiting(msgspec.Struct, frozen=True):
    """Those that no counter has made a case of, the oldest first."""

    applications: list[PreApplicationRow]


ASKED = Takes(JSON, 4 * 1024, 0, Asked)
SUGGESTED = Takes(JSON, 32 * 1024, 0, Suggested)
_PRE = "/pre-applications/{number:str}"


@dataclass(frozen=True, slots=True)
class _Worker:
    """Who asks: his id for the events, his name for colleagues, role, hall ('' = every one), counter."""

    id: str
    name: str
    role: str
    hall: str
    counter: str


@get("/pre-applications", opt=described("Pre-applications that wait", Gives(shape=Waiting), auth="reader"))
async def list_pre_applications(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Those of the device's hall; another system sees every hall."""
    token = credential(request)
    return json_answer(await services.reads.run(_list, services.server, token))


@get(
    _PRE,
    opt=described(
        "Read a pre-application", Gives(shape=PreApplicationShown), auth="reader", refusals=(404, 409), number=PreNumber
    ),
)
async def read_pre_application(
    request: Request[Any, Any, Any], number: FromPath[str], services: Given
) -> Response[bytes]:
    """The whole of it."""
    token, wanted = credential(request), part_of_path(number, PreNumber)
    return json_answer(await services.reads.run(_read, services, token, wanted))


@post(
    f"{_PRE}/take",
    opt=described(
        "Take a pre-application over for a counter", Gives(shape=PreApplicationShown), auth="reader", takes=ASKED,
        refusals=(404, 409), number=PreNumber,
    ),
    status_code=200,
)  # fmt: skip
async def take_pre_application(
    request: Request[Any, Any, Any], number: FromPath[str], services: Given
) -> Response[bytes]:
    """Once, and by one counter only: 409 STATE-PRE-TAKEN names who has it since when. Again by the same: the same answer."""
    token, wanted = credential(request), part_of_path(number, PreNumber)
    async with body_of(request, ASKED, services.bodies) as body:
        asked = from_json(body, Asked)
    answer, position = await services.ingest.run(_take, services, token, wanted, asked)
    return _told(services, answer, position)


@post(
    f"{_PRE}/release",
    opt=described(
        "Give a pre-application back", Gives(shape=PreApplicationShown), auth="reader", takes=ASKED,
        refusals=(404, 409), number=PreNumber,
    ),
    status_code=200,
)  # fmt: skip
async def release_pre_application(
    request: Request[Any, Any, Any], number: FromPath[str], services: Given
) -> Response[bytes]:
    """The counter that has it lets others have it."""
    token, wanted = credential(request), part_of_path(number, PreNumber)
    async with body_of(request, ASKED, services.bodies) as body:
        asked = from_json(body, Asked)
    answer, position = await services.ingest.run(_release, services, token, wanted, asked)
    return _told(services, answer, position)


@post(
    f"{_PRE}/advice",
    opt=described(
        "Suggest something to the applicant", Gives(shape=PreApplicationShown), auth="reader", takes=SUGGESTED,
        refusals=(404, 409), number=PreNumber,
    ),
    status_code=200,
)  # fmt: skip
async def advise_pre_application(
    request: Request[Any, Any, Any], number: FromPath[str], services: Given
) -> Response[bytes]:
    """A suggestion is no legal act."""
    token, wanted = credential(request), part_of_path(number, PreNumber)
    async with body_of(request, SUGGESTED, services.bodies) as body:
        asked = from_json(body, Suggested)
    answer, position = await services.ingest.run(_advise, services, token, wanted, asked)
    return _told(services, answer, position)


@get(
    f"{_PRE}/files/{{name:str}}",
    opt=described(
        "A file of a pre-application", Gives(media_type=BYTES, text="Bytes, to be saved"), auth="reader",
        refusals=(404, 409), number=PreNumber, name=Digest,
    ),
)  # fmt: skip
async def read_file(
    request: Request[Any, Any, Any], number: FromPath[str], name: FromPath[str], services: Given
) -> Response[bytes]:
    """Bytes of an upload, never as a page: to be saved, without a type, in a sandbox."""
    token, wanted = credential(request), part_of_path(number, PreNumber)
    data, ending = await services.files.run(_file, services.server, token, wanted, digest(name))
    headers = {
        "Content-Disposition": f'attachment; filename="{wanted}-{name[:8]}.{ending}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=BYTES, headers=headers)


@get(
    "/prefill/{code:str}",
    opt=described(
        "What an applicant entered on a phone", Gives(shape=PrefillShown), auth="session", refusals=(404, 409),
        code=PreNumber,
    ),
)  # fmt: skip
async def read_prefill(request: Request[Any, Any, Any], code: FromPath[str], services: Given) -> Response[bytes]:
    """By the short code of the applicant's phone, which works for 24 hours."""
    token, wanted = credential(request), part_of_path(code, PreNumber)
    return json_answer(await services.reads.run(_prefill, services, token, wanted))


_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def _told(services: Services, answer: PreApplicationShown, position: int) -> Response[bytes]:
    if position:
        services.watcher.announce(position)
    return json_answer(answer)


def _list(server: Server, token: str) -> Waiting:
    reader = reader_of(server, token)
    refuse_without(reader.role, "search")
    return Waiting([row_of(one, server) for one in pre.list_waiting(server, reader.hall)])


def _read(services: Services, token: str, number: str) -> PreApplicationShown:
    server = services.server
    reader = reader_of(server, token)
    refuse_without(reader.role, "open-record")
    return shown(server, services.shelf, pre.find(server, number, reader.hall))


def _take(services: Services, token: str, number: str, asked: Asked) -> tuple[PreApplicationShown, int]:
    who = _worker(services.server, token, asked.account, asked.counter, "take-application")
    done = pre.take(services.server, number, who.counter, who.hall, who.name, actor=who.id)
    return shown(services.server, services.shelf, done.state), done.position


def _release(services: Services, token: str, number: str, asked: Asked) -> tuple[PreApplicationShown, int]:
    who = _worker(services.server, token, asked.account, asked.counter, "take-application")
    done = pre.release(services.server, number, who.counter, who.hall, who.name, actor=who.id)
    return shown(services.server, services.shelf, done.state), done.position


def _advise(services: Services, token: str, number: str, asked: Suggested) -> tuple[PreApplicationShown, int]:
    who = _worker(services.server, token, asked.account, asked.counter, "advise-application")
    done = pre.advise(services.server, number, who.counter, who.hall, who.name, asked.text, actor=who.id)
    return shown(services.server, services.shelf, done.state), done.position


def _file(server: Server, token: str, number: str, name: str) -> tuple[bytes, str]:
    reader = reader_of(server, token)
    refuse_without(reader.role, "open-record")
    data, file = file_bytes(server, pre.find(server, number, reader.hall), name)
    return data, _ENDINGS.get(file.media_type, "bin")


def _prefill(services: Services, token: str, code: str) -> PrefillShown:
    reading_device(services.server, token)
    return prefill_of(services.server, services.shelf, code)


def _worker(server: Server, token: str, account: str, counter: str, action: str) -> _Worker:
    """Who asks; 403 where he may not, 422 where another system names no counter."""
    reader = reader_of(server, token, account)
    refuse_without(reader.role, action)
    if token.startswith(SYSTEM_TOKEN):
        if not counter:
            raise HttpProblem("BODY-FIELDS", 422, "请写明是哪个窗口（counter）。", "$.counter")
        return _Worker(f"token:{reader.id}", reader.id, reader.role, reader.hall, counter)
    device = reading_device(server, token)
    name = ""
    if account:
        with server.store.read() as connection:
            person = server.accounts.by_id(connection, account)
        name = person.name if person else ""
    return _Worker(reader.id, name, reader.role, device.hall, device.counter)
