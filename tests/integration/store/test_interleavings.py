"""Counters act, push and pull in any order, batches and pages come twice, the server is set back: all ends alike."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.domain.case import commands as c
from app.domain.refusal import InputProblem, Refusal
from app.store.case_projection import decode_state
from app.store.central.ledger import head
from app.store.outbox import next_batch, unsent
from app.store.replica import acknowledge, take_page
from app.usecases.central.cases import case_of
from app.usecases.central.ingest import ingest
from db.desk.exchange import registers
from db.desk.projections import cases
from tests.builders.hall import Hall
from tests.builders.pens import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.store.exchange import Receipt
    from tests.builders.hall import Desk

STEPS = 60


def known(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return list(connection.execute(select(cases.c.case_no).order_by(cases.c.case_no)).scalars())


def held(desk: Desk) -> list[CaseState]:
    """The cases in this desk's scope: what left it, and was kept because it took part, is a document of its day."""
    with desk.store.read() as connection:
        gone = select(registers.c.case_id)
        query = select(cases.c.state).where(cases.c.case_id.not_in(gone)).order_by(cases.c.case_no)
        return [decode_state(data) for data in connection.execute(query).scalars()]


class Play:
    """What may happen in a hall, drawn from a seed."""

    def __init__(self, hall: Hall, seed: int, folder: Path) -> None:
        self.hall = hall
        self.draw = random.Random(seed)
        self.folder = folder
        self.saved = hall.copy()
        self.common = head(hall.ledger).position
        self.set_back_once = False

    def step(self) -> None:
        desk = self.draw.choice(self.hall.desks)
        weighted: list[tuple[int, Callable[[Desk], object]]] = [
            (3, lambda d: d.take()), (12, self.act), (7, self.push), (7, self.pull), (1, self.save), (1, self.set_back),
        ]  # fmt: skip
        weights, steps = zip(*weighted, strict=True)
        self.draw.choices(steps, weights)[0](desk)

    def act(self, desk: Desk) -> None:
        """Any act on any case; what the law or the state refuses is not done."""
        numbers = known(desk)
        if not numbers:
            return
        number = self.draw.choice(numbers)
        state = desk.state(number)
        papers = list(state.documents)
        acts: list[object] = [
            c.Withdraw("不办了", signed=True),
            c.CorrectRecord("applicant.phone", f"139{self.draw.randrange(10**8):08}", "录入有误"),
            c.CorrectRecord("applicant.name", self.draw.choice("张王李赵") + "小明", "录入有误"),
        ]
        if papers:
            paper = self.draw.choice(papers)
            acts += [c.VoidDocument(paper, "填错"), c.Tell(paper, "telephone"), c.Tell(paper, "handed-over")]
        try:
            desk.act(number, self.draw.choice(acts))
        except (Refusal, InputProblem):
            return

    def push(self, desk: Desk) -> None:
        """One batch, whose answer may be lost or come twice."""
        batch = next_batch(desk.store, self.draw.choice([2_000, 20_000]))
        if batch is None:
            return
        receipt: Receipt = ingest(self.hall.ledger, batch, desk.device, NOW)
        for _ in range(self.draw.choice([0, 1, 1, 1, 2])):
            acknowledge(desk.store, receipt, batch=batch)

    def pull(self, desk: Desk) -> None:
        """A page or all of them, perhaps twice."""
        pages = desk.pages(max_entries=self.draw.choice([1, 5, 2000]))
        for page in pages[: self.draw.randrange(1, len(pages) + 1)]:
            for _ in range(self.draw.choice([1, 1, 2])):
                take_page(desk.store, page)

    def save(self, _desk: Desk) -> None:
        self.saved, self.common = self.hall.copy(), head(self.hall.ledger).position

    def set_back(self, _desk: Desk) -> None:
        if self.set_back_once:
            return
        self.set_back_once = True
        self.hall.set_back(self.saved)
        for desk in self.hall.desks:
            desk.meet(self.draw.choice([0, self.common]))


@pytest.mark.parametrize("seed", range(8))
def test_every_desk_and_the_server_end_alike(tmp_path: Path, seed: int) -> None:
    hall = Hall(tmp_path)
    desks = [hall.desk(counter) for counter in ("C03", "C04", "C05")]
    play = Play(hall, seed, tmp_path)
    for number in range(STEPS):
        play.step()
        if number % 10 == 9:
            assert [desk.problems() for desk in desks] == [[], [], []]
    hall.settle()
    hall.settle()
    for desk in desks:
        with desk.store.read() as connection:
            assert unsent(connection).events == 0
        assert desk.problems() == []
        for state in held(desk):
            kept = case_of(hall.ledger, state.case_no)
            assert kept is not None
            assert state == kept.state
    hall.close()
