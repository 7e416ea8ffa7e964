"""The shift 班次: open it, hand it over. Drafts, to-dos, originals and seals pass between clerks on record only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from app.domain import shift as events
from app.domain.case.decide import PHASE_ZH
from app.domain.refusal import Refusal
from app.domain.shift_state import ShiftState, open_shift, refuse_hand_over
from app.receipts.data import FieldLine, Handover, Ledger
from app.store.accounts import list_accounts
from app.store.event import NewEvent
from app.store.keyring import Account
from app.store.shift_projection import open_cases_of, read_shift
from app.store.unit_of_work import UnitOfWork
from app.usecases.day_facts import OriginalInHand, list_blanks, originals_in_hand
from app.usecases.drafts import DraftLine, drafts_of, move_drafts
from app.usecases.hall_papers import (
    OfficeDone,
    clerk_names,
    clerk_of,
    draw_hall_papers,
    events_with,
    heading,
    new_subject,
)
from app.usecases.rights import allowed, require
from app.usecases.workplace import Workplace, chinese_time

if TYPE_CHECKING:
    from sqlalchemy import Connection


CHANGED = frozenset({"shift", "drafts", "todo", "prints"})


@dataclass(frozen=True)
class ShiftNow:
    """The shift as a screen shows it: who holds it, by name; what is with the clerk at work."""

    state: ShiftState
    holder: str
    mine: bool
    today: date


@dataclass(frozen=True)
class Belongings:
    """What passes at a hand-over: drafts and open cases of the giver, everything that lies at the counter."""

    drafts: tuple[DraftLine, ...]
    cases: tuple[tuple[str, str, str, str], ...]
    originals: tuple[OriginalInHand, ...]
    blanks: tuple[str, ...]
    seals: tuple[str, ...]


def shift_now(workplace: Workplace) -> ShiftNow:
    """Who holds the shift of this counter."""
    with workplace.store.read() as connection:
        state = read_shift(connection, workplace.store.journal.id)
    mine = state.holder == workplace.store.account.id
    return ShiftNow(state, clerk_names(workplace).get(state.holder, ""), mine, workplace.today())


def open_shift_here(workplace: Workplace, seals: Sequence[str] = (), *, on: date | None = None) -> OfficeDone:
    """Begin work at this counter; refused while another clerk holds the shift."""
    require(workplace, "open-shift")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        state = read_shift(uow.connection, uow.journal.id)
        holder = clerk_names(workplace).get(state.holder, "")
        body = open_shift(state, workplace.store.account.id, holder, seals)
        uow.append([NewEvent(new_subject("shift"), body)])
        uow.commit()
    return OfficeDone((), frozenset({"shift"}))


def belongings(workplace: Workplace, connection: Connection, giver: str) -> Belongings:
    """What a clerk would hand over now."""
    return Belongings(
        drafts=tuple(drafts_of(connection, giver)),
        cases=tuple(open_cases_of(connection, giver)),
        originals=tuple(originals_in_hand(workplace, connection)),
        blanks=tuple(b.number for b in list_blanks(connection) if b.state == "lent"),
        seals=read_shift(connection, workplace.store.journal.id).seals,
    )


def belongings_now(workplace: Workplace) -> Belongings:
    """What the clerk at work would hand over now."""
    with workplace.store.read() as connection:
        return belongings(workplace, connection, workplace.store.account.id)


def hand_over(
    workplace: Workplace,
    taker_name: str,
    *,
    giver_name: str = "",
    seals: Sequence[str] | None = None,
    note: str = "",
    on: date | None = None,
) -> OfficeDone:
    """Hand everything to another clerk: one event, the paper 交接单, and the drafts, in one transaction.

    A lead may do it for a clerk who has left (`giver_name`); then the paper says so.
    """
    require(workplace, "hand-over-shift")
    giver = _account(workplace, giver_name or workplace.clerk, "giver")
    taker = _account(workplace, taker_name, "taker")
    actor, for_others = workplace.store.account, allowed(workplace, "hand-over-for-another")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        state = read_shift(uow.connection, uow.journal.id)
        refuse_hand_over(state, giver.id, taker.id, actor=actor.id, actor_is_lead=for_others)
        things = belongings(workplace, uow.connection, giver.id)
        counted = tuple(seals) if seals is not None else things.seals
        drafts = move_drafts(uow.connection, giver.id, taker.id, uow.now.raw)
        case_nos = tuple(case[0] for case in things.cases)
        body = events.ShiftHandedOver(giver.id, taker.id, drafts, case_nos, len(things.originals), counted, note)
        remark = note if actor.id == giver.id else f"{note}（由 {actor.name} 代交）"
        subject = new_subject("shift")
        paper = _Paper(workplace, uow, things, counted, giver, taker, remark)
        papers = draw_hall_papers(workplace, uow, "handover", [paper.make], subject)
        uow.append(events_with(papers, uow, subject, body))
        uow.commit()
    return OfficeDone(papers, CHANGED)


def _account(workplace: Workplace, name: str, place: str) -> Account:
    for account in list_accounts(workplace.store):
        if account.name == name and not account.disabled:
            return account
    raise Refusal("STATE-CLERK", f"没有账号“{name}”，或者已经停用，请核对后重选。", place)


@dataclass(frozen=True)
class _Paper:
    """Makes the data of the 交接单."""

    workplace: Workplace
    uow: UnitOfWork
    things: Belongings
    seals: Sequence[str]
    giver: Account
    taker: Account
    remark: str

    def make(self, number: str) -> Handover:
        """The paper with its number."""
        w, things = self.workplace, self.things
        return Handover(
            heading=heading(w, self.uow, number),
            counter=w.counter,
            at=chinese_time(self.uow.now.effective),
            giver=clerk_of(w, self.giver.id),
            taker=clerk_of(w, self.taker.id),
            facts=(
                FieldLine("未办结办件", f"{len(things.cases)} 件"),
                FieldLine("暂存草稿", f"{len(things.drafts)} 份"),
                FieldLine("留存原件", f"{len(things.originals)} 份"),
                FieldLine("剩余空白收件凭证", f"{len(things.blanks)} 份"),
                FieldLine("印章", "、".join(self.seals)),
                FieldLine("窗口", w.counter),
            ),
            ledgers=tuple(_ledgers(things)),
            remark=self.remark,
        )


def _ledgers(things: Belongings) -> list[Ledger]:
    cases = tuple((no, item, PHASE_ZH[phase], due) for no, item, phase, due in things.cases)
    drafts = tuple((str(n), shown_minute(d.updated_at)) for n, d in enumerate(things.drafts, 1))
    return [
        Ledger("未办结办件", ("办件编号", "事项", "状态", "下一日期"), cases, (40, 34, 12, 14)),
        originals_ledger(things.originals),
        Ledger("暂存草稿", ("序号", "最后修改"), drafts, (20, 80)),
        Ledger("剩余空白收件凭证", ("编号",), tuple((n,) for n in things.blanks)),
    ]


def originals_ledger(originals: Sequence[OriginalInHand]) -> Ledger:
    """The table of originals that lie at the counter, those of a case together, each by name."""
    rows = []
    for (case_no, kept_on), own in groupby(originals, lambda o: (o.case_no, o.kept_on)):
        names = [o.name for o in own]
        rows.append((case_no, "、".join(names), str(len(names)), kept_on))
    return Ledger("留存原件", ("办件编号", "材料", "份数", "收存日期"), tuple(rows), (34, 42, 9, 15))


def shown_minute(moment: datetime) -> str:
    """A moment to the minute, as on the hall's clock."""
    return chinese_time(moment).strftime("%Y-%m-%d %H:%M")
