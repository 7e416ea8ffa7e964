"""A counter on a real store whose clock a test turns: cases in every state that the law knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from app.catalog.blob import catalogue_bytes, decode_catalogue
from app.domain.case import commands as c
from app.store.clock import CHINA, Clock
from app.store.home import Home
from app.store.store import Counter as CounterPlace
from app.store.store import create_store
from app.usecases.accept import Done, accept
from app.usecases.act import act
from app.usecases.printing import came_out
from app.usecases.workplace import Library, Workplace, program
from tests.builders.filings import (
    EVALUATE,
    complete_filing,
    item_of,
    published_calendar,
    starting_catalogue,
    without,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.law.calendar import WorkCalendar

CLERK = "王芳"
PASSWORD = "窗口-03-密码"


class HandClock:
    """A wall clock that a test sets; nine in the morning unless told otherwise, and a minute more at each reading."""

    def __init__(self, day: date) -> None:
        self.set(day)

    def set(self, day: date, hour: int = 9, minute: int = 0) -> None:
        self.moment = datetime.combine(day, time(hour, minute), CHINA).astimezone(UTC)

    def wall(self) -> datetime:
        return self.moment


@dataclass
class PlayedCounter:
    """A workplace and its clock."""

    workplace: Workplace
    clock: HandClock

    def close(self) -> None:
        self.workplace.store.close()

    def accepted(self, day: date, code: str = "GT-04", name: str = "") -> Done:
        self.clock.set(day)
        return accept(self.workplace, self._filing(code, day, name))

    def received(self, day: date, code: str = "GT-04", name: str = "") -> Done:
        self.clock.set(day)
        return accept(self.workplace, replace(self._filing(code, day, name), intent="receive"))

    def correcting(self, day: date, missing: str = "business_licence", code: str = "GT-04", name: str = "") -> Done:
        self.clock.set(day)
        return accept(self.workplace, without(self._filing(code, day, name), {missing}))

    def deferring(self, day: date, until: date, material: str, code: str = "GT-04", name: str = "") -> Done:
        self.clock.set(day)
        filing = without(self._filing(code, day, name), {material})
        return accept(self.workplace, replace(filing, defer={material: until.isoformat()}))

    def hand_over(self, done: Done) -> None:
        """Everything that was meant comes out, and the notices reach the applicant's hand."""
        for paper in done.papers:
            came_out(self.workplace, paper.meant.number)
            if paper.meant.kind.endswith("notice"):
                act(self.workplace, done.state.case_no, c.Tell(paper.meant.number, "handed-over"))

    def _filing(self, code: str, day: date, name: str):
        filing = complete_filing(item_of(code), day)
        return replace(filing, applicant=replace(filing.applicant, name=name)) if name else filing


def counter_at(folder: Path, day: date, calendar: WorkCalendar | None = None) -> PlayedCounter:
    """An evaluation store with one clerk, on the starting catalogue."""
    clock = HandClock(day)
    known = replace(program(), clock=Clock(wall=clock.wall))
    store = create_store(Home(folder), known, CounterPlace("500106", "C03", evaluation=True), CLERK, PASSWORD)
    library = Library(
        starting_catalogue(), calendar or published_calendar(), EVALUATE, catalogue_bytes, decode_catalogue
    )
    return PlayedCounter(Workplace(store, library), clock)
