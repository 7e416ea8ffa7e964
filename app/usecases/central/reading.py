"""Looking cases up at the centre: found by number or person, opened whole; each opening is noted in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from app.domain.audit import AUDIT, RecordOpened
from app.domain.case.status import overdue, status
from app.domain.refusal import InputProblem, Refusal
from app.store.clock import CHINA
from app.store.event import Erased, NewEvent, Subject, Unreadable
from app.usecases.central.case_files import files_within, members_within
from app.usecases.central.cases import case_within, events_within, search_cases
from app.usecases.central.own_journal import append_own
from app.usecases.queries import due_json

if TYPE_CHECKING:
    from app.domain.case.state import DocumentState
    from app.store.event import StoredEvent
    from app.store.exchange import Register
    from app.usecases.central.case_files import CaseFile, MaterialFiles
    from app.usecases.central.server import Server

CaseNumber = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern="^[0-9A-Za-z-]+$")]
MOST = 50
"""Most cases that one search shows."""


class Named(msgspec.Struct, frozen=True):
    """An item: its code and name."""

    code: str
    name: str


class Happened(msgspec.Struct, frozen=True):
    """An event of a case. `ruling` is other than `stands` where it changed nothing."""

    id: str
    kind: str
    at: str
    actor: str
    readable: bool
    ruling: str


class Paper(msgspec.Struct, frozen=True):
    """A document of a case; `told` and `voided` are null until they happened.

    `lies_in` is the number of the package's case that holds it and that it tells too, empty where it is this one's own.
    """

    kind: str
    number: str
    copies: int
    printed: int
    told: str | None
    voided: str | None
    issued_on: str
    lies_in: str = ""


class FileShown(msgspec.Struct, frozen=True):
    """A scan of a material; its bytes can be fetched once it is `complete`. `media_type` is what the counter said.

    `material` and `name` are empty for a file of no material, `media_type` and `size` for one that is still to be announced;
    `lies_in` is the number of the package's case in whose file the paper lies, empty where it is this one's own.
    """

    material: str
    name: str
    digest: str
    media_type: str
    size: int
    complete: bool
    lies_in: str


class CaseShown(msgspec.Struct, frozen=True):
    """A case as `case show` tells it, with the hall that holds it and its scans."""

    case_no: str
    item: Named
    status: str
    overdue: bool
    contested: bool
    verdict: str
    due: dict[str, Any]
    events: list[Happened]
    documents: list[Paper]
    hall: str
    files: list[FileShown]


def look_up(
    server: Server, *, number: str = "", id_number: str = "", name: str = "", phone: str = "", hall: str = ""
) -> list[Register]:
    """Cases by exactly one of number, identity number, name, phone, as register rows with masked names."""
    given = [one for one in (number, id_number, name, phone) if one.strip()]
    if len(given) != 1:
        raise InputProblem("INPUT-QUERY", "请只按一项查询：办件编号、证件号码、姓名或电话。", "number")
    return search_cases(
        server.ledger,
        number=number.strip(),
        id_number=id_number.strip(),
        name=name.strip(),
        phone=phone.strip(),
        hall=hall,
        limit=MOST,
    )


def open_record(server: Server, case_no: str, by: str, *, way: str) -> CaseShown:
    """The record of a case; that it was opened is an event. Refusal STATE-UNKNOWN, also for one that was erased."""
    now = server.now()
    with server.store.read() as connection:
        head = case_within(connection, server.ledger, case_no)
        if head is None or head.state.erased:
            raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", case_no)
        events = events_within(connection, server.ledger, head.case_id)
        members = members_within(server, connection, head)
        files = files_within(server, connection, head, members, events)
    with server.store.write() as connection:
        opened = NewEvent(Subject(AUDIT, head.case_id), RecordOpened(head.case_id, by, way))
        append_own(server.ledger, connection, [opened], by, now)
    state, today = head.state, now.astimezone(CHINA).date()
    return CaseShown(
        case_no=head.case_no,
        item=Named(state.item_code, state.item_name),
        status=status(state, today),
        overdue=overdue(state, today),
        contested=head.contested,
        verdict=state.verdict,
        due=due_json(state, today),
        events=[_happened(one) for one in events],
        documents=[
            *(_paper(one) for one in state.documents.values()),
            *(_paper(d, m.case_no) for m in members for d in m.state.documents.values() if head.case_no in d.also),
        ],
        hall=head.hall,
        files=[_file(material, file) for material in files for file in material.files],
    )


def _file(material: MaterialFiles, file: CaseFile) -> FileShown:
    return FileShown(
        material=material.key,
        name=material.name,
        digest=file.digest,
        media_type=file.media_type,
        size=file.size,
        complete=file.complete,
        lies_in=file.lies_in,
    )


def _happened(event: StoredEvent) -> Happened:
    unreadable = isinstance(event.body, Erased | Unreadable)
    return Happened(event.id, event.kind, event.at.isoformat(), event.actor, not unreadable, event.ruling or "stands")


def _paper(paper: DocumentState, lies_in: str = "") -> Paper:
    return Paper(
        kind=paper.kind,
        number=paper.number,
        copies=paper.copies,
        printed=paper.printed,
        told=paper.told or None,
        voided=paper.voided or None,
        issued_on=paper.issued_on,
        lies_in=lies_in,
    )
