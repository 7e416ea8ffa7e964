"""What the pages of open cases are given besides the desk: the use cases, and the printing of what an act brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.usecases.case_work import CaseWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.changes import HasChanged
    from app.desk.screens.todo.versions import ContestedView
    from app.usecases.accept import Done
    from app.usecases.numbering import NumberedPaper


class Printing(Protocol):
    """Printing as these pages see it; called on the store's thread."""

    def start(self, papers: Sequence[NumberedPaper]) -> HasChanged:
        """Give papers that are durable already to the printer; what fails stays in the print queue."""
        ...


class Contests(Protocol):
    """Contested cases as these pages see them; called on the store's thread."""

    def view(self, case_no: str) -> ContestedView:
        """Return both versions of a contested case."""
        ...

    def settle(self, case_no: str, stands: str, applicant_says: str, papers: tuple[str, ...]) -> Done:
        """Let the version `stands` hold, as the applicant said; `papers` of the others are back at the counter."""
        ...


@dataclass(frozen=True)
class CaseTools:
    """The use cases on open cases; without `printing` new papers wait in the print queue."""

    work: CaseWork
    printing: Printing | None = None
    contests: Contests | None = None
