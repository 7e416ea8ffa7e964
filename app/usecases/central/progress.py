"""How a case stands, for whoever holds its receipt: status, dates, what is missing until when; never a name.

By the receipt's code, whose signature is verified here, or by number and the last four characters of an identity or
telephone number; an unknown number and wrong characters are answered alike.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from app.domain.case.status import STATUS_ZH, Status, overdue, running, status
from app.domain.identity.typed_text import compact
from app.domain.refusal import Refusal
from app.receipts.codes import Verified
from app.store.central.attempts import attempt, forget, key_of, take_back
from app.store.central.query import Query
from app.store.clock import CHINA
from app.usecases.central.cases import case_of, case_within
from app.usecases.central.request_lines import RequestLine, lines_within
from app.usecases.signing import EVALUATION_AREA
from db.central.access import devices

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.receipts.codes import Trust
    from app.store.central.heads import CaseHead
    from app.usecases.central.server import Server

LAST = 4
_LONGEST = 64
_d = devices.c
_REVOKED = Query(select(_d.public_key).where(_d.area == bindparam("in_area"), _d.state == "revoked"))


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is to be handed in: which material, why, and until when ('' where no day is set)."""

    name: str
    text: str
    until: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What anybody with the receipt may see. Dates are ISO, empty where there is none.

    `answer` is the end of the five days, `serve_by` of the ten after a decision; `stopped_until` of a special procedure.
    """

    case_no: str
    item_code: str
    item_name: str
    department: str
    status: Status
    overdue: bool
    received_on: str
    accepted_on: str
    decided_on: str
    issued_on: str
    promised: str
    legal: str
    answer: str
    serve_by: str
    stopped_until: str
    provisional: bool
    missing: tuple[Missing, ...]
    authority: str
    applicant_acts: bool
    requests: tuple[RequestLine, ...] = ()

    @property
    def words(self) -> str:
        """The status in Chinese."""
        return STATUS_ZH[self.status]


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """What a receipt's code says, and how its case stands; `voided`: the paper is not in force any more.

    `also` are the other cases that the paper tells.
    """

    verified: Verified
    progress: Progress | None
    voided: bool = False
    also: tuple[Progress, ...] = ()


def progress_by_code(server: Server, payload: str) -> CodeAnswer:
    """Verify the payload of a receipt's code (what stands after `/q/1/` in its address) and look its case up."""
    from app.receipts.codes import verify_text

    with server.store.look() as connection:
        verified = verify_text(f"/q/1/{payload}", _trust(server, connection))
        found = verified.valid and verified.case_no
        head = case_within(connection, server.ledger, verified.case_no) if found else None
        paper = head.state.documents.get(verified.document) if head is not None else None
        told = [case_within(connection, server.ledger, number) for number in (paper.also if paper else ())]
        progress = None if head is None else _with_requests(server, connection, head)
    if head is None:
        return CodeAnswer(verified, None)
    today = today_at(server)
    also = tuple(progress_of(one, today) for one in told if one is not None)
    voided = paper is not None and bool(paper.voided)
    return CodeAnswer(verified, progress, voided=voided, also=also)


def progress_by_number(server: Server, case_no: str, last: str, address: str) -> Progress:
    """How the case with this number stands, for who knows the last four of an identity or telephone number.

    Refusal ACCESS-PROGRESS, the same for an unknown number and wrong characters; ACCESS-LOCKED (place: seconds) after
    too many wrong ones, by number and by address.
    """
    now, number = server.now(), case_no.strip()[:_LONGEST]
    keys = _keys(server, number, address)
    with server.store.write() as connection:
        wait = attempt(connection, server.area, keys, now)
    if wait:
        raise Refusal("ACCESS-LOCKED", f"试错次数过多，请 {wait} 秒后再试。", str(wait))
    head = case_of(server.ledger, number) if number else None
    if not _knows(head, compact(last)) or head is None:
        raise Refusal(
            "ACCESS-PROGRESS", "没有查到：办件编号或者后四位不对。请对照凭证核对，刚收件的请稍后再查。", "last"
        )
    with server.store.write() as connection:
        forget(connection, server.area, [keys[0]])
        take_back(connection, server.area, keys[1])
        return _with_requests(server, connection, head)


def progress_of(head: CaseHead, today: date) -> Progress:
    """What of a case anybody with its receipt may see."""
    state = head.state
    clocks, now = running(state, today), status(state, today)
    decision = state.grant or state.refusal
    going = state.suspended
    return Progress(
        case_no=head.case_no,
        item_code=state.item_code,
        item_name=state.item_name,
        department=state.department,
        status=now,
        overdue=overdue(state, today),
        received_on=state.received_on,
        accepted_on=state.accepted_on or (state.received_on if now == "deemed-accepted" else ""),
        decided_on=decision.on if decision else "",
        issued_on=state.issued.on if state.issued else state.served_on,
        promised=clocks.promised or "",
        legal=clocks.legal or "",
        answer=clocks.answer or "",
        serve_by=decision.serve_by.date if decision and not state.served_on and state.issued is None else "",
        stopped_until=going.until if going else "",
        provisional=clocks.provisional,
        missing=_missing(state),
        authority=state.authority if now == "not-accepted" else "",
        applicant_acts=now == "correction" or bool(state.open_deferrals) or now == "granted",
    )


def trust_at(server: Server) -> Trust:
    """Whom the server trusts: the area, devices that were not revoked; the samples' key only where it takes samples."""
    with server.store.read() as connection:
        return _trust(server, connection)


def _trust(server: Server, connection: Connection) -> Trust:
    from app.receipts.codes import Trust

    revoked = frozenset(bytes(key) for (key,) in _REVOKED.rows(connection, in_area=server.area))
    sample = EVALUATION_AREA.public
    areas = (server.keys.area.public, sample) if server.evaluation else (server.keys.area.public,)
    return Trust(areas, revoked, samples=frozenset({sample}))


def today_at(server: Server) -> date:
    """The day by the hall's clock."""
    return server.now().astimezone(CHINA).date()


def _with_requests(server: Server, connection: Connection, head: CaseHead) -> Progress:
    return replace(progress_of(head, today_at(server)), requests=lines_within(server, connection, head))


def _missing(state: CaseState) -> tuple[Missing, ...]:
    """By the catalogue's own words: what a clerk filled in may name somebody, and stands on the paper."""
    owed = [Missing(d.name, "容缺后补", d.until) for d in state.deferrals if d.material in state.open_deferrals]
    if state.phase != "correction":
        return tuple(owed)
    wrong = [Missing(r.material_name or "申请材料", r.text, state.bring_by) for r in state.reasons]
    return (*wrong, *owed)


def _knows(head: CaseHead | None, last: str) -> bool:
    """Whether these are the last four of one of the applicant's own numbers. Takes as long whatever the answer is."""
    numbers = ("", "", "") if head is None else _numbers(head.state)
    given = last.encode() if len(last) == LAST else b"?"
    hits = [hmac.compare_digest(number[-LAST:].encode(), given) for number in numbers]
    return any(hits)


def _numbers(state: CaseState) -> tuple[str, str, str]:
    applicant = state.filing.applicant
    human = applicant.natural_person
    return compact(applicant.id_number), compact(applicant.phone or ""), compact(human.id_number)


def _keys(server: Server, number: str, address: str) -> tuple[str, str]:
    secret = server.keys.code_key()
    return key_of("progress", compact(number), secret), key_of("address", f"public:{address}", secret)
