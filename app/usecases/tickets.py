"""The 80 mm ticket 小票 of a case: its number and dates on thermal paper. It fades and is never the only voucher."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from app.devices.printers.port import TicketPrinter
    from app.domain.case.state import CaseState
    from app.usecases.workplace import Workplace

TICKET = "ticket"
"""Key in the setting `printers` of an address: tcp://10.0.0.5:9100, usb:04b8:0202, file:/dev/usb/lp0."""


def ticket_bytes(workplace: Workplace, state: CaseState, title: str = "收件小票") -> bytes:
    """The ticket of a case as the printer takes it. No name and no identity number stands on it."""
    from app.receipts.data import Due
    from app.receipts.ticket import TicketData, ticket

    limit = state.promised or state.answer_due
    words = Limit(limit.limit_n, limit.limit_unit).text  # type: ignore[arg-type]  # stored as it was written by us
    data = TicketData(
        hall=workplace.settings.hall,
        title=title,
        at=chinese_time(workplace.store.now().effective),
        case_no=state.case_no,
        item=state.item_name,
        due=Due(date.fromisoformat(limit.date), words, limit.provisional),
        counter=workplace.counter,
        evaluation=workplace.evaluation,
    )
    return ticket(data)


def ticket_printer_here(workplace: Workplace) -> TicketPrinter:
    """The ticket printer set for this counter; InputProblem where none is, PrinterFailure for a wrong address."""
    from app.devices.printers.tickets import ticket_printer

    address = workplace.settings.printers.get(TICKET, "")
    if not address:
        raise InputProblem("INPUT-SETTING", "这个窗口还没有设置小票机，请在设置里填写小票机地址。", "printers.ticket")
    return ticket_printer(address)


def print_ticket(workplace: Workplace, state: CaseState, printer: TicketPrinter | None = None) -> None:
    """Print the ticket of a case at the counter's ticket printer."""
    (printer or ticket_printer_here(workplace)).print_ticket(ticket_bytes(workplace, state))
