"""Papers of the hall itself: hand-over, day's end, blank receipts. Numbered like all others, about no case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case.events import NumbersDrawn
from app.receipts.data import Clerk, Heading
from app.store.accounts import list_accounts
from app.store.event import NewEvent, Subject
from app.store.keyring import new_id
from app.usecases.numbering import NumberedPaper, Numbering, numbered
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.domain.documents.kinds import DocumentKind
    from app.receipts.data import DocumentData
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

INTAKE_SEAL = "收件专用章"


@dataclass(frozen=True)
class OfficeDone:
    """What an act at the counter that is about no case brought about: its papers, and what screens may be stale."""

    papers: tuple[NumberedPaper, ...]
    changed: frozenset[str]


def heading(workplace: Workplace, uow: UnitOfWork, number: str = "", seal: str = "") -> Heading:
    """The heading of a paper that the hall issues."""
    stationery = workplace.stationery()
    return Heading(
        author=stationery.hall,
        issued_on=uow.now.today,
        number=number,
        seal=seal,
        evaluation=stationery.evaluation,
        offline=False,
    )


def draw_hall_papers(
    workplace: Workplace,
    uow: UnitOfWork,
    kind: DocumentKind,
    makers: Iterable[Callable[[str], DocumentData]],
    subject: Subject,
    *,
    copies: int = 2,
) -> tuple[NumberedPaper, ...]:
    """Number and sign papers of one kind; one copy of each is filed. The caller appends what is returned."""
    numbering, papers = Numbering(workplace, uow), []
    for make in makers:
        number = numbering.next(kind, workplace.settings.hall_character, uow.now.today.year)
        if number is None:
            continue
        papers.append(
            numbered(
                workplace, number, kind, make(number.text), copies, 1, uow.now.today, subject=(subject.kind, subject.id)
            )
        )
    return tuple(papers)


def events_with(papers: Sequence[NumberedPaper], uow: UnitOfWork, subject: Subject, *bodies: object) -> list[NewEvent]:
    """One group: the numbers drawn, what happened, and the documents that are meant."""
    drawn = (
        [NewEvent(Subject("numbers", uow.journal.id), NumbersDrawn(tuple(p.draw for p in papers)))] if papers else []
    )
    about = [*bodies, *(p.meant for p in papers)]
    return [*drawn, *(NewEvent(subject, body, place) for place, body in enumerate(about))]


def new_subject(kind: str) -> Subject:
    """A subject of its own for what happens once."""
    return Subject(kind, new_id())


def clerk_names(workplace: Workplace) -> dict[str, str]:
    """Names of all accounts by id, removed ones included."""
    return {account.id: account.name for account in list_accounts(workplace.store)}


def clerk_of(workplace: Workplace, account_id: str) -> Clerk:
    """A clerk as printed."""
    for account in list_accounts(workplace.store):
        if account.id == account_id:
            return Clerk(account.name, getattr(account, "number", ""))
    return Clerk("")


def at_of(uow: UnitOfWork) -> str:
    """The present minute as the hall's clock shows it, ISO."""
    return chinese_time(uow.now.effective).isoformat(timespec="minutes")
