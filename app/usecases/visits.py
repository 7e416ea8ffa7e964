"""Visits 到场: each appearance is one key and one event, without personal data, so that visits per case can be computed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.visit import SittingEnded, VisitKind, VisitRecorded
from app.store.event import NewEvent, Subject
from app.usecases.rights import require

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Recorded:
    """A visit or the end of a sitting was recorded."""

    changed: frozenset[str] = frozenset({"visits"})


def record_visit(
    workplace: Workplace, kind: VisitKind, *, item: str = "", case_no: str = "", ticket: str = "", note: str = ""
) -> Recorded:
    """Record that somebody came: enquiry 咨询, collection 领取, misdirected 指错来此 (filings count by themselves)."""
    require(workplace, "record-visit")
    with workplace.store.write() as uow:
        body = VisitRecorded(kind, case_no, item, ticket, note)
        uow.append([NewEvent(Subject("visit", secrets.token_hex(16)), body)])
        uow.commit()
    return Recorded()


def end_sitting(workplace: Workplace, cases: tuple[str, ...], *, originals_back: bool, papers_over: bool) -> Recorded:
    """The person leaves: originals handed back, papers handed over. Nothing is recorded where no case was taken."""
    require(workplace, "record-visit")
    if not cases:
        return Recorded(frozenset())
    with workplace.store.write() as uow:
        body = SittingEnded(cases, originals_back, papers_over)
        uow.append([NewEvent(Subject("visit", secrets.token_hex(16)), body)])
        uow.commit()
    return Recorded()
