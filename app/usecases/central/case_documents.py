"""The papers of a case as the console shows them: its own, and those of another case of its package that tell it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.documents.kinds import KIND_TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.state import CaseState, DocumentState


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A paper of the case: its place among them, and how it stands. `case_no` is the case that holds it."""

    case_no: str
    place: int
    kind: str
    title: str
    number: str
    issued_on: str
    standing: str
    voided: bool
    told: bool


def documents_of(state: CaseState, about: str = "") -> Iterator[DocumentShown]:
    """The papers of a case; `about`: only those that tell that other case too."""
    for place, document in enumerate(state.documents.values(), 1):
        if not about or about in document.also:
            yield _document(state.case_no, place, document)


def _document(case_no: str, place: int, document: DocumentState) -> DocumentShown:
    title = next((t for kind, t in KIND_TITLE.items() if kind == document.kind), "文书")
    return DocumentShown(
        case_no, place, document.kind, title, document.number, document.issued_on, standing_of(document),
        bool(document.voided), bool(document.told),
    )  # fmt: skip


def standing_of(document: DocumentState) -> str:
    """How a paper stands, in words."""
    if document.voided:
        return "已作废"
    if document.told:
        return f"{document.told_on} 已送达"
    return "已出纸，还没有送达" if document.printed else "还没有打印"
