"""The print queue on a real store: nothing is printed twice by mistake, nothing is lost, a person has the last word."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.domain.refusal import Refusal
from app.store.home import Home
from app.store.store import open_store
from app.usecases import print_queue as q
from app.usecases.act import act
from app.usecases.printing import sheet
from app.usecases.workplace import Workplace, program
from tests.builders.office import PASSWORD, MemoryPrinter, OnePrinter, library, taken

ROOT = Path(__file__).parents[3]


def test_a_print_set_is_printed_in_its_order_with_one_call(workplace: Workplace) -> None:
    done = taken(workplace)
    queued = q.enqueue(workplace, done.papers)
    printers = OnePrinter()
    q.print_all(workplace, printers)
    numbers = [p.meant.number for p in done.papers]
    assert [job.number for job in queued.jobs] == numbers
    assert [title for title, _ in printers.all[0].sheets] == numbers
    assert all(pdf.startswith(b"%PDF") for _, pdf in printers.all[0].sheets)
    assert [job.state for job in q.queue(workplace)] == ["spooled"] * len(numbers)


def test_only_a_persons_yes_counts_as_printed(workplace: Workplace) -> None:
    done = taken(workplace)
    q.enqueue(workplace, done.papers)
    q.print_all(workplace, OnePrinter())
    number = done.papers[0].meant.number
    assert sheet(workplace, number).printed == 0
    job = q.unanswered(workplace)[0]
    q.answer(workplace, job.id, came_out=True)
    assert sheet(workplace, number).printed == done.papers[0].meant.copies
    assert job.id not in {j.id for j in q.queue(workplace)}


def test_a_second_yes_is_refused(workplace: Workplace) -> None:
    q.enqueue(workplace, taken(workplace).papers)
    q.print_all(workplace, OnePrinter())
    job = q.unanswered(workplace)[0]
    q.answer(workplace, job.id, came_out=True)
    with pytest.raises(Refusal) as refused:
        q.answer(workplace, job.id, came_out=True)
    assert refused.value.code == "STATE-JOB"


def test_a_no_prints_again_under_the_number_without_reprint_mark(workplace: Workplace) -> None:
    done = taken(workplace)
    q.enqueue(workplace, done.papers[:1])
    printers = OnePrinter()
    q.print_all(workplace, printers)
    job = q.unanswered(workplace)[0]
    q.answer(workplace, job.id, came_out=False, reason="卡纸")
    again = q.queue(workplace)[0]
    q.print_all(workplace, printers)
    first, second = printers.all[0].sheets
    assert (again.state, again.error, again.attempts) == ("waiting", "卡纸", 1)
    assert first == second
    found = sheet(workplace, done.papers[0].meant.number)
    assert (found.printed, found.reprints) == (0, 0)


def test_a_no_needs_a_reason(workplace: Workplace) -> None:
    q.enqueue(workplace, taken(workplace).papers)
    q.print_all(workplace, OnePrinter())
    with pytest.raises(Refusal) as refused:
        q.answer(workplace, q.unanswered(workplace)[0].id, came_out=False)
    assert refused.value.code == "ENTRY-REASON"


def test_a_failure_is_kept_with_its_reason_and_tried_at_another_printer(workplace: Workplace) -> None:
    q.enqueue(workplace, taken(workplace).papers[:1])
    broken, whole = MemoryPrinter("一号机"), MemoryPrinter("二号机")
    broken.failures = ["打印机没有响应，请检查电源和连线后重试。"]
    q.print_all(workplace, OnePrinter(broken, whole))
    failed = q.queue(workplace)[0]
    assert (failed.state, failed.error) == ("failed", "打印机没有响应，请检查电源和连线后重试。")
    q.retry(workplace, failed.id, "二号机")
    q.print_all(workplace, OnePrinter(broken, whole))
    assert [len(broken.sheets), len(whole.sheets)] == [0, 1]
    assert q.queue(workplace)[0].attempts == 2


def test_a_failure_of_one_job_does_not_stop_the_next(workplace: Workplace) -> None:
    taken(workplace)
    done = taken(workplace)
    other = taken(workplace)
    q.enqueue(workplace, [*done.papers[:1], *other.papers[:1]])
    printers = OnePrinter()
    printers.all[0].failures = ["打印机没有响应"]
    q.print_all(workplace, printers)
    assert [job.state for job in q.queue(workplace)] == ["spooled", "failed"]


def test_a_document_that_waits_is_not_queued_twice(workplace: Workplace) -> None:
    done = taken(workplace)
    q.enqueue(workplace, done.papers)
    assert q.enqueue(workplace, done.papers).jobs == ()
    assert len(q.queue(workplace)) == len(done.papers)


def test_a_printer_can_be_set_for_a_kind_of_document(workplace: Workplace) -> None:
    done = taken(workplace)
    kind = done.papers[0].meant.kind
    jobs = q.enqueue(workplace, done.papers[:1], {kind: "针式", "*": "激光"}).jobs
    assert jobs[0].printer == "针式"
    assert q.printer_for("handover", {kind: "针式", "*": "激光"}) == "激光"


def test_a_reprint_counts_before_it_is_printed_and_is_not_a_first_print(workplace: Workplace) -> None:
    done = taken(workplace)
    number = done.papers[0].meant.number
    q.enqueue(workplace, done.papers[:1])
    printers = OnePrinter()
    q.print_all(workplace, printers)
    q.answer(workplace, q.unanswered(workplace)[0].id, came_out=True)
    job = q.enqueue_reprint(workplace, number).jobs[0]
    assert (job.reprint, sheet(workplace, number).reprints) == (1, 1)
    q.print_all(workplace, printers)
    q.answer(workplace, q.unanswered(workplace)[0].id, came_out=True)
    found = sheet(workplace, number)
    assert (found.printed, found.reprints) == (done.papers[0].meant.copies, 1)
    assert printers.all[0].sheets[0][1] != printers.all[0].sheets[1][1]


def test_a_void_document_is_not_printed(workplace: Workplace) -> None:
    from app.domain.case.commands import VoidDocument

    done = taken(workplace)
    paper = done.papers[0].meant
    q.enqueue(workplace, done.papers[:1])
    act(workplace, done.state.case_no, VoidDocument(paper.number, "申请人信息有误"))
    printers = OnePrinter()
    q.print_all(workplace, printers)
    job = q.queue(workplace)[0]
    assert (printers.all[0].sheets, job.state) == ([], "failed")
    assert "已经作废" in job.error
    q.drop_reprint(workplace, job.id)
    assert q.queue(workplace) == []


def test_what_was_never_queued_is_found(workplace: Workplace) -> None:
    done = taken(workplace)
    numbers = [p.meant.number for p in done.papers]
    assert q.unqueued(workplace) == numbers
    q.enqueue_number(workplace, numbers[0])
    assert q.unqueued(workplace) == numbers[1:]


def test_two_desks_on_one_store_print_each_sheet_once(workplace: Workplace) -> None:
    papers = [paper for _ in range(6) for paper in taken(workplace).papers]
    q.enqueue(workplace, papers)
    printers = OnePrinter()
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(q.print_all, workplace, printers) for _ in range(3)]:
            done.result()
    assert sorted(title for title, _ in printers.all[0].sheets) == sorted(p.meant.number for p in papers)


KILLED = """
import os, sys
from pathlib import Path
from app.store.home import Home
from app.store.store import open_store
from app.usecases import print_queue as q
from app.usecases.workplace import Workplace, program
from tests.builders.office import PASSWORD, OnePrinter, library, taken

class Deadly(OnePrinter):
    def printer(self, name):
        printer = super().printer(name)
        def die(title, pdf):
            os.kill(os.getpid(), 9)
        printer.print_pdf = die
        return printer

place = Workplace(open_store(Home(Path(sys.argv[1])), program(), PASSWORD, "李丽"), library())
done = taken(place)
q.enqueue(place, done.papers)
print(done.papers[0].meant.number, flush=True)
q.print_all(place, Deadly())
"""


def test_after_a_kill_at_the_printer_the_first_question_is_what_was_there(workplace: Workplace, tmp_path: Path) -> None:
    workplace.store.close()
    home = tmp_path / "home"
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(home)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == -9, ran.stderr
    reopened = Workplace(open_store(Home(home), program(), PASSWORD, "李丽"), library())
    try:
        at_printer = q.unanswered(reopened)
        assert [job.number for job in at_printer] == [ran.stdout.strip()]
        assert q.queue(reopened)[0] == at_printer[0]
        q.answer(reopened, at_printer[0].id, came_out=True)
        assert sheet(reopened, at_printer[0].number).printed == at_printer[0].copies
        assert q.unanswered(reopened) == []
    finally:
        reopened.store.close()
