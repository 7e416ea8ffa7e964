"""Asking at the console for a case to be erased 依法删除, and the second person who confirms it under his own log-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from app.domain.refusal import Refusal
from app.domain.rights import refuse_without
from app.store.case_projection import CASE
from app.store.central.events import ledger_events
from app.store.central.heads import head_of
from app.store.central.values import drop_value, read_sealed, values_named, write_sealed
from app.store.journal_events import SubjectErased
from app.usecases.central.erasing import ErasedCase, Why, check_words, erasable, erase_case
from app.usecases.central.folding import ERASURE
from app.usecases.central.following import follow
from app.usecases.central.rulings import decode_body
from db.central.ledger import erased_subjects, events

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.central.server import Server

RIGHT = "erase-at-centre"
PREFIX = "erasure:"
SHOWN = 50
_GROUP = 16
"""Positions before that of an erasure among which its own event stands: a group names few subjects."""


class Asked(msgspec.Struct, frozen=True):
    """An erasure that waits for a second person. `by` is the account that asked."""

    case_id: str
    case_no: str
    item_name: str
    ended_on: str
    hall: str
    reason: str
    basis: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ErasureDone:
    """An erasure as it is recorded: nothing personal stands in it."""

    at: datetime
    case_no: str
    reason: str
    basis: str
    asked_by: str
    by: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks or confirms: account, role, hall (empty: every hall)."""

    account: str
    role: str
    hall: str = ""


def ask(server: Server, case_no: str, why: Why, person: Person) -> Asked:
    """Ask for a case to be erased; asked again for the same case, the later words and person count.

    Refusal RIGHT-…, ENTRY-REASON, ENTRY-RULE, STATE-UNKNOWN, STATE-RUNNING, STATE-ESCALATED. Nothing is erased yet.
    """
    refuse_without(person.role, RIGHT)
    check_words(why)
    if not why.basis.strip():
        raise Refusal("ENTRY-RULE", "请写明依据哪条规定删除。", "basis")
    follow(server)
    with server.store.write() as connection:
        head = erasable(connection, server.ledger, case_no)
        _refuse_other_hall(head.hall, person)
        asked = Asked(
            head.case_id, head.case_no, head.register.item_name, head.register.ended_on, head.hall,
            why.reason.strip(), why.basis.strip(), person.account, server.now(),
        )  # fmt: skip
        write_sealed(connection, server.area, server.ledger.vault, PREFIX + head.case_id, msgspec.json.encode(asked))
    return asked


def confirm(server: Server, case_id: str, typed: str, person: Person) -> ErasedCase:
    """Erase what another person asked for, once its number was typed again.

    Refusal RIGHT-SECOND to whoever asked, STATE-ERASURE where nothing waits, ENTRY-CONFIRM for another number, and
    those of `erase_case`.
    """
    refuse_without(person.role, RIGHT)
    with server.store.read() as connection:
        asked = _asked(server, connection, case_id)
    _refuse_other_hall(asked.hall, person)
    if asked.by == person.account:
        raise Refusal("RIGHT-SECOND", "提出删除的人不能自己确认，请另一位组长或者管理员登录确认。")
    if typed.strip().upper() != asked.case_no:
        raise Refusal("ENTRY-CONFIRM", "输入的编号和要删除的办件不一致，请核对。", "typed")
    follow(server)
    why = Why(asked.reason, asked.basis, asked.by)
    done = erase_case(server.ledger, asked.case_no, why, person.account, server.now())
    with server.store.write() as connection:
        drop_value(connection, server.area, PREFIX + case_id)
    follow(server)
    return done


def take_back(server: Server, case_id: str, person: Person) -> None:
    """Let a case not be erased after all; whoever may ask may say so. Refusal STATE-ERASURE where nothing waits."""
    refuse_without(person.role, RIGHT)
    with server.store.write() as connection:
        _refuse_other_hall(_asked(server, connection, case_id).hall, person)
        drop_value(connection, server.area, PREFIX + case_id)


def waiting(server: Server, person: Person) -> list[Asked]:
    """What waits for a second person, the oldest first; of one hall, or of all."""
    refuse_without(person.role, RIGHT)
    with server.store.read() as connection:
        area, vault = server.area, server.ledger.vault
        boxes = [read_sealed(connection, area, vault, PREFIX + one) for one in values_named(connection, area, PREFIX)]
        found = [msgspec.json.decode(box, type=Asked) for box in boxes if box is not None]
        here = [one for one in found if one.hall == person.hall or not person.hall]
        # erased meanwhile by the command, or by a lead at a desk
        left = [one for one in here if head_of(connection, area, vault, one.case_id) is not None]
    return sorted(left, key=lambda one: (one.at, one.case_no))


def erasures(server: Server, limit: int = SHOWN) -> list[ErasureDone]:
    """The last erasures of cases, the latest first, as the events tell them."""
    x, e = erased_subjects.c, events.c
    latest = select(x.subject_id, x.position).where(x.area == server.area, x.subject_kind == CASE)
    found = []
    with server.store.read() as connection:
        for case_id, position in connection.execute(latest.order_by(x.position.desc()).limit(limit)).all():
            near = (e.position > position - _GROUP, e.position <= position, e.subject_kind == ERASURE)
            for event in ledger_events(connection, server.area, server.ledger.vault, *near):
                body = decode_body(server.ledger.types, event.header, event.body)
                if isinstance(body, SubjectErased) and body.subject_id == case_id:
                    done = ErasureDone(
                        event.header.at, body.case_no, body.reason, body.basis, body.asked_by, event.header.actor
                    )
                    found.append(done)
    return found


def may_confirm(asked: Asked, person: Person) -> bool:
    """Whether this person is another one than who asked."""
    return asked.by != person.account


def _asked(server: Server, connection: Connection, case_id: str) -> Asked:
    box = read_sealed(connection, server.area, server.ledger.vault, PREFIX + case_id)
    if box is None:
        raise Refusal("STATE-ERASURE", "没有等待确认的删除，可能已经由别人处理。")
    return msgspec.json.decode(box, type=Asked)


def _refuse_other_hall(hall: str, person: Person) -> None:
    if person.hall and hall != person.hall:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", "case_no")
