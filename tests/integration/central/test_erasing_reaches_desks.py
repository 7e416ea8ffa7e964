"""What the server erases is gone at every desk, the line in its register too, whatever comes in which order."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.store.registers import find_registers
from app.usecases.central.cases import case_of
from app.usecases.central.erasing import Why, erase_case
from app.usecases.erasing import erase_case as erase_at_desk
from app.usecases.printing import came_out
from tests.builders.hall import Hall
from tests.builders.pens import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders.hall import Desk


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def withdrawn_at(desk: Desk) -> str:
    """A case that was withdrawn, its papers told; its number."""
    number = desk.take()
    state = desk.act(number, c.Withdraw("申请人撤回", signed=True))
    for paper in state.documents:
        came_out(desk.workplace, paper)
        desk.act(number, c.Tell(paper, "handed-over"))
    return number


def lines(desk: Desk) -> list[str]:
    """The numbers in a desk's register."""
    with desk.store.read() as connection:
        return [row.case_no for row in find_registers(connection, "")]


def test_every_desk_obeys_and_keeps_no_line(hall: Hall) -> None:
    here, there, late = hall.desk("C03"), hall.desk("C04"), hall.desk("C05")
    number = withdrawn_at(here)
    hall.settle([here, there])
    assert lines(there) == [number]
    done = erase_case(hall.ledger, number, Why("申请人要求"), "server", NOW)
    hall.settle([here, there])
    late.sync()  # hears of the case leaving and of its erasure at once
    assert done.events > 2
    for desk in (here, there, late):
        assert lines(desk) == []
        assert desk.problems() == []
        with pytest.raises(Refusal) as refused:
            desk.state(number)
        assert refused.value.code in ("STATE-UNKNOWN", "STATE-ERASED", "STATE-ELSEWHERE")


def test_what_a_desk_erases_leaves_no_line_elsewhere(hall: Hall) -> None:
    here, there = hall.desk("C03"), hall.desk("C04")
    number = withdrawn_at(here)
    hall.settle()
    assert lines(there) == [number]
    assert erase_at_desk(here.workplace, number, "申请人要求") > 2
    hall.settle()
    assert lines(here) == lines(there) == []
    assert here.problems() == there.problems() == []


def test_a_server_that_was_restored_brings_nothing_back_to_a_desk(hall: Hall, tmp_path: Path) -> None:
    here = hall.desk("C03")
    number = withdrawn_at(here)
    hall.settle()
    kept = tmp_path / "kept.db"
    hall.ledger.store.close()
    shutil.copy(hall.folder / "central.db", kept)
    erase_case(hall.ledger, number, Why("申请人要求"), "server", NOW)
    hall.settle()
    hall.set_back(kept)
    here.meet()
    here.hand_back()
    hall.settle()
    assert lines(here) == []
    assert here.problems() == []
    assert erase_case(hall.ledger, number, Why("恢复备份后再次删除"), "server", NOW).events > 2
    assert case_of(hall.ledger, number) is None
