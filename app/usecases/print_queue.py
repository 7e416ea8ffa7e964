"""The print queue 打印队列 of this machine: what waits, what is at a printer, what failed and why.

A document is durable before it is queued. A job is marked as being at the printer *before* the printer is told, so
that after a crash the first question is what was there: 出纸了吗. Only a person's yes takes a job out; a no counts
the sheets as spoiled and prints them again under the same number, without 补打.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from sqlalchemy import case, insert, select, text, update

from app.domain.case import events as e
from app.domain.refusal import Refusal
from app.errors import EnvironmentFailure
from app.store.event import NewEvent, Subject
from app.usecases.printing import render_paper, sheet
from app.usecases.rights import require
from db.desk.local import print_jobs as jobs
from db.desk.projections import documents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

    from app.devices.printers.port import CounterPrinter
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.numbering import NumberedPaper
    from app.usecases.printing import Sheet
    from app.usecases.workplace import Workplace

JobState = Literal["waiting", "spooled", "failed", "done"]
OPEN = ("waiting", "spooled", "failed")
CHANGED = frozenset({"prints", "todo"})
UNPRINTED = text("documents.own = 1 AND documents.printed = 0 AND documents.voided = ''")
"""In the words of the partial index, so that it is used: a bound value would hide it."""
ALL_KINDS = "*"
"""Key of the printer for every kind of document that has none of its own."""


class PrinterChoice(Protocol):
    """The printers of this machine."""

    def names(self) -> list[str]:
        """Names to choose from."""
        ...

    def printer(self, name: str) -> CounterPrinter:
        """The printer that a name means; empty: the default."""
        ...


@dataclass(frozen=True)
class PrintJob:
    """A job in the list. `reprint` counts 补打 from 1; `error` says why it failed, in plain words."""

    id: str
    number: str
    kind: str
    case_no: str
    state: JobState
    attempts: int
    error: str
    printer: str
    copies: int
    reprint: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Queued:
    """The outcome of a write to the queue: the jobs concerned, and what screens may be stale."""

    jobs: tuple[PrintJob, ...]
    changed: frozenset[str] = CHANGED


def printer_for(kind: str, printers: Mapping[str, str]) -> str:
    """The printer set for a kind of document, that for all kinds, or the system's default (empty)."""
    return printers.get(kind) or printers.get(ALL_KINDS, "")


def enqueue(workplace: Workplace, papers: Sequence[NumberedPaper], printers: Mapping[str, str] | None = None) -> Queued:
    """Queue the papers of a use case in their order: a whole print set with one key."""
    wanted = workplace.settings.printers if printers is None else printers
    rows = [
        _row(p.meant.number, printer_for(p.meant.kind, wanted), p.meant.copies, place) for place, p in enumerate(papers)
    ]
    return _queue(workplace, rows)


def enqueue_number(workplace: Workplace, number: str, printers: Mapping[str, str] | None = None) -> Queued:
    """Queue a document that was never printed (a crash came before, or it was put off), under its number."""
    require(workplace, "print")
    found = _in_force(workplace, number)
    if found.printed:
        raise Refusal("STATE-PRINTED", f"{found.number} 已经确认出纸，再要一份请补打。", "number")
    wanted = workplace.settings.printers if printers is None else printers
    return _queue(workplace, [_row(found.number, printer_for(found.kind, wanted), found.copies, 0)])


def enqueue_reprint(workplace: Workplace, number: str, printers: Mapping[str, str] | None = None) -> Queued:
    """Queue a copy asked for later 补打. Its count is an event before the printer is told anything."""
    require(workplace, "reprint")
    found = _in_force(workplace, number)
    wanted = workplace.settings.printers if printers is None else printers
    with workplace.store.write() as uow:
        reprints = select(documents.c.reprints).where(documents.c.number == found.number)
        copy = uow.connection.execute(reprints).scalar_one() + 1
        uow.append([NewEvent(found.subject, e.DocumentReprinted(found.number, copy))])
        row = _row(found.number, printer_for(found.kind, wanted), 1, 0) | {"reprint": copy}
        values = {k: v for k, v in row.items() if k != "place"} | _stamp(uow.now.raw, 0)
        uow.connection.execute(insert(jobs), values)
        uow.commit()
    return Queued(_by_ids(workplace, [row["id"]]))


def _in_force(workplace: Workplace, number: str) -> Sheet:
    found = sheet(workplace, number)
    if found.voided:
        raise Refusal("STATE-VOIDED", f"{found.number} 已经作废，不能打印。", "number")
    return found


def _row(number: str, printer: str, copies: int, place: int) -> dict[str, Any]:
    return {
        "id": secrets.token_hex(16), "document_no": number, "state": "waiting", "attempts": 0, "last_error": None,
        "printer": printer, "copies": copies, "reprint": 0, "payload": None, "place": place,
    }  # fmt: skip


def _stamp(now: datetime, place: int) -> dict[str, Any]:
    """Times that keep the order of a print set; `place` is no column."""
    moment = now + timedelta(microseconds=place)
    return {"created_at": moment, "updated_at": moment}


def _queue(workplace: Workplace, rows: Sequence[dict[str, Any]]) -> Queued:
    """Write the jobs; a document that waits already is not queued twice."""
    with workplace.store.write_local() as connection:
        now = workplace.store.program.clock.wall()
        numbers = [row["document_no"] for row in rows]
        busy = select(jobs.c.document_no).where(
            jobs.c.document_no.in_(numbers), jobs.c.state.in_(OPEN), jobs.c.reprint == 0
        )
        waiting = set(connection.execute(busy).scalars())
        fresh = [row for row in rows if row["document_no"] not in waiting]
        for row in fresh:
            values = {k: v for k, v in row.items() if k != "place"} | _stamp(now, row["place"])
            connection.execute(insert(jobs), values)
    return Queued(_by_ids(workplace, [row["id"] for row in fresh]))


def print_next(workplace: Workplace, printers: PrinterChoice) -> Queued | None:
    """Give the oldest waiting job to its printer; None where nothing waits.

    A failure is kept with the job, in plain words; the job stays in the queue and nothing is raised.
    """
    claimed = _claim(workplace)
    if claimed is None:
        return None
    try:
        pdf = _pdf(workplace, claimed)
        printer = printers.printer(claimed.printer)
        printer.print_pdf(claimed.number, pdf)
    except (EnvironmentFailure, Refusal) as failure:
        _set(workplace, claimed.id, state="failed", last_error=failure.message)
        return Queued(_by_ids(workplace, [claimed.id]))
    _record(workplace, claimed.number, [e.DocumentSpooled(claimed.number, printer.name)])
    return Queued(_by_ids(workplace, [claimed.id]))


def print_all(workplace: Workplace, printers: PrinterChoice) -> Queued:
    """Give everything that waits to its printers, in order; each failure stays with its job."""
    done: list[PrintJob] = []
    while (step := print_next(workplace, printers)) is not None:
        done += step.jobs
    return Queued(tuple(done))


def _claim(workplace: Workplace) -> PrintJob | None:
    """Mark the oldest waiting job as being at the printer, durably, before that is told; two desks never share it."""
    with workplace.store.write_local() as connection:
        wanted = select(jobs.c.id).where(jobs.c.state == "waiting").order_by(jobs.c.created_at, jobs.c.id).limit(1)
        job = connection.execute(wanted).scalar()
        if job is None:
            return None
        now = workplace.store.program.clock.wall()
        values = {"state": "spooled", "attempts": jobs.c.attempts + 1, "last_error": None, "updated_at": now}
        connection.execute(update(jobs).where(jobs.c.id == job).values(values))
    return _by_ids(workplace, [job])[0]


def _pdf(workplace: Workplace, job: PrintJob) -> bytes:
    found = _in_force(workplace, job.number)
    if job.reprint:
        return render_paper(found.data, 1, 0, job.reprint)
    return render_paper(found.data, found.copies, found.filed)


def answer(
    workplace: Workplace, job_id: str, *, came_out: bool, reason: str = "", spoiled: int | None = None
) -> Queued:
    """Take a person's answer to 出纸了吗. Yes ends the job; no counts the sheets as spoiled and queues them again.

    `spoiled` is how many sheets came out unusable, all of them by default, 0 where no paper moved at all.
    """
    require(workplace, "print")
    if not came_out and not reason.strip():
        raise Refusal("ENTRY-REASON", "请选择没有打好的原因。", "reason")
    with workplace.store.write() as uow:
        job = _spooled(uow.connection, job_id)
        bodies: list[Any] = []
        if came_out and not job.reprint:
            bodies.append(e.DocumentPrinted(job.number, job.copies))
        elif not came_out:
            lost = job.copies if spoiled is None else min(max(spoiled, 0), job.copies)
            bodies.append(e.DocumentSpoiled(job.number, lost, reason.strip()))
        _append(uow, job.number, bodies)
        values: dict[str, Any] = {"state": "done"} if came_out else {"state": "waiting", "last_error": reason.strip()}
        uow.connection.execute(update(jobs).where(jobs.c.id == job.id).values(values | {"updated_at": uow.now.raw}))
        uow.commit()
    return Queued(_by_ids(workplace, [job_id]))


def _spooled(connection: Connection, job_id: str) -> PrintJob:
    found = _select(connection, jobs.c.id == job_id)
    if not found:
        raise Refusal("STATE-JOB", "打印队列里没有这一项，可能已经处理过。", "job")
    if found[0].state != "spooled":
        raise Refusal("STATE-JOB", f"{found[0].number} 不在等待确认，不用再回答。", "job")
    return found[0]


def retry(workplace: Workplace, job_id: str, printer: str | None = None) -> Queued:
    """Queue a failed job again, with another printer where one is given."""
    require(workplace, "print")
    with workplace.store.write_local() as connection:
        found = _select(connection, jobs.c.id == job_id)
        if not found or found[0].state not in ("failed", "waiting"):
            raise Refusal("STATE-JOB", "这一项不在失败或等待之列，不能重打。", "job")
        values: dict[str, Any] = {"state": "waiting", "updated_at": workplace.store.program.clock.wall()}
        if printer is not None:
            values["printer"] = printer
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))
    return Queued(_by_ids(workplace, [job_id]))


def drop_reprint(workplace: Workplace, job_id: str) -> Queued:
    """Take out a copy that nobody wants any more; a document's own print stays until it came out or is void."""
    with workplace.store.write_local() as connection:
        found = _select(connection, jobs.c.id == job_id)
        own = found and not found[0].reprint and not _is_void(connection, found[0].number)
        if not found or own or found[0].state == "spooled":
            raise Refusal("STATE-JOB", "文书要么确认出纸，要么作废文号，不能从队列里删掉。", "job")
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(state="done"))
    return Queued(_by_ids(workplace, [job_id]))


def settle(connection: Connection, number: str) -> None:
    """Nobody has to be asked about this document any more: it is in use, or void. For the transaction that says so."""
    own = (jobs.c.document_no == number) & jobs.c.state.in_(OPEN) & (jobs.c.reprint == 0)
    connection.execute(update(jobs).where(own).values(state="done"))


def _is_void(connection: Connection, number: str) -> bool:
    return bool(connection.execute(select(documents.c.voided).where(documents.c.number == number)).scalar())


def unanswered(workplace: Workplace) -> list[PrintJob]:
    """What was at a printer and nobody has said whether it came out: the first question after a crash."""
    with workplace.store.read() as connection:
        return _select(connection, jobs.c.state == "spooled")


def queue(workplace: Workplace) -> list[PrintJob]:
    """Everything in the queue: unanswered first, then failed, then waiting."""
    with workplace.store.read() as connection:
        return _select(connection, jobs.c.state.in_(OPEN))


def unqueued(workplace: Workplace) -> list[str]:
    """Numbers of documents that never came out and are not queued: a crash fell between the case and its printing."""
    d = documents.c
    waiting = select(jobs.c.document_no).where(jobs.c.state.in_(OPEN))
    query = (
        select(d.number)
        .where(UNPRINTED, d.event != "", d.number.not_in(waiting))
        .order_by(d.meant_at, d.series, d.serial)
    )
    with workplace.store.read() as connection:
        return list(connection.execute(query).scalars())


def asked_for(workplace: Workplace, number: str) -> list[str]:
    """The number itself where it is a document of elsewhere, a department's decision say, that waits for nobody's paper.

    No counter's queue holds it by itself: it comes out where a person wants to hand it over.
    """
    d = documents.c
    waiting = select(jobs.c.document_no).where(jobs.c.state.in_(OPEN))
    query = select(d.number).where(
        d.number == number, d.own.is_(False), d.printed == 0, d.voided == "", d.event != "", d.number.not_in(waiting)
    )
    with workplace.store.read() as connection:
        return list(connection.execute(query).scalars())


def preview(workplace: Workplace, number: str, reprint: int = 0) -> bytes:
    """The PDF of a document as it is printed."""
    found = sheet(workplace, number)
    return render_paper(found.data, 1 if reprint else found.copies, 0 if reprint else found.filed, reprint)


_ORDER = case({"spooled": 0, "failed": 1, "waiting": 2}, value=jobs.c.state, else_=3)


def _select(connection: Connection, *where: ColumnElement[bool]) -> list[PrintJob]:
    query = (
        select(jobs, documents.c.kind, documents.c.case_no)
        .outerjoin(documents, documents.c.number == jobs.c.document_no)
        .where(*where)
        .order_by(_ORDER, jobs.c.created_at, jobs.c.id)
    )
    return [
        PrintJob(
            r.id, r.document_no, r.kind or "", r.case_no or "", r.state, r.attempts, r.last_error or "", r.printer,
            r.copies, r.reprint, r.created_at, r.updated_at,
        )
        for r in connection.execute(query)
    ]  # fmt: skip


def _by_ids(workplace: Workplace, ids: Sequence[str]) -> tuple[PrintJob, ...]:
    with workplace.store.read() as connection:
        found = {job.id: job for job in _select(connection, jobs.c.id.in_(ids))}
    return tuple(found[id] for id in ids if id in found)


def _set(workplace: Workplace, job_id: str, **values: object) -> None:
    with workplace.store.write_local() as connection:
        values["updated_at"] = workplace.store.program.clock.wall()
        connection.execute(update(jobs).where(jobs.c.id == job_id).values(values))


def _record(workplace: Workplace, number: str, bodies: Sequence[object]) -> None:
    with workplace.store.write() as uow:
        _append(uow, number, bodies)
        uow.commit()


def _append(uow: UnitOfWork, number: str, bodies: Sequence[object]) -> None:
    """Add events to the subject of a document; nothing where there are none."""
    if not bodies:
        return
    query = select(documents.c.subject_kind, documents.c.subject_id).where(documents.c.number == number)
    row = uow.connection.execute(query).one()
    uow.append([NewEvent(Subject(row.subject_kind, row.subject_id), body) for body in bodies])
