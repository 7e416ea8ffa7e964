"""What applicants asked for online about cases 网上申请, bound to one workplace: looked at, begun, declined.

Nothing asked for counts as done or checked: the files stand as scans of their materials, the words as words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.usecases import online_requests as x
from app.usecases.record_opening import note_opened
from app.usecases.scans import read_scan
from app.usecases.taking_over import SENT_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.state import CaseState
    from app.usecases.accept import Done
    from app.usecases.scans import ScanLine
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Opened:
    """An opening was recorded; no screen is stale by it."""

    changed: frozenset[str] = frozenset()


class RequestWork:
    """The use cases of one counter; all of them but `file` work without a line."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def waiting(self, words: str = "") -> tuple[x.RequestRow, ...]:
        """Those that no counter has answered, the oldest first."""
        return x.waiting_requests(self._workplace, words)

    def view(self, id: str) -> x.RequestView:
        """One of them."""
        return x.request_view(self._workplace, id)

    def take_up(self, id: str) -> x.RequestDone:
        """Look at one; its row tells whether another counter was first."""
        return x.take_up_request(self._workplace, id)

    def decline(self, id: str, words: str) -> x.RequestDone:
        """Say why it is not done, in words that the applicant reads."""
        return x.decline_request(self._workplace, id, words)

    def file(self, digest: str) -> bytes:
        """A file that was sent in; fetched the first time, which needs the line. For the pool."""
        return read_scan(self._workplace, digest)

    def opened(self, case_no: str) -> Opened:
        """What was sent in about a case is looked at by who is at work: that is an opening of its record."""
        note_opened(self._workplace, case_no)
        return Opened()

    def apply_details(self, id: str, reason: str) -> Done:
        """Change what was asked for."""
        return x.apply_details(self._workplace, id, reason)


def open_requests_of(workplace: Workplace, case_no: str) -> tuple[x.RequestView, ...]:
    """The requests about a case that wait for an answer, the oldest first."""
    rows = [row for row in x.requests_of(workplace, case_no) if row.state in ("waiting", "taken")]
    return tuple(x.request_view(workplace, row.id) for row in reversed(rows))


def files_for_correction(workplace: Workplace, state: CaseState) -> dict[str, tuple[tuple[str, int], ...]]:
    """What was sent in online for the correction of a case: digests with their pages, by material."""
    if state.phase != "correction":
        return {}
    found = (v for v in open_requests_of(workplace, state.case_no) if v.row.kind == "correction")
    return {
        material.key: tuple((one.digest, one.pages) for one in material.files)
        for view in found
        if not view.row.overtaken
        for material in view.materials
    }


def with_sources(workplace: Workplace, case_no: str, scans: Sequence[ScanLine]) -> tuple[ScanLine, ...]:
    """Scans with those marked that the applicant sent in; what a counter added to them later is not."""
    if not scans:
        return ()
    views = [x.request_view(workplace, row.id) for row in x.requests_of(workplace, case_no)]
    sent = {one.digest for view in views for material in view.materials for one in material.files}
    return tuple(
        replace(line, source=SENT_IN if line.digest in sent else "" if line.source == SENT_IN else line.source)
        for line in scans
    )
