"""Papers that are made at the centre: numbered in the server's own series, signed by the area's key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.events import DocumentMeant, Draw
from app.domain.documents.kinds import form_of
from app.domain.documents.numbers import number_for
from app.receipts.codes import certify, seal_code
from app.receipts.data import to_mapping
from app.store.case_projection import CASE
from app.store.central.values import read_value, write_value
from app.usecases.numbering import NumberedPaper, refuse_unprintable
from app.usecases.papers import document_data
from app.usecases.signing import EVALUATION_AREA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from app.domain.documents.print_sets import SetEntry
    from app.settings import HallSettings
    from app.usecases.central.server import Server
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
    area = EVALUATION_AREA if server.evaluation else server.keys.area
    certificate = certify(area, server.keys.area.public, mark, server.area, evaluation=server.evaluation)
    found = []
    for entry in entries:
        issuer = form_of(entry.kind, occasion.item.kind).issuer
        character = hall.hall_character if issuer == "hall" else occasion.department.character
        probe = number_for(entry.kind, character, occasion.today.year, mark, 1)
        if probe is None:
            continue
        key = f"series:{probe.series}"
        serial = int(read_value(connection, server.area, key, 0)) + 1
        number = number_for(entry.kind, character, occasion.today.year, mark, serial)
        if number is None:
            continue
        data = document_data(entry.kind, occasion, number.text)
        refuse_unprintable(data)
        sealed = seal_code(data, server.keys.area, certificate, hall.query_url)
        write_value(connection, server.area, key, serial)
        day, case = occasion.today.isoformat(), occasion.state
        draw = Draw(
            number.series,
            serial,
            number.text,
            entry.kind,
            CASE,
            case.case_id,
            case.case_no,
            entry.copies,
            entry.filed,
            day,
        )
        meant = DocumentMeant(number.text, entry.kind, entry.copies, entry.filed, day, to_mapping(sealed))
        found.append(NumberedPaper(draw, meant, sealed))
    return tuple(found)
