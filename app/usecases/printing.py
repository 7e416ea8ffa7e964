"""Printing: meant, spooled, came out, sealed, told are events of their own; *printed is not told*.

A number and its case are durable before a printer is told anything; a sheet stays in the queue until a person says
that it came out. After a crash the first question is what was at the printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.case import events as e
from app.domain.refusal import Refusal
from app.errors import EnvironmentFailure
from app.receipts.data import DocumentData, from_mapping
from app.receipts.files import write_whole
from app.store.event import NewEvent, Subject
from app.store.journal import read_event
from app.usecases.rights import require
from db.desk.projections import documents as documents_table
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection, Row

    from app.usecases.numbering import NumberedPaper
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Sheet:
    """A document of the store: its row and what is printed on it."""

    number: str
    kind: str
    subject: Subject
    case_no: str
    copies: int
    filed: int
    printed: int
    reprints: int
    voided: str
    data: DocumentData


def sheet(workplace: Workplace, number: str) -> Sheet:
    """The document with this number; Refusal STATE-DOCUMENT names the number."""
    with workplace.store.read() as connection:
        row = _row(connection, number)
        data = _data(workplace, connection, row)
    subject = Subject(row.subject_kind, row.subject_id)
    return Sheet(
        row.number, row.kind, subject, row.case_no, row.copies, row.filed, row.printed, row.reprints, row.voided, data
    )


def data_within(workplace: Workplace, connection: Connection, number: str) -> DocumentData:
    """What a document says, read inside the caller's transaction; Refusal STATE-DOCUMENT, STATE-ERASED."""
    return _data(workplace, connection, _row(connection, number))


def _row(connection: Connection, number: str) -> Row[Any]:
    from app.domain.documents.numbers import parse_number

    parsed = parse_number(number)
    wanted = parsed.text if parsed else number.strip()
    found = select(documents_table).where(documents_table.c.number == wanted).order_by(documents_table.c.own.desc())
    row = connection.execute(found).first()
    if row is None:
        raise Refusal("STATE-DOCUMENT", f"本机没有文书 {wanted}，请核对文号。", "number")
    return row


def _data(workplace: Workplace, connection: Connection, row: Row[Any]) -> DocumentData:
    if not row.event:
        raise Refusal("STATE-ERASED", f"{row.number} 的内容已依法删除，只保留文号。", "number")
    journal, seq = row.event.rsplit(":", 1)
    c = events_table.c
    wanted = select(c.arrival, c.header, c.hash, c.body).where(c.journal == journal, c.seq == int(seq))
    stored = read_event(connection.execute(wanted).one(), workplace.store.program.types)
    if not isinstance(stored.body, e.DocumentMeant):
        raise Refusal("STATE-ERASED", f"{row.number} 的内容已依法删除，只保留文号。", "number")
    return from_mapping(stored.body.kind, dict(stored.body.data))  # type: ignore[arg-type]  # kinds as we wrote them


def render_paper(data: DocumentData, copies: int, filed: int, reprint: int = 0) -> bytes:
    """The PDF of a document with all its copies. Same data give the same bytes."""
    from app.receipts.data import kind_of
    from app.receipts.render import copies_of, render

    return render(data, copies_of(kind_of(data), copies, filed, reprint))


def file_name(number: str) -> str:
    """A file name for a document: its number without marks that file systems dislike. No personal data."""
    return "".join(c if c.isalnum() or c == "-" else "_" for c in number.replace(" 号", "号")) + ".pdf"


def write_papers(
    workplace: Workplace, papers: Sequence[NumberedPaper], folder: Path, *, on: date | None = None
) -> list[dict[str, str]]:
    """Write papers as PDF files; they count as come out of the printer. Answers `documents` of COMMANDS.md.

    An EnvironmentFailure `PRINT-OUT` where one could not be written: its case and its number stand, the file does not.
    """
    return _write_sheets(workplace, [_sheet_of(paper) for paper in papers], folder, on)


def write_numbers(
    workplace: Workplace, numbers: Sequence[str], folder: Path, *, on: date | None = None
) -> list[dict[str, str]]:
    """As `write_papers`, for documents that are in the store and never came out: a process ended before it wrote."""
    return _write_sheets(workplace, [sheet(workplace, number) for number in numbers], folder, on)


def _sheet_of(paper: NumberedPaper) -> Sheet:
    meant, draw = paper.meant, paper.draw
    subject = Subject(draw.subject_kind, draw.subject_id)
    return Sheet(meant.number, meant.kind, subject, draw.case_no, meant.copies, meant.filed, 0, 0, "", paper.data)


def _write_sheets(workplace: Workplace, sheets: Sequence[Sheet], folder: Path, on: date | None) -> list[dict[str, str]]:
    """Write the sheets of one subject; what was written is recorded even where a later one fails."""
    require(workplace, "print")
    written: list[dict[str, str]] = []
    bodies: list[Any] = []
    failed: OSError | None = None
    for found in sheets:
        path = folder / file_name(found.number)
        try:
            write_whole(path, render_paper(found.data, found.copies, found.filed))
        except OSError as error:
            failed = error
            break
        written.append({"kind": found.kind, "number": found.number, "path": str(path)})
        if not found.printed:
            bodies += [e.DocumentSpooled(found.number, "文件"), e.DocumentPrinted(found.number, found.copies)]
    if bodies:
        _record(workplace, sheets[0].subject, bodies, on)
    if failed is not None:
        raise _not_written([s.number for s in sheets[len(written) :]], folder) from failed
    return written


def _not_written(numbers: Sequence[str], folder: Path) -> EnvironmentFailure:
    """What is said where a paper could not become a file: nothing is done again, only printed again."""
    message = (
        f"办理结果和文号已经保存，但 {'、'.join(numbers)} 没有写进文件（磁盘已满或目录不可写）。"
        "请不要重新受理：腾出空间或换目录后，用 yichuang reprint 打印这个文号。"
    )
    return EnvironmentFailure(message, str(folder), code="PRINT-OUT")


def reprint(workplace: Workplace, number: str, folder: Path, *, on: date | None = None) -> tuple[Path, int]:
    """A copy asked for later, marked 补打 with its count; answers the file and the count."""
    require(workplace, "reprint")
    found = sheet(workplace, number)
    if found.voided:
        raise Refusal("STATE-VOIDED", f"{found.number} 已经作废，不能补打。", "number")
    copy = found.reprints + 1
    pdf = render_paper(found.data, 1, 0, copy)
    path = folder / file_name(found.number).replace(".pdf", f"-补打{copy}.pdf")
    write_whole(path, pdf)
    _record(workplace, found.subject, [e.DocumentReprinted(found.number, copy)], on)
    return path, copy


def spooled(workplace: Workplace, number: str, printer: str) -> None:
    """The sheets were given to a printer."""
    require(workplace, "print")
    _record_one(workplace, number, lambda row: e.DocumentSpooled(row.number, printer))


def came_out(workplace: Workplace, number: str) -> None:
    """A person says that the sheets came out."""
    require(workplace, "print")
    _record_one(workplace, number, lambda row: e.DocumentPrinted(row.number, row.copies))


def spoiled(workplace: Workplace, number: str, copies: int, reason: str) -> None:
    """Sheets jammed or came out blank: counted as spoiled, printed again under the same number without 补打."""
    require(workplace, "print")
    _record_one(workplace, number, lambda row: e.DocumentSpoiled(row.number, copies, reason))


def sealed(workplace: Workplace, number: str, seal: str = "") -> None:
    """The seal was put on; by default the one that belongs there."""
    require(workplace, "seal")

    def event(row: Row[Any]) -> e.DocumentSealed:
        if not row.printed:
            raise Refusal("STATE-UNPRINTED", f"{row.number} 还没有确认出纸，不能登记盖章。", "number")
        return e.DocumentSealed(row.number, seal or _own_seal(sheet(workplace, row.number)))

    _record_one(workplace, number, event)


def _own_seal(found: Sheet) -> str:
    """The seal that belongs on a document, with the authority whose seal it is."""
    heading = found.data.heading
    name = heading.seal or "专用章"
    return name if name.startswith(heading.author) else f"{heading.author}{name}"


def _record_one(workplace: Workplace, number: str, make: Any) -> None:
    with workplace.store.read() as connection:
        row = _row(connection, number)
    _record(workplace, Subject(row.subject_kind, row.subject_id), [make(row)], None)


def _record(workplace: Workplace, subject: Subject, bodies: Sequence[Any], on: date | None) -> None:
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        uow.append([NewEvent(subject, body) for body in bodies])
        uow.commit()
