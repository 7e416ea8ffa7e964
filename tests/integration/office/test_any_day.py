"""Any day, whatever happens in whatever order: its sums come out, and the projections are those of its events."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from app.domain.case.commands import Tell, VoidDocument
from app.domain.refusal import Refusal
from app.usecases import blanks as b
from app.usecases import day_end, shift
from app.usecases import print_queue as q
from app.usecases.act import act, kept_originals, return_originals
from app.usecases.printing import sealed, sheet
from app.usecases.visits import end_sitting
from tests.builders.office import PASSWORD, SECOND_LEAD, OnePrinter, filing, real_receipt, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.case.state import CaseState
    from app.usecases.workplace import Workplace

STEPS = 45


class Day:
    """A counter at which anything may happen next; what the rules refuse changes nothing."""

    def __init__(self, workplace: Workplace, seed: int) -> None:
        self.place = workplace
        self.dice = random.Random(seed)
        self.printers = OnePrinter()
        self.cases: list[CaseState] = []

    def step(self) -> None:
        acts: list[Callable[[], object]] = [
            self.take, self.take, self.queue, self.send, self.answer, self.answer, self.jam, self.fail, self.tell,
            self.void, self.reprint, self.seal, self.lend, self.enter, self.void_blank, self.leave, self.give_back,
            self.begin, self.pass_on, self.close,
        ]  # fmt: skip
        try:
            self.dice.choice(acts)()
        except Refusal:
            return

    def document(self) -> tuple[str, str]:
        case = self.place.find_case(self.dice.choice(self.cases or [self.take()]).case_no)
        return case.case_no, self.dice.choice(list(case.documents))

    def take(self) -> CaseState:
        self.cases.append(taken(self.place, self.dice.choice(["GT-04", "WJ-01"])).state)
        return self.cases[-1]

    def queue(self) -> None:
        q.enqueue_number(self.place, self.document()[1])

    def send(self) -> None:
        q.print_all(self.place, self.printers)

    def answer(self) -> None:
        self.send()
        for job in q.unanswered(self.place):
            q.answer(self.place, job.id, came_out=True)

    def jam(self) -> None:
        self.send()
        for job in q.unanswered(self.place)[:1]:
            q.answer(self.place, job.id, came_out=False, reason="卡纸", spoiled=self.dice.choice([0, 1, None]))

    def fail(self) -> None:
        self.printers.all[0].failures.append("打印机没有响应")
        self.send()
        for job in q.queue(self.place):
            if job.state == "failed":
                q.retry(self.place, job.id)

    def tell(self) -> None:
        case_no, number = self.document()
        act(self.place, case_no, Tell(number, self.dice.choice(["handed-over", "telephone"]), note="已告知"))

    def void(self) -> None:
        case_no, number = self.document()
        act(self.place, case_no, VoidDocument(number, "写错"))

    def reprint(self) -> None:
        number = self.document()[1]
        if sheet(self.place, number).printed:
            q.enqueue_reprint(self.place, number)

    def seal(self) -> None:
        sealed(self.place, self.document()[1])

    def lend(self) -> None:
        for paper in b.lend(self.place, self.dice.randint(1, 3)).papers:
            q.enqueue(self.place, [paper])

    def blank(self) -> str:
        return self.dice.choice([*b.blanks(self.place), *b.blanks(self.place)]).number if b.blanks(self.place) else "无"

    def enter(self) -> None:
        done = b.enter_blank(
            self.place, filing(), self.blank(), real_receipt(self.place), "停电", SECOND_LEAD, PASSWORD
        )
        self.cases.append(done.state)

    def void_blank(self) -> None:
        b.void_blank(self.place, self.blank(), "污损")

    def leave(self) -> None:
        cases = tuple(case.case_no for case in self.cases[-2:])
        end_sitting(self.place, cases, originals_back=True, papers_over=self.dice.random() < 0.5)

    def give_back(self) -> None:
        case = self.place.find_case(self.document()[0])
        return_originals(self.place, case.case_no, kept_originals(case)[:2])

    def begin(self) -> None:
        shift.open_shift_here(self.place, ("收件专用章",))

    def pass_on(self) -> None:
        shift.hand_over(self.place, SECOND_LEAD)

    def close(self) -> None:
        day_end.close_day(self.place)


@pytest.mark.parametrize("seed", range(8))
def test_any_day_comes_out(workplace: Workplace, seed: int) -> None:
    day = Day(workplace, seed)
    for _ in range(STEPS):
        day.step()
    sums = day_end.statement(workplace).sums
    assert sums.differences == ()
    for one in sums.series:
        assert one.span == one.in_force + one.void + len(one.unconfirmed) + one.lent
    for paper in sums.sheets:
        assert paper.meant == paper.handed_over + paper.filed + paper.spoiled + paper.outstanding
    assert len(sums.cases.drawn) == len(sums.cases.cases)
    assert len(sums.blanks.lent) == len(sums.blanks.used) + len(sums.blanks.void) + len(sums.blanks.left)
    assert workplace.store.rebuild_check().differences == []


def test_two_desks_enter_one_blank_once(workplace: Workplace) -> None:
    number = b.lend(workplace, 1).papers[0].meant.number
    confirmed = b.confirm_blank(workplace, number, real_receipt(workplace), "停电", SECOND_LEAD, PASSWORD)

    def enter() -> str:
        try:
            return b.enter_confirmed(workplace, filing(), confirmed).state.case_no
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(enter) for _ in range(2)]
        found = sorted(answer.result() for answer in answers)
    assert found == [b.blanks(workplace)[0].case_no, "STATE-BLANK-USED"]
