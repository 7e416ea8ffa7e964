"""A hall's queue as figures over the API: how many wait, how long people waited and were served today, by counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath

from app.central.auth import credential, reader_of
from app.central.describe import Gives, described
from app.central.forms import json_answer
from app.central.queries import part_of_path
from app.central.services import Given
from app.domain.rights import refuse_without
from app.domain.ticket.figures import QueueFigures

if TYPE_CHECKING:
    from app.usecases.central.board import Boards
    from app.usecases.central.server import Server

HallName = Annotated[str, msgspec.Meta(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]*$")]


class QueueNow(msgspec.Struct, frozen=True):
    """Today's queue of a hall: who is called where, and the figures; times in seconds. No person stands in it."""

    hall: str
    position: int
    called: tuple[tuple[str, str], ...]
    figures: QueueFigures


@get(
    "/queues/{hall:str}",
    opt=described("See a hall's queue", Gives(shape=QueueNow), auth="reader", refusals=(404,), hall=HallName),
)
async def see_queue(request: Request[Any, Any, Any], hall: FromPath[str], services: Given) -> Response[bytes]:
    """Numbers, counters, and the mean and p90 of waiting and service, of the whole hall and by counter."""
    name, token = part_of_path(hall, HallName), credential(request)
    return json_answer(await services.reads.run(_see, services.server, services.boards, token, name))


def _see(server: Server, boards: Boards, token: str, hall: str) -> QueueNow:
    reader = reader_of(server, token)
    refuse_without(reader.role, "search")
    board = boards.board(server, hall)
    called = tuple((number, counter) for number, counter, _fresh in board.called)
    return QueueNow(hall, board.position, called, board.figures)
