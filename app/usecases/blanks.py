"""Blank intake receipts 空白收件凭证: lent before a blackout, written by hand in it, entered afterwards 补录.

A blank has a number of a series of its own. Each is lent, then used or void, once; both times of a case that came of
one are kept, its clocks run from the real one, and supervision sees the mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.case import events as e
from app.domain.documents.numbers import parse_number
from app.domain.refusal import Refusal
from app.domain.shift import BlanksLent, BlankUsed, BlankVoided
from app.receipts.data import BlankIntakeReceipt, Contact
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.usecases.accept import Done, Sitting, accept
from app.usecases.confirming import confirm_as_lead
from app.usecases.day_facts import BlankRow, list_blanks
from app.usecases.hall_papers import INTAKE_SEAL, OfficeDone, draw_hall_papers, events_with, heading, new_subject
from app.usecases.print_queue import settle
from app.usecases.rights import require
from db.desk import projections as t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.checklist.filing import Filing
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

MOST = 50
"""So many blanks are lent at once: a box at a counter, not a forgotten pile."""

CHANGED = frozenset({"shift", "prints"})


@dataclass(frozen=True)
class _Sheet:
    number: str
    subject: Subject
    state: str
    lent_on: str
    case_no: str
    reason: str
    copies: int
    printed: int
    told: str


def lend(workplace: Workplace, count: int, *, on: date | None = None) -> OfficeDone:
    """Draw `count` numbers for blanks and make their papers; they are printed in advance."""
    require(workplace, "lend-blanks")
    if not 1 <= count <= MOST:
        raise Refusal("ENTRY-COUNT", f"一次可领 1 到 {MOST} 份空白收件凭证。", "count")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        subject = new_subject("blanks")

        def make(number: str) -> BlankIntakeReceipt:
            stationery = workplace.stationery()
            contact = Contact(stationery.hall, stationery.hall_phone, stationery.supervision_phone)
            return BlankIntakeReceipt(heading(workplace, uow, number, INTAKE_SEAL), stationery.hall, contact)

        papers = draw_hall_papers(workplace, uow, "blank-intake-receipt", [make] * count, subject)
        draws = [p.draw for p in papers]
        lent = BlanksLent(tuple(d.number for d in draws), draws[0].series, draws[0].serial, draws[-1].serial)
        uow.append(events_with(papers, uow, subject, lent))
        uow.commit()
    return OfficeDone(papers, CHANGED)


def confirm_blank(
    workplace: Workplace,
    number: str,
    received_at: datetime,
    reason: str,
    lead_name: str,
    lead_password: str,
    *,
    on: date | None = None,
) -> e.Backfill:
    """Let a lead confirm that this blank was really taken at this time; the case is entered with what is returned."""
    require(workplace, "backfill")
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明补录的原因（如停电、断网的起止时间）。", "reason")
    moment = received_at.astimezone(CHINA) if received_at.tzinfo else received_at.replace(tzinfo=CHINA)
    with workplace.store.read() as connection:
        sheet = _usable(connection, number)
    now = workplace.store.now(workplace.day_allowed(on))
    _refuse_moment(moment, sheet, now.effective if on is None else _end_of(now.today))
    lead = confirm_as_lead(workplace, lead_name, lead_password)
    return e.Backfill(sheet.number, moment.isoformat(timespec="minutes"), reason.strip(), lead.id)


def enter_confirmed(
    workplace: Workplace,
    filing: Filing,
    backfill: e.Backfill,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    case_id: str = "",
) -> Done:
    """Enter the case of a blank that a lead has confirmed. The five days run from the real receipt. Rule: LAW-32-4.

    STATE-BLANK-USED names the case that the number belongs to already.
    """
    require(workplace, "backfill")
    moment = datetime.fromisoformat(backfill.received_at)

    def used(uow: UnitOfWork, state: CaseState) -> Sequence[NewEvent]:
        blank = _usable(uow.connection, backfill.blank_number)
        settle(uow.connection, blank.number)
        return _used(blank, state, moment)

    return accept(workplace, filing, on=on, sitting=sitting, backfill=backfill, case_id=case_id, extra=used)


def enter_blank(
    workplace: Workplace,
    filing: Filing,
    number: str,
    received_at: datetime,
    reason: str,
    lead_name: str,
    lead_password: str,
    *,
    on: date | None = None,
    sitting: Sitting | None = None,
    case_id: str = "",
) -> Done:
    """Confirm and enter in one step."""
    backfill = confirm_blank(workplace, number, received_at, reason, lead_name, lead_password, on=on)
    return enter_confirmed(workplace, filing, backfill, on=on, sitting=sitting, case_id=case_id)


def void_blank(workplace: Workplace, number: str, reason: str, *, on: date | None = None) -> OfficeDone:
    """Make a blank void: spoiled or lost, with the reason; its number is never used again."""
    require(workplace, "void-blank")
    if not reason.strip():
        raise Refusal("ENTRY-REASON", "请写明作废的理由。", "reason")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        sheet = _usable(uow.connection, number)
        bodies = (BlankVoided(sheet.number, reason.strip()), e.DocumentVoided(sheet.number, reason.strip()))
        uow.append([NewEvent(sheet.subject, body) for body in bodies])
        settle(uow.connection, sheet.number)
        uow.commit()
    return OfficeDone((), CHANGED)


def blanks(workplace: Workplace) -> list[BlankRow]:
    """Every blank with what became of it."""
    with workplace.store.read() as connection:
        return list(list_blanks(connection))


def _usable(connection: Connection, number: str) -> _Sheet:
    """The blank with this number, which was neither used nor void; Refusal says why not."""
    parsed = parse_number(number)
    wanted = parsed.text if parsed else number.strip()
    query = (
        select(t.blanks, t.documents.c.subject_kind, t.documents.c.subject_id, t.documents.c.copies,
               t.documents.c.printed, t.documents.c.told)
        .join(t.documents, t.documents.c.number == t.blanks.c.number)
        .where(t.blanks.c.number == wanted)
    )  # fmt: skip
    row = connection.execute(query).first()
    if row is None:
        raise Refusal("STATE-BLANK", f"本机没有领用过空白收件凭证 {wanted}，请核对编号。", "number")
    if row.state == "used":
        raise Refusal("STATE-BLANK-USED", f"{wanted} 已用于办件 {row.case_no}，不能再次补录。", "number")
    if row.state == "void":
        raise Refusal("STATE-BLANK-VOID", f"{wanted} 已作废（{row.reason}），不能补录。", "number")
    subject = Subject(row.subject_kind, row.subject_id)
    return _Sheet(wanted, subject, row.state, row.lent_on, row.case_no, row.reason, row.copies, row.printed, row.told)


def _refuse_moment(moment: datetime, sheet: _Sheet, now: datetime) -> None:
    if moment > now:
        raise Refusal("ENTRY-BACKFILL", "收件时间晚于现在，请核对凭证上手写的时间。", "received_at")
    if moment.date().isoformat() < sheet.lent_on:
        words = f"{sheet.number} 于 {sheet.lent_on} 才领用，收件时间不会更早，请核对凭证上手写的时间。"
        raise Refusal("ENTRY-BACKFILL", words, "received_at")


def _end_of(day: date) -> datetime:
    """The last moment of a day given from outside: an evaluation store tells days, not hours."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(days=1, seconds=-1)


def _used(sheet: _Sheet, state: CaseState, moment: datetime) -> list[NewEvent]:
    """The blank is used: it came out of the printer, and its first copy is in the person's hand since then."""
    bodies: list[object] = [BlankUsed(sheet.number, state.case_no)]
    if not sheet.printed:
        bodies.append(e.DocumentPrinted(sheet.number, sheet.copies))
    if not sheet.told:
        bodies.append(e.DocumentTold(sheet.number, "handed-over", moment.date().isoformat()))
    return [NewEvent(sheet.subject, body) for body in bodies]
