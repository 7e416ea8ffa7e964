"""Online requests 网上申请 about a case at the server: opened by the applicant, filed, shown with what became of them.

A receipt that somebody finds shows the last four of a number and a telephone number: to ask for something the whole
identity number is needed, which stands on no paper. None of it is a legal act; what is asked for happens at a counter.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.case.evolve import field_value
from app.domain.identity.typed_text import compact, readable
from app.domain.online_request import decide as d
from app.domain.online_request.events import (
    ONLINE_REQUEST,
    REQUEST_KINDS,
    Content,
    OnlineRequestFiled,
    RequestKind,
)
from app.domain.refusal import Refusal
from app.store.central import online_requests as rows
from app.store.central.attempts import attempt, forget, key_of, take_back
from app.store.central.blobs import bind
from app.store.central.heads import head_of
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.store.keyring import new_id
from app.usecases.central.blobs import remove_files
from app.usecases.central.cases import case_of
from app.usecases.central.folding import ERASURE
from app.usecases.central.following import follow, follow_within
from app.usecases.central.knowledge import knowledge
from app.usecases.central.own_journal import SERVER, own_group
from app.usecases.central.progress import Progress, progress_of, today_at
from app.usecases.central.request_drafts import RequestDraft, drop_within
from app.usecases.central.request_lines import RequestLine, line_of, lines_within
from app.usecases.central.reviews import surroundings_at_centre

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from app.domain.case.decide import Surroundings
    from app.domain.online_request.state import OnlineRequest
    from app.store.central.heads import CaseHead
    from app.usecases.central.server import Server

KEPT = timedelta(days=90)
"""How long one that was answered, or whose case has ended, is kept; then it is erased here and at every desk."""
_SWEPT = 5
_LOOKED_AT = 50
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be asked for now. `line` is an open request of this kind; `blocked` who looks at it now."""

    kind: RequestKind
    line: RequestLine | None
    blocked: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A field that may be changed: its label, and what is registered, most of it hidden."""

    field: str
    label: str
    masked: str


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case as its applicant sees it who has named the whole identity number."""

    case_id: str
    hall: str
    progress: Progress
    offers: tuple[Offer, ...]

    def offer(self, kind: str) -> Offer:
        """What may be asked for of this kind; Refusal STATE-REQUEST-KIND where nothing may."""
        found = next((one for one in self.offers if one.kind == kind), None)
        if found is None:
            raise Refusal("STATE-REQUEST-KIND", "办件现在不能网上办理这一项，请看上面的办理状态。", "kind")
        return found


@dataclass(frozen=True, slots=True)
class Sent:
    """What was filed; `position` is 0 where nothing was new."""

    id: str
    position: int


def open_my_case(server: Server, case_no: str, id_number: str, address: str) -> str:
    """The id of a case for who knows its number and the whole identity number of the person behind the application.

    Refusal ACCESS-REQUEST, the same for an unknown number and a wrong one; ACCESS-LOCKED (place: seconds) after too many.
    """
    now, number = server.now(), case_no.strip()[:_LONGEST]
    secret = server.keys.code_key()
    keys = key_of("request", compact(number), secret), key_of("address", f"public:{address}", secret)
    with server.store.write() as connection:
        wait = attempt(connection, server.area, keys, now)
    if wait:
        raise Refusal("ACCESS-LOCKED", f"试错次数过多，请 {wait} 秒后再试。", str(wait))
    head = case_of(server.ledger, number) if number else None
    if not _is_theirs(head, id_number) or head is None:
        words = "没有查到：办件编号或者证件号码不对。单位办的，填法定代表人或者经营者的证件号码。"
        raise Refusal("ACCESS-REQUEST", words, "id_number")
    with server.store.write() as connection:
        forget(connection, server.area, [keys[0]])
        take_back(connection, server.area, keys[1])
    return head.case_id


def my_case(server: Server, case_id: str) -> MyCase:
    """The case with what may be asked for and what was. Refusal STATE-UNKNOWN."""
    follow(server)
    now = server.now()
    with server.store.read() as connection:
        head = _head(server, connection, case_id)
        requests = rows.about(connection, server.area, server.ledger.vault, case_id)
    around = surroundings_at_centre(server, head.state, today_at(server))
    lines = tuple(line_of(one, head, now) for one in requests)
    waiting = {one.kind: one for one in lines if not one.answered_at and not one.overtaken}
    offers = []
    for kind in REQUEST_KINDS:
        if _may(kind, head, around):
            line = waiting.get(kind)
            blocked = line.counter if line and line.standing == "taken" else ""
            offers.append(Offer(kind, line, blocked))
    progress = replace(progress_of(head, today_at(server)), requests=lines)
    return MyCase(case_id, head.hall, progress, tuple(offers))


def wanted(server: Server, case_id: str, kind: RequestKind) -> dict[str, tuple[str, str]]:
    """The materials that may be handed in by a request of this kind: name, and why or until when."""
    with server.store.read() as connection:
        state = _head(server, connection, case_id).state
    around = surroundings_at_centre(server, state, today_at(server))
    whys = {one.material: one.until for one in state.deferrals}
    if kind == "correction":
        whys = {reason.material: reason.text for reason in state.reasons}
    return {key: (name, whys.get(key, "")) for key, name in d.wanted_materials(kind, state, around.item).items()}


def details_of(server: Server, case_id: str) -> tuple[Detail, ...]:
    """What of a case may be changed online."""
    with server.store.read() as connection:
        state = _head(server, connection, case_id).state
    around = surroundings_at_centre(server, state, today_at(server))
    return tuple(
        Detail(name, label, masked_value(field_value(state.filing, name)))
        for name, label in d.detail_fields(around.item).items()
    )


def waiting_request(server: Server, case_id: str, kind: RequestKind) -> OnlineRequest | None:
    """The open request of a kind that a new one would change."""
    with server.store.read() as connection:
        return _waiting(server, connection, _head(server, connection, case_id), kind)


def send_files(server: Server, draft: RequestDraft, note: str) -> Sent:
    """Send in what was uploaded. Refusal by the codes of the acts, STATE-REQUEST-TAKEN while a counter looks at it."""
    names = {key: name for key, (name, _) in wanted(server, draft.case_id, draft.kind).items()}
    files = {key: some for key, some in draft.files.items() if some}
    content = Content(files, {key: names.get(key, key) for key in files}, note=_typed(note))
    return _file(server, draft.case_id, draft.kind, content, draft)


def send_withdrawal(server: Server, case_id: str, reason: str) -> Sent:
    """Ask for the application to be withdrawn: it is when the applicant has signed at the counter."""
    return _file(server, case_id, "withdraw", Content(reason=_typed(reason)))


def send_details(server: Server, case_id: str, changes: Mapping[str, str], note: str) -> Sent:
    """Ask for changes of how the applicant is reached; what is left empty stays."""
    typed = {name: _typed(new) for name, new in changes.items() if new.strip()}
    return _file(server, case_id, "details", Content(changes=typed, note=_typed(note)))


def requests_about(server: Server, case_id: str) -> tuple[RequestLine, ...]:
    """Every request about a case, the newest first; for staff."""
    follow(server)
    with server.store.read() as connection:
        return lines_within(server, connection, _head(server, connection, case_id))


def masked_value(value: str) -> str:
    """What is registered, most of it hidden: enough to know one's own by."""
    shown = min(3, len(value) // 3)
    end = value[-4:] if len(value) >= 11 and value.isdigit() else ""
    return f"{value[:shown]}****{end}" if value else ""


def _file(server: Server, case_id: str, kind: RequestKind, content: Content, draft: RequestDraft | None = None) -> Sent:
    knowledge()
    now, names = server.now(), list[str]()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)  # one after the other: the second changes the first
        follow_within(server, connection)
        head = _head(server, connection, case_id)
        around = surroundings_at_centre(server, head.state, today_at(server))
        before = _waiting(server, connection, head, kind)
        bodies = d.file_request(kind, content, head.state, head.hall, around, before, now)
        fresh = before is None or any(isinstance(one, OnlineRequestFiled) for one in bodies)
        identity = (draft.id if draft and not draft.changing else new_id()) if fresh or not before else before.id
        position = 0
        if bodies:
            version = 0 if fresh or not before else before.seq
            events = [NewEvent(Subject(ONLINE_REQUEST, identity), body, version + n) for n, body in enumerate(bodies)]
            position = own_group(server.ledger, connection, events, SERVER, now).position
            follow_within(server, connection)
        for file in (one for some in content.files.values() for one in some):
            bind(connection, server.area, file.digest, ONLINE_REQUEST, identity)
        if draft is not None:
            names = drop_within(server, connection, draft.id, files=draft.id != identity and not draft.changing)
        _sweep(server, connection, now)
    remove_files(server.ledger, names)
    return Sent(identity, position)


def _waiting(server: Server, connection: Connection, head: CaseHead, kind: RequestKind) -> OnlineRequest | None:
    about = rows.about(connection, server.area, server.ledger.vault, head.case_id)
    here = (one for one in about if one.kind == kind and one.open and not d.overtaken(one, head.state, head.hall))
    return next(here, None)


def _head(server: Server, connection: Connection, case_id: str) -> CaseHead:
    head = head_of(connection, server.area, server.ledger.vault, case_id)
    if head is None or head.state.erased:
        raise Refusal("STATE-UNKNOWN", "这个办件不在这里了，请用编号重新查询。", "case_no")
    return head


def _may(kind: RequestKind, head: CaseHead, around: Surroundings) -> bool:
    try:
        d.refuse_kind(kind, head.state, around)
    except Refusal:
        return False
    return True


def _is_theirs(head: CaseHead | None, given: str) -> bool:
    """Whether this is the identity number of the human behind the application. Takes as long whatever the answer is.

    The code of an organisation is public, so it opens nothing.
    """
    human = head.state.filing.applicant.natural_person if head else None
    number = "" if human is None or human.id_type == "uscc" else compact(human.id_number).upper()
    typed = compact(given[:_LONGEST]).upper() or "?"
    return hmac.compare_digest(number.encode(), typed.encode())


def _typed(text: str) -> str:
    return readable(text).strip()


def _sweep(server: Server, connection: Connection, now: datetime) -> None:
    """Erase a few of those that were answered long ago, or whose case has ended meanwhile."""
    old = rows.untouched_since(connection, server.area, now - KEPT, _LOOKED_AT)
    over = [identity for identity, case, answered in old if answered or _ended(server, connection, case)][:_SWEPT]
    events = [
        NewEvent(
            Subject(ERASURE, secrets.token_hex(16)), SubjectErased(ONLINE_REQUEST, identity, "网上申请答复满保存期")
        )
        for identity in over
    ]
    if events:
        own_group(server.ledger, connection, events, SERVER, now)


def _ended(server: Server, connection: Connection, case_id: str) -> bool:
    head = head_of(connection, server.area, server.ledger.vault, case_id)
    return head is None or head.state.ended
