"""Which printer prints what at this counter: chosen on the settings page, kept in the store, used by the print queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.documents.kinds import KIND_TITLE
from app.usecases.print_queue import ALL_KINDS
from app.usecases.tickets import TICKET

if TYPE_CHECKING:
    from app.usecases.print_queue import PrinterChoice
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class PrintersChosen:
    """The printers as chosen: by kind of document, `*` for all kinds, `ticket` for the address of the ticket printer."""

    by_kind: dict[str, str]
    changed: frozenset[str] = frozenset({"settings"})


class PrinterSettings:
    """The printers of one counter. `names` may take seconds and belongs off the interface's thread."""

    def __init__(self, workplace: Workplace, printers: PrinterChoice) -> None:
        self._workplace = workplace
        self._printers = printers

    def kinds(self) -> list[tuple[str, str]]:
        """Kinds of documents that may have a printer of their own, with their titles."""
        return list(KIND_TITLE.items())

    def names(self) -> list[str]:
        """Printers to choose from."""
        return self._printers.names()

    def chosen(self) -> dict[str, str]:
        """What was chosen; a kind that is missing goes to the printer of all kinds."""
        return dict(self._workplace.settings.printers)

    def choose(self, kind: str, printer: str) -> PrintersChosen:
        """Choose the printer of a kind; an empty one means that of all kinds, or the system's default."""
        return self._keep(kind, printer)

    def set_ticket(self, address: str) -> PrintersChosen:
        """Set the ticket printer's address; an empty one means that there is none. PrinterFailure for a wrong one."""
        from app.devices.printers.tickets import ticket_printer

        if address:
            ticket_printer(address)
        return self._keep(TICKET, address)

    def _keep(self, key: str, value: str) -> PrintersChosen:
        after = {name: kept for name, kept in self.chosen().items() if name != key}
        if value:
            after[key] = value
        self._workplace.change_settings(printers=after)
        return PrintersChosen(after)


__all__ = ["ALL_KINDS", "PrinterSettings", "PrintersChosen"]
