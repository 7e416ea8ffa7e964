"""Printing as the acceptance page uses it: papers go through the print queue, and the clerk says what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.case.commands import Tell
from app.domain.documents.kinds import KIND_TITLE
from app.usecases import print_queue, printing
from app.usecases.act import act

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.events import ToldHow
    from app.usecases.numbering import NumberedPaper
    from app.usecases.print_queue import PrinterChoice
    from app.usecases.workplace import Workplace

NOT_OUT = "没有出纸或卡纸"


@dataclass(frozen=True)
class Sent:
    """What was given to a printer. `failed` says in plain words what was not, and why; it stays in the queue."""

    failed: tuple[str, ...] = ()
    changed: frozenset[str] = print_queue.CHANGED


class CounterPrinting:
    """The print queue of this machine for one counter. Every method belongs on the store's thread."""

    def __init__(self, workplace: Workplace, printers: PrinterChoice) -> None:
        self._workplace = workplace
        self._printers = printers

    def start(self, papers: Sequence[NumberedPaper]) -> Sent:
        """Queue papers that are durable already and give them to their printers, in order."""
        print_queue.enqueue(self._workplace, papers)
        return self._send()

    def sheet(self, document: Any) -> Sent:
        """Print a paper that bears no number; it is not queued, a failure is raised and it can be asked for again."""
        from app.receipts.data import kind_of
        from app.receipts.render import render

        kind = kind_of(document)
        printer = self._printers.printer(print_queue.printer_for(kind, self._workplace.settings.printers))
        printer.print_pdf(KIND_TITLE[kind], render(document))
        return Sent(changed=frozenset())

    def came_out(self, number: str, yes: bool) -> Sent:
        """The clerk says whether the sheets came out; if not, they count as spoiled and are printed again."""
        if not yes:
            job = next((j for j in print_queue.queue(self._workplace) if j.number == number), None)
            if job is not None and job.state == "failed":
                print_queue.retry(self._workplace, job.id)
            elif job is not None:
                print_queue.answer(self._workplace, job.id, came_out=False, reason=NOT_OUT)
            return self._send()
        job = next((j for j in print_queue.unanswered(self._workplace) if j.number == number), None)
        if job is not None:
            print_queue.answer(self._workplace, job.id, came_out=True)
        return Sent()

    def handed_over(self, number: str, how: ToldHow, witness: str = "") -> Sent:
        """Sealed and in the person's hand, or refused before a witness; what was served with a result is told already."""
        found = printing.sheet(self._workplace, number)
        printing.sealed(self._workplace, found.number)
        paper = self._workplace.find_case(found.case_no).documents.get(found.number)
        if paper is None or not paper.told:
            act(self._workplace, found.case_no, Tell(found.number, how, witness))
        return Sent(changed=print_queue.CHANGED | {"cases"})

    def _send(self) -> Sent:
        done = print_queue.print_all(self._workplace, self._printers)
        return Sent(tuple(f"{job.number}：{job.error}" for job in done.jobs if job.state == "failed"))
