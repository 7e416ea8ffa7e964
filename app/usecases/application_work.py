"""Pre-applications 网上预审 bound to one workplace, and those that this counter wants as soon as the line is back.

To look at them needs no line; to take one over does, for one counter only may have it. Where there is none the wish is
kept in the store, as a task of this counter.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.store.settings import read_setting, write_setting
from app.sync.failures import Refused, SyncFailure
from app.usecases import applications as x

if TYPE_CHECKING:
    from app.domain.pre_application.events import UploadedFile
    from app.usecases.workplace import Workplace

WISHES = "applications.wanted"
"""Setting: numbers of pre-applications that this counter wants to take over, in the order of asking."""


@dataclass(frozen=True)
class Applications:
    """What waits for this hall, and the numbers of those that this counter wants as soon as it is connected."""

    rows: tuple[x.ApplicationRow, ...]
    wanted: frozenset[str]


@dataclass(frozen=True)
class TakenOver:
    """What came of taking over: the whole of it, or that there is no line and the wish was kept.

    `files` are the digests of those files that are here now, with their pages, by material; `missing` how many are not.
    """

    view: x.ApplicationView | None
    changed: frozenset[str]
    why: str = ""
    files: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    missing: int = 0


class ApplicationWork:
    """The use cases of one counter. `take`, `release`, `advise` and `file` ask the server: for the pool."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._told: dict[str, tuple[x.ApplicationRow, x.ApplicationRow]] = {}

    def waiting(self, words: str) -> Applications:
        """What waits, with what this counter wants."""
        rows = tuple(map(self._as_told, x.waiting_applications(self._workplace, words)))
        open_ = {row.number for row in rows}
        return Applications(rows, frozenset(n for n in self._wanted() if n in open_ or words))

    def _as_told(self, row: x.ApplicationRow) -> x.ApplicationRow:
        """What the server answered about a row last, until the event of it is here and changes the row."""
        before, told = self._told.get(row.number, (None, row))
        if row == before:
            return told
        self._told.pop(row.number, None)
        return row

    def _tell(self, before: x.ApplicationRow | None, told: x.ApplicationRow) -> None:
        if before is not None and before != told:
            self._told[told.number] = before, told

    def _row(self, number: str) -> x.ApplicationRow | None:
        """The row as this store has it."""
        wanted = number.strip().upper()
        return next((row for row in x.waiting_applications(self._workplace, wanted) if row.number == wanted), None)

    def view(self, id: str) -> x.ApplicationView:
        """One of them, with the program's own checks."""
        return x.application_view(self._workplace, id)

    def take(self, number: str) -> TakenOver:
        """Take one over; where nobody can be asked the wish is kept. Refusal STATE-PRE-TAKEN names who has it."""
        before = self._row(number)
        try:
            taken = x.take_application(self._workplace, number)
        except Refused:
            raise
        except SyncFailure as failure:
            self._wish(number, wanted=True)
            return TakenOver(None, frozenset({"applications"}), failure.message)
        self._tell(before, taken.view.row)
        self._wish(number, wanted=False)
        files = {key: self._fetched(found) for key, found in taken.view.files.items()}
        missing = sum(map(len, taken.view.files.values())) - sum(map(len, files.values()))
        return TakenOver(taken.view, taken.changed, files={k: v for k, v in files.items() if v}, missing=missing)

    def _fetched(self, files: tuple[UploadedFile, ...]) -> tuple[tuple[str, int], ...]:
        """Those of the files that could be fetched; the page shows what is here, also once the line is gone."""
        found = []
        for one in files:
            with contextlib.suppress(SyncFailure):
                x.application_file(self._workplace, one.digest)
                found.append((one.digest, one.pages))
        return tuple(found)

    def release(self, number: str) -> Any:
        """Give one back, for another counter to take."""
        before = self._row(number)
        given_back = x.release_application(self._workplace, number)
        self._tell(before, given_back.view.row)
        return given_back

    def advise(self, number: str, text: str) -> Any:
        """Tell the applicant what is still missing; a suggestion, no legal act."""
        return x.advise_application(self._workplace, number, text)

    def file(self, digest: str) -> bytes:
        """An uploaded file; from the server where it is not here yet."""
        return x.application_file(self._workplace, digest)

    def forget(self, number: str) -> None:
        """The wish is no more."""
        self._wish(number, wanted=False)

    def _wanted(self) -> list[str]:
        with self._workplace.store.read() as connection:
            return list(read_setting(connection, WISHES, default=[]))

    def _wish(self, number: str, *, wanted: bool) -> None:
        before = self._wanted()
        after = [n for n in before if n != number] + ([number] if wanted else [])
        if after != before:
            with self._workplace.store.write_local() as connection:
                write_setting(connection, WISHES, after)
