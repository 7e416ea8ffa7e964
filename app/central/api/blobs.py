"""Attachments: announced, sent in chunks from where they broke off, read the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post, put
from litestar.params import FromPath

from app.central.auth import asking_device, credential, device_by_session, reading_device
from app.central.describe import Gives, described
from app.central.forms import bytes_answer, from_json, json_answer
from app.central.limits import BYTES, JSON, Takes, body_of
from app.central.problems import HttpProblem, unknown
from app.central.queries import OffsetQuery, digest, query_of
from app.central.services import Given
from app.store.exchange import Digest
from app.store.exchange_admission import BLOB_CHUNK, BlobAnnounced, BlobState
from app.usecases.central.blobs import BlobPart, announce, append_blob, read_blob

if TYPE_CHECKING:
    from app.usecases.central.server import Server

ANNOUNCED = Takes(JSON, 16 * 1024, shape=BlobAnnounced)
CHUNK = Takes(BYTES, BLOB_CHUNK)
_SIZE = "X-Blob-Size"


@post(
    "/blobs",
    opt=described("Announce a file", Gives(shape=BlobState), takes=ANNOUNCED, refusals=(409,)),
    status_code=200,
)
async def announce_blob(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Tell that a file will be sent; answers how much of it is there already."""
    await asking_device(request, services, device_by_session)
    async with body_of(request, ANNOUNCED, services.bodies) as body:
        one = from_json(body, BlobAnnounced)
    state = await services.files.run(
        announce,
        services.server.ledger,
        one.digest,
        one.size,
        one.media_type,
        one.subject_kind,
        one.subject_id,
        services.server.now(),
    )
    return json_answer(state)


@put(
    "/blobs/{name:str}",
    opt=described(
        "Send a part of a file",
        Gives(shape=BlobState),
        takes=CHUNK,
        query=OffsetQuery,
        refusals=(404, 409),
        name=Digest,
    ),
)
async def send_chunk(request: Request[Any, Any, Any], name: FromPath[str], services: Given) -> Response[bytes]:
    """Take the part of a file that begins at `offset`, which is where the server's part ends; else 409."""
    offset = query_of(request, OffsetQuery).offset
    await asking_device(request, services, device_by_session)
    services.files.check_room()
    async with body_of(request, CHUNK, services.bodies) as body:
        if not body:
            raise HttpProblem("BODY-FORM", 400, "这一段没有内容。")
        state = await services.files.run(
            append_blob, services.server.ledger, digest(name), offset, body, services.server.now()
        )
    services.metrics.blob_bytes.labels("in").inc(len(body))
    return json_answer(state)


@get(
    "/blobs/{name:str}",
    opt=described(
        "Read a part of a file",
        Gives(media_type=BYTES, text="Bytes from offset on", headers=(_SIZE,)),
        query=OffsetQuery,
        name=Digest,
    ),
)
async def read_chunk(request: Request[Any, Any, Any], name: FromPath[str], services: Given) -> Response[bytes]:
    """Give up to 1 MiB of a file of a subject in the device's scope."""
    offset = query_of(request, OffsetQuery).offset
    token = credential(request)
    part = await services.files.run(_part, services.server, token, digest(name), offset)
    services.metrics.blob_bytes.labels("out").inc(len(part.data))
    return bytes_answer(part.data, {_SIZE: str(part.size), "X-Content-Type-Options": "nosniff"})


def _part(server: Server, token: str, name: str, offset: int) -> BlobPart:
    device = reading_device(server, token)
    part = read_blob(server.ledger, name, offset, BLOB_CHUNK, hall=device.hall)
    if part is None:
        raise unknown()
    return part
