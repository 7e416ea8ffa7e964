"""Which printer prints what: chosen once, kept in the store, used by the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.devices.printers.port import PrinterFailure
from app.usecases import print_queue as q
from app.usecases.printer_settings import PrinterSettings
from app.usecases.tickets import ticket_printer_here
from tests.builders.office import MemoryPrinter, OnePrinter, taken

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace


def test_a_chosen_printer_is_used_for_its_kind(workplace: Workplace) -> None:
    first, second = MemoryPrinter("一号机"), MemoryPrinter("二号机")
    printers = OnePrinter(first, second)
    settings = PrinterSettings(workplace, printers)
    assert settings.choose("acceptance-notice", "二号机").by_kind == {"acceptance-notice": "二号机"}
    q.enqueue(workplace, taken(workplace).papers)
    q.print_all(workplace, printers)
    assert (len(first.sheets), len(second.sheets)) == (0, 1)
    assert settings.choose("acceptance-notice", "").by_kind == {}
    assert (settings.names(), ("handover", "窗口交接单") in settings.kinds()) == (["一号机", "二号机"], True)


def test_a_ticket_printers_address_is_checked_before_it_is_kept(workplace: Workplace) -> None:
    settings = PrinterSettings(workplace, OnePrinter())
    with pytest.raises(PrinterFailure):
        settings.set_ticket("ftp:x")
    assert settings.chosen() == {}
    settings.set_ticket("tcp://10.0.0.5:9100")
    assert ticket_printer_here(workplace).name == "小票机"
    assert settings.set_ticket("").by_kind == {}
