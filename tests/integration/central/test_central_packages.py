"""A package between desks and the server: known at every counter of the hall, filed by one, told by the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.usecases.central.packages import package_within
from app.usecases.package import PackageFiling, accept_package
from app.usecases.package_members import file_member
from app.usecases.package_queries import read_package
from app.usecases.todo import read_todo
from tests.builders.filings import starting_catalogue
from tests.builders.hall import Hall
from tests.builders.package_files import complete_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.packages import CentralPackage
    from app.usecases.package import PackageDone
    from tests.builders.hall import Desk


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def taken(desk: Desk) -> PackageDone:
    """开理发店一件事 at a desk, its first result there."""
    package = next(p for p in starting_catalogue().packages if p.key == "hair-salon")
    filing = complete_package(starting_catalogue(), package, today=desk.workplace.today())
    done = accept_package(desk.workplace, PackageFiling(package.key, filing))
    desk.act(done.state.case_no, c.Grant("准予登记", "92500106MA600ABC3J"))
    return done


def at_server(hall: Hall, package_id: str) -> CentralPackage:
    with hall.ledger.store.read() as connection:
        found = package_within(connection, hall.ledger, package_id)
    assert found is not None
    return found


def test_any_counter_of_the_hall_files_the_member_that_waited(hall: Hall) -> None:
    here, there = hall.desk("C03"), hall.desk("C05")
    done = taken(here)
    hall.settle()
    assert {m.item_code for m in read_package(there.workplace, done.package.package_no).ready} == {"WJ-01", "CG-01"}
    filed = file_member(there.workplace, done.package.package_no, "CG-01")
    hall.settle()
    known = at_server(hall, done.package.package_id)
    member = known.state.member("CG-01")
    assert member is not None
    assert (member.case_no, known.heads["CG-01"].case_no) == (filed.state.case_no, filed.state.case_no)
    assert {m.member.item_code: m.is_ for m in known.now.members} == {
        "GT-01": "granted", "CG-01": "running", "WJ-01": "ready",
    }  # fmt: skip
    with pytest.raises(Refusal) as twice:
        file_member(here.workplace, done.package.package_no, "CG-01")
    assert twice.value.code == "STATE-FILED"
    assert [desk.problems() for desk in hall.desks] == [[], []]


def test_two_counters_apart_file_one_member_and_a_person_is_told(hall: Hall) -> None:
    here, there = hall.desk("C03"), hall.desk("C05")
    done = taken(here)
    hall.settle()
    first = file_member(here.workplace, done.package.package_no, "CG-01").state.case_no
    second = file_member(there.workplace, done.package.package_no, "CG-01").state.case_no
    here.push()
    hall.settle()
    states = [read_package(desk.workplace, done.package.package_no) for desk in hall.desks]
    assert [{m.item_code: m.case_no for m in s.members}["CG-01"] for s in states] == [first, first]
    assert [s.extra for s in states] == [(second,), (second,)]
    assert at_server(hall, done.package.package_id).state.extra == (second,)
    twice = [r for r in read_todo(here.workplace).rows if r.task.kind == "filed-twice"]
    assert [r.case_no for r in twice] == [second]
    there.act(second, c.Withdraw("提出了两次", True))
    hall.settle()
    assert not [r for r in read_todo(here.workplace).rows if r.task.kind == "filed-twice"]
    assert [desk.problems() for desk in hall.desks] == [[], []]
