"""Which printers there are at this machine, and which one a name means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.devices.printers.folder import NAME, PdfFolder
from app.devices.printers.system import SystemPrinter, system_printers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.devices.printers.port import CounterPrinter


class Printers:
    """The printers of this machine: the system's, and the folder of PDFs.

    `default` is what an empty name means: the system's default, or the folder where evaluation wants it.
    """

    def __init__(self, folder: Path, default: str = "", ask_system: Callable[[], list[str]] = system_printers) -> None:
        self._folder = PdfFolder(folder)
        self._default = default
        self._ask_system = ask_system

    def names(self) -> list[str]:
        """Names to choose from; asks the system, which may take seconds."""
        return [*self._ask_system(), NAME]

    def printer(self, name: str) -> CounterPrinter:
        """The printer that a name means; one that has gone says so when it is used."""
        wanted = name or self._default
        return self._folder if wanted == NAME else SystemPrinter(wanted)
