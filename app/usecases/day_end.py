"""The day's end 日结: recomputed from the day's events, looked at before it is drawn, closed with its own paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from app.domain.day_end import Reconciliation, reconcile
from app.domain.refusal import Refusal
from app.domain.shift import DayClosed
from app.domain.shift_state import refuse_unexplained
from app.receipts.data import DayEnd
from app.store.shift_projection import last_closing
from app.usecases.day_facts import DayFacts, day_facts
from app.usecases.day_paper import day_ledgers, day_lines
from app.usecases.hall_papers import (
    OfficeDone,
    clerk_names,
    clerk_of,
    draw_hall_papers,
    events_with,
    heading,
    new_subject,
)
from app.usecases.rights import require
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from app.receipts.data import Heading
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

CHANGED = frozenset({"shift", "prints"})


Where = Literal["prints", "todo", "originals", "acceptance"]


@dataclass(frozen=True)
class Unfinished:
    """Something that is still to be done, in words, and on which page."""

    text: str
    where: Where


@dataclass(frozen=True)
class DayStatement:
    """A day's end before it is drawn. `closed_at` tells that the day was closed before, and when."""

    facts: DayFacts
    sums: Reconciliation
    names: dict[str, str]
    made_at: datetime
    closed_at: datetime | None

    @property
    def day(self) -> date:
        """The day that it is about."""
        return self.facts.day

    @property
    def unfinished(self) -> tuple[Unfinished, ...]:
        """What is still to be done today: nothing of it is hidden, nothing of it stops the closing."""
        return unfinished_of(self.facts, self.sums)


def statement(workplace: Workplace, day: date | None = None, *, on: date | None = None) -> DayStatement:
    """The day's end as it stands now; nothing is drawn."""
    now = workplace.store.now(workplace.day_allowed(on))
    with workplace.store.read() as connection:
        facts = day_facts(workplace, connection, day or now.today)
        closed = last_closing(connection, workplace.store.journal.id, facts.day.isoformat())
    made_at = chinese_time(now.effective)
    return DayStatement(
        facts, reconcile(facts.rows), clerk_names(workplace), made_at, chinese_time(closed) if closed else None
    )


def close_day(
    workplace: Workplace, day: date | None = None, *, explanation: str = "", on: date | None = None
) -> OfficeDone:
    """Close the day: figures, differences and their explanation as an event, and the paper, in one group.

    A day that did not end in balance needs an explanation; a day to come can't be closed.
    """
    require(workplace, "close-day")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        wanted = day or uow.now.today
        if wanted > uow.now.today:
            raise Refusal("STATE-DAY", "还没有到这一天，不能结账。", "day")
        facts = day_facts(workplace, uow.connection, wanted)
        sums = reconcile(facts.rows)
        refuse_unexplained(sums.differences, explanation)
        subject = new_subject("shift")
        made_at = chinese_time(uow.now.effective)
        found = DayStatement(facts, sums, clerk_names(workplace), made_at, None)
        papers = draw_hall_papers(
            workplace, uow, "day-end", [lambda number: paper(workplace, uow, found, number, explanation)], subject
        )
        body = DayClosed(
            workplace.store.account.id, wanted.isoformat(), figures(found), sums.differences, explanation.strip()
        )
        uow.append(events_with(papers, uow, subject, body))
        uow.commit()
    workplace.store.tidy()
    return OfficeDone(papers, CHANGED)


def paper(
    workplace: Workplace, uow: UnitOfWork, found: DayStatement, number: str = "", explanation: str = ""
) -> DayEnd:
    """The data of the 日结单."""
    return paper_data(workplace, found, heading(workplace, uow, number), explanation)


def paper_data(workplace: Workplace, found: DayStatement, head: Heading, explanation: str = "") -> DayEnd:
    """The data of the 日结单 under a heading; without a number it is the preview."""
    differences = found.sums.differences
    if differences and explanation.strip():
        differences = (*differences, f"情况说明：{explanation.strip()}")
    return DayEnd(
        heading=head,
        counter=workplace.counter,
        day=found.day,
        made_at=found.made_at,
        clerk=clerk_of(workplace, workplace.store.account.id),
        facts=day_lines(found.facts, found.sums),
        ledgers=day_ledgers(found.facts, found.sums, found.names),
        differences=differences,
    )


def preview(workplace: Workplace, found: DayStatement) -> bytes:
    """The statement as it would be printed, without a number: nothing is drawn for looking."""
    from app.receipts.data import Heading
    from app.usecases.printing import render_paper

    stationery = workplace.stationery()
    head = Heading(stationery.hall, found.made_at.date(), "", evaluation=stationery.evaluation)
    return render_paper(paper_data(workplace, found, head), 1, 0)


def figures(found: DayStatement) -> dict[str, Any]:
    """What the event keeps of a day's sums: numbers and document numbers, nobody's name."""
    facts, sums = found.facts, found.sums
    return {
        "series": [asdict(one) | {"span": one.span} for one in sums.series],
        "sheets": [asdict(one) for one in sums.sheets],
        "cases": {"drawn": len(sums.cases.drawn), "cases": len(sums.cases.cases), "void": len(sums.cases.void)},
        "blanks": {name: len(numbers) for name, numbers in asdict(sums.blanks).items()},
        "visits": facts.visits,
        "outcomes": facts.outcomes,
        "seals": facts.seals,
        "reprints": facts.reprints,
        "originals": [asdict(one) for one in facts.originals],
        "drafts": facts.drafts,
        "queue": facts.queue,
        "older": [one.number for one in facts.older],
        "unsent": facts.unsent,
        **({"calls": asdict(facts.calls)} if facts.calls is not None else {}),
    }


def unfinished_of(facts: DayFacts, sums: Reconciliation) -> tuple[Unfinished, ...]:
    """What a clerk may still do before going home, most pressing first."""
    lent = sum(b.state == "lent" and b.lent_on == facts.day.isoformat() for b in facts.blanks)
    untold = sum(1 for one in sums.sheets if one.outstanding and one.number not in sums.unconfirmed) - lent
    found: list[tuple[int, str, Where]] = [
        (len(sums.unconfirmed), "有 {n} 份文书还没有确认出纸", "prints"),
        (sum(facts.queue.values()), "打印队列里还有 {n} 项", "prints"),
        (untold, "有 {n} 份文书还没有登记交付", "todo"),
        (len(facts.older), "以前各日还有 {n} 份文书未确认或未送达", "todo"),
        (len(facts.originals), "窗口还留存 {n} 份原件", "originals"),
        (sum(facts.drafts.values()), "还有 {n} 份暂存草稿", "acceptance"),
    ]
    return tuple(Unfinished(words.format(n=number), where) for number, words, where in found if number > 0)
