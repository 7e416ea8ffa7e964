"""Journals: batches come in, receipts go out, and a restored desk reads its own counter's journals again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.central.auth import asking_device, credential, device_by_session, reading_device
from app.central.describe import Gives, described
from app.central.forms import from_msgpack, json_answer, msgpack_answer, packing_of, unpacked
from app.central.limits import MSGPACK, Takes, body_of
from app.central.problems import HttpProblem
from app.central.queries import LineageQuery, RangeQuery, identity, query_of
from app.central.services import Given
from app.store.exchange import BATCH_EVENTS, Batch, FeedEvent, Id, Receipt, packed
from app.usecases.central.feed import lineage
from app.usecases.central.ingest import ingest
from app.usecases.central.receipts import receipt_of, signed
from app.usecases.central.returned import Returned, returned

if TYPE_CHECKING:
    from app.store.central.devices import Device
    from app.usecases.central.server import Server

PACKED = 4 * 1024 * 1024
UNPACKED = 16 * 1024 * 1024
BATCH = Takes(MSGPACK, PACKED, UNPACKED, Batch)
Handed = Annotated[list[FeedEvent], msgspec.Meta(max_length=BATCH_EVENTS)]
RETURNED = Takes(MSGPACK, PACKED, UNPACKED, Handed)
_SIGNED = Gives(media_type=MSGPACK, text="msgpack of Signed: data (msgpack of Receipt or Page) and signature")


@post(
    "/journals/{journal:str}/batches",
    opt=described("Hand in a batch of a journal", _SIGNED, takes=BATCH, refusals=(409,), journal=Id),
    status_code=200,
)
async def push(request: Request[Any, Any, Any], journal: FromPath[str], services: Given) -> Response[bytes]:
    """Take a batch in. A stopped, forked or quarantined journal is an answer, not an error: see the receipt."""
    identity(journal)
    device = await asking_device(request, services, device_by_session)
    services.ingest.check_room()
    async with body_of(request, BATCH, services.bodies) as body:
        answer, receipt = await services.ingest.run(
            _ingest, services.server, journal, device, packing_of(request), body
        )
    services.metrics.count_receipt(receipt)
    if receipt.taken:
        services.watcher.announce(max(taken.position + taken.last - taken.first for taken in receipt.taken))
    return msgpack_answer(request, answer)


def _ingest(server: Server, journal: str, device: Device, packing: str, body: bytes) -> tuple[bytes, Receipt]:
    batch = from_msgpack(unpacked(body, packing, UNPACKED), Batch)
    if batch.journal != journal:
        raise HttpProblem("BODY-FIELDS", 422, "批次所属的日志与地址中的不一致。", "$.journal")
    receipt = ingest(server.ledger, batch, device, server.now())
    return packed(signed(receipt, server.keys.area)), receipt


@get(
    "/journals/{journal:str}",
    opt=described("How far the server has a journal", _SIGNED, query=RangeQuery, journal=Id),
)
async def receipt(request: Request[Any, Any, Any], journal: FromPath[str], services: Given) -> Response[bytes]:
    """Tell how far the server has a journal; with a range, what it ruled there."""
    asked = query_of(request, RangeQuery)
    token = credential(request)
    data = await services.reads.run(_receipt, services.server, token, identity(journal), asked)
    return msgpack_answer(request, data)


def _receipt(server: Server, token: str, journal: str, asked: RangeQuery) -> bytes:
    device_by_session(server, token)
    return packed(signed(receipt_of(server.ledger, journal, asked.first, asked.last), server.keys.area))


@get(
    "/journals/{journal:str}/events",
    opt=described("Read a journal of the own counter again", _SIGNED, query=LineageQuery, journal=Id),
)
async def events(request: Request[Any, Any, Any], journal: FromPath[str], services: Given) -> Response[bytes]:
    """Give events of a journal of the device's own counter: what a restored desk has lost."""
    asked = query_of(request, LineageQuery)
    token = credential(request)
    data = await services.reads.run(_lineage, services.server, token, identity(journal), asked)
    return msgpack_answer(request, data)


def _lineage(server: Server, token: str, journal: str, asked: LineageQuery) -> bytes:
    device = reading_device(server, token)
    page = lineage(server.ledger, device.counter, journal, asked.after, asked.limit, server.now())
    return packed(signed(page, server.keys.area))


@post(
    "/returned",
    opt=described(
        "Hand back events that a restored server lacks", Gives(shape=Returned), takes=RETURNED, refusals=(409,)
    ),
    status_code=200,
)
async def hand_back(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Take events of other journals back after a restore of the server."""
    device = await asking_device(request, services)
    services.ingest.check_room()
    async with body_of(request, RETURNED, services.bodies) as body:
        return json_answer(await services.ingest.run(_returned, services.server, device, packing_of(request), body))


def _returned(server: Server, device: Device, packing: str, body: bytes) -> Returned:
    events = from_msgpack(unpacked(body, packing, UNPACKED), Handed)
    return returned(server.ledger, events, device, server.now())
