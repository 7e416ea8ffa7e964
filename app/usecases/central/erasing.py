"""Erasing a case 依法删除 at the server: bodies, salts, attachments and the head go, headers stay, every desk obeys.

What else tells of the same person goes with it: what was escalated of it, its pre-application, what was asked for
online, its department's review, and its theme package once no case of that runs any more.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.case.scope import is_open
from app.domain.escalation.events import ESCALATION
from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.package.events import PACKAGE
from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.refusal import Refusal
from app.domain.review import REVIEW
from app.store.case_projection import CASE
from app.store.central import office, online_requests
from app.store.central.events import of_subject
from app.store.central.heads import CaseHead, head_numbered
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.usecases.central.act_answers import drop_answers
from app.usecases.central.blobs import sweep_blobs
from app.usecases.central.folding import ERASURE
from app.usecases.central.own_journal import append_own
from app.usecases.central.packages import package_within
from db.central.ledger import blob_subjects, events

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger

LONGEST = 500
_e, _s = events.c, blob_subjects.c


@dataclass(frozen=True, slots=True)
class Why:
    """Why a case is erased: in words, the rule 依据 that demands or allows it, and who asked where another confirmed.

    Nothing personal stands in it: it is kept.
    """

    reason: str
    basis: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class ErasedCase:
    """What went: bodies of events and attachments; `position` of the erasure."""

    case_no: str
    events: int
    attachments: int
    position: int


def erase_case(ledger: Ledger, case_no: str, why: Why, by: str, now: datetime) -> ErasedCase:
    """Erase a case that has ended. Refusal STATE-UNKNOWN, STATE-RUNNING, STATE-ESCALATED, ENTRY-REASON. Rule: PIPL-47.

    An escalation is known a second after it was registered: call `follow` before.
    """
    check_words(why)
    with ledger.store.write() as connection:
        ledger.positions.begin(connection, ledger.area)
        head = erasable(connection, ledger, case_no)
        subjects = _subjects_about(connection, ledger, head)
        bodies = sum(_bodies(connection, ledger.area, *one) for one in subjects)
        files = sum(_attachments(connection, ledger.area, *one) for one in subjects)
        erased = [
            SubjectErased(kind, identity, why.reason.strip(), why.basis.strip(), head.case_no, why.asked_by)
            for kind, identity in subjects
        ]
        named = [NewEvent(Subject(ERASURE, secrets.token_hex(16)), one) for one in erased]
        position = append_own(ledger, connection, named, by, now)
        drop_answers(connection, ledger, head.case_id)
    sweep_blobs(ledger)
    return ErasedCase(head.case_no, bodies, files, position)


def check_words(why: Why) -> None:
    """Refusal ENTRY-REASON without a reason, ENTRY-TEXT for one that is too long."""
    if not why.reason.strip():
        raise Refusal("ENTRY-REASON", "请写明为什么删除。", "reason")
    for name, said in (("reason", why.reason), ("basis", why.basis)):
        if len(said) > LONGEST or "\0" in said:
            raise Refusal("ENTRY-TEXT", f"最多写 {LONGEST} 个字。", name)


def erasable(connection: Connection, ledger: Ledger, case_no: str) -> CaseHead:
    """The case with this number, if it can be erased; the refusals of `erase_case`."""
    number = case_no.strip().upper()
    head = head_numbered(connection, ledger.area, ledger.vault, number) if number.isprintable() else None
    if head is None or head.state.erased:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", "case_no")
    if not head.state.ended:
        raise Refusal("STATE-RUNNING", f"{head.case_no} 还在办理中，不能删除。", "case_no")
    if is_open(head.state):
        words = f"{head.case_no} 还有没送达的文书、没退还的原件或者有争议的记录，办完再删除。"
        raise Refusal("STATE-RUNNING", words, "case_no")
    if office.open_numbers_of(connection, ledger.area, head.case_no):
        raise Refusal("STATE-ESCALATED", f"{head.case_no} 还有没办结的“办不成事”，办结后再删除。", "case_no")
    return head


def _subjects_about(connection: Connection, ledger: Ledger, head: CaseHead) -> list[tuple[str, str]]:
    """Kind and id of everything that goes with a case, itself first."""
    state = head.state
    found = [(CASE, head.case_id)]
    found += [(ESCALATION, one) for one in office.ids_about(connection, ledger.area, head.case_no)]
    found += [(ONLINE_REQUEST, one) for one in online_requests.ids_about(connection, ledger.area, head.case_id)]
    if state.pre_application:
        found.append((PRE_APPLICATION, state.pre_application))
    if not state.package:
        found.append((REVIEW, head.case_id))
    elif _package_is_over(connection, ledger, state.package):
        found += [(PACKAGE, state.package), (REVIEW, state.package)]
    return [one for one in found if one[0] != REVIEW or _bodies(connection, ledger.area, *one)]


def _package_is_over(connection: Connection, ledger: Ledger, package_id: str) -> bool:
    """Whether no case of a package runs any more and none waits to be filed."""
    package = package_within(connection, ledger, package_id)
    if package is None:
        return False
    running = any(not head.state.ended for head in package.heads.values())
    waiting = any(not m.case_id and m.item_code not in package.state.dropped for m in package.state.members)
    return not running and not waiting


def _bodies(connection: Connection, area: str, kind: str, identity: str) -> int:
    wanted = select(func.count()).select_from(events)
    wanted = wanted.where(_e.area == area, *of_subject(kind, identity), _e.body.is_not(None))
    return int(connection.execute(wanted).scalar_one())


def _attachments(connection: Connection, area: str, kind: str, identity: str) -> int:
    wanted = select(func.count()).select_from(blob_subjects)
    wanted = wanted.where(_s.area == area, _s.subject_kind == kind, _s.subject_id == identity)
    return int(connection.execute(wanted).scalar_one())
