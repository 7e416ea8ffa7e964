"""What the pages of open cases are given besides the desk: the use cases, and the printing of what an act brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.desk.screens.search.elsewhere import Elsewhere
from app.devices.ports import DocumentCamera
from app.usecases.case_work import CaseWork

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.changes import HasChanged
    from app.usecases.numbering import NumberedPaper


class Printing(Protocol):
    """Printing as these pages see it; called on the store's thread."""

    def start(self, papers: Sequence[NumberedPaper]) -> HasChanged:
        """Give papers that are durable already to the printer; what fails stays in the print queue."""
        ...


@dataclass(frozen=True)
class CaseTools:
    """The use cases on open cases; without `printing` new papers wait in the print queue.

    `elsewhere` are the cases that this desk does not hold; a desk that works alone has none. Without a `camera` scans
    come from files that are chosen.
    """

    work: CaseWork
    printing: Printing | None = None
    elsewhere: Elsewhere | None = None
    camera: DocumentCamera | None = None
