"""A workplace on real files with three accounts, and short ways to do what a day is made of."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.catalog.blob import catalogue_bytes, decode_catalogue
from app.devices.printers.port import PrinterFailure
from app.store.accounts import add_clerk
from app.store.home import Home
from app.store.store import Counter, create_store, open_store
from app.usecases.accept import Done, accept
from app.usecases.workplace import Library, Workplace, program
from tests.builders.filings import EVALUATE, complete_filing, item_of, published_calendar, starting_catalogue

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.domain.checklist.filing import Filing

LEAD, CLERK, SECOND_LEAD = "李丽", "赵强", "王芳"
PASSWORD = "窗口-03-密码"


def library() -> Library:
    """The starting catalogue as a program brings it."""
    return Library(starting_catalogue(), published_calendar(), EVALUATE, catalogue_bytes, decode_catalogue)


def make_template(folder: Path) -> None:
    """A fresh evaluation store with two leads and a clerk."""
    store = create_store(Home(folder), program(), Counter("500106", "C03", evaluation=True), LEAD, PASSWORD)
    add_clerk(store, CLERK, PASSWORD, must_change=False)
    add_clerk(store, SECOND_LEAD, PASSWORD, "lead", must_change=False)
    store.close()


def open_copy(template: Path, folder: Path, clerk: str = LEAD) -> Workplace:
    """A copy of the template, unlocked."""
    if not folder.exists():
        shutil.copytree(template, folder)
    return Workplace(open_store(Home(folder), program(), PASSWORD, clerk), library())


def filing(code: str = "GT-04") -> Filing:
    """A filing that is accepted as it stands; its originals are kept."""
    return complete_filing(item_of(code))


def taken(workplace: Workplace, code: str = "GT-04") -> Done:
    """Take one case."""
    return accept(workplace, filing(code))


def real_receipt(workplace: Workplace) -> datetime:
    """A real time of receipt: today, and not to come."""
    return workplace.store.now().effective


class MemoryPrinter:
    """A printer that keeps what it was given, and fails as often as it is told."""

    def __init__(self, name: str = "柜台激光") -> None:
        self._name = name
        self.sheets: list[tuple[str, bytes]] = []
        self.failures: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def print_pdf(self, title: str, pdf: bytes) -> None:
        if self.failures:
            raise PrinterFailure(self.failures.pop(0), self._name)
        self.sheets.append((title, pdf))


class OnePrinter:
    """The choice of printers of a machine with these."""

    def __init__(self, *printers: MemoryPrinter) -> None:
        self.all = printers or (MemoryPrinter(),)

    def names(self) -> list[str]:
        return [one.name for one in self.all]

    def printer(self, name: str) -> MemoryPrinter:
        return next((one for one in self.all if one.name == name), self.all[0])
