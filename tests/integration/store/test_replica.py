"""What the server says to a desk's store: one order, one ruling, the same cases everywhere, nothing lost or doubled."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from app.domain import shift, visit
from app.domain.case import commands as c
from app.domain.case import events as case_events
from app.domain.refusal import Refusal
from app.store.case_projection import refuse_unreadable
from app.store.codec import EventTypes
from app.store.event import NewEvent, Subject
from app.store.exchange import Left, Page, Register, Taken
from app.store.failures import EpochMismatch, PageGap
from app.store.journal_events import SubjectErased, register_store_events
from app.store.outbox import next_batch, unsent
from app.store.replica import acknowledge, begin_epoch, cursor, overruled, register_of, take_page
from app.store.store import open_store
from app.usecases.erasing import erase_case
from app.usecases.workplace import Workplace, program
from db.desk.projections import cases
from db.journal import checkpoints, events
from tests.builders.hall import PASSWORD, Hall
from tests.builders.office import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.facade import Program
    from tests.builders.hall import Desk


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server without desks."""
    made = Hall(tmp_path)
    yield made
    made.close()


def count(desk: Desk) -> int:
    with desk.store.read() as connection:
        return connection.execute(select(func.count()).select_from(events)).scalar_one()


def waiting(desk: Desk) -> int:
    with desk.store.read() as connection:
        return unsent(connection).events


def contested(desk: Desk, case_no: str) -> bool:
    with desk.store.read() as connection:
        return bool(connection.execute(select(cases.c.contested).where(cases.c.case_no == case_no)).scalar())


def correct(new: str) -> c.CorrectRecord:
    return c.CorrectRecord("applicant.phone", new, "录入有误")


def withdraw(reason: str = "申请人不办了") -> c.Withdraw:
    return c.Withdraw(reason, signed=True)


def test_a_case_is_the_same_at_every_desk(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    one.push()
    assert waiting(one) == 0
    (changed,) = other.pull()
    case_id = one.state(number).case_id
    assert changed.cases == {case_id}
    assert changed.names == {"cases", "todo", f"case:{case_id}"}
    assert other.state(number) == one.state(number)
    other.act(number, correct("13900000001"))
    hall.settle()
    assert one.state(number) == other.state(number)
    assert one.state(number).filing.applicant.phone == "13900000001"
    assert [*one.problems(), *other.problems()] == []


def test_receipts_and_pages_that_come_again_change_nothing(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    receipts = one.push()
    assert not any(acknowledge(one.store, receipt) for receipt in receipts)
    pages = other.pages(max_entries=1)
    for page in pages:
        take_page(other.store, page)
    before = count(other)
    assert not any(take_page(other.store, page) for page in pages)
    assert (count(other), other.state(number)) == (before, one.state(number))
    assert other.problems() == []


def test_a_page_from_further_on_is_not_taken(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    one.take()
    one.take()
    one.push()
    pages = other.pages(max_entries=1)
    with pytest.raises(PageGap):
        take_page(other.store, pages[-1])
    assert count(other) == 2


def test_positions_of_another_epoch_are_not_taken(hall: Hall) -> None:
    desk = hall.desk("C03")
    desk.take()
    batch = next_batch(desk.store)
    assert batch is not None
    (receipt,) = desk.push()
    page = desk.pages()[0]
    begin_epoch(desk.store, "another")
    with pytest.raises(EpochMismatch):
        acknowledge(desk.store, receipt)
    with pytest.raises(EpochMismatch):
        take_page(desk.store, page)


def test_the_statement_of_a_batch_is_kept_as_a_checkpoint(hall: Hall) -> None:
    desk = hall.desk("C03")
    desk.take()
    desk.push()
    with desk.store.read() as connection:
        kept = connection.execute(select(checkpoints.c.to_seq)).scalars().all()
    assert len(kept) == 1
    assert desk.problems() == []


def test_two_counters_on_one_case_the_order_of_the_server_decides(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    one.act(number, correct("13900000001"))
    other.act(number, correct("13900000002"))
    other.push()
    one.pull()
    assert contested(one, number)  # before anybody has ruled: what the server will say is known here already
    assert one.problems() == []
    one.push()
    assert [(o.ruling, o.reason) for o in one.heard[-1].overruled] == [("contested", "STATE-FIELD")]
    hall.settle()
    assert one.state(number) == other.state(number)
    assert one.state(number).filing.applicant.phone == "13900000002"
    assert contested(one, number)
    assert contested(other, number)
    with one.store.read() as connection:
        (lost,) = overruled(connection)
    assert (lost.subject.id, lost.kinds) == (one.state(number).case_id, ("case.record-corrected",))
    with other.store.read() as connection:
        assert overruled(connection) == []
    assert [*one.problems(), *other.problems()] == []


def test_own_events_that_wait_stand_after_what_came(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    one.act(number, withdraw())
    other.act(number, correct("13900000002"))
    other.push()
    one.pull()
    state = one.state(number)
    assert (state.phase, state.filing.applicant.phone, state.contested) == ("withdrawn", "13900000002", ())
    assert one.problems() == []


def test_numbers_drawn_for_a_contested_act_stay_in_the_sums_of_the_counter(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    paper = next(iter(one.state(number).documents))
    one.act(number, c.VoidDocument(paper, "填错"))
    other.act(number, withdraw())
    hall.settle()
    assert [*one.problems(), *other.problems()] == []
    assert one.state(number) == other.state(number)


def test_a_closed_case_of_others_leaves_a_line_only(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    case_id = one.state(number).case_id
    one.act(number, withdraw())
    for paper in list(one.state(number).documents.values()):
        if not paper.told:
            one.act(number, c.VoidDocument(paper.number, "收回"))
    hall.settle()
    with other.store.read() as connection:
        row = register_of(connection, case_id)
        kept = connection.execute(select(func.count()).where(events.c.subject_id == case_id)).scalar_one()
    assert row is not None
    assert (row.case_no, row.why, kept) == (number, "closed", 0)
    with pytest.raises(Refusal) as refusal:
        other.state(number)
    assert refusal.value.code == "STATE-REGISTER"
    assert one.state(number).phase == "withdrawn"
    with one.store.read() as connection:
        assert register_of(connection, case_id) is not None
    assert [*one.problems(), *other.problems()] == []


def test_a_case_that_comes_back_is_whole_again(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    case_id = one.state(number).case_id
    with other.store.read() as connection:
        at = cursor(connection)
    line = Register(number, "GT-04", "食品经营许可", "已受理", "张*", "2026-11-23", "", "大学城", "D01")
    gone = Left(at.position + 1, "case", case_id, "transferred", line)
    take_page(other.store, Page(at.epoch, at.position, at.position + 1, at.position + 1, one.store.now().raw, [gone]))
    assert other.problems() == []
    begin_epoch(other.store, "tested again")
    begin_epoch(other.store, at.epoch)
    other.pull()
    assert other.state(number) == one.state(number)
    assert other.problems() == []


def test_an_erasure_is_obeyed_everywhere(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    one.act(number, withdraw())
    hall.settle()
    case_id = one.state(number).case_id
    erase_case(one.workplace, number, "申请人要求删除")
    hall.settle()
    for desk in (one, other):
        with desk.store.read() as connection:
            bodies = select(func.count()).where(events.c.subject_id == case_id, events.c.body.is_not(None))
            assert connection.execute(bodies).scalar_one() == 0
        assert desk.problems() == []


def test_what_was_erased_here_does_not_come_back_with_an_older_page(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    one.push()
    (page,) = other.pages()
    case_id = one.state(number).case_id
    with other.store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e"), SubjectErased("case", case_id, "申请人要求删除"))])
        uow.erase(Subject("case", case_id))
        uow.commit()
    take_page(other.store, page)
    with other.store.read() as connection:
        bodies = select(func.count()).where(events.c.subject_id == case_id, events.c.body.is_not(None))
        assert connection.execute(bodies).scalar_one() == 0
    assert other.problems() == []


def test_events_say_what_their_writer_had_read(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    one.take()
    hall.settle()
    number = other.take()
    with other.store.read() as connection:
        at = cursor(connection)
    stored = other.store.events_of(Subject("case", other.state(number).case_id))
    assert {(event.header.seen.epoch, event.header.seen.position) for event in stored} == {(at.epoch, at.position)}


def test_a_receipt_for_a_chain_that_is_not_this_one_is_not_believed(hall: Hall) -> None:
    desk = hall.desk("C03")
    desk.take()
    (receipt,) = desk.push()
    desk.take()
    before = waiting(desk)
    false = replace(receipt, acked=receipt.acked + 3, head="0" * 64, taken=[Taken(1, receipt.acked + 3, 900)])
    acknowledge(desk.store, false)
    assert waiting(desk) == before
    assert desk.problems() == []


def older_program() -> Program:
    """A program that does not know yet that a department's number can be taken back."""
    types = EventTypes()
    register_store_events(types)
    for family in (case_events.CASE_KINDS, visit.VISIT_KINDS, shift.SHIFT_KINDS):
        for kind, (schema, body) in family.items():
            if kind != "case.foreign-number-taken":
                types.register(kind, body, schema)
    return dataclasses.replace(program(), types=types)


def test_a_case_with_an_event_of_a_newer_program_is_seen_and_not_acted_on(hall: Hall) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    number = one.take()
    hall.settle()
    other.store.close()
    other.workplace = Workplace(open_store(other.home, older_program(), PASSWORD, "C04"), library())
    case_id = one.state(number).case_id
    with one.store.write() as uow:
        body = case_events.ForeignNumberTaken("部门系统", "2026-001")
        uow.append([NewEvent(Subject("case", case_id), body, version=one.state(number).seq)])
        uow.commit()
    hall.settle()
    assert other.state(number).foreign_number == ""
    with other.store.read() as connection, pytest.raises(Refusal) as refusal:
        refuse_unreadable(connection, case_id)
    assert refusal.value.code == "STATE-UNREADABLE"
    assert other.problems() == []

    other.reopen()  # by the newer program, which makes the rows again
    with other.store.read() as connection:
        refuse_unreadable(connection, case_id)
    assert other.state(number) == one.state(number)
    assert other.problems() == []
