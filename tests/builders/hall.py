"""Desks of a hall with real stores and a real ledger of a server, and no line: batches and pages pass by hand."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.store.central.devices import Device, add_device
from app.store.central.engine import open_central
from app.store.central.ledger import Ledger, head, new_epoch
from app.store.home import Home
from app.store.outbox import next_batch, own_journals
from app.store.replica import (
    Changed,
    acknowledge,
    begin_epoch,
    cursor,
    hand_back,
    standing_of,
    take_back,
    take_page,
)
from app.store.store import Counter, create_store, open_store
from app.store.verify import verify_store
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.central.feed import lineage, page
from app.usecases.central.ingest import ingest
from app.usecases.central.receipts import receipt_of
from app.usecases.central.returned import returned
from app.usecases.workplace import Workplace, program
from tests.builders.filings import complete_filing, item_of
from tests.builders.office import library
from tests.builders.pens import AREA, HALL, NOW, make_ledger, stand, without_originals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.store.exchange import Page, Receipt
    from app.store.facade import Store

PASSWORD = "窗口-03-密码"


@dataclass
class Desk:
    """A counter with its store."""

    hall: Hall
    counter: str
    home: Home
    workplace: Workplace
    device: Device
    place: str = HALL
    heard: list[Changed] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.workplace.store

    def take(self, code: str = "GT-04") -> str:
        """Take a case whose originals go back at once; its number."""
        return accept(self.workplace, without_originals(complete_filing(item_of(code)))).state.case_no

    def act(self, case_no: str, command: object) -> CaseState:
        return act(self.workplace, case_no, command).state  # type: ignore[arg-type]  # any of the commands

    def state(self, case_no: str) -> CaseState:
        return self.workplace.find_case(case_no)

    def push(self) -> list[Receipt]:
        """Send everything that waits."""
        receipts = []
        while (batch := next_batch(self.store, 64 * 1024)) is not None:
            receipt = ingest(self.hall.ledger, batch, self.device, NOW)
            receipts.append(receipt)
            self.heard.append(acknowledge(self.store, receipt, batch=batch))
            if receipt.state == "stopped" or receipt.acked < batch.first:
                break
        return receipts

    def pages(self, max_entries: int = 2000) -> list[Page]:
        """What the feed has after the cursor, a page at a time, as if each had been taken."""
        with self.store.read() as connection:
            at = cursor(connection)
        found, after = [], at.position
        while True:
            one = page(self.hall.ledger, self.place, at.epoch, after, NOW, max_entries=max_entries)
            found.append(one)
            after = one.position
            if after >= one.head:
                return found

    def pull(self, max_entries: int = 2000) -> list[Changed]:
        """Read the feed to its head."""
        changes = [take_page(self.store, one) for one in self.pages(max_entries)]
        for change in changes:
            for journal in change.missing:
                self.fetch(journal)
        self.heard += changes
        return changes

    def fetch(self, journal: str) -> None:
        """Take back what the server has of an own journal."""
        with self.store.read() as connection:
            after = next((j.head_seq for j in own_journals(connection) if j.id == journal), 0)
        while True:
            found = lineage(self.hall.ledger, self.counter, journal, after, 7, NOW)
            if not found.entries:
                return
            take_back(self.store, found)
            after = found.position

    def meet(self, common: int = 0) -> None:
        """Go over to the server's epoch."""
        begin_epoch(self.store, head(self.hall.ledger).epoch, common)

    def sync(self) -> None:
        self.push()
        self.pull()

    def hand_back(self) -> int:
        """Give the server what it has lost of others; how many events it took."""
        return sum(returned(self.hall.ledger, events, self.device, NOW).taken for events in hand_back(self.store))

    def standing(self, journal: str = "") -> str:
        return standing_of(self.store, receipt_of(self.hall.ledger, journal or self.store.journal.id))

    def problems(self) -> list[object]:
        """What does not hold: chains, projections."""
        return [*verify_store(self.store).broken, *self.store.rebuild_check().differences]

    def reopen(self) -> None:
        self.store.close()
        self.workplace = Workplace(open_store(self.home, program(), PASSWORD, self.counter), library())

    def clone(self, folder: Path) -> Desk:
        """The same disk in another machine."""
        self.store.close()
        shutil.copytree(self.home.folder, folder)
        home = Home(folder)
        workplace = Workplace(open_store(home, program(), PASSWORD, self.counter), library())
        self.workplace = Workplace(open_store(self.home, program(), PASSWORD, self.counter), library())
        return self.hall.adopt(Desk(self.hall, self.counter, home, workplace, self.device, self.place))


class Hall:
    """A server's ledger and the desks that it knows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'central.db'}"
        self.ledger: Ledger = make_ledger(self.url, folder, evaluation=True)
        self.desks: list[Desk] = []

    def desk(self, counter: str, place: str = HALL) -> Desk:
        """A new desk at a counter, whose clerk is a lead called as the counter."""
        home = Home(self.folder / f"desk-{counter}")
        create_store(home, program(), Counter(AREA, counter, evaluation=True), counter, PASSWORD).close()
        workplace = Workplace(open_store(home, program(), PASSWORD, counter), library())
        desk = Desk(self, counter, home, workplace, self.device(workplace.store, counter, place), place)
        with self.ledger.store.write() as connection:
            stand(connection, workplace.store.account.id, "lead")
        desk.meet()
        return self.adopt(desk)

    def device(self, store: Store, counter: str, place: str = HALL) -> Device:
        """Let the device of a store in."""
        device = Device(
            f"device-{counter}-{len(self.desks)}", counter, place, store.device_key().public, f"store-{counter}",
            "active", "", True, b"{}", b"", b"", "0.1.0", NOW, NOW,
        )  # fmt: skip
        with self.ledger.store.write() as connection:
            add_device(connection, AREA, device)
        return device

    def adopt(self, desk: Desk) -> Desk:
        self.desks.append(desk)
        return desk

    def settle(self, desks: Sequence[Desk] = ()) -> None:
        """Exchange until nobody has anything more to say."""
        for _ in range(2):
            for desk in desks or self.desks:
                desk.sync()

    def set_back(self, copy: Path) -> None:
        """Restore the server from a copy of its database: another epoch begins."""
        self.ledger.store.close()
        for leftover in self.folder.glob("central.db*"):
            leftover.unlink()
        shutil.copy(copy, self.folder / "central.db")
        self.ledger = replace(self.ledger, store=open_central(self.url))
        with self.ledger.store.write() as connection:
            new_epoch(connection, AREA, NOW)

    def copy(self) -> Path:
        """A backup of the server."""
        target = self.folder / "yesterday.db"
        with (
            contextlib.closing(sqlite3.connect(self.folder / "central.db")) as source,
            contextlib.closing(sqlite3.connect(target)) as copied,
        ):
            source.backup(copied)
        return target

    def close(self) -> None:
        for desk in self.desks:
            desk.store.close()
        self.ledger.store.close()
