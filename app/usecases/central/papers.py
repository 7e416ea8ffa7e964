"""Papers that are made at the centre: numbered in the server's own series, signed by the area's key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.domain.case.events import DocumentMeant, Draw
from app.domain.documents.kinds import form_of
from app.domain.documents.numbers import DocumentNumber, number_for
from app.domain.documents.print_sets import SetEntry
from app.receipts.codes import certify, seal_code
from app.receipts.data import to_mapping
from app.settings import HallSettings
from app.store.case_projection import CASE
from app.store.central.ledger import OWN_COUNTER
from app.store.central.values import read_value, write_value
from app.usecases.central.hall import hall_of, stationery_at_centre
from app.usecases.central.own_journal import own_mark
from app.usecases.central.server import Server
from app.usecases.numbering import NumberedPaper, refuse_unprintable
from app.usecases.papers import document_data
from app.usecases.result_papers import heading_beside
from app.usecases.signing import EVALUATION_AREA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.catalog.department import Department
    from app.domain.documents.kinds import DocumentKind
    from app.receipts.data import DocumentData, Heading
    from app.usecases.papers import Occasion


def draw_papers_at_centre(
    server: Server,
    connection: Connection,
    occasion: Occasion,
    entries: Iterable[SetEntry],
    mark: str,
    hall: HallSettings,
) -> tuple[NumberedPaper, ...]:
    """Number and sign the papers of a case within the caller's write; the caller appends what is returned."""
    found, case = [], occasion.state
    press = _Press(server, connection, hall, mark, occasion.today)
    for entry in entries:
        issuer = form_of(entry.kind, occasion.item.kind).issuer
        character = hall.hall_character if issuer == "hall" else occasion.department.character
        number = press.next(entry.kind, character)
        if number is None:
            continue
        data = document_data(entry.kind, occasion, number.text)
        found.append(press.sealed(number, entry, data, (CASE, case.case_id), case.case_no))
    return tuple(found)


def other_paper_at_centre(
    server: Server,
    connection: Connection,
    kind: DocumentKind,
    data_of: Callable[[Heading], DocumentData],
    *,
    subject: tuple[str, str],
    today: date,
    case_no: str = "",
    shown_no: str = "",
    character: str = "",
    department: Department | None = None,
    clerk: str = "",
    entry: SetEntry | None = None,
) -> NumberedPaper:
    """Number and sign a paper whose data the caller makes from its heading, as `other_paper` does at a desk.

    Within the caller's write, after `positions.begin`; the caller appends the draw and what is meant.
    """
    hall = hall_of(server, connection)
    press = _Press(server, connection, hall, mark_at_centre(server, connection), today)
    number = press.next(kind, character or (department.character if department else hall.hall_character))
    if number is None:
        raise AssertionError("every kind of these papers bears a number")
    stationery = stationery_at_centre(server, hall, clerk)
    data = data_of(heading_beside(stationery, today, number.text, shown_no or case_no, department))
    return press.sealed(number, entry or SetEntry(kind, form_of(kind, "service").copies, 1), data, subject, case_no)


def mark_at_centre(server: Server, connection: Connection) -> str:
    """The mark of the server's own journal in document numbers: S00A."""
    return f"{OWN_COUNTER}{own_mark(connection, server.area)}"


@dataclass(frozen=True)
class _Press:
    """Draws numbers of the server's series and signs what bears them, within one write."""

    server: Server
    connection: Connection
    hall: HallSettings
    mark: str
    today: date

    def next(self, kind: DocumentKind, character: str) -> DocumentNumber | None:
        """The next number of a kind's series; None for papers that bear none. It is kept once it is used."""
        probe = number_for(kind, character, self.today.year, self.mark, 1)
        if probe is None:
            return None
        last = int(read_value(self.connection, self.server.area, f"series:{probe.series}", 0))
        return number_for(kind, character, self.today.year, self.mark, last + 1)

    def sealed(
        self, number: DocumentNumber, entry: SetEntry, data: DocumentData, subject: tuple[str, str], case_no: str
    ) -> NumberedPaper:
        """The numbered paper with its code. Refusal ENTRY-GLYPH for what could not be printed on it."""
        refuse_unprintable(data)
        server, day = self.server, self.today.isoformat()
        area = EVALUATION_AREA if server.evaluation else server.keys.area
        certificate = certify(area, server.keys.area.public, self.mark, server.area, evaluation=server.evaluation)
        sealed = seal_code(data, server.keys.area, certificate, self.hall.query_url)
        write_value(self.connection, server.area, f"series:{number.series}", number.serial)
        kind, copies, filed = entry.kind, entry.copies, entry.filed
        draw = Draw(number.series, number.serial, number.text, kind, *subject, case_no, copies, filed, day)
        return NumberedPaper(draw, DocumentMeant(number.text, kind, copies, filed, day, to_mapping(sealed)), sealed)
