"""What a printer is to the print queue, and how it says why it did not print."""

from __future__ import annotations

from typing import Protocol

from app.errors import EnvironmentFailure


class PrinterFailure(EnvironmentFailure):
    """The sheets were not taken. `message` says in plain words why and what to do; nothing of the paper is in it."""

    code = "PRINTER"


class CounterPrinter(Protocol):
    """Takes whole PDFs. It returns as soon as the sheets are with the printer: whether they came out, a person says."""

    @property
    def name(self) -> str:
        """The name that people know it by."""
        ...

    def print_pdf(self, title: str, pdf: bytes) -> None:
        """Give a PDF to the printer. `title` is a document number, never a name. Raises PrinterFailure."""
        ...


class TicketPrinter(Protocol):
    """Takes the bytes of an 80 mm ticket."""

    @property
    def name(self) -> str:
        """The name that people know it by."""
        ...

    def print_ticket(self, data: bytes) -> None:
        """Give ESC/POS bytes to the printer. Raises PrinterFailure."""
        ...
