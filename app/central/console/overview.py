"""The overview: what the server has, which desks were here when, what waits and what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from app.central.console.people import language_of, person_at
from app.central.services import Given
from app.usecases.central.devices import list_devices
from app.usecases.central.feed import journals_of
from app.usecases.central.numbers import Numbers, numbers

if TYPE_CHECKING:
    from app.central.watch import Readers
    from app.usecases.central.server import Server


@dataclass(frozen=True, slots=True)
class CounterLine:
    """A device at its counter: when it was here, and how its journals stand. `behind` None: it has not asked lately."""

    counter: str
    hall: str
    state: str
    seen_at: datetime | None
    program: str
    journals: tuple[tuple[str, int, str], ...]
    behind: int | None
    trouble: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole page."""

    numbers: Numbers
    counters: tuple[CounterLine, ...]


@get("/")
async def overview(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """The first page after the log-in."""
    person = await person_at(request, services)
    found = await services.reads.run(_overview, services.server, services.readers)
    return services.pages.show("overview.html", language_of(request), person, found=found, now=services.server.now())


def _overview(server: Server, readers: Readers) -> Overview:
    lines, counted = [], numbers(server.ledger)
    for device in list_devices(server):
        rows = journals_of(server.ledger, device.counter)
        own = tuple((row.mark, row.head_seq, row.state) for row in rows if row.state != "closed")
        trouble = device.state != "active" or any(state in {"stopped", "forked", "quarantined"} for _, _, state in own)
        behind = readers.behind(device.id, counted.position)
        lines.append(
            CounterLine(device.counter, device.hall, device.state, device.seen_at, device.program, own, behind, trouble)
        )
    return Overview(counted, tuple(sorted(lines, key=lambda line: (not line.trouble, line.counter))))
