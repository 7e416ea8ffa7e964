"""Online requests 网上申请 at a desk: what applicants asked for about cases of the hall, looked at, done, or declined.

All of it works offline but fetching a file for the first time. What is asked for is done by the acts that a counter
always does (`app.usecases.act`), which answer the request in their own group.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.domain.case.decide import correct_record
from app.domain.case.evolve import evolve, field_value
from app.domain.case.scope import masked_name
from app.domain.online_request import decide as d
from app.domain.online_request.events import ONLINE_REQUEST, REQUEST_ZH, RequestKind
from app.domain.online_request.state import Answer, Hold, OnlineRequest, Standing
from app.domain.pre_application.events import UploadedFile
from app.domain.refusal import Refusal
from app.store.case_projection import read_state, refuse_unreadable
from app.store.event import NewEvent, Subject
from app.store.online_request_projection import open_requests, read_request
from app.store.online_request_projection import requests_about as about_case
from app.usecases.accept import finish
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.online import fetch_attachment
from app.usecases.request_answers import CHANGED, answers_here
from app.usecases.rights import own_hall, require
from app.usecases.transferring import refuse_left
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

RIGHT = "answer-request"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the list. `filed_at` is when what was filed last came in; `mine`: this counter looks at it.

    `overtaken` says why it can't be done any more: the words to decline it with. `summary` is one line of what it is.
    """

    id: str
    kind: RequestKind
    kind_zh: str
    case_no: str
    case_id: str
    item_name: str
    masked_name: str
    filed_at: datetime
    changed_at: datetime
    files: int
    state: Standing
    mine: bool
    taken_by: str
    taken_name: str
    taken_at: datetime | None
    overtaken: str
    summary: str


@dataclass(frozen=True, slots=True)
class RequestedMaterial:
    """A material that was handed in online: its name, why it was asked for, its files."""

    key: str
    name: str
    why: str
    files: tuple[UploadedFile, ...]


@dataclass(frozen=True, slots=True)
class RequestedChange:
    """A field as it is registered and as the applicant wants it."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What a counter answered."""

    outcome: str
    words: str
    counter: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestView:
    """A whole request beside what the case says of it."""

    row: RequestRow
    materials: tuple[RequestedMaterial, ...]
    reason: str
    changes: tuple[RequestedChange, ...]
    note: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class RequestDone:
    """How a request stands after an answer. `changed` names what open screens should read again."""

    row: RequestRow
    changed: frozenset[str]


def waiting_requests(workplace: Workplace, words: str = "") -> tuple[RequestRow, ...]:
    """Those that no counter has answered, the oldest first; `words`: part of number, item, name or kind."""
    wanted = words.strip().upper()
    with workplace.store.read() as connection:
        rows = [_row(workplace, connection, one) for one in open_requests(connection)]
    return tuple(r for r in rows if wanted in f"{r.case_no} {r.item_name} {r.masked_name} {r.kind_zh}".upper())


def requests_of(workplace: Workplace, case_no: str) -> tuple[RequestRow, ...]:
    """Every request about a case, the newest first."""
    with workplace.store.read() as connection:
        state = case_by_number(connection, case_no)
        return tuple(_row(workplace, connection, one) for one in about_case(connection, state.case_id))


def pressing_requests(workplace: Workplace) -> int:
    """How many wait and can be done."""
    return sum(not row.overtaken for row in waiting_requests(workplace))


def request_view(workplace: Workplace, identity: str) -> RequestView:
    """One by its id, as this desk has it; Refusal STATE-UNKNOWN."""
    with workplace.store.read() as connection:
        request = _known(connection, identity)
        row, state = _row(workplace, connection, request), read_state(connection, request.case_id)
    content = request.content
    whys = _whys(state)
    return RequestView(
        row,
        tuple(
            RequestedMaterial(key, content.names.get(key, key), whys.get(key, ""), tuple(files))
            for key, files in content.files.items()
        ),
        content.reason,
        _changes(workplace, request, state),
        content.note,
        tuple(_answered(one) for one in request.answers),
    )


def take_up_request(workplace: Workplace, identity: str) -> RequestDone:
    """Look at it: the applicant sees that, and can't change it for half an hour. Refusal STATE-REQUEST once answered.

    Where a counter looks at it already nothing happens; of two that did while apart the first is named.
    """
    require(workplace, RIGHT)
    with workplace.store.write() as uow:
        refuse_unknown_time(uow.now.state)
        request = _known(uow.connection, identity)
        _append(uow, request, d.take(request, workplace.counter, workplace.clerk, uow.now.effective))
        done = _done(workplace, uow.connection, identity)
        uow.commit()
    return done


def decline_request(workplace: Workplace, identity: str, words: str) -> RequestDone:
    """Say why it is not done, in words that the applicant reads. InputProblem INPUT-WORDS, Refusal STATE-REQUEST."""
    require(workplace, RIGHT)
    with workplace.store.write() as uow:
        refuse_unknown_time(uow.now.state)
        request = _known(uow.connection, identity)
        _append(uow, request, [d.decline(request, workplace.counter, workplace.clerk, words, uow.now.effective)])
        done = _done(workplace, uow.connection, identity)
        uow.commit()
    return done


def apply_details(workplace: Workplace, identity: str, reason: str = "") -> Done:
    """Change what a request about the applicant's details asks for, each field as a recorded correction, in one group.

    Refusal STATE-REQUEST where it was answered or is of another kind, STATE-SAME where all of it stands so already.
    """
    require(workplace, RIGHT)
    require(workplace, "correct-record")
    with workplace.store.write() as uow:
        refuse_unknown_time(uow.now.state)
        request = _known(uow.connection, identity)
        d.refuse_answered(request)
        if request.kind != "details":
            raise Refusal("STATE-REQUEST", "这份网上申请不是变更联系方式。", "kind")
        state = case_by_number(uow.connection, request.case_no)
        refuse_unreadable(uow.connection, state.case_id)
        refuse_left(uow.connection, state, own_hall(uow.connection))
        around = workplace.surroundings(state.item_code, state.release, uow.now.today)
        told = f"申请人网上要求变更：{reason or request.content.note}".rstrip("：")
        happened: list[Any] = []
        for name, new in request.content.changes.items():
            if field_value(state.filing, name) != new:
                events = correct_record(state, c.CorrectRecord(name, new, told), around)
                happened += events
                for event in events:
                    state = evolve(state, event)
        if not happened:
            raise Refusal("STATE-SAME", "登记的已经是这样，不用变更；请写明后答复。", "changes")
        answers = answers_here(workplace, uow, state, happened, workplace.clerk)
        done = finish(workplace, uow, around, state, happened, extra=answers)
        uow.commit()
    return replace(done, changed=done.changed | {CHANGED})


def request_file(workplace: Workplace, digest: str) -> bytes:
    """The bytes of one of its files: kept here encrypted; fetched the first time (SyncFailure without a line)."""
    return fetch_attachment(workplace, digest)


def _append(uow: Any, request: OnlineRequest, bodies: Sequence[object]) -> None:
    if bodies:
        subject = Subject(ONLINE_REQUEST, request.id)
        uow.append([NewEvent(subject, body, request.seq + place) for place, body in enumerate(bodies)])


def _done(workplace: Workplace, connection: Connection, identity: str) -> RequestDone:
    row = _row(workplace, connection, _known(connection, identity))
    return RequestDone(row, frozenset({CHANGED, "todo", f"case:{row.case_id}"}))


def _known(connection: Connection, identity: str) -> OnlineRequest:
    request = read_request(connection, identity)
    if request is None:
        raise Refusal("STATE-UNKNOWN", "本机没有这份网上申请，请刷新后再看。", "id")
    return request


def _row(workplace: Workplace, connection: Connection, request: OnlineRequest) -> RequestRow:
    now = workplace.store.now().effective
    state = read_state(connection, request.case_id)
    hold = request.held_by(now)
    hall = (state.hall if state else "") or own_hall(connection) or ""
    return RequestRow(
        request.id, request.kind, REQUEST_ZH[request.kind], request.case_no, request.case_id, request.item_name,
        masked_name(state.filing.applicant.name) if state and not state.erased else "",
        datetime.fromisoformat(request.filed_at), datetime.fromisoformat(request.changed_at),
        request.content.file_count, request.standing(now), bool(hold and hold.counter == workplace.counter),
        *_held(hold), d.overtaken(request, state, hall) if request.open else "",
        _summary(request),
    )  # fmt: skip


def _held(hold: Hold | None) -> tuple[str, str, datetime | None]:
    return ("", "", None) if hold is None else (hold.counter, hold.by, datetime.fromisoformat(hold.since))


def _summary(request: OnlineRequest) -> str:
    content = request.content
    if content.files:
        return f"{'、'.join(content.names.get(key, key) for key in content.files)}（{content.file_count} 个文件）"
    if content.changes:
        labels = {"applicant.phone": "手机号码", "applicant.contact": "其他联系方式"}
        return "、".join(labels.get(name, "表单里的联系方式") for name in content.changes)
    return content.reason


def _whys(state: CaseState | None) -> dict[str, str]:
    """Why each material was asked for: what the notice says, or until when it was deferred."""
    if state is None:
        return {}
    deferred = {one.material: f"容缺后补，{one.until} 前" for one in state.deferrals}
    return deferred | {reason.material: reason.text for reason in state.reasons if reason.material}


def _changes(workplace: Workplace, request: OnlineRequest, state: CaseState | None) -> tuple[RequestedChange, ...]:
    changes = request.content.changes
    if not changes or state is None:
        return ()
    labels = d.detail_fields(workplace.release(state.release).by_code[state.item_code])
    return tuple(
        RequestedChange(name, labels.get(name, name), field_value(state.filing, name), new)
        for name, new in changes.items()
    )


def _answered(one: Answer) -> Answered:
    return Answered(one.outcome, one.words, one.counter, one.by, datetime.fromisoformat(one.at))
