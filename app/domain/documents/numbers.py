"""Document numbers 文号: 沙市监受〔2026〕C03A-214 号, one series for each body, kind, year, counter and mark.

Drawn offline and never twice: the mark (C03A) belongs to one journal for ever. The brackets are U+3014 and U+3015.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.documents.kinds import DOCUMENT_KINDS, DocumentKind, series_character

_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_PATTERN = re.compile(
    r"^(?P<body>[^0-9]+?)[〔\[(（](?P<year>[0-9]{4})[〕\])）](?P<mark>[A-Z0-9]+)-(?P<serial>[1-9][0-9]*)号?$"
)
_KIND_CHARACTERS = sorted({c for k in DOCUMENT_KINDS if (c := series_character(k))}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number.

    `character` is the 代字 of the body (沙市监), `kind_character` that of the kind (受), `mark` C03A; serials from 1.
    """

    character: str
    kind_character: str
    year: int
    mark: str
    serial: int

    @property
    def series(self) -> str:
        """The series this number is drawn from; serials are counted within it without a gap."""
        return f"{self.character}{self.kind_character}〔{self.year}〕{self.mark}"

    @property
    def text(self) -> str:
        """The number as printed, with the space before 号 of GB/T 9704."""
        return f"{self.series}-{self.serial} 号"


def parse_number(text: str) -> DocumentNumber | None:
    """A number as typed or scanned, or None; blanks, full-width digits, other brackets, a missing 号 do not matter."""
    folded = "".join(text.translate(_FULL_WIDTH).upper().split())
    found = _PATTERN.match(folded)
    if not found:
        return None
    body = found["body"]
    kind_character = next((c for c in _KIND_CHARACTERS if body.endswith(c) and len(body) > len(c)), "")
    if not kind_character:
        return None
    character = body[: -len(kind_character)]
    return DocumentNumber(character, kind_character, int(found["year"]), found["mark"], int(found["serial"]))


def number_for(kind: DocumentKind, character: str, year: int, mark: str, serial: int) -> DocumentNumber | None:
    """The number of a document of this kind, or None where its kind bears none (guide sheet, application)."""
    kind_character = series_character(kind)
    return DocumentNumber(character, kind_character, year, mark, serial) if kind_character else None
