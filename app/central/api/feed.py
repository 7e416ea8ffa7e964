"""The feed: what others did, in the order of positions, within the asking device's scope. A long poll."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, get

from app.central.auth import credential, reading_device
from app.central.describe import Gives, described
from app.central.forms import msgpack_answer
from app.central.limits import MSGPACK
from app.central.queries import FeedQuery, query_of
from app.central.services import Given
from app.store.exchange import Page, packed
from app.usecases.central.devices import touch_device
from app.usecases.central.feed import Placed, page
from app.usecases.central.receipts import signed

if TYPE_CHECKING:
    from app.store.central.devices import Device
    from app.usecases.central.server import Server

SEEN = timedelta(minutes=1)
"""How often at most it is noted that a device was here."""
_PAGE = Gives(media_type=MSGPACK, text="msgpack of Signed: data (msgpack of Page) and signature")


@get("/feed", opt=described("What is new after a cursor", _PAGE, query=FeedQuery, refusals=(410,)))
async def feed(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give the next page after a cursor; wait for one where there is nothing yet. An empty page ends the wait.

    What is out of the device's scope moves the cursor on without an answer: a desk is not woken for other halls.
    """
    asked = query_of(request, FeedQuery)
    token = credential(request)
    until = time.monotonic() + asked.wait
    after, own = asked.after, Placed(asked.own, asked.through)
    with services.metrics.long_polls.track_inprogress():
        while True:
            device, found = await services.reads.run(_page, services.server, token, asked.epoch, after, own)
            left = until - time.monotonic()
            if found.entries or left <= 0 or services.watcher.stopping:
                break
            after = found.position
            if found.position >= found.head and not await services.watcher.beyond(after, left):
                break
    request.scope["state"]["who"] = {"device": device.id}
    if services.readers.read_to(device.id, found.position):
        await services.reads.run(touch_device, services.server, device.id, device.program, SEEN)
    answer = msgspec.structs.replace(found, after=asked.after)
    return msgpack_answer(request, packed(signed(answer, services.server.keys.area)))


def _page(server: Server, token: str, epoch: str, after: int, own: Placed) -> tuple[Device, Page]:
    device = reading_device(server, token)
    return device, page(server.ledger, device.hall, epoch, after, server.now(), own=own)
