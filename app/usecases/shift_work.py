"""The shift page's use cases bound to one counter: the day as it stands, hand-over and close, blanks, originals, clerks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.receipts.data import FieldLine
from app.store.keyring import Role
from app.usecases import blanks, clerks, confirming, day_end, shift
from app.usecases.act import return_originals
from app.usecases.day_end import DayStatement
from app.usecases.day_paper import day_lines
from app.usecases.hall_papers import INTAKE_SEAL
from app.usecases.rights import allowed
from app.usecases.shift import Belongings, ShiftNow
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.domain.case.events import Backfill
    from app.usecases.day_facts import BlankRow, OriginalInHand
    from app.usecases.hall_papers import OfficeDone
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class ClerkRow:
    """An account in the list of clerks."""

    name: str
    lead: bool
    me: bool
    must_change: bool
    since: str
    role: Role = "clerk"


@dataclass(frozen=True)
class ShiftView:
    """The shift page: who holds it, the day's figures, what is unfinished, and its lists."""

    now: ShiftNow
    me: str
    lead: bool
    statement: DayStatement
    lines: tuple[FieldLine, ...]
    belongings: Belongings
    clerks: tuple[ClerkRow, ...]
    leads: tuple[str, ...]

    @property
    def blanks(self) -> tuple[BlankRow, ...]:
        """Every blank, the unused first."""
        return tuple(sorted(self.statement.facts.blanks, key=lambda b: b.state != "lent"))

    @property
    def originals(self) -> tuple[OriginalInHand, ...]:
        """Originals that lie at the counter."""
        return self.statement.facts.originals

    @property
    def seals(self) -> str:
        """The seals that lie at the counter, as they are typed; the intake seal where nobody has said yet."""
        return "、".join(self.now.state.seals) or INTAKE_SEAL

    @property
    def takers(self) -> tuple[str, ...]:
        """Clerks to whom the shift may be handed."""
        return tuple(c.name for c in self.clerks if not c.me)


@dataclass(frozen=True)
class Changed:
    """A write that brings no paper."""

    changed: frozenset[str] = frozenset({"shift"})


class ShiftWork:
    """Every method belongs on the store's thread."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def view(self) -> ShiftView:
        """The page as things stand."""
        w = self._workplace
        now = shift.shift_now(w)
        found = day_end.statement(w, _day_to_close(now))
        return ShiftView(
            now=now,
            me=w.clerk,
            lead=allowed(w, "hand-over-for-another"),
            statement=found,
            lines=day_lines(found.facts, found.sums),
            belongings=shift.belongings_now(w),
            clerks=tuple(self._clerks()),
            leads=tuple(confirming.leads(w)),
        )

    def preview(self, found: DayStatement) -> bytes:
        """The day's end as it would be printed."""
        return day_end.preview(self._workplace, found)

    def open(self, seals: Sequence[str]) -> OfficeDone:
        """Begin the shift."""
        return shift.open_shift_here(self._workplace, seals)

    def hand_over(self, taker: str, seals: Sequence[str], note: str) -> OfficeDone:
        """Hand the shift to another clerk; a lead does it for a holder who has left."""
        now = shift.shift_now(self._workplace)
        giver = now.holder if now.holder and not now.mine else ""
        return shift.hand_over(self._workplace, taker, giver_name=giver, seals=seals, note=note)

    def close(self, explanation: str) -> OfficeDone:
        """Close the day; where the shift was left open on an earlier day, that day."""
        day = _day_to_close(shift.shift_now(self._workplace))
        return day_end.close_day(self._workplace, day, explanation=explanation)

    def lend(self, count: int) -> OfficeDone:
        """Draw numbers for blank receipts, to be printed in advance."""
        return blanks.lend(self._workplace, count)

    def confirm_blank(self, number: str, received_at: datetime, reason: str, lead: str, password: str) -> Backfill:
        """Let a lead confirm a blank that is to be entered."""
        return blanks.confirm_blank(self._workplace, number, received_at, reason, lead, password)

    def void_blank(self, number: str, reason: str) -> OfficeDone:
        """Make a blank void."""
        return blanks.void_blank(self._workplace, number, reason)

    def give_back(self, case_no: str, materials: tuple[str, ...]) -> Changed:
        """Give originals back to the applicant."""
        done = return_originals(self._workplace, case_no, materials)
        return Changed(done.changed | {"shift"})

    def add_clerk(self, name: str, password: str, role: Role) -> Changed:
        """Add an account with a one-time password."""
        clerks.add(self._workplace, name, password, role)
        return Changed()

    def remove_clerk(self, name: str, reason: str) -> Changed:
        """Remove an account; the store is keyed anew."""
        clerks.remove(self._workplace, name, reason)
        return Changed()

    def reset_password(self, name: str, password: str) -> Changed:
        """Give a clerk who forgot his password a one-time one."""
        clerks.reset(self._workplace, name, password)
        return Changed()

    def change_password(self, old: str, new: str) -> Changed:
        """Change one's own password."""
        clerks.change_own_password(self._workplace, old, new)
        return Changed()

    def _clerks(self) -> list[ClerkRow]:
        me = self._workplace.store.account.id
        return [
            ClerkRow(
                a.name, a.role == "lead", a.id == me, a.must_change, f"{chinese_time(a.created_at):%Y-%m-%d}", a.role
            )
            for a in clerks.listed(self._workplace)
        ]


def _day_to_close(now: ShiftNow) -> date:
    """Today, or the earlier day on which the shift was opened and never closed."""
    return min(now.today, date.fromisoformat(now.state.since)) if now.state.open else now.today
