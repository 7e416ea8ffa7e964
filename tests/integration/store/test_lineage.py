"""A store that lost events, a disk that was copied, a server that was set back: journals are compared and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.domain.shift import BlanksLent, BlankUsed, ShiftHandedOver, ShiftOpened
from app.domain.visit import VisitRecorded
from app.store.backup import backup
from app.store.central.ledger import head
from app.store.event import NewEvent, Subject
from app.store.journal import journals
from app.store.keyring import new_id
from app.store.outbox import own_journals, unsent
from app.store.replica import go_on_in_new_journal, register_of
from app.store.restore import restore
from app.store.store import open_store
from app.usecases.workplace import Workplace, program
from db.desk.projections import blanks, cases, documents, keepers, visits
from db.journal import events
from tests.builders.hall import PASSWORD, Hall
from tests.builders.office import library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders.hall import Desk


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server without desks."""
    made = Hall(tmp_path)
    yield made
    made.close()


def correct(new: str) -> c.CorrectRecord:
    return c.CorrectRecord("applicant.phone", new, "录入有误")


def numbers(desk: Desk) -> list[str]:
    """Every number that this desk drew, of cases and documents."""
    with desk.store.read() as connection:
        drawn = connection.execute(select(documents.c.number).where(documents.c.own.is_(True))).scalars().all()
        return sorted([*drawn, *connection.execute(select(cases.c.case_no)).scalars()])


def restored(desk: Desk, saved: Path, mark: str) -> None:
    """Put a backup in the place of the desk's store and let it in again."""
    desk.store.close()
    restore(saved, desk.home, program(), PASSWORD, desk.counter, mark=mark)
    desk.workplace = Workplace(open_store(desk.home, program(), PASSWORD, desk.counter), library())
    desk.device = desk.hall.device(desk.store, desk.counter)


def test_a_restored_store_fetches_what_it_lost(hall: Hall, tmp_path: Path) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    first = one.take()
    hall.settle()
    backup(one.store, tmp_path / "yesterday.ycb")
    lost = one.take()
    one.act(first, correct("13900000001"))
    hall.settle()
    states, drawn = [one.state(first), one.state(lost)], numbers(one)
    old = one.store.journal.id

    restored(one, tmp_path / "yesterday.ycb", "B")
    assert one.standing(old) == "lost"
    hall.settle()
    assert one.standing(old) == "level"
    assert [one.state(first), one.state(lost)] == states
    assert numbers(one) == drawn
    third = one.take()
    assert "C03B" in third
    hall.settle()
    assert other.state(third) == one.state(third)
    assert [*one.problems(), *other.problems()] == []


def test_rows_are_alike_though_older_events_come_back_later(hall: Hall, tmp_path: Path) -> None:
    one = hall.desk("C03")
    number = one.take()
    hall.settle()
    backup(one.store, tmp_path / "yesterday.ycb")
    say(one, "shift", ShiftOpened("李丽", ("受理专用章",)))
    say(one, "shift", ShiftHandedOver("李丽", "赵强", (), (number,), 0, ()))
    say(one, "blanks", BlanksLent(("空-1", "空-2"), "空", 1, 2))
    say(one, "visit", VisitRecorded("enquiry", number, "GT-04", ""))
    hall.settle()
    old = one.store.journal.id
    restored(one, tmp_path / "yesterday.ycb", "B")
    say(one, "shift", ShiftOpened("王芳"))
    say(one, "shift", ShiftHandedOver("王芳", "李丽", (), (number,), 0, ()))
    say(one, "blanks", BlankUsed("空-1", number))
    assert one.problems() == []
    hall.settle()
    assert one.standing(old) == "lost"  # of shifts and visits no page tells
    one.fetch(old)
    assert one.standing(old) == "level"
    assert one.problems() == []
    with one.store.read() as connection:
        assert connection.execute(select(keepers.c.clerk)).scalars().all() == ["李丽"]
        rows = connection.execute(select(blanks.c.number, blanks.c.state).order_by(blanks.c.number)).all()
        assert [tuple(row) for row in rows] == [("空-1", "used"), ("空-2", "lent")]
        assert connection.execute(select(func.count()).select_from(visits)).scalar_one() == 2


def say(desk: Desk, kind: str, body: object) -> None:
    """Write an event about something of the counter's own."""
    with desk.store.write() as uow:
        uow.append([NewEvent(Subject(kind, new_id()), body)])
        uow.commit()


def test_what_a_closed_journal_still_has_to_say_is_sent_by_the_device_that_goes_on(hall: Hall, tmp_path: Path) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    first = one.take()
    backup(one.store, tmp_path / "yesterday.ycb")
    restored(one, tmp_path / "yesterday.ycb", "B")
    second = one.take()
    with one.store.read() as connection:
        assert [journal.waiting > 0 for journal in own_journals(connection)] == [True, True]
    hall.settle()
    with one.store.read() as connection:
        assert unsent(connection).events == 0
    assert [other.state(first), other.state(second)] == [one.state(first), one.state(second)]
    assert [*one.problems(), *other.problems()] == []


def test_a_journal_that_the_backup_does_not_know_comes_back(hall: Hall, tmp_path: Path) -> None:
    one = hall.desk("C03")
    backup(one.store, tmp_path / "early.ycb")
    go_on_in_new_journal(one.store, "B", "stopped")
    number = one.take()
    hall.settle()
    middle, state = one.store.journal.id, one.state(number)
    restored(one, tmp_path / "early.ycb", "C")
    one.fetch(middle)
    hall.settle()
    assert one.state(number) == state
    with one.store.read() as connection:
        assert [(j.mark, j.closed) for j in journals(connection, own=True)] == [("A", True), ("B", True), ("C", False)]
    assert one.problems() == []


def test_a_disk_that_was_set_back_does_not_go_on_in_its_journal(hall: Hall, tmp_path: Path) -> None:
    one = hall.desk("C03")
    one.take()
    hall.settle()
    yesterday = one.clone(tmp_path / "snapshot")
    lost = one.take()
    hall.settle()
    state = one.state(lost)
    assert yesterday.standing() == "lost"
    old = yesterday.store.journal.id
    yesterday.fetch(old)
    assert yesterday.standing() == "lost"  # until it goes on in a new journal
    go_on_in_new_journal(yesterday.store, "B", "rolled-back")
    assert yesterday.standing(old) == "level"
    assert yesterday.state(lost) == state
    fresh = yesterday.take()
    assert "C03B" in fresh
    yesterday.sync()
    assert yesterday.problems() == []


def test_two_machines_with_one_journal_lose_nothing(hall: Hall, tmp_path: Path) -> None:
    one, witness = hall.desk("C03"), hall.desk("C04")
    shared = one.take()
    hall.settle()
    other = one.clone(tmp_path / "clone")
    here, there = one.take(), other.take()
    assert here == there  # the same number, drawn twice: both papers exist
    one.act(shared, correct("13900000001"))
    other.act(shared, correct("13900000002"))
    drawn_here, drawn_there = numbers(one), numbers(other)
    one.sync()
    assert other.push()[-1].state == "forked"
    assert one.standing() == "forked"
    for desk, mark in ((one, "B"), (other, "D")):
        go_on_in_new_journal(desk.store, mark, "forked")
    hall.settle()
    hall.settle()
    assert [one.problems(), other.problems(), witness.problems()] == [[], [], []]
    assert (set(drawn_here) <= set(numbers(one)), set(drawn_there) <= set(numbers(other))) == (True, True)
    assert one.state(shared) == witness.state(shared) == other.state(shared)
    for desk in (one, other, witness):
        with desk.store.read() as connection:
            twice = connection.execute(select(func.count()).where(cases.c.case_no == here)).scalar_one()
            assert (twice, unsent(connection).events) == (2, 0)


def test_a_mark_is_never_used_twice(hall: Hall) -> None:
    desk = hall.desk("C03")
    with pytest.raises(Refusal) as refusal:
        go_on_in_new_journal(desk.store, "A", "forked")
    assert refusal.value.code == "STATE-MARK"
    go_on_in_new_journal(desk.store, "B", "forked")
    assert desk.store.journal.mark == "B"
    hall.settle()
    assert desk.problems() == []


@pytest.mark.parametrize("known", [True, False])
def test_a_server_that_was_set_back_gets_everything_again(hall: Hall, *, known: bool) -> None:
    one, other = hall.desk("C03"), hall.desk("C04")
    first = one.take()
    hall.settle()
    saved = hall.copy()
    common = 0
    if known:
        common = head(hall.ledger).position
    second, third = one.take(), other.take()
    one.act(first, correct("13900000001"))
    hall.settle()
    states = [one.state(number) for number in (first, second, third)]
    counts = [_events(desk) for desk in (one, other)]
    hall.set_back(saved)
    for desk in (one, other):
        desk.meet(common)
        assert desk.problems() == []
    assert [other.state(number) for number in (first, second, third)] == states
    one.act(second, correct("13900000002"))
    hall.settle()
    assert [_events(desk) for desk in (one, other)] == [counts[0] + 1, counts[1] + 1]
    assert [one.state(n) for n in (first, third)] == [other.state(n) for n in (first, third)] == [states[0], states[2]]
    assert one.state(second) == other.state(second)
    assert [*one.problems(), *other.problems()] == []


def _events(desk: Desk) -> int:
    with desk.store.read() as connection:
        return connection.execute(select(func.count()).select_from(events)).scalar_one()


def test_what_a_dead_desk_wrote_is_handed_back(hall: Hall) -> None:
    one, dead = hall.desk("C03"), hall.desk("C04")
    hall.settle()
    saved = hall.copy()
    number = dead.take()
    hall.settle()
    state = one.state(number)
    hall.set_back(saved)
    dead.store.close()
    hall.desks.remove(dead)
    one.meet()
    one.sync()
    one.hand_back()
    one.sync()
    assert one.state(number) == state
    with one.store.read() as connection:
        assert register_of(connection, state.case_id) is None
    assert one.problems() == []
