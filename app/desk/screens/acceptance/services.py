"""What the acceptance page is given besides the desk: use cases, printing, devices, sample pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.desk.changes import HasChanged
from app.desk.second_screen.audience import Audience
from app.devices.ports import DocumentCamera, IdCardReader
from app.usecases.counter_work import CounterWork
from app.usecases.story import StoryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.events import ToldHow
    from app.usecases.numbering import NumberedPaper


class Sent(HasChanged, Protocol):
    """What was given to a printer."""

    @property
    def failed(self) -> tuple[str, ...]:
        """In plain words what no printer took, and why; it stays in the queue."""
        ...


class Printing(Protocol):
    """Printing as the page sees it. All methods run off the interface's thread, on the store's."""

    def start(self, papers: Sequence[NumberedPaper]) -> Sent:
        """Give papers that are durable already to the printer; what fails stays in the print queue."""
        ...

    def sheet(self, document: Any) -> HasChanged:
        """Print a paper without a number (guide sheet, application form, power of attorney)."""
        ...

    def came_out(self, number: str, yes: bool) -> Sent:
        """The clerk says whether the sheets of a document came out; if not, they are printed again and counted."""
        ...

    def handed_over(self, number: str, how: ToldHow, witness: str = "") -> HasChanged:
        """The document was sealed and reached the person (or he refused to sign, before a witness)."""
        ...


@dataclass(frozen=True)
class AcceptanceTools:
    """All that the page needs. A device that is not there is None, and its key is dim. `story`: of a case by its number.

    `read_prefill` reads the code of a form that was filled in on a phone. `audience` tells the applicant's screen.
    """

    work: CounterWork
    printing: Printing
    reader: IdCardReader | None = None
    camera: DocumentCamera | None = None
    samples: Path | None = None
    story: Callable[[str], tuple[StoryLine, ...]] | None = None
    read_prefill: Callable[[str], Any] | None = None
    audience: Audience | None = None
