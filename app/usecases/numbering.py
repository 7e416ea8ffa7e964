"""Draw document numbers inside a transaction and make the papers that bear them: never twice, never with a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.case.events import DocumentMeant, Draw
from app.domain.documents.kinds import form_of
from app.domain.documents.numbers import DocumentNumber, number_for
from app.domain.refusal import Refusal
from app.receipts.codes import seal_code
from app.receipts.data import DocumentData, to_mapping
from app.receipts.fonts import missing_characters
from app.store.case_projection import CASE
from app.store.office_projection import last_drawn
from app.usecases.papers import document_data
from app.usecases.signing import certificate_of, device_signer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from app.domain.documents.kinds import DocumentKind
    from app.domain.documents.print_sets import SetEntry
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.papers import Occasion
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class NumberedPaper:
    """A paper with its number: the draw and the event, and the data to render."""

    draw: Draw
    meant: DocumentMeant
    data: DocumentData


class Numbering:
    """Numbers drawn in one transaction; counts on within it before anything is projected."""

    def __init__(self, workplace: Workplace, uow: UnitOfWork) -> None:
        self._workplace = workplace
        self._uow = uow
        self._last: dict[str, int] = {}

    def next(self, kind: DocumentKind, character: str, year: int) -> DocumentNumber | None:
        """The next number of a kind's series for a body's 代字; None for papers that bear none."""
        probe = number_for(kind, character, year, self._workplace.mark, 1)
        if probe is None:
            return None
        if probe.series not in self._last:
            self._last[probe.series] = last_drawn(self._uow.connection, probe.series)
        self._last[probe.series] += 1
        return number_for(kind, character, year, self._workplace.mark, self._last[probe.series])


def draw_papers(
    workplace: Workplace,
    uow: UnitOfWork,
    occasion: Occasion,
    entries: Iterable[SetEntry],
    numbering: Numbering | None = None,
) -> tuple[NumberedPaper, ...]:
    """Number and sign the papers of a case. Nothing is written yet: the caller appends what is returned.

    `numbering` counts on where several cases draw their numbers in one transaction.
    """
    numbering, papers = numbering or Numbering(workplace, uow), []
    for entry in entries:
        issuer = form_of(entry.kind, occasion.item.kind).issuer
        character = workplace.settings.hall_character if issuer == "hall" else occasion.department.character
        number = numbering.next(entry.kind, character, occasion.today.year)
        if number is None:
            continue
        data = document_data(entry.kind, occasion, number.text)
        papers.append(_paper(workplace, number, entry, data, occasion))
    return tuple(papers)


def _paper(
    workplace: Workplace, number: DocumentNumber, entry: SetEntry, data: DocumentData, occasion: Occasion
) -> NumberedPaper:
    state = occasion.state
    return numbered(
        workplace, number, entry.kind, data, entry.copies, entry.filed, occasion.today,
        subject=(CASE, state.case_id), case_no=state.case_no, also=occasion.also(entry.kind),
    )  # fmt: skip


def refuse_unprintable(data: DocumentData) -> None:
    """Refuse a character that no font draws, before a number is drawn: never a box, never a number without paper."""
    missing = missing_characters(_texts(to_mapping(data)))
    if missing:
        points = "、".join(f"U+{ord(c):04X}" for c in missing[:5])
        message = f"字库里没有字符 {points}，打印不出来。请核对这个字；确实是这个字的，先用拼音代替并请管理员补充字库。"
        raise Refusal("ENTRY-GLYPH", message)


def _texts(value: Any) -> Iterator[str]:
    """All strings in the data of a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)


def numbered(
    workplace: Workplace,
    number: DocumentNumber,
    kind: DocumentKind,
    data: DocumentData,
    copies: int,
    filed: int,
    today: date,
    *,
    subject: tuple[str, str],
    case_no: str = "",
    also: tuple[str, ...] = (),
) -> NumberedPaper:
    """A numbered paper with its signed code; `also` are other cases that it tells.

    Refusal `ENTRY-GLYPH` for what could not be printed on it.
    """
    refuse_unprintable(data)
    sealed = seal_code(data, device_signer(workplace), certificate_of(workplace), workplace.settings.query_url)
    mapping: dict[str, Any] = to_mapping(sealed)
    day = today.isoformat()
    draw = Draw(number.series, number.serial, number.text, kind, *subject, case_no, copies, filed, day)
    return NumberedPaper(draw, DocumentMeant(number.text, kind, copies, filed, day, mapping, also), sealed)
