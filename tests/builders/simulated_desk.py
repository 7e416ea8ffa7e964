"""A desk without its window: the real store, the real use cases, the real exchange, a hand that is drawn from a seed."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import select

from app.bootstrap import open_workplace, places, store_home
from app.store.verify import verify_store
from app.sync.binding import binding_of
from app.sync.failures import SyncFailure
from app.sync.loop import Exchange
from app.usecases.enrolling import enrol
from app.usecases.workplace import Workplace, program
from db.desk.projections import cases
from tests.builders.counter_hand import CounterHand, Tray

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.store.clock import Clock
    from app.sync.line import Report

PASSWORD = "断电-也不怕-03"


@dataclass
class SimulatedDesk:
    """A counter's store, enrolled. `folder` holds the home, the tray and the clerk's name."""

    folder: Path
    workplace: Workplace
    hand: CounterHand

    @classmethod
    def enrolled(cls, folder: Path, url: str, code: str, clerk: str, clock: Clock | None = None, seed: int = 1) -> Self:
        """Make a store that joins the server with a one-time code."""
        folder.mkdir(parents=True, exist_ok=True)
        brought = program() if clock is None else replace(program(), clock=clock)
        enrol(store_home(places(folder / "home")), brought, url, code, clerk, PASSWORD)
        (folder / "clerk").write_text(clerk, encoding="utf-8")
        return cls.opened(folder, clock, seed)

    @classmethod
    def opened(cls, folder: Path, clock: Clock | None = None, seed: int = 1) -> Self:
        """Open the store that is there, as after a kill or in the morning."""
        clerk = (folder / "clerk").read_text(encoding="utf-8")
        workplace = open_workplace(places(folder / "home"), PASSWORD, clerk, clock)
        return cls(folder, workplace, CounterHand(workplace, Tray(folder / "tray"), random.Random(seed)))

    @property
    def hall(self) -> str:
        """The hall that the server gave it."""
        return binding_of(self.workplace.store).hall

    def sync(self) -> Report:
        """Exchange once. Raises SyncFailure."""
        return Exchange(self.workplace.store).once()

    def try_sync(self) -> str:
        """Exchange once on a line that may be bad; the code of what failed, empty when nothing did."""
        try:
            self.sync()
        except SyncFailure as failure:
            return failure.code
        return ""

    def sync_through(self, attempts: int = 60) -> Report:
        """Exchange on a bad line until it succeeds; the failure of the last attempt where it never does."""
        for _ in range(attempts - 1):
            with suppress(SyncFailure):
                return self.sync()
        return self.sync()

    def problems(self) -> Iterator[str]:
        """What does not hold here: chains, and projections that a rebuild would make otherwise."""
        store = self.workplace.store
        yield from (f"chain {b.journal}:{b.seq} {b.reason}" for b in verify_store(store).broken)
        yield from (f"projection {difference}" for difference in store.rebuild_check().differences)

    def states(self) -> dict[str, bytes]:
        """The folded state of each case that is held whole, by case id."""
        with self.workplace.store.read() as connection:
            rows = connection.execute(select(cases.c.case_id, cases.c.state)).all()
        return {row.case_id: row.state for row in rows}

    def close(self) -> None:
        """Close the store."""
        self.workplace.store.close()
