"""The print page's use cases bound to one counter: what stands in the queue, in words, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select

from app.domain.documents.kinds import KIND_TITLE
from app.usecases import print_queue as q
from app.usecases.tickets import TICKET, print_ticket
from app.usecases.workplace import chinese_time
from db.desk.projections import cases, documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from app.usecases.print_queue import PrinterChoice, PrintJob, Queued
    from app.usecases.workplace import Workplace

RowState = Literal["spooled", "failed", "waiting", "unqueued", "printed"]
MOST_MATCHES, MOST_CASES = 2000, 500
"""So many numbers and cases are looked at for a few typed characters; one more character narrows them."""
SHOWN = 200
"""So many printed documents are shown at first; the list says how many there are."""

_TITLE: dict[str, str] = dict(KIND_TITLE.items())
_STATE: dict[str, RowState] = {"spooled": "spooled", "failed": "failed", "waiting": "waiting", "done": "printed"}


@dataclass(frozen=True)
class PrintRow:
    """A row of the page: a job of the queue, a document that was never queued, or one that came out.

    `job` is empty where there is none. `copies` are those of this run; `at` is when it was last touched.
    """

    number: str
    title: str
    case_no: str
    state: RowState
    job: str
    error: str
    printer: str
    copies: int
    reprint: int
    reprints: int
    void: bool
    at: datetime


@dataclass(frozen=True)
class PrintList:
    """Rows with how many there are in all."""

    rows: tuple[PrintRow, ...]
    total: int

    @property
    def unanswered(self) -> tuple[PrintRow, ...]:
        """What was at a printer, oldest first."""
        return tuple(row for row in self.rows if row.state == "spooled")


class PrintWork:
    """The print queue as its page uses it. Reading belongs on the store's thread, printing on the pool."""

    def __init__(self, workplace: Workplace, printers: PrinterChoice) -> None:
        self._workplace = workplace
        self._printers = printers

    def queue(self, asked: str = "") -> PrintList:
        """What is not done: at a printer, failed, waiting, and what a crash kept from being queued.

        `asked` is a document that a person wants on paper here: one of elsewhere stands in the list for him.
        """
        jobs = [self._job_row(job) for job in q.queue(self._workplace)]
        numbers = q.unqueued(self._workplace) + (q.asked_for(self._workplace, asked) if asked else [])
        with self._workplace.store.read() as connection:
            lost = _documents(connection, documents.c.number.in_(numbers), state="unqueued")
        rows = (*jobs, *lost)
        return PrintList(rows, len(rows))

    def printed(self, words: str = "", most: int = SHOWN) -> PrintList:
        """Documents that came out, newest first; narrowed by a part of the number, or by a case number or its end."""
        d = documents.c
        with self._workplace.store.read() as connection:
            if wanted := "".join(words.split()).upper().replace("[", "〔").replace("]", "〕"):
                rows = _documents(connection, d.printed > 0, d.number.in_(_numbers_with(connection, wanted)))
                return PrintList(rows[:most], len(rows))
            total = connection.execute(select(func.count()).select_from(documents).where(d.printed > 0)).scalar_one()
            return PrintList(_documents(connection, d.printed > 0, most=most), total)

    def printer_names(self) -> list[str]:
        """Printers to choose from; may take seconds."""
        return self._printers.names()

    def preview(self, number: str, reprint: int = 0) -> bytes:
        """The PDF as it is printed."""
        return q.preview(self._workplace, number, reprint)

    def send(self) -> Queued:
        """Give everything that waits to its printers."""
        return q.print_all(self._workplace, self._printers)

    def print_unqueued(self, number: str) -> Queued:
        """Queue a document that never was, and print."""
        q.enqueue_number(self._workplace, number)
        return self.send()

    def print_again(self, job: str, printer: str | None = None) -> Queued:
        """Print a failed job again, at another printer where one is given."""
        q.retry(self._workplace, job, printer)
        return self.send()

    def reprint(self, number: str) -> Queued:
        """Print a copy asked for later 补打."""
        q.enqueue_reprint(self._workplace, number)
        return self.send()

    def drop(self, job: str) -> Queued:
        """Take a copy that nobody wants any more out of the queue."""
        return q.drop_reprint(self._workplace, job)

    def came_out(self, job: str) -> Queued:
        """The sheets came out."""
        return q.answer(self._workplace, job, came_out=True)

    def all_out(self, jobs: Sequence[str]) -> Queued:
        """Everything that was asked about came out."""
        done = [q.answer(self._workplace, job, came_out=True) for job in jobs]
        return q.Queued(tuple(job for one in done for job in one.jobs))

    def has_ticket_printer(self) -> bool:
        """Whether a ticket printer is set for this counter."""
        return bool(self._workplace.settings.printers.get(TICKET))

    def ticket(self, case_no: str) -> q.Queued:
        """Print the ticket 小票 of a case; nothing of it is recorded, it is no voucher."""
        print_ticket(self._workplace, self._workplace.find_case(case_no))
        return q.Queued((), frozenset())

    def not_out(self, job: str, reason: str, spoiled: int | None) -> Queued:
        """The sheets did not come out, or not well: counted as spoiled, printed again under the number."""
        q.answer(self._workplace, job, came_out=False, reason=reason, spoiled=spoiled)
        return self.send()

    def _job_row(self, job: PrintJob) -> PrintRow:
        printer = self._printers.printer(job.printer).name
        return PrintRow(
            job.number, _TITLE.get(job.kind, ""), job.case_no, _STATE[job.state], job.id, job.error, printer,
            job.copies, job.reprint, 0, False, chinese_time(job.updated_at),
        )  # fmt: skip


def _documents(
    connection: Connection, *where: ColumnElement[bool], state: RowState = "printed", most: int = 0
) -> tuple[PrintRow, ...]:
    """Rows of documents: those that came out newest first, others as they were meant."""
    d = documents.c
    # Newest first by one key only: a second would make SQLite sort the whole table.
    order = (d.meant_at.desc(),) if state == "printed" else (d.meant_at, d.series, d.serial)
    query = select(documents).where(*where).order_by(*order)
    if most:
        query = query.limit(most)
    return tuple(
        PrintRow(
            r.number, _TITLE.get(r.kind, ""), r.case_no, state, "", "", "", r.copies, 0, r.reprints, bool(r.voided),
            chinese_time(r.meant_at),
        )
        for r in connection.execute(query)
    )  # fmt: skip


def _numbers_with(connection: Connection, wanted: str) -> list[str]:
    """Numbers with these characters in them, and those of cases so called. Only indexes are read."""
    d, c = documents.c, cases.c
    shown = func.replace(d.number, " ", "")
    query = select(d.number).where(shown.contains(wanted, autoescape=True)).limit(MOST_MATCHES)
    numbers = list(connection.execute(query).scalars())
    for column in (c.case_no, c.case_tail):
        called = select(c.case_id).where(column >= wanted, column < wanted + "\U0010ffff").limit(MOST_CASES)
        numbers += connection.execute(select(d.number).where(d.subject_id.in_(called))).scalars()
    return list(dict.fromkeys(numbers))
