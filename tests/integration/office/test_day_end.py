"""The day's end on a real store: recomputed from the events, nothing hidden, drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete

from app.domain.case.commands import Tell, VoidDocument
from app.domain.refusal import Refusal
from app.domain.shift import DayClosed
from app.store.event import Subject
from app.usecases import day_end as d
from app.usecases import print_queue as q
from app.usecases.act import act, return_originals
from app.usecases.printing import sealed, sheet
from db.desk.projections import documents
from tests.builders.office import OnePrinter, taken

if TYPE_CHECKING:
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace


def printed(workplace: Workplace, done: Done, *, yes: bool = True) -> None:
    q.enqueue(workplace, done.papers)
    q.print_all(workplace, OnePrinter())
    for job in q.unanswered(workplace):
        q.answer(workplace, job.id, came_out=yes, reason="卡纸")


def test_a_day_without_work_is_in_balance(workplace: Workplace) -> None:
    found = d.statement(workplace)
    assert (found.sums.series, found.sums.differences, found.unfinished) == ((), (), ())


def test_the_sums_of_a_day(workplace: Workplace) -> None:
    done, other, third = taken(workplace), taken(workplace), taken(workplace)
    printed(workplace, done)
    printed(workplace, other)
    notice = done.papers[-1].meant
    act(workplace, done.state.case_no, Tell(notice.number, "handed-over"))
    act(workplace, other.state.case_no, VoidDocument(other.papers[-1].meant.number, "受理日期有误"))
    sealed(workplace, notice.number, "行政审批专用章")
    found = d.statement(workplace)
    series = next(one for one in found.sums.series if one.series.endswith("C03A") and "受" in one.series)
    assert (series.first, series.last, series.in_force, series.void) == (1, 3, 1, 1)
    assert series.unconfirmed == (third.papers[-1].meant.number,)
    sheets = {one.number: one for one in found.sums.sheets}
    assert (sheets[notice.number].handed_over, sheets[notice.number].filed) == (1, 1)
    assert sheets[other.papers[-1].meant.number].spoiled == 2
    assert (len(found.sums.cases.drawn), len(found.sums.cases.cases)) == (3, 3)
    assert found.facts.seals == {"行政审批专用章": 1}
    assert found.facts.visits == {"filing": 3}
    assert found.facts.outcomes == {"received": 3, "accepted": 3, "told": 1, "voided": 1}
    assert found.sums.differences == ()


def test_what_is_unfinished_is_said_and_hidden_nowhere(workplace: Workplace) -> None:
    done = taken(workplace)
    q.enqueue(workplace, done.papers)
    found = d.statement(workplace)
    kept = len(done.state.filing.materials) - 1  # the application form belongs to the file
    assert tuple(one.text for one in found.unfinished) == (
        f"有 {len(done.papers)} 份文书还没有确认出纸",
        f"打印队列里还有 {len(done.papers)} 项",
        f"窗口还留存 {kept} 份原件",
    )


def test_spoiled_sheets_were_meant_too(workplace: Workplace) -> None:
    done = taken(workplace)
    printed(workplace, done, yes=False)
    q.print_all(workplace, OnePrinter())
    for job in q.unanswered(workplace):
        q.answer(workplace, job.id, came_out=True)
    one = d.statement(workplace).sums.sheets[0]
    assert (one.meant, one.spoiled, one.meant) == (4, 2, one.handed_over + one.filed + one.spoiled + one.outstanding)


def test_originals_in_hand_are_listed_until_they_are_given_back(workplace: Workplace) -> None:
    done = taken(workplace)
    held = tuple(done.state.filing.materials)
    return_originals(workplace, done.state.case_no, held[:1])
    facts = d.statement(workplace).facts
    assert ([o.material for o in facts.originals], facts.returned) == (sorted(held[1:]), 1)
    assert all(o.name and o.case_no == done.state.case_no for o in facts.originals)


def test_closing_draws_a_number_and_prints_what_was_shown(workplace: Workplace) -> None:
    taken(workplace)
    shown = d.statement(workplace)
    closed = d.close_day(workplace)
    number = closed.papers[0].meant.number
    assert number == f"沙政务日〔{workplace.today().year}〕C03A-1 号"
    found: Any = sheet(workplace, number)
    assert (found.kind, found.data.differences) == ("day-end", ())
    assert found.data.ledgers[0].rows[0][0] == shown.sums.series[0].series
    stored = workplace.store.events_of(Subject("shift", closed.papers[0].draw.subject_id))
    assert [event.kind for event in stored] == ["shift.day-closed", "document.meant"]
    assert isinstance(stored[0].body, DayClosed)
    assert stored[0].body.figures["cases"] == {"drawn": 1, "cases": 1, "void": 0}
    assert d.statement(workplace).closed_at is not None


def test_the_paper_can_be_rendered_and_looking_draws_nothing(workplace: Workplace) -> None:
    taken(workplace)
    before = workplace.store.last_arrival()
    pdf = d.preview(workplace, d.statement(workplace))
    assert pdf.startswith(b"%PDF")
    assert workplace.store.last_arrival() == before


def test_a_document_that_vanished_is_a_difference_that_must_be_explained(workplace: Workplace) -> None:
    lost = taken(workplace).papers[-1].meant.number
    taken(workplace)
    with workplace.store.write_local() as connection:
        connection.execute(delete(documents).where(documents.c.number == lost))
    found = d.statement(workplace)
    assert len(found.sums.differences) == 1
    assert "缺少第 1 号" in found.sums.differences[0]
    with pytest.raises(Refusal) as refused:
        d.close_day(workplace)
    assert refused.value.code == "STATE-DIFFERENCE"
    paper: Any = d.close_day(workplace, explanation="数据库受损，已报告").papers[0].data
    assert paper.differences[-1] == "情况说明：数据库受损，已报告"


def test_a_day_to_come_is_not_closed(workplace: Workplace) -> None:
    from datetime import timedelta

    with pytest.raises(Refusal) as refused:
        d.close_day(workplace, workplace.today() + timedelta(days=1))
    assert refused.value.code == "STATE-DAY"


def test_an_erased_case_keeps_its_numbers_in_balance(workplace: Workplace) -> None:
    from app.store.event import NewEvent
    from app.store.journal_events import SubjectErased

    done = taken(workplace)
    taken(workplace)
    subject = Subject("case", done.state.case_id)
    with workplace.store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e" * 32), SubjectErased("case", subject.id, "到期"))])
        uow.erase(subject)
        uow.commit()
    found = d.statement(workplace)
    assert (found.sums.differences, len(found.sums.cases.cases)) == ((), 2)


def test_untold_notices_of_earlier_days_are_carried_on(workplace: Workplace) -> None:
    from datetime import date, timedelta

    from app.usecases.accept import accept
    from tests.builders.office import filing

    first = date(2026, 11, 23)
    done = accept(workplace, filing(), on=first)
    later = d.statement(workplace, on=first + timedelta(days=1))
    assert [o.number for o in later.facts.older] == [p.meant.number for p in done.papers]
    assert later.sums.series == ()
