"""What became of the online requests about a case, line by line: for applicants and for staff."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.online_request import decide as d
from app.domain.online_request.events import REQUEST_ZH, RequestKind
from app.domain.online_request.state import Standing
from app.store.central import online_requests as rows

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.domain.online_request.state import OnlineRequest
    from app.store.central.heads import CaseHead
    from app.usecases.central.server import Server


@dataclass(frozen=True, slots=True)
class RequestLine:
    """What became of a request. `words` are the counter's: for the applicant and staff only.

    `answered_at` is empty while it is open; `overtaken` says why an open one can't be done any more.
    """

    id: str
    kind: RequestKind
    kind_zh: str
    standing: Standing
    filed_at: str
    changed_at: str
    files: int
    looked_at: str
    answered_at: str
    words: str
    counter: str
    overtaken: str


def lines_within(server: Server, connection: Connection, head: CaseHead) -> tuple[RequestLine, ...]:
    """The same for whoever reads already, as far as it was followed."""
    found = rows.about(connection, server.area, server.ledger.vault, head.case_id)
    return tuple(line_of(one, head, server.now()) for one in found)


def line_of(request: OnlineRequest, head: CaseHead, now: datetime) -> RequestLine:
    """What became of a request, at this moment."""
    last = request.answers[-1] if request.answers else None
    hold = request.held_by(now)
    counter = last.counter if last and not request.open else hold.counter if hold else ""
    return RequestLine(
        request.id, request.kind, REQUEST_ZH[request.kind], request.standing(now), request.filed_at,
        request.changed_at, request.content.file_count, request.looked_at, last.at if last and not request.open else "",
        last.words if last else "", counter,
        d.overtaken(request, head.state, head.hall) if request.open else "",
    )  # fmt: skip
