"""The slip of a queue number 叫号小票 on the counter's ticket printer: number, time, business, how many wait before it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.ticket.events import PRIORITY_ZH
from app.usecases.tickets import TICKET, ticket_printer_here

if TYPE_CHECKING:
    from app.devices.printers.port import TicketPrinter
    from app.usecases.queue import Taken
    from app.usecases.workplace import Workplace


def slip_bytes(workplace: Workplace, taken: Taken) -> bytes:
    """The slip as the printer takes it. No name and no identity number stands on it."""
    from app.receipts.ticket import QueueSlip, queue_slip

    ticket = taken.ticket
    return queue_slip(
        QueueSlip(
            hall=workplace.settings.hall,
            number=ticket.number,
            at=datetime.fromisoformat(ticket.issued_at),
            business=taken.name,
            ahead=taken.ahead,
            priority=PRIORITY_ZH[ticket.priority],
            evaluation=workplace.evaluation,
        )
    )


def print_slip(workplace: Workplace, taken: Taken, printer: TicketPrinter | None = None) -> None:
    """Print the slip; PrinterFailure where the printer does not answer. Waits for the device: not the store's thread.

    Where no ticket printer is set, nothing is printed and the number is told by word of mouth.
    """
    if printer is None and not workplace.settings.printers.get(TICKET, ""):
        return
    (printer or ticket_printer_here(workplace)).print_ticket(slip_bytes(workplace, taken))
