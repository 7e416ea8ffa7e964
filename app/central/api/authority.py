"""What the server's authority gives to devices: the file of accounts, marks, releases of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post, put
from litestar.params import FromPath

from app.central.auth import asking_device, credential, device_at_door, reading_device
from app.central.describe import Gives, described
from app.central.forms import bytes_answer, from_json, json_answer
from app.central.limits import BYTES, JSON, Takes, body_of
from app.central.problems import unknown
from app.central.queries import digest, identity
from app.central.services import Given
from app.store.central.releases import release_content
from app.store.exchange import Digest, Id, Signed
from app.store.exchange_admission import Marks, PasswordWrap, RecoverySlot
from app.usecases.central.accounts_filing import accounts_file, accounts_tag, change_wrap, keep_recovery
from app.usecases.central.marks import lend_marks

if TYPE_CHECKING:
    from app.usecases.central.server import Server

WRAP = Takes(JSON, 32 * 1024, shape=PasswordWrap)
RECOVERY = Takes(JSON, 32 * 1024, shape=RecoverySlot)


@get(
    "/accounts",
    opt=described(
        "The signed file of accounts",
        Gives(shape=Signed, headers=("ETag",)),
        Gives(304, "", text="It is the one that the device has"),
        auth="door",
    ),
)
async def accounts(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give the file of accounts of the device's store, by its door secret (before anybody logged in) or a session."""
    scheme = "Door" if request.headers.get("authorization", "").lower().startswith("door ") else "Bearer"
    signed, tag = await services.reads.run(_accounts, services.server, scheme, credential(request, scheme))
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, media_type="", headers={"ETag": tag})
    return json_answer(signed, headers={"ETag": tag, "Cache-Control": "no-store"})


def _accounts(server: Server, scheme: str, value: str) -> tuple[Signed, str]:
    device = device_at_door(server, value) if scheme == "Door" else reading_device(server, value)
    with server.store.read() as connection:
        return accounts_file(server, connection, device), f'"{accounts_tag(server, connection, device)}"'


@put(
    "/accounts/{account:str}/wrap",
    opt=described("A changed password", Gives(204, "", text="Kept"), takes=WRAP, refusals=(404, 409), account=Id),
    status_code=204,
)
async def change_password(request: Request[Any, Any, Any], account: FromPath[str], services: Given) -> None:
    """Keep an account's private key as it is wrapped under a changed password."""
    device = await asking_device(request, services)
    async with body_of(request, WRAP, services.bodies) as body:
        wrap = from_json(body, PasswordWrap)
    await services.reads.run(change_wrap, services.server, device, identity(account), wrap)


@put(
    "/recovery",
    opt=described("A store's key, sealed to the server", Gives(204, "", text="Kept"), takes=RECOVERY, refusals=(409,)),
    status_code=204,
)
async def recovery(request: Request[Any, Any, Any], services: Given) -> None:
    """Keep a store's key, sealed to the recovery key; sent again after each re-keying."""
    device = await asking_device(request, services)
    async with body_of(request, RECOVERY, services.bodies) as body:
        slot = from_json(body, RecoverySlot)
    await services.reads.run(keep_recovery, services.server, device, slot)


@post("/marks", opt=described("The device's marks", Gives(201, shape=Marks)))
async def marks(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Lend a mark for the device's next journal, and one in reserve; the same until the first is used."""
    return json_answer(await services.reads.run(_marks, services.server, credential(request)), 201)


def _marks(server: Server, token: str) -> Marks:
    device = reading_device(server, token)
    with server.store.write() as connection:
        return lend_marks(server, connection, device)


@get("/releases/{name:str}", opt=described("A release of the catalogue", Gives(media_type=BYTES), name=Digest))
async def release(request: Request[Any, Any, Any], name: FromPath[str], services: Given) -> Response[bytes]:
    """Give the content of a release by its hash."""
    token = credential(request)
    return bytes_answer(await services.files.run(_release, services.server, token, digest(name)))


def _release(server: Server, token: str, name: str) -> bytes:
    reading_device(server, token)
    with server.store.read() as connection:
        content = release_content(connection, server.area, name)
    if content is None:
        raise unknown()
    return content
