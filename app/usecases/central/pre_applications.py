"""Pre-applications 网上预审 at the server: filed, supplemented, withdrawn by the applicant; taken over by one counter.

Every step is an event in the server's own journal, which reaches the desks of the hall at once. None of them is a legal
act: the clocks of the law start when a counter takes the materials in.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.domain.catalog.service_item import Material, ReviewPoint
from app.domain.pre_application import decide
from app.domain.pre_application.events import PRE_APPLICATION, PreApplicationFiled
from app.domain.pre_application.number import build_number, parse_number
from app.domain.pre_application.state import PreApplication, evolve
from app.domain.refusal import InputProblem, Refusal
from app.store.central import pre_applications as rows
from app.store.central.attempts import attempt, forget, key_of, take_back
from app.store.central.values import read_value, write_value
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.usecases.central.folding import ERASURE
from app.usecases.central.own_journal import SERVER, own_group
from app.usecases.central.pre_drafts import Draft, Looked, checklist, look, today_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from app.domain.catalog.resolve import ResolvedMaterial
    from app.usecases.central.server import Server
    from app.usecases.central.shelf import Shelf

KEPT = timedelta(days=90)
"""How long one that ended is kept; then it is erased here and at every desk. What became a case is kept there."""
MOST_LISTED = 500
_CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
_SWEPT = 5


@dataclass(frozen=True, slots=True)
class Filed:
    """What the applicant is told once: the number, and the code by which he finds it again."""

    number: str
    code: str
    id: str
    position: int


@dataclass(frozen=True, slots=True)
class Done:
    """What a step came to; `position` is 0 where nothing was written."""

    state: PreApplication
    position: int


@dataclass(frozen=True, slots=True)
class PointCheck:
    """A point that the program checks itself, as it stands: pass, fail, or open while a field is empty."""

    material: Material
    point: ReviewPoint
    outcome: str


def file_draft(server: Server, shelf: Shelf, draft: Draft) -> Filed:
    """Send a draft in: a number, a retrieval code, an event. InputProblem INPUT-FORM while an entry is wrong.

    Refusal STATE-DRAFT where it was sent in already.
    """
    looked = look(server, shelf, draft)
    if looked.problems:
        raise InputProblem("INPUT-FORM", "还有填写不对的地方，请改好再提交。", next(iter(looked.problems)))
    now, code = server.now(), _new_code()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        if rows.draft(connection, server.area, server.ledger.vault, draft.id) is None:
            raise Refusal("STATE-DRAFT", "这份填写已经提交过了。", "draft")
        number = _draw(server, connection, now)
        event = _filed(server, looked, number, _code_key(server, number, code), now)
        done = _append(server, connection, draft.id, None, [event], SERVER, now)
        rows.drop_draft(connection, server.area, draft.id, files=False)
        _sweep(server, connection, now)
    return Filed(number, code, draft.id, done.position)


def supplement(server: Server, shelf: Shelf, draft: Draft) -> Done:
    """Put a draft of changes in the place of what was sent in. InputProblem INPUT-FORM, Refusal STATE-PRE."""
    looked = look(server, shelf, draft)
    if looked.problems:
        raise InputProblem("INPUT-FORM", "还有填写不对的地方，请改好再提交。", next(iter(looked.problems)))
    now = server.now()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        state = _known(server, connection, draft.number)
        events = decide.supplement(state, looked.filing, draft.files, now)
        done = _append(server, connection, state.id, state, events, SERVER, now)
        rows.drop_draft(connection, server.area, draft.id, files=False)
    return done


def take(server: Server, number: str, counter: str, hall: str, by: str, *, actor: str = SERVER) -> Done:
    """Take one over for a counter: once, and by one only; colleagues are told `by`. Refusal STATE-PRE-TAKEN or -ENDED."""
    return _step(server, number, hall, actor, lambda state, now: decide.take(state, counter, by, now))


def release(server: Server, number: str, counter: str, hall: str, by: str, *, actor: str = SERVER) -> Done:
    """Give one back."""
    return _step(server, number, hall, actor, lambda state, now: decide.release(state, counter, by, now))


def advise(server: Server, number: str, counter: str, hall: str, by: str, text: str, *, actor: str = SERVER) -> Done:
    """Suggest something to the applicant 预审意见."""
    return _step(server, number, hall, actor, lambda state, now: decide.advise(state, counter, by, text, now))


def withdraw(server: Server, number: str) -> Done:
    """The applicant withdraws it."""
    return _step(server, number, "", SERVER, decide.withdraw)


def find(server: Server, number: str, hall: str = "") -> PreApplication:
    """One by its number; Refusal STATE-UNKNOWN where there is none, or it is another hall's."""
    with server.store.read() as connection:
        return _known(server, connection, number, hall)


def find_by_id(server: Server, identity: str) -> PreApplication | None:
    """One by its id."""
    with server.store.read() as connection:
        return rows.by_id(connection, server.area, server.ledger.vault, identity)


def list_waiting(server: Server, hall: str = "") -> list[PreApplication]:
    """Those that no counter has made a case of, the oldest first."""
    with server.store.read() as connection:
        return rows.waiting(connection, server.area, server.ledger.vault, hall, MOST_LISTED)


def open_by_code(server: Server, number: str, code: str, address: str) -> PreApplication:
    """One for the applicant who has its number and retrieval code.

    Refusal ACCESS-PRE, the same for an unknown number and a wrong code; ACCESS-LOCKED (place: seconds) after too many.
    """
    now, keys = server.now(), _attempt_keys(server, number, address)
    wanted = _whole(number)
    with server.store.write() as connection:
        wait = attempt(connection, server.area, keys, now)
        state = rows.by_number(connection, server.area, server.ledger.vault, wanted) if not wait else None
    if wait:
        raise Refusal("ACCESS-LOCKED", f"试错次数过多，请 {wait} 秒后再试。", str(wait))
    shown = _code_key(server, wanted, code)
    if state is None or not hmac.compare_digest(shown, state.code_key):
        raise Refusal("ACCESS-PRE", "预审编号或者查询码不对，请对照提交后显示的内容核对。", "code")
    with server.store.write() as connection:
        forget(connection, server.area, [keys[0]])
        take_back(connection, server.area, keys[1])
    return state


def point_checks(state: PreApplication, shelf: Shelf, server: Server) -> tuple[PointCheck, ...]:
    """What the program's own points say of it today; points checked by eye are the counter's."""
    item = shelf.of(state.release).item(state.item_code)
    resolved = checklist(item, state.filing, today_of(server))
    return checks_of(resolved.materials)


def checks_of(materials: Sequence[ResolvedMaterial]) -> tuple[PointCheck, ...]:
    """The automatic points of some materials, with their outcomes."""
    words = {True: "pass", False: "fail", None: "open"}
    return tuple(
        PointCheck(one.material, found.point, words[found.outcome])
        for one in materials
        for found in one.points
        if found.point.check == "auto"
    )


def _step(
    server: Server, number: str, hall: str, actor: str, step: Callable[[PreApplication, datetime], Sequence[Any]]
) -> Done:
    now = server.now()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)  # one after the other: the second sees the first
        state = _known(server, connection, number, hall)
        return _append(server, connection, state.id, state, step(state, now), actor, now)


def _append(
    server: Server,
    connection: Connection,
    identity: str,
    state: PreApplication | None,
    bodies: Sequence[Any],
    actor: str,
    now: datetime,
) -> Done:
    if not bodies:
        if state is None:
            raise Refusal("STATE-UNKNOWN", "没有这份网上申请。", "number")
        return Done(state, 0)
    seq = state.seq if state else 0
    events = [NewEvent(Subject(PRE_APPLICATION, identity), body, seq + place) for place, body in enumerate(bodies)]
    group = own_group(server.ledger, connection, events, actor, now)
    after = state
    for body in bodies:
        after = evolve(after, identity, body)
    if after is None:
        raise Refusal("STATE-UNKNOWN", "没有这份网上申请。", "number")
    rows.write(connection, server.area, server.ledger.vault, [(after, group.position)])
    return Done(after, group.position)


def _known(server: Server, connection: Connection, number: str, hall: str = "") -> PreApplication:
    state = rows.by_number(connection, server.area, server.ledger.vault, _whole(number))
    if state is None or (hall and state.hall != hall):
        raise Refusal("STATE-UNKNOWN", "没有这份网上申请，请核对预审编号。", "number")
    return state


def _whole(number: str) -> str:
    """A number as it is kept; '' where it cannot be one."""
    try:
        return parse_number(number)
    except Refusal:
        return ""


def _filed(server: Server, looked: Looked, number: str, code_key: str, now: datetime) -> PreApplicationFiled:
    item, draft = looked.item, looked.draft
    return PreApplicationFiled(
        number=number,
        item_code=item.code,
        item_name=item.name,
        department=looked.book.catalogue.department_of(item).full_name,
        release=looked.book.catalogue.hash,
        hall=draft.hall,
        filing=looked.filing,
        files=draft.files,
        code_key=code_key,
        assisted=draft.assisted,
        at=now.isoformat(),
    )


def _draw(server: Server, connection: Connection, now: datetime) -> str:
    day = now.astimezone(CHINA).date()
    key = f"series:pre-application:{day}"
    sequence = int(read_value(connection, server.area, key, 0)) + 1
    write_value(connection, server.area, key, sequence)
    return build_number(day, sequence)


def _sweep(server: Server, connection: Connection, now: datetime) -> None:
    """Erase a few of those that ended long ago."""
    old = rows.ended_before(connection, server.area, now - KEPT, _SWEPT)
    events = [
        NewEvent(
            Subject(ERASURE, secrets.token_hex(16)), SubjectErased(PRE_APPLICATION, identity, "网上申请办结满保存期")
        )
        for identity in old
    ]
    if events:
        own_group(server.ledger, connection, events, SERVER, now)


def _new_code() -> str:
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH))


def _code_key(server: Server, number: str, code: str) -> str:
    plain = "".join(code.split()).replace("-", "").upper()[:40]
    found = server.ledger.vault.keyed("pre-application", f"{number}\0{plain}")
    return found.hex() if found else ""


def _attempt_keys(server: Server, number: str, address: str) -> tuple[str, str]:
    secret = server.keys.code_key()
    return key_of("pre", number.strip().upper()[:40], secret), key_of("address", f"public:{address}", secret)
